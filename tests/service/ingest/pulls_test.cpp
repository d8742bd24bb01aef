// R33: a pull that breaks off stores nothing of it.
#include "service/ingest/pulls.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "collectors/remote/http_client.hpp"
#include "service/store/claims.hpp"
#include "tests/collectors/remote/fakes.hpp"
#include "tests/support/installation.hpp"
#include "tests/support/replay_server.hpp"

namespace tertil::ingest {
namespace {

using namespace std::chrono_literals;
using collectors::remote::FakePace;
using collectors::remote::HttpAnswer;
using collectors::remote::HttpClient;
using collectors::remote::HttpRequest;
using collectors::remote::RemoteFault;
using testing::HasSubstr;
using tests::must;
using tests::ReplayServer;
using tests::Reply;
using tests::SeenRequest;

/// The real client in a hurry, so that a stall costs a test no ten seconds.
class HurriedClient final : public collectors::remote::Transport {
 public:
  std::variant<HttpAnswer, RemoteFault> send(const HttpRequest& request) override {
    auto hurried = request;
    hurried.timeout = 300ms;
    return client_.send(hurried);
  }

 private:
  HttpClient client_{{.user_agent = "tertil/test", .proxy = {}, .ca_file = {}, .stop = {}}};
};

class ManualClock final : public Clock {
 public:
  Instant now() const override { return {now_}; }
  void set(const char* time) { now_ = parse_rfc3339(time)->microseconds; }
  void advance_seconds(std::int64_t seconds) { now_ += seconds * 1'000'000; }

 private:
  std::atomic<std::int64_t> now_{parse_rfc3339("2026-11-06T10:00:00Z")->microseconds};
};

std::string values_page(double value, const std::string& next = "") {
  nlohmann::json page{
      {"count", 1},
      {"values",
       {{{"kpi", "U60496"},
         {"municipality", "0013"},
         {"period", 2025},
         {"values",
          {{{"gender", "T"}, {"status", ""}, {"value", value}, {"isdeleted", false}}}}}}}};
  page["next_url"] = next.empty() ? nlohmann::json() : nlohmann::json(next);
  return page.dump();
}

/// Kolada on loopback: one value, in the answer to the first question; `faulty` may spoil answers
/// to questions about values, counted from 1.
class Kolada {
 public:
  using Faulty = std::function<std::optional<Reply>(int)>;
  explicit Kolada(Faulty faulty = {}) : faulty_{std::move(faulty)} {}

  [[nodiscard]] std::string url() const { return server_.url("/v3"); }
  [[nodiscard]] std::size_t calls() const { return server_.seen().size(); }
  [[nodiscard]] const ReplayServer& server() const { return server_; }
  void break_down(bool down) { down_ = down; }

 private:
  Reply answer(const SeenRequest& request) {
    if (down_) return {.status = 503, .body = "{}"};
    if (request.target.find("/data/") == std::string::npos)
      return {.body = R"({"values":[{"id":"U60496","publication_date":"2026-12-01"}]})"};
    ++questions_;
    if (faulty_)
      if (auto reply = faulty_(questions_)) return *std::move(reply);
    const bool ours = request.target.find("U60496") != std::string::npos;
    return {.body = ours ? values_page(98.5) : R"({"count":0,"values":[],"next_url":null})"};
  }

  Faulty faulty_;
  std::atomic<bool> down_{false};
  int questions_{0};
  ReplayServer server_{[this](const SeenRequest& request) { return answer(request); }};
};

class PullsTest : public testing::Test {
 protected:
  Pulls pulls(const Kolada& kolada) {
    RemoteSettings settings;
    settings.addresses["kolada"] = kolada.url();
    settings.pace = [](std::stop_token) { return std::make_unique<FakePace>(); };
    settings.transport = [](std::stop_token) { return std::make_unique<HurriedClient>(); };
    return Pulls{installation_.engine(), installation_.importer(), std::move(settings), clock_};
  }
  std::int64_t batches() {
    std::int64_t count = -1;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      count = std::get<std::int64_t>(must(reader.query("SELECT count(*) FROM batch", {}))[0][0]);
      return {};
    }));
    return count;
  }
  store::Pull state(const Pulls& pulls) {
    const auto all = must(pulls.states());
    return all.empty() ? store::Pull{} : all.front();
  }

  tests::Installation installation_{tests::Fill::kReferenceOnly};
  ManualClock clock_;
};

TEST_F(PullsTest, FetchAndStoreAndKeepHowItWent) {
  const Kolada kolada;
  auto fetching = pulls(kolada);
  const auto result = must(fetching.pull("kolada", "cli"));
  ASSERT_TRUE(result.import);
  EXPECT_EQ(result.import->stored, 1);
  EXPECT_EQ(result.import->quarantined, 0);
  const auto kept = state(fetching);
  EXPECT_EQ(kept.outcome, store::PullOutcome::kStored);
  EXPECT_EQ(kept.batch, result.import->id);
  EXPECT_EQ(kept.attempted_at, clock_.now());
  EXPECT_EQ(kept.succeeded_at, clock_.now());
  EXPECT_EQ(kept.failures, 0);
  EXPECT_GT(kept.changed_to, 0);
  ASSERT_TRUE(kept.next_run_at);
  EXPECT_GT(*kept.next_run_at, clock_.now());
  EXPECT_THAT(kolada.server().seen().front().head, HasSubstr("User-Agent: tertil/test"));
}

TEST_F(PullsTest, AskForChangesTheNextTimeAndStoreNothingTwice) {
  const Kolada kolada;
  auto fetching = pulls(kolada);
  must(fetching.pull("kolada", "cli"));
  const auto again = must(fetching.pull("kolada", "cli"));
  EXPECT_THAT(kolada.server().seen().back().target, HasSubstr("from_date="));
  EXPECT_EQ(again.import->kind, ImportKind::kRepeated);
  EXPECT_EQ(batches(), 1);
}

TEST_F(PullsTest, LeaveNothingBehindInADryRun) {
  const Kolada kolada;
  auto fetching = pulls(kolada);
  const auto result = must(fetching.pull("kolada", "cli", true));
  EXPECT_EQ(result.import->stored, 1) << "what would be stored";
  EXPECT_EQ(batches(), 0);
  EXPECT_TRUE(must(fetching.states()).empty());
}

TEST_F(PullsTest, GetOverFaultsThatPass) {
  const std::map<std::string, Reply> faults{
      {"429", {.status = 429, .body = "", .headers = {{"Retry-After", "3"}}}},
      {"500", {.status = 500, .body = "oops", .type = "text/plain"}},
      {"stall", {.body = values_page(98.5), .stall = 450ms}},
      {"cut", {.body = values_page(98.5), .cut = true}}};
  for (const auto& [name, reply] : faults) {
    const Kolada kolada(
        [&reply](int question) { return question == 1 ? std::optional{reply} : std::nullopt; });
    auto fetching = pulls(kolada);
    EXPECT_TRUE(fetching.pull("kolada", "cli")) << name;
  }
}

TEST_F(PullsTest, StoreNothingOfAnAnswerThatIsNotWhatWasAgreed) {
  const auto good = values_page(98.5, "/v3/data/next");
  const std::map<std::string, Reply> faults{
      {"truncated JSON", {.body = good.substr(0, good.size() - 9)}},
      {"a web page", {.body = "<html>Logga in</html>", .type = "text/html"}},
      {"a redirect", {.status = 302, .headers = {{"Location", "http://127.0.0.1:1/elsewhere"}}}},
      {"too much", {.body = {}, .endless = true}},
      {"another host next", {.body = values_page(98.5, "http://169.254.169.254/latest")}},
      {"no values", {.body = R"({"detail":"changed"})"}},
      {"gone", {.status = 410}},
      {"broken for good", {.status = 500}}};
  for (const auto& [name, reply] : faults) {
    const Kolada kolada(
        [&](int question) { return question == 1 ? Reply{.body = good} : std::optional{reply}; });
    auto fetching = pulls(kolada);
    const auto result = fetching.pull("kolada", "cli");
    ASSERT_FALSE(result) << name;
    EXPECT_EQ(result.error().code, ErrorCode::kRemote) << name;
    EXPECT_EQ(batches(), 0) << name;
    EXPECT_EQ(state(fetching).outcome, store::PullOutcome::kFailed) << name;
    EXPECT_FALSE(state(fetching).message.sv.empty()) << name;
    EXPECT_EQ(state(fetching).changed_to, 0) << name << ": the next pull asks for everything";
  }
}

TEST_F(PullsTest, EndOnPagesWithoutEnd) {
  const Kolada kolada([](int question) -> std::optional<Reply> {
    return Reply{.body = values_page(question, "/v3/data/more?page=" + std::to_string(question))};
  });
  auto fetching = pulls(kolada);
  EXPECT_FALSE(fetching.pull("kolada", "cli"));
  EXPECT_EQ(batches(), 0);
}

TEST_F(PullsTest, KeepTheReceiptOfAFileThatIsRejected) {
  const Kolada kolada([](int) -> std::optional<Reply> {
    auto page = nlohmann::json::parse(values_page(98.5));
    page["values"][0]["municipality"] = "1380";
    return Reply{.body = page.dump()};
  });
  auto fetching = pulls(kolada);
  const auto result = must(fetching.pull("kolada", "cli"));
  EXPECT_EQ(result.import->kind, ImportKind::kRejected);
  EXPECT_EQ(state(fetching).outcome, store::PullOutcome::kRejected);
  EXPECT_EQ(state(fetching).batch, result.import->id);
  EXPECT_EQ(state(fetching).changed_to, 0);
}

TEST_F(PullsTest, RefuseASourceThatIsNotFetched) {
  const Kolada kolada;
  auto fetching = pulls(kolada);
  EXPECT_EQ(fetching.pull("targets", "cli").error().code, ErrorCode::kRefused);
  EXPECT_EQ(fetching.pull("nothing", "cli").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(kolada.calls(), 0);
}

class ScheduleTest : public PullsTest {
 protected:
  std::vector<std::string> run(Pulls& fetching) {
    std::vector<std::string> ran;
    must(fetching.run_due([&](const std::string& source, const Result<PullResult>& result) {
      ran.push_back(source + (result ? " ok" : " failed"));
    }));
    return ran;
  }
  Instant next_of(const Pulls& fetching) { return *state(fetching).next_run_at; }
};

TEST_F(ScheduleTest, RunsASourceWhenItIsDueAndNotBefore) {
  const Kolada kolada;
  auto fetching = pulls(kolada);
  EXPECT_THAT(run(fetching), testing::IsEmpty()) << "the first look only plans";
  const auto planned = next_of(fetching);
  // 10 4 * * 2, spread over five minutes: Tuesday 10 November 04:10 in Sweden.
  EXPECT_GE(planned, *parse_rfc3339("2026-11-10T03:10:00Z"));
  EXPECT_LT(planned, *parse_rfc3339("2026-11-10T03:15:00Z"));
  clock_.set("2026-11-10T03:09:59Z");
  EXPECT_THAT(run(fetching), testing::IsEmpty());
  EXPECT_EQ(kolada.calls(), 0);
  clock_.set("2026-11-10T03:15:00Z");
  EXPECT_THAT(run(fetching), testing::Contains("kolada ok"));
  EXPECT_GE(next_of(fetching), *parse_rfc3339("2026-11-17T03:10:00Z"));
  EXPECT_THAT(run(fetching), testing::Not(testing::Contains("kolada ok"))) << "not at once again";
}

TEST_F(ScheduleTest, TriesSoonerAfterAFailureAndSlowerAfterMany) {
  Kolada kolada;
  kolada.break_down(true);
  auto fetching = pulls(kolada);
  run(fetching);
  clock_.set("2026-11-10T03:15:00Z");
  std::vector<std::int64_t> pauses;
  for (int i = 0; i < 12; ++i) {
    EXPECT_THAT(run(fetching), testing::Contains("kolada failed"));
    const auto pause = (next_of(fetching).microseconds - clock_.now().microseconds) / 1'000'000;
    pauses.push_back(pause);
    clock_.advance_seconds(pause);
  }
  EXPECT_EQ(std::vector<std::int64_t>(pauses.begin(), pauses.begin() + 4),
            (std::vector<std::int64_t>{300, 600, 1200, 2400}));
  EXPECT_EQ(pauses[9], 6 * 3600);
  EXPECT_GT(pauses[10], 24 * 3600) << "by the schedule alone";
  kolada.break_down(false);
  EXPECT_THAT(run(fetching), testing::Contains("kolada ok"));
  EXPECT_EQ(state(fetching).failures, 0);
}

/// Two instances on one store, and a source that is due.
class TwoSchedulers : public ScheduleTest {
 protected:
  Pulls other_pulls(const Kolada& kolada) {
    RemoteSettings settings;
    settings.addresses["kolada"] = kolada.url();
    settings.pace = [](std::stop_token) { return std::make_unique<FakePace>(); };
    settings.transport = [](std::stop_token) { return std::make_unique<HurriedClient>(); };
    return Pulls{other_.engine(), other_.importer(), std::move(settings), clock_};
  }
  /// What a dead instance leaves: a claim that nobody renews.
  void claim_by_the_dead() {
    must(installation_.engine().write([&](store::Writer& writer) -> Result<void> {
      const auto now = clock_.now().microseconds;
      EXPECT_TRUE(must(store::claim(writer, "pull/kolada", "dead", {now}, {now + 90'000'000})));
      return {};
    }));
  }

  tests::Installation other_{tests::Installation::Beside{installation_}};
};

TEST_F(TwoSchedulers, PullADueSourceOnce) {
  std::function<void()> in_the_midst;
  const Kolada kolada([&](int) -> std::optional<Reply> {
    if (in_the_midst) std::exchange(in_the_midst, {})();
    return std::nullopt;
  });
  auto one = pulls(kolada);
  auto other = other_pulls(kolada);
  EXPECT_THAT(run(one), testing::IsEmpty());
  EXPECT_THAT(run(other), testing::IsEmpty()) << "planned already";
  clock_.set("2026-11-10T03:20:00Z");
  std::vector<std::string> meanwhile{"not run"};
  ErrorCode asked{};
  in_the_midst = [&] {
    meanwhile = run(other);
    asked = other.pull("kolada", "cli").error().code;
  };
  EXPECT_THAT(run(one), testing::Contains("kolada ok"));
  EXPECT_THAT(meanwhile, testing::Not(testing::Contains(testing::StartsWith("kolada"))));
  EXPECT_EQ(asked, ErrorCode::kConflict);
  const auto calls = kolada.calls();
  EXPECT_THAT(run(other), testing::Not(testing::Contains(testing::StartsWith("kolada"))))
      << "it is done";
  EXPECT_EQ(kolada.calls(), calls);
  EXPECT_EQ(batches(), 1);
  EXPECT_TRUE(other.pull("kolada", "cli")) << "whoever asks for it gets it, once nobody is at it";
}

TEST_F(TwoSchedulers, TakeOverWhatADeadOneLeftWhenItsClaimHasRunOut) {
  const Kolada kolada;
  auto fetching = pulls(kolada);
  EXPECT_THAT(run(fetching), testing::IsEmpty());
  clock_.set("2026-11-10T03:20:00Z");
  claim_by_the_dead();
  EXPECT_THAT(run(fetching), testing::Not(testing::Contains(testing::StartsWith("kolada"))));
  clock_.advance_seconds(89);
  EXPECT_THAT(run(fetching), testing::Not(testing::Contains(testing::StartsWith("kolada"))));
  clock_.advance_seconds(1);
  EXPECT_THAT(run(fetching), testing::Contains("kolada ok"));
}

TEST_F(TwoSchedulers, DoNotOverwriteWhatAnotherKeptWhileTheySlept) {
  std::function<void()> in_the_midst;
  const Kolada kolada([&](int) -> std::optional<Reply> {
    if (in_the_midst) std::exchange(in_the_midst, {})();
    return std::nullopt;
  });
  const Kolada again;
  auto one = pulls(kolada);
  auto other = other_pulls(again);
  run(one);
  clock_.set("2026-11-10T03:20:00Z");
  in_the_midst = [&] {
    clock_.advance_seconds(600);
    EXPECT_THAT(run(other), testing::Contains("kolada ok"));
  };
  run(one);
  EXPECT_EQ(state(other).attempted_at, *parse_rfc3339("2026-11-10T03:30:00Z"));
  EXPECT_EQ(batches(), 1);
}

TEST_F(ScheduleTest, StopsAtOnce) {
  const Kolada kolada;
  auto fetching = pulls(kolada);
  std::jthread runner{[&](const std::stop_token& stop) {
    fetching.run([](const std::string&, const Result<PullResult>&) {}, stop);
  }};
  runner.request_stop();
  runner.join();
}

}  // namespace
}  // namespace tertil::ingest
