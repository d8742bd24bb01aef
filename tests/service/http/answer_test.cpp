// What every answer carries, and what is left out: RFC 9110 §8–§15 and promises §5.8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "client.hpp"

namespace tertil::http {
namespace {

using testing::get;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::Reply;
using testing::Running;

std::string without_date(std::string head) {
  const auto at = head.find("Date: ");
  return at == std::string::npos ? head : head.erase(at, head.find("\r\n", at) + 2 - at);
}

std::string gunzip(const std::string& bytes) {
  std::string out(1 << 20, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  auto input = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  inflateEnd(&stream);
  return out;
}

/// One I/O thread, so that a second question meets the first one's cache.
Options one_thread() {
  auto options = testing::test_options();
  options.threads = 1;
  return options;
}

TEST(EveryAnswer, HasADateAndTheSecurityHeadersAndNoServer) {
  Running running;
  for (const auto& target : {"/api/v1/echo", "/api/v1/figure", "/nothing", "/api/v1/fails",
                             "/api/v1/throws", "/api/v1/guarded", "/api/v1/echo?no=1"}) {
    const auto reply = running.ask(get(target));
    EXPECT_THAT(reply.header("date"),
                MatchesRegex("[A-Z][a-z][a-z], [0-9][0-9] [A-Z][a-z][a-z] [0-9]+ "
                             "[0-9][0-9]:[0-9][0-9]:[0-9][0-9] GMT"))
        << target;
    EXPECT_EQ(reply.header("content-security-policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
              "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
              "frame-ancestors 'none'; require-trusted-types-for 'script'");
    EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.header("referrer-policy"), "same-origin");
    EXPECT_EQ(reply.header("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(reply.header("cross-origin-resource-policy"), "same-origin");
    EXPECT_TRUE(reply.headers.contains("permissions-policy"));
    EXPECT_EQ(reply.header("permissions-policy"), "");
    EXPECT_FALSE(reply.headers.contains("server"));
    EXPECT_EQ(reply.header("content-length"), std::to_string(reply.body.size()));
  }
}

TEST(EveryAnswer, LetsAnIntranetFrameItIfConfigured) {
  auto options = testing::test_options();
  options.frame_ancestors = "https://intranet.example";
  Running running{options};
  EXPECT_THAT(running.ask(get("/api/v1/echo")).header("content-security-policy"),
              HasSubstr("frame-ancestors https://intranet.example;"));
}

TEST(CachedAnswer, IsByteForByteTheFirstOneButForItsDate) {
  Running running{one_thread()};
  for (const auto& target : {"/api/v1/figure?size=5000", "/api/v1/pooled/abc"}) {
    for (const std::string lines : {"", "Accept-Encoding: gzip\r\n"}) {
      const auto first = running.ask(get(target, lines));
      const auto second = running.ask(get(target, lines));
      EXPECT_EQ(without_date(first.head), without_date(second.head));
      EXPECT_EQ(first.body, second.body);
      EXPECT_EQ(first.header("cache-control"), "no-cache");
      EXPECT_THAT(first.header("etag"), MatchesRegex("\"[0-9a-f]+(-gzip)?\""));
    }
  }
  EXPECT_EQ(running.stage.computed, 1);
  EXPECT_THAT(running.server->metrics().render(), HasSubstr("tertil_http_cache_hits_total 6"));
}

TEST(CachedAnswer, OfAnySizeArrivesWholeToAClientThatReadsInItsOwnTime) {
  Running running{one_thread()};
  for (const auto size : {1, 1024, 30'000, 32'768, 40'000, 500'000}) {
    const auto request = get("/api/v1/figure?size=" + std::to_string(size));
    const auto first = running.ask(request);
    ASSERT_EQ(first.body.size(), static_cast<std::size_t>(size));
    auto client = running.client();
    std::string all;
    for (int i = 0; i < 20; ++i) all += request + get("/api/v1/echo?text=between");
    client.send(all);
    std::this_thread::sleep_for(std::chrono::milliseconds{30});
    for (int i = 0; i < 20; ++i) {
      ASSERT_EQ(client.reply().value().body, first.body) << size;
      ASSERT_EQ(client.reply().value().body, "between") << size;
    }
    const auto head = running.ask("HEAD" + request.substr(3), true);
    EXPECT_EQ(head.header("content-length"), std::to_string(size));
  }
}

TEST(CachedAnswer, IsMadeAnewWhenTheDataHasChanged) {
  Running running{one_thread()};
  const auto before = running.ask(get("/api/v1/figure"));
  running.stage.version = 2;
  const auto after = running.ask(get("/api/v1/figure"));
  EXPECT_NE(before.body, after.body);
  EXPECT_NE(before.header("etag"), after.header("etag"));
  EXPECT_EQ(running.ask(get("/api/v1/figure")).body, after.body);
}

TEST(CachedAnswer, ThatWasComputedDuringAChangeIsNotKept) {
  Running running{one_thread()};
  auto client = running.client();
  client.send(get("/api/v1/slow"));
  while (running.stage.entered == 0) std::this_thread::yield();
  running.stage.version = 2;
  running.stage.release = true;
  EXPECT_EQ(client.reply().value().status, 200);
  EXPECT_EQ(running.ask(get("/api/v1/slow")).status, 200);
  EXPECT_EQ(running.stage.entered, 2);
  EXPECT_EQ(running.ask(get("/api/v1/slow")).status, 200);
  EXPECT_EQ(running.stage.entered, 2) << "and the one after it is";
}

TEST(OtherAnswer, IsNotToBeStored) {
  Running running;
  for (const auto& target : {"/api/v1/echo", "/nothing", "/api/v1/fails"})
    EXPECT_EQ(running.ask(get(target)).header("cache-control"), "no-store") << target;
}

TEST(GuardedAnswer, IsNeverCachedAndNeedsItsKey) {
  Running running{one_thread()};
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(running.ask(get("/api/v1/guarded", "Authorization: Bearer good\r\n")).body, "secret");
    const auto refused = running.ask(get("/api/v1/guarded"));
    EXPECT_EQ(refused.status, 401);
    EXPECT_THAT(refused.header("www-authenticate"), HasSubstr("Bearer"));
    EXPECT_EQ(running.ask(get("/api/v1/guarded", "Authorization: Bearer other\r\n")).status, 403);
  }
}

// --- Conditions -----------------------------------------------------------------------------

TEST(NotModified, IsAnsweredForTheTagWeGave) {
  Running running{one_thread()};
  const std::string target = "/api/v1/figure?size=3000";
  for (const std::string encoding : {"", "Accept-Encoding: gzip\r\n"}) {
    const auto full = running.ask(get(target, encoding));
    const auto tag = full.header("etag");
    for (const auto& condition :
         {tag, "W/" + tag, "\"other\", " + tag, "W/\"a\",W/" + tag + " , \"b\"", std::string{"*"},
          "\"with, comma\", " + tag}) {
      const auto reply =
          running.ask(get(target, encoding + "If-None-Match: " + condition + "\r\n"));
      EXPECT_EQ(reply.status, 304) << condition;
      EXPECT_EQ(reply.header("etag"), tag);
      EXPECT_EQ(reply.header("cache-control"), "no-cache");
      EXPECT_EQ(reply.header("vary"), "Accept-Encoding");
      EXPECT_TRUE(reply.headers.contains("date"));
      EXPECT_FALSE(reply.headers.contains("content-type"));
    }
    for (const auto& condition : {std::string{"\"other\""}, tag.substr(1, tag.size() - 2),
                                  std::string{"\""}, std::string{"W/"}, std::string{","}})
      EXPECT_EQ(running.ask(get(target, encoding + "If-None-Match: " + condition + "\r\n")).status,
                200)
          << condition;
  }
}

TEST(NotModified, IsAnsweredForTagsInSeveralLines) {
  Running running{one_thread()};
  const auto tag = running.ask(get("/api/v1/figure")).header("etag");
  EXPECT_EQ(
      running.ask(get("/api/v1/figure", "If-None-Match: \"a\"\r\nIf-None-Match: " + tag + "\r\n"))
          .status,
      304);
}

TEST(NotModified, DependsOnTheEncoding) {
  Running running{one_thread()};
  const auto plain = running.ask(get("/api/v1/figure?size=3000")).header("etag");
  const auto packed =
      running.ask(get("/api/v1/figure?size=3000", "Accept-Encoding: gzip\r\n")).header("etag");
  EXPECT_NE(plain, packed);
  EXPECT_EQ(
      running.ask(get("/api/v1/figure?size=3000", "If-None-Match: " + packed + "\r\n")).status,
      200);
}

TEST(NotModified, LeavesTheConnectionInStep) {
  Running running{one_thread()};
  const auto tag = running.ask(get("/api/v1/figure")).header("etag");
  auto client = running.client();
  const auto conditional = get("/api/v1/figure", "If-None-Match: " + tag + "\r\n");
  client.send(conditional + conditional + get("/api/v1/echo?text=after"));
  EXPECT_EQ(client.reply().value().status, 304);
  EXPECT_EQ(client.reply().value().status, 304);
  EXPECT_EQ(client.reply().value().body, "after");
}

// --- Methods --------------------------------------------------------------------------------

TEST(Head, EqualsGetWithoutTheBody) {
  Running running{one_thread()};
  for (const std::string target :
       {"/api/v1/echo?text=abc", "/api/v1/figure?size=3000", "/nothing"}) {
    auto client = running.client();
    const auto got = running.ask(get(target));
    client.send("HEAD" + get(target).substr(3) + get("/api/v1/echo?text=after"));
    const auto head = client.reply(true).value();
    EXPECT_EQ(head.status, got.status);
    EXPECT_EQ(head.header("content-length"), got.header("content-length"));
    EXPECT_EQ(head.header("etag"), got.header("etag"));
    EXPECT_EQ(head.header("content-type"), got.header("content-type"));
    EXPECT_EQ(client.reply().value().body, "after");
  }
}

TEST(Head, ThatComesFirstFillsTheCacheForGet) {
  Running running{one_thread()};
  running.ask("HEAD" + get("/api/v1/figure").substr(3), true);
  EXPECT_EQ(running.ask(get("/api/v1/figure")).body, "1xxxxxxxxx");
}

TEST(WrongMethod, IsToldWhatWorks) {
  Running running;
  const auto reply = running.ask("DELETE /api/v1/echo HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.header("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(running.ask(get("/api/v1/body")).header("allow"), "OPTIONS, POST");
}

TEST(OptionsMethod, TellsWhatWorks) {
  Running running;
  const auto ask = [&](const std::string& target) {
    return running.ask("OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
  };
  EXPECT_EQ(ask("/api/v1/guarded").header("allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(ask("*").header("allow"), "GET, HEAD, OPTIONS, POST");
  EXPECT_EQ(ask("/api/v1/echo").status, 204);
  EXPECT_FALSE(ask("/api/v1/echo").headers.contains("content-length"));
  EXPECT_EQ(ask("/nothing").status, 404);
}

// --- Encodings ------------------------------------------------------------------------------

TEST(Compression, IsAppliedWhereItIsWantedAndWorthIt) {
  Running running{one_thread()};
  const auto plain = running.ask(get("/api/v1/figure?size=5000"));
  struct Case {
    std::string accept;
    bool packed;
  };
  for (const auto& [accept, packed] : {Case{"gzip", true},
                                       {"GZIP", true},
                                       {"deflate, gzip;q=0.5", true},
                                       {"*", true},
                                       {"gzip;q=0", false},
                                       {"gzip;q=0.000", false},
                                       {"*;q=0", false},
                                       {"identity", false},
                                       {"br", false},
                                       {"", false},
                                       {"gzip;q=0, *", false},
                                       {"identity;q=1, gzip;q=0.2", false},
                                       {"gzip;q=nonsense", false}}) {
    const auto reply =
        running.ask(get("/api/v1/figure?size=5000", "Accept-Encoding: " + accept + "\r\n"));
    EXPECT_EQ(reply.header("content-encoding"), packed ? "gzip" : "") << accept;
    EXPECT_EQ(packed ? gunzip(reply.body) : reply.body, plain.body) << accept;
    EXPECT_EQ(reply.header("vary"), "Accept-Encoding");
  }
  const auto small = running.ask(get("/api/v1/figure?size=1024", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(small.header("content-encoding"), "");
  EXPECT_FALSE(small.headers.contains("vary"));
  const auto larger = running.ask(get("/api/v1/figure?size=1025", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(larger.header("content-encoding"), "gzip");
}

// --- Problems -------------------------------------------------------------------------------

TEST(Problem, SaysWhatIsWrongInBothLanguages) {
  Running running;
  const auto reply = running.ask(get("/api/v1/echo?txet=1", "Accept-Language: en\r\n"));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.header("content-type"), "application/problem+json");
  EXPECT_EQ(reply.header("content-language"), "en");
  const auto json = nlohmann::json::parse(reply.body);
  EXPECT_EQ(json["type"], "/problem/invalid-input");
  EXPECT_EQ(json["title"], "Invalid request");
  EXPECT_EQ(json["status"], 400);
  EXPECT_THAT(json["detail"].get<std::string>(), HasSubstr("txet"));
  EXPECT_THAT(json["instance"].get<std::string>(),
              MatchesRegex("/api/v1/echo#urn:tertil:request:[0-9a-f]+"));
  EXPECT_EQ(json["errors"][0]["pointer"], "?txet");
  EXPECT_EQ(json["errors"][0]["code"], "unknown-parameter");
  EXPECT_NE(json["errors"][0]["message"]["sv"], json["errors"][0]["message"]["en"]);
  const auto swedish = nlohmann::json::parse(running.ask(get("/api/v1/echo?txet=1")).body);
  EXPECT_EQ(swedish["title"], "Ogiltig begäran");
}

TEST(Problem, NeverShowsWhatBelongsInTheLog) {
  auto options = testing::test_options();
  std::mutex mutex;
  std::vector<std::string> log;
  options.access_sink = [&](const AccessLine& line) {
    const std::lock_guard lock{mutex};
    log.push_back(to_json(line));
  };
  Running running{options};
  EXPECT_THAT(running.ask(get("/api/v1/fails?")).body, Not(HasSubstr("locked")));
  EXPECT_THAT(running.ask(get("/api/v1/throws")).body, Not(HasSubstr("secret")));
  running.ask(get("/api/v1/echo?text=private"));
  running.server->stop();
  running.server->wait();
  ASSERT_EQ(log.size(), 3U);
  EXPECT_THAT(log[0], HasSubstr("store: locked"));
  EXPECT_THAT(log[1], HasSubstr("secret detail"));
  for (const auto& line : log) EXPECT_THAT(line, Not(HasSubstr("private")));
  const auto json = nlohmann::json::parse(log[1]);
  EXPECT_EQ(json["level"], "error");
  EXPECT_EQ(json["route"], "/api/v1/throws");
  EXPECT_EQ(json["status"], 500);
  EXPECT_TRUE(json.contains("ts") && json.contains("req_id") && json.contains("dur_ms"));
}

TEST(AccessLogging, LeavesOutWhatCameFromMemoryUnlessAskedForAll) {
  for (const auto mode : {AccessLog::kNone, AccessLog::kNotable, AccessLog::kAll}) {
    auto options = one_thread();
    std::atomic<int> lines{0};
    options.access_log = mode;
    options.access_sink = [&](const AccessLine&) { ++lines; };
    Running running{options};
    for (int i = 0; i < 3; ++i) running.ask(get("/api/v1/figure"));
    running.server->stop();
    running.server->wait();
    EXPECT_EQ(lines, mode == AccessLog::kNone ? 0 : mode == AccessLog::kNotable ? 1 : 3);
  }
}

TEST(RequestId, IsDifferentEachTime) {
  Running running;
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i)
    seen.insert(nlohmann::json::parse(running.ask(get("/nothing")).body)["instance"]);
  EXPECT_EQ(seen.size(), 100U);
}

// --- Query ----------------------------------------------------------------------------------

TEST(Query, IsDecodedOnceAndReadStrictly) {
  Running running;
  EXPECT_EQ(running.ask(get("/api/v1/echo?text=%C3%A5+%2B%2541")).body, "å +%41");
  for (const auto& target :
       {"/api/v1/echo?text=a&text=b", "/api/v1/echo?other=a", "/api/v1/figure?size=ten",
        "/api/v1/figure?size=", "/api/v1/echo?text=%00", "/api/v1/echo?text=%zz",
        "/api/v1/echo?text=%E5", "/api/v1/echo?text=%"})
    EXPECT_EQ(running.ask(get(target)).status, 400) << target;
}

// --- Files ----------------------------------------------------------------------------------

class Files : public ::testing::Test {
 protected:
  Files() {
    std::filesystem::create_directories(directory_.path() / "assets");
    write("index.html", "<!doctype html><title>tertil</title>" + std::string(2000, ' '));
    write("assets/app-1a2b.js", std::string(3000, 'x'));
    write("icon.png", "png");
    write("../tertil-secret.txt", "not to be seen");
    running_ = std::make_unique<Running>(one_thread(), StaticFiles{directory_.path()});
  }
  ~Files() override {
    std::error_code ignored;
    std::filesystem::remove(directory_.path() / "../tertil-secret.txt", ignored);
  }
  void write(const std::string& name, const std::string& bytes) {
    std::ofstream{directory_.path() / name} << bytes;
  }
  testing::TemporaryDirectory directory_;
  std::unique_ptr<Running> running_;
};

TEST_F(Files, AreServedWithTypeTagAndTerm) {
  const auto page = running_->ask(get("/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  const auto script = running_->ask(get("/assets/app-1a2b.js", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(script.header("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script.header("content-encoding"), "gzip");
  EXPECT_EQ(gunzip(script.body), std::string(3000, 'x'));
  EXPECT_EQ(running_->ask(get("/icon.png")).body, "png");
  const auto same = running_->ask(get("/", "If-None-Match: " + page.header("etag") + "\r\n"));
  EXPECT_EQ(same.status, 304);
}

TEST_F(Files, AnswerForThePagesOfTheApplication) {
  const auto index = running_->ask(get("/index.html")).body;
  for (const auto& path : {"/", "/?region=13", "/nyckeltal/energi", "/jamfor", "/data/13",
                           "/atgarder", "/om", "/metod", "/tillganglighet"}) {
    const auto reply = running_->ask(get(path));
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.body, index) << path;
  }
}

TEST_F(Files, OfNoSuchNameAreAPageForBrowsersAndAProblemForPrograms) {
  const auto page = running_->ask(get("/nowhere", "Accept: text/html,*/*;q=0.8\r\n"));
  EXPECT_EQ(page.status, 404);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-store");
  EXPECT_FALSE(page.headers.contains("etag"));
  const auto program = running_->ask(get("/nowhere", "Accept: application/json\r\n"));
  EXPECT_EQ(program.status, 404);
  EXPECT_EQ(program.header("content-type"), "application/problem+json");
}

TEST_F(Files, CannotBeLeftByAnyPath) {
  for (const std::string path :
       {"/../tertil-secret.txt", "/assets/../../tertil-secret.txt", "/%2e%2e/tertil-secret.txt",
        "/..%2ftertil-secret.txt", "/assets/..%5c..%5ctertil-secret.txt", "/.%2e/tertil-secret.txt",
        "/assets/%2e/app-1a2b.js", "/%00", "/icon.png%00.html", "/assets%2fapp-1a2b.js",
        "/%252e%252e/tertil-secret.txt", "//tertil-secret.txt", "/./icon.png", "/om/../icon.png",
        "/%c0%ae%c0%ae/tertil-secret.txt", "/icon.png/", "/ICON.PNG", "/assets/", "/assets"}) {
    const auto reply = running_->ask(get(path));
    EXPECT_THAT(reply.status, ::testing::AnyOf(400, 404)) << path;
    EXPECT_THAT(reply.body, Not(HasSubstr("not to be seen"))) << path;
  }
}

TEST_F(Files, TakeNoOtherMethods) {
  const auto reply = running_->ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.header("allow"), "GET, HEAD, OPTIONS");
}

TEST(MissingFiles, AreNoticedAtStart) {
  EXPECT_THROW(StaticFiles{"/no/such/directory"}, std::runtime_error);
}

}  // namespace
}  // namespace tertil::http
