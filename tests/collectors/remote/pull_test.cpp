#include "collectors/remote/pull.hpp"

#include <gmock/gmock.h>

#include <map>

#include "collectors/remote/faults.hpp"
#include "tests/collectors/remote/fakes.hpp"

namespace tertil::collectors::remote {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

Source source_with(PullPaging paging = {}) {
  Source source;
  source.id = "some-api";
  source.pull.emplace();
  source.pull->url = "https://api.example/items";
  source.pull->allowed_hosts = {"https://api.example"};
  source.pull->requests_per_second = 1000.0;
  source.pull->paging = std::move(paging);
  return source;
}

PullPaging paging(PagingStyle style) {
  PullPaging paging;
  paging.style = style;
  paging.page_parameter = "p";
  paging.records_pointer = "/items";
  return paging;
}

/// Answers by address; anything else is a 404.
FakeTransport::Answer by_url(std::map<std::string, HttpAnswer> answers) {
  return [answers = std::move(answers)](
             const HttpRequest& request) -> std::variant<HttpAnswer, RemoteFault> {
    const auto found = answers.find(request.url);
    return found == answers.end() ? HttpAnswer{404, {}, ""} : found->second;
  };
}

const std::string kItems = "https://api.example/items";

TEST(Pull, KeepsOneAnswerByteForByte) {
  const std::string body = " {\"items\" : [1,2] }\n";
  FakeTransport transport(by_url({{kItems, json_answer(body)}}));
  const auto pull = pull_with(transport, source_with());
  EXPECT_EQ(pull.file, body);
  EXPECT_EQ(pull.pulled().pages, 1);
  EXPECT_EQ(pull.pulled().bytes, static_cast<std::int64_t>(body.size()));
}

TEST(Pull, CountsPagesUntilOneIsNotFull) {
  auto style = paging(PagingStyle::kPage);
  style.size_parameter = "n";
  style.page_size = 2;
  FakeTransport transport(by_url({{kItems + "?n=2&p=1", json_answer(R"({"items":[1,2]})")},
                                  {kItems + "?n=2&p=2", json_answer(R"({"items":[3]})")}}));
  const auto pull = pull_with(transport, source_with(style));
  EXPECT_EQ(pull.file, "[{\"items\":[1,2]},\n{\"items\":[3]}]");
}

TEST(Pull, CountsPagesFromZeroUntilOneIsEmpty) {
  auto style = paging(PagingStyle::kPage);
  style.first_page = 0;
  FakeTransport transport(by_url({{kItems + "?p=0", json_answer(R"({"items":[1]})")},
                                  {kItems + "?p=1", json_answer(R"({"items":[2]})")},
                                  {kItems + "?p=2", json_answer(R"({"items":[]})")}}));
  EXPECT_EQ(pull_with(transport, source_with(style)).file, "[{\"items\":[1]},\n{\"items\":[2]}]");
}

TEST(Pull, PassesOverRecordsUntilAllAreThere) {
  auto style = paging(PagingStyle::kSkip);
  style.total_pointer = "/total";
  FakeTransport transport(by_url({{kItems + "?p=0", json_answer(R"({"items":[1,2],"total":3})")},
                                  {kItems + "?p=2", json_answer(R"({"items":[3],"total":3})")}}));
  const auto pull = pull_with(transport, source_with(style));
  EXPECT_EQ(pull.problem(), std::nullopt);
  EXPECT_THAT(transport.seen, SizeIs(2));
}

TEST(Pull, FollowsTheNextLinkInTheAnswerOrItsHeader) {
  auto style = paging(PagingStyle::kNextLink);
  style.next_pointer = "/next";
  FakeTransport transport(
      by_url({{kItems, json_answer(R"({"items":[1],"next":"/items?after=1"})")},
              {kItems + "?after=1", json_answer(R"({"items":[2],"next":null})")}}));
  EXPECT_EQ(pull_with(transport, source_with(style)).pulled().pages, 2);
  style.next_pointer.clear();
  FakeTransport by_header(by_url(
      {{kItems,
        json_answer(R"({"items":[1]})", {{"link",
                                          "<https://api.example/items?a=0>; rel=\"prev\", "
                                          "<https://api.example/items?a=2>; rel=\"next\""}})},
       {kItems + "?a=2", json_answer(R"({"items":[2]})", {{"link", "<x>; rel=\"prev\""}})}}));
  EXPECT_EQ(pull_with(by_header, source_with(style)).pulled().pages, 2);
}

TEST(Pull, DoesNotFollowANextLinkToAnotherHost) {
  auto style = paging(PagingStyle::kNextLink);
  style.next_pointer = "/next";
  for (const std::string to :
       {"https://evil.example/x", "http://api.example/items", "http://169.254.169.254/latest"}) {
    FakeTransport transport(
        by_url({{kItems, json_answer(R"({"items":[1],"next":")" + to + "\"}")}}));
    EXPECT_EQ(pull_with(transport, source_with(style)).problem(), Problem::kNotAllowed) << to;
    EXPECT_THAT(transport.seen, SizeIs(1));
  }
}

TEST(Pull, PassesTheCursorOn) {
  auto style = paging(PagingStyle::kCursor);
  style.next_pointer = "/meta/cursor";
  FakeTransport transport(
      by_url({{kItems, json_answer(R"({"items":[1],"meta":{"cursor":"a b"}})")},
              {kItems + "?p=a%20b", json_answer(R"({"items":[2],"meta":{"cursor":17}})")},
              {kItems + "?p=17", json_answer(R"({"items":[],"meta":{}})")}}));
  EXPECT_EQ(pull_with(transport, source_with(style)).pulled().pages, 2);
}

TEST(Pull, GoesOnWithAStreamWhereTheLastPullEnded) {
  auto style = paging(PagingStyle::kOffset);
  style.next_pointer = "/offset";
  FakeTransport transport(by_url({{kItems + "?p=7", json_answer(R"({"items":[1],"offset":8})")},
                                  {kItems + "?p=8", json_answer(R"({"items":[],"offset":8})")}}));
  PullMemory memory;
  memory.cursor = "7";
  const auto pull = pull_with(transport, source_with(style), memory);
  EXPECT_EQ(pull.pulled().memory.cursor, "8");
  EXPECT_EQ(pull.file, R"({"items":[1],"offset":8})");
  FakeTransport nothing_new(by_url({{kItems + "?p=8", json_answer(R"({"items":[],"offset":8})")}}));
  EXPECT_TRUE(pull_with(nothing_new, source_with(style), pull.pulled().memory).pulled().unchanged);
}

TEST(Pull, AsksOnlyForWhatIsNewWhereTheOtherSystemCanTell) {
  FakeTransport unchanged([](const HttpRequest& request) -> std::variant<HttpAnswer, RemoteFault> {
    const bool known = header_of(request, "If-None-Match") == "\"v1\"" &&
                       header_of(request, "If-Modified-Since") == "yesterday";
    if (known) return HttpAnswer{304, {}, ""};
    return json_answer("[1]", {{"etag", "\"v1\""}, {"last-modified", "yesterday"}});
  });
  const auto first = pull_with(unchanged, source_with());
  EXPECT_FALSE(first.pulled().unchanged);
  const auto second = pull_with(unchanged, source_with(), first.pulled().memory);
  EXPECT_TRUE(second.pulled().unchanged);
  EXPECT_EQ(second.file, "");
  EXPECT_EQ(second.pulled().memory.etag, "\"v1\"") << "for the pull after that";
}

TEST(Pull, AsksForWhatChangedSinceTheNewestRecordWithADayToSpare) {
  auto source = source_with();
  source.pull->updated_since_parameter = "since";
  source.pull->date_format = "RFC3339";
  source.pull->paging.records_pointer = "";
  FakeTransport transport([](const HttpRequest&) -> std::variant<HttpAnswer, RemoteFault> {
    return json_answer(R"([{"lastUpdated":"2026-11-01T10:00:00.250Z"},)"
                       R"({"lastUpdated":"2026-11-03T10:00:00Z"},{"lastUpdated":null},7])");
  });
  const auto first = pull_with(transport, source);
  EXPECT_EQ(transport.urls().back(), kItems);
  static_cast<void>(pull_with(transport, source, first.pulled().memory));
  EXPECT_EQ(transport.urls().back(), kItems + "?since=2026-11-02T10:00:00Z");
}

TEST(Pull, FillsInDatesYearsAndItems) {
  auto source = source_with();
  source.pull->url = "https://api.example/{year}/{item}";
  source.pull->query = {{"from", "{from}"}, {"to", "{to}"}};
  source.pull->days_back = 10;
  source.pull->items = {"M 1", "M2", "M3"};
  source.pull->items_per_request = 2;
  source.pull->years = {2025, 2026};
  FakeTransport transport([](const HttpRequest&) { return json_answer("[1]"); });
  static_cast<void>(pull_with(transport, source));
  const std::string dates = "?from=2026-10-27&to=2026-11-06";
  EXPECT_THAT(transport.urls(), ElementsAre("https://api.example/2025/M%201,M2" + dates,
                                            "https://api.example/2026/M%201,M2" + dates,
                                            "https://api.example/2025/M3" + dates,
                                            "https://api.example/2026/M3" + dates));
  source.pull->url = "https://api.example/{month}";
  source.pull->query.clear();
  source.pull->items.clear();
  source.pull->years.clear();
  source.pull->days_back = 40;
  transport.seen.clear();
  static_cast<void>(pull_with(transport, source));
  EXPECT_THAT(transport.urls(),
              ElementsAre("https://api.example/2026-09", "https://api.example/2026-10",
                          "https://api.example/2026-11"));
}

TEST(Pull, WritesDatesAsTheOtherSystemReadsThem) {
  const std::vector<std::pair<std::string, std::string>> forms{
      {"YYYY-MM-DD", "2026-11-06"}, {"YYYYMMDD", "20261106"}, {"epoch-s", "1793934000"}};
  for (const auto& [format, expected] : forms) {
    auto source = source_with();
    source.pull->query = {{"to", "{to}"}};
    source.pull->date_format = format;
    FakeTransport transport([](const HttpRequest&) { return json_answer("[1]"); });
    static_cast<void>(pull_with(transport, source));
    // The fake clock has run 1000 s when it is asked.
    EXPECT_EQ(transport.urls().front(),
              kItems + "?to=" + (format == "epoch-s" ? "1793935000" : expected));
  }
}

TEST(Pull, StringsStreamsOfLinesTogether) {
  auto style = paging(PagingStyle::kNone);
  auto source = source_with(style);
  source.pull->url = "https://api.example/{item}";
  source.pull->items = {"a", "b"};
  FakeTransport transport([](const HttpRequest&) -> std::variant<HttpAnswer, RemoteFault> {
    return HttpAnswer{200, {{"content-type", "application/x-ndjson"}}, "{\"x\":1}"};
  });
  EXPECT_EQ(pull_with(transport, source).file, "{\"x\":1}\n{\"x\":1}\n");
}

TEST(Pull, TellsAnAnswerThatIsNotWhatWasAgreed) {
  auto style = paging(PagingStyle::kNextLink);
  style.next_pointer = "/next";
  const std::vector<std::pair<HttpAnswer, Problem>> cases{
      {json_answer(R"({"items":[1,)"), Problem::kBadAnswer},
      {json_answer(R"({"other":[1]})"), Problem::kBadAnswer},
      {json_answer(R"({"items":{}})"), Problem::kBadAnswer},
      {json_answer(""), Problem::kBadAnswer},
      {{200, {{"content-type", "text/html; charset=utf-8"}}, "<html>Logga in"},
       Problem::kBadAnswer},
      {json_answer(R"({"items":[1],"next":"https://api.example/items"})"), Problem::kBadAnswer},
      {{404, {}, ""}, Problem::kGone}};
  for (const auto& [answer, problem] : cases) {
    FakeTransport transport(by_url({{kItems, answer}}));
    EXPECT_EQ(pull_with(transport, source_with(style)).problem(), problem) << answer.body;
  }
  FakeTransport page(by_url({{kItems, {200, {{"content-type", "text/html"}}, "<html>"}}}));
  EXPECT_EQ(pull_with(page, source_with()).problem(), Problem::kBadAnswer) << "one page too";
}

TEST(Pull, EndsWhereThePagesDoNot) {
  auto counted = paging(PagingStyle::kPage);
  FakeTransport same([](const HttpRequest&) { return json_answer(R"({"items":[1]})"); });
  const auto pull = pull_with(same, source_with(counted));
  EXPECT_EQ(pull.problem(), Problem::kBadAnswer) << "the page number is not heeded";
  EXPECT_THAT(same.seen, SizeIs(2));

  auto linked = paging(PagingStyle::kNextLink);
  linked.next_pointer = "/next";
  linked.max_pages = 20;
  int n = 0;
  FakeTransport endless([&n](const HttpRequest&) {
    return json_answer(R"({"items":[1],"next":"/items?p=)" + std::to_string(++n) + "\"}");
  });
  EXPECT_EQ(pull_with(endless, source_with(linked)).problem(), Problem::kTooLarge);
  EXPECT_THAT(endless.seen, SizeIs(20));

  auto stuck = paging(PagingStyle::kCursor);
  stuck.next_pointer = "/next";
  FakeTransport cursor(
      [](const HttpRequest&) { return json_answer(R"({"items":[1],"next":"x"})"); });
  EXPECT_EQ(pull_with(cursor, source_with(stuck)).problem(), Problem::kBadAnswer);
}

TEST(Pull, BeginsAgainOnceWhenTheDataChangesOnTheWay) {
  auto style = paging(PagingStyle::kSkip);
  style.total_pointer = "/total";
  const auto at_call = [](int changes) {
    return [changes, call = 0](const HttpRequest& request) mutable {
      const bool first = request.url.ends_with("p=0");
      const bool changed = !first && call / 2 < changes;
      ++call;
      return json_answer(first     ? R"({"items":[1],"total":2})"
                         : changed ? R"({"items":[2],"total":3})"
                                   : R"({"items":[2],"total":2})");
    };
  };
  FakeTransport once(at_call(1));
  const auto pull = pull_with(once, source_with(style));
  EXPECT_EQ(pull.problem(), std::nullopt);
  EXPECT_EQ(pull.file, "[{\"items\":[1],\"total\":2},\n{\"items\":[2],\"total\":2}]");
  FakeTransport always(at_call(100));
  EXPECT_EQ(pull_with(always, source_with(style)).problem(), Problem::kChanged);
}

}  // namespace
}  // namespace tertil::collectors::remote
