#include <gmock/gmock.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "tests/collectors/remote/fakes.hpp"
#include "tests/collectors/shared_data.hpp"

namespace tertil::collectors::remote {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

Source kolada() {
  Source source = shipped_source("kolada");
  source.pull->requests_per_second = 100.0;
  return source;
}

std::vector<std::string> parts_of(const std::string& text, char mark) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(mark, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// Kolada as documented: values by key figure, region and year, in pages.
class FakeKolada {
 public:
  std::size_t page_size{10};
  std::string preliminary_from;  ///< Of U60496, whose final date is 2026-12-01.

  HttpAnswer operator()(const HttpRequest& request) {
    const auto question = request.url.find('?');
    const auto path = request.url.substr(0, question);
    const auto query = question == std::string::npos ? "" : request.url.substr(question + 1);
    EXPECT_THAT(path, testing::StartsWith("https://api.kolada.se/v3/"));
    EXPECT_THAT(query, HasSubstr("per_page=5000"));
    const auto words = parts_of(path.substr(25), '/');
    return words[0] == "kpi" ? about(words[1]) : values(path, query, words);
  }

 private:
  HttpAnswer about(const std::string& ids) const {
    json values = json::array();
    for (const auto& id : parts_of(ids, ','))
      values.push_back({{"id", id},
                        {"title", "…"},
                        {"publ_period", "2025"},
                        {"prel_publication_date", id == "U60496" ? preliminary_from : ""},
                        {"publication_date", "2026-12-01"}});
    return json_answer(json{{"values", values}, {"count", values.size()}}.dump());
  }

  HttpAnswer values(const std::string& path, const std::string& query,
                    const std::vector<std::string>& words) {
    const auto figures = parts_of(words.at(2), ',');
    const auto regions = parts_of(words.at(4), ',');
    EXPECT_LE(figures.size() + regions.size(), 25U);
    json all = json::array();
    for (const auto& figure : figures)
      for (const auto& region : regions) {
        EXPECT_TRUE(asked_.insert(figure + region).second || page_of(query) > 1) << "asked twice";
        for (const auto& period : {2024, 2025})
          all.push_back(
              {{"kpi", figure},
               {"municipality", region},
               {"period", period},
               {"values",
                {{{"gender", "T"}, {"status", ""}, {"value", 41.5}, {"isdeleted", false}}}}});
      }
    const auto page = page_of(query);
    const std::size_t begin = (page - 1) * page_size;
    json answer{{"values", json::array()}, {"count", all.size()}, {"next_url", nullptr}};
    for (std::size_t i = begin; i < std::min(begin + page_size, all.size()); ++i)
      answer["values"].push_back(all[i]);
    if (begin + page_size < all.size())
      answer["next_url"] = path + "?per_page=5000&page=" + std::to_string(page + 1);
    return json_answer(answer.dump());
  }

  static std::size_t page_of(const std::string& query) {
    const auto at = query.find("&page=");
    return at == std::string::npos ? 1 : std::stoul(query.substr(at + 6));
  }

  std::set<std::string> asked_;
};

TEST(KoladaPull, GetsEveryKeyFigureOfEveryRegionInPiecesAndPages) {
  FakeTransport transport(
      [system = FakeKolada{}](const HttpRequest& request) mutable { return system(request); });
  const auto pull = pull_with(transport, kolada());
  ASSERT_EQ(pull.problem(), std::nullopt);
  const auto all = gather(pull.file, kolada());
  EXPECT_EQ(all.format, "kolada-json");
  EXPECT_THAT(all.fault_lines(), ElementsAre());
  EXPECT_THAT(all.notes, SizeIs(0)) << "no page is missing";
  EXPECT_EQ(all.good_rows(), 6 * 22 * 2);
}

TEST(KoladaPull, KnowsWhatIsPublishedBeforehand) {
  const auto statuses = [](const std::string& preliminary_from) {
    FakeKolada system;
    system.preliminary_from = preliminary_from;
    FakeTransport transport(
        [system](const HttpRequest& request) mutable { return system(request); });
    const auto all = gather(pull_with(transport, kolada()).file, kolada());
    std::map<std::string, int> counted;
    for (const auto& batch : all.batches)
      for (std::size_t i = 0; i < batch.size(); ++i)
        if (batch.text("status", i) == "preliminary")
          ++counted[batch.text("keyFigure", i) + " " + batch.text("period", i)];
    return counted;
  };
  EXPECT_THAT(statuses("2026-11-01"), ElementsAre(std::pair<const std::string, int>(
                                          "renewable-fuel-public-transport 2025", 22)));
  EXPECT_THAT(statuses("2026-11-30"), SizeIs(0)) << "not published yet, so not of this round";
  EXPECT_THAT(statuses(""), SizeIs(0));
}

TEST(KoladaPull, AsksForChangesOnlyTheNextTime) {
  FakeTransport transport([](const HttpRequest& request) {
    return json_answer(request.url.find("/data/") == std::string::npos
                           ? R"({"values":[{"id":"N00404","publication_date":"2026-03-20"}]})"
                           : R"({"values":[],"next_url":null})");
  });
  PullMemory memory;
  memory.changed_to = 1'793'934'000;  // 2026-11-06
  const auto pull = pull_with(transport, kolada(), memory);
  EXPECT_THAT(transport.urls().back(), HasSubstr("from_date=2026-11-05"));
  EXPECT_TRUE(pull.pulled().unchanged);
  EXPECT_EQ(pull.file, "");
}

TEST(KoladaPull, SaysThatTheOldVersionIsGone) {
  for (const int status : {404, 410}) {
    FakeTransport transport([status](const HttpRequest&) { return HttpAnswer{status, {}, ""}; });
    const auto pull = pull_with(transport, kolada());
    EXPECT_EQ(pull.problem(), Problem::kGone);
    EXPECT_THAT(std::get<RemoteFault>(pull.answer).message.sv, HasSubstr("använd version 3"));
  }
}

TEST(KoladaPull, StoresNothingOfAnAnswerThatBreaksOffMidway) {
  FakeKolada system;
  int left = 7;
  FakeTransport transport([&](const HttpRequest& request) {
    auto answer = system(request);
    if (--left <= 0) answer.body.resize(answer.body.size() / 2);
    return answer;
  });
  EXPECT_EQ(pull_with(transport, kolada()).problem(), Problem::kBadAnswer);
}

constexpr const char* kTable = "https://statistikdatabasen.scb.se/api/v2/tables/TAB6471";

/// PxWebApi 2 as documented, from a table's description; each cell's value is its region's place.
class FakePxWeb {
 public:
  explicit FakePxWeb(json metadata, json config = json::object())
      : metadata_(std::move(metadata)), config_(std::move(config)) {}

  HttpAnswer operator()(const HttpRequest& request) {
    if (request.url.ends_with("/config")) return json_answer(config_.dump());
    if (request.url.find("/metadata") != std::string::npos) return json_answer(metadata_.dump());
    std::map<std::string, std::vector<std::string>> asked;
    if (request.method == "POST") {
      const auto body = json::parse(request.body);
      for (const auto& one : body.at("selection"))
        asked[one.at("variableCode")] = one.at("valueCodes").get<std::vector<std::string>>();
    } else {
      for (const auto& word : parts_of(request.url.substr(request.url.find('?') + 1), '&'))
        if (word.starts_with("valuecodes["))
          asked[word.substr(11, word.find(']') - 11)] =
              parts_of(word.substr(word.find('=') + 1), ',');
    }
    return json_answer(dataset(asked).dump());
  }

  std::size_t largest{0};  ///< In cells.

 private:
  json dataset(const std::map<std::string, std::vector<std::string>>& asked) {
    json out{{"version", "2.0"},
             {"class", "dataset"},
             {"source", "SCB"},
             {"id", json::array()},
             {"size", json::array()},
             {"role", metadata_.at("role")},
             {"updated", metadata_.at("updated")},
             {"value", json::array()}};
    std::size_t cells = 1;
    for (const auto& id : metadata_.at("id")) {
      const auto found = asked.find(id);
      if (found == asked.end()) continue;
      json index = json::object();
      for (const auto& code : found->second) index[code] = index.size();
      EXPECT_EQ(index.size(), found->second.size());
      out["id"].push_back(id);
      out["size"].push_back(index.size());
      out["dimension"][std::string(id)]["category"]["index"] = index;
      cells *= index.size();
    }
    largest = std::max(largest, cells);
    for (std::size_t i = 0; i < cells; ++i) out["value"].push_back(100);
    return out;
  }

  json metadata_;
  json config_;
};

json described(const std::vector<std::string>& regions, const std::vector<std::string>& months) {
  const auto category = [](const std::vector<std::string>& codes, bool may_be_left_out) {
    json index = json::object();
    for (const auto& code : codes) index[code] = index.size();
    return json{{"category", {{"index", index}}},
                {"extension", {{"elimination", may_be_left_out}}}};
  };
  return {{"id", {"Region", "Alder", "Kon", "ContentsCode", "Tid"}},
          {"role", {{"time", {"Tid"}}, {"metric", {"ContentsCode"}}}},
          {"updated", "2026-06-08T06:00:00Z"},
          {"dimension",
           {{"Region", category(regions, true)},
            {"Alder", category({"0", "1", "TotSA"}, false)},
            {"Kon", category({"TotSa", "1", "2"}, true)},
            {"ContentsCode", category({"000007SF"}, false)},
            {"Tid", category(months, false)}}}};
}

Source population() {
  Source source = shipped_source("scb-population");
  EXPECT_EQ(source.pull->url, kTable);
  return source;
}

const std::vector<std::string> kRegions{"00", "01", "0114", "03", "04", "05", "06", "07",
                                        "08", "09", "10",   "12", "13", "14", "17", "18",
                                        "19", "20", "21",   "22", "23", "24", "25"};

TEST(PxWebPull, GetsThePopulationOfEveryRegionAtTheEndOfTheYear) {
  FakePxWeb system(described(kRegions, {"2025M11", "2025M12", "2026M01"}));
  FakeTransport transport([&](const HttpRequest& request) { return system(request); });
  const auto pull = pull_with(transport, population());
  ASSERT_EQ(pull.problem(), std::nullopt);
  const auto all = gather(pull.file, population());
  EXPECT_EQ(all.format, "json-stat");
  EXPECT_THAT(all.fault_lines(), ElementsAre());
  ASSERT_EQ(all.good_rows(), 22);
  const auto& batch = all.batches.front();
  EXPECT_EQ(batch.text("region", 0), "riket");
  EXPECT_EQ(batch.text("region", 1), "01");
  EXPECT_EQ(batch.number("year", 0), 2025);
  EXPECT_EQ(batch.number("value", 0), 100);
  EXPECT_THAT(batch.text("source", 0), HasSubstr("2026-06-08"));
  ASSERT_THAT(all.notes, SizeIs(1));
  EXPECT_EQ(all.notes[0].rule, rule::kOtherPeriods);
}

TEST(PxWebPull, AsksNoMoreOftenAndForNoMoreCellsThanTheSystemAllows) {
  FakePxWeb system(described(kRegions, {"2024M12", "2025M12"}),
                   {{"maxDataCells", 10}, {"maxCallsPerTimeWindow", 2}, {"timeWindow", 4}});
  FakeTransport transport([&](const HttpRequest& request) { return system(request); });
  FakePace pace;
  const auto pull = pull_with(transport, population(), {}, &pace);
  EXPECT_LE(system.largest, 10U);
  EXPECT_GT(system.largest, 4U) << "not needlessly small";
  EXPECT_EQ(pace.waits.back(), 2000);
  const auto all = gather(pull.file, population());
  EXPECT_EQ(all.good_rows(), 22 * 2);
  EXPECT_THAT(all.fault_lines(), ElementsAre());
}

TEST(PxWebPull, PostsAQuestionThatIsTooLongForAnAddress) {
  std::vector<std::string> months;
  for (int year = 1900; year < 2100; ++year)
    for (const char* month : {"M10", "M11", "M12"}) months.push_back(std::to_string(year) + month);
  FakePxWeb system(described(kRegions, months));
  FakeTransport transport([&](const HttpRequest& request) { return system(request); });
  const auto pull = pull_with(transport, population());
  EXPECT_EQ(transport.seen.back().method, "POST");
  const auto all = gather(pull.file, population());
  EXPECT_THAT(all.fault_lines(), ElementsAre());
  EXPECT_EQ(all.format, "json-stat") << pull.file.substr(0, 300);
  EXPECT_EQ(all.good_rows(), 22 * 200);
}

TEST(PxWebPull, DoesNotFetchATableThatIsAsItWas) {
  FakePxWeb system(described(kRegions, {"2025M12"}));
  FakeTransport transport([&](const HttpRequest& request) { return system(request); });
  const auto first = pull_with(transport, population());
  const auto calls = transport.seen.size();
  const auto second = pull_with(transport, population(), first.pulled().memory);
  EXPECT_TRUE(second.pulled().unchanged);
  EXPECT_EQ(transport.seen.size(), calls + 2) << "config and metadata";
}

TEST(PxWebPull, NamesACodeThatTheTableDoesNotHave) {
  FakePxWeb system(described({"00", "13"}, {"2025M12"}));
  FakeTransport transport([&](const HttpRequest& request) { return system(request); });
  const auto pull = pull_with(transport, population());
  EXPECT_THAT(std::get<RemoteFault>(pull.answer).message.en,
              HasSubstr("no “01” in the dimension “Region”"));
  auto source = population();
  source.pull->select.erase("Alder");
  FakePxWeb whole(described(kRegions, {"2025M12"}));
  FakeTransport other([&](const HttpRequest& request) { return whole(request); });
  EXPECT_THAT(std::get<RemoteFault>(pull_with(other, source).answer).message.en,
              HasSubstr("“Alder” must be selected"));
}

TEST(PxWebPull, ReadsTheRecordedAnswersOfStatisticsSweden) {
  const auto folder = shared_data("pxweb_recorded");
  if (folder.empty()) return;
  FakePxWeb system(json::parse(read_file(folder / "TAB6471_metadata.json")),
                   json::parse(read_file(folder / "config.json")));
  FakeTransport transport([&](const HttpRequest& request) { return system(request); });
  const auto pull = pull_with(transport, population());
  ASSERT_EQ(pull.problem(), std::nullopt);
  EXPECT_EQ(gather(pull.file, population()).good_rows(), 22) << "2025 is the one whole year";
}

}  // namespace
}  // namespace tertil::collectors::remote
