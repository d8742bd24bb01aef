#include "service/plans/shipped_plans.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "service/store/plan_items.hpp"
#include "tests/support/installation.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;
using tests::Fill;
using tests::Installation;
using tests::must;

constexpr auto kPlan = "handlingsplan-2023-2026";

json shipped_plan() {
  std::ifstream file{TERTIL_TEST_DATA "/../../service/shipped/plans.json"};
  return json::parse(file).at(0);
}

/// What stands in the region's documents, letter for letter but for line breaks.
json seed_quotes() {
  std::ifstream file{TERTIL_TEST_DATA "/../service/plans/seed_quotes.json"};
  return json::parse(file);
}

/// The texts between ” and ”.
std::vector<std::string> quotes_in(const std::string& text) {
  static const std::string mark = "”";
  std::vector<std::string> found;
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
    const auto begin = at + mark.size();
    const auto end = text.find(mark, begin);
    if (end == std::string::npos) break;
    found.push_back(text.substr(begin, end - begin));
    at = end + mark.size();
  }
  return found;
}

std::vector<std::string> documents_in(const std::string& documents) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at <= documents.size();) {
    const auto end = std::min(documents.find("; ", at), documents.size());
    found.push_back(documents.substr(at, end - at));
    at = end + 2;
  }
  return found;
}

/// Every object of the plan that has a source, with its place: the plan, its parts, their facts.
std::vector<std::pair<std::string, json>> sourced(const json& plan) {
  std::vector<std::pair<std::string, json>> all{{"plan", plan}};
  for (const auto& [member, list] : plan.items()) {
    if (!list.is_array()) continue;
    for (const auto& item : list) {
      const auto place = fmt::format("{}/{}", member, item.at("id").get<std::string>());
      all.emplace_back(place, item);
      for (const auto& fact : item.value("facts", json::array()))
        all.emplace_back(place + "/" + fact.at("period").get<std::string>(), fact);
    }
  }
  return all;
}

/// The numbers in a text, as they are written in Swedish.
std::set<std::string> numbers_in(const std::string& text) {
  static const std::regex number{R"(\d+(?:,\d+)?)"};
  std::set<std::string> found;
  for (auto it = std::sregex_iterator{text.begin(), text.end(), number};
       it != std::sregex_iterator{}; ++it)
    found.insert(it->str());
  return found;
}

TEST(ShippedPlan, EveryPartQuotesADocumentOfTheRegionLetterForLetter) {
  const auto quotes = seed_quotes();
  for (const auto& [place, item] : sourced(shipped_plan())) {
    SCOPED_TRACE(place);
    const auto& source = item.at("source");
    const auto documents = documents_in(source.at("document").get<std::string>());
    for (const auto& document : documents) EXPECT_TRUE(quotes.contains(document)) << document;
    const auto cited = quotes_in(source.at("text").get<std::string>());
    EXPECT_FALSE(cited.empty());
    for (const auto& quote : cited)
      EXPECT_TRUE(std::ranges::any_of(documents, [&](const auto& document) {
        return std::ranges::any_of(quotes.value(document, json::array()), [&](const json& seed) {
          return seed.get<std::string>().find(quote) != std::string::npos;
        });
      })) << quote;
  }
}

TEST(ShippedPlan, SaysNoNumberThatItsQuotesDoNotSay) {
  for (const auto& [place, item] : sourced(shipped_plan())) {
    SCOPED_TRACE(place);
    std::string cited;
    for (const auto& quote : quotes_in(item.at("source").at("text").get<std::string>()))
      cited += quote + "\n";
    const auto known = numbers_in(cited);
    for (const auto* member : {"value", "low", "high", "baselineValue", "year"}) {
      const auto number = item.value(member, json{});
      if (!number.is_number()) continue;
      auto said = fmt::format("{}", number.get<double>());
      std::ranges::replace(said, '.', ',');
      const auto same = said + ",0";  // 31 is printed as 31,0
      EXPECT_TRUE(known.contains(said) || known.contains(same)) << member << " " << said;
    }
    for (const auto* member : {"name", "text", "description", "period", "start"}) {
      const auto text = item.value(member, json{});
      if (!text.is_string()) continue;
      for (const auto& number : numbers_in(text.get<std::string>()))
        EXPECT_TRUE(known.contains(number)) << member << " " << number;
    }
    if (item.contains("investment") && item["investment"].is_number()) {
      EXPECT_THAT(cited, ::testing::HasSubstr("lustgas HSH, HSV 8,0"));
      EXPECT_EQ(item["investment"], 8'000'000);
    }
  }
}

TEST(ShippedPlan, ItsQuotesStandInTheDocumentsWhereTheseAreAtHand) {
  const std::filesystem::path folder = TERTIL_SHARED_DATA "/../seeds";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the documents are not here";
  std::string all;
  for (const auto& file : std::filesystem::directory_iterator{folder}) {
    std::ifstream stream{file.path()};
    std::string text{std::istreambuf_iterator<char>{stream}, {}};
    text = std::regex_replace(text, std::regex{"\xC2\xA0"}, " ");  // no-break spaces
    std::istringstream words{text};
    for (std::string word; words >> word;) all += word + " ";
  }
  const auto known = seed_quotes();
  for (const auto& [document, quotes] : known.items())
    for (const auto& quote : quotes)
      EXPECT_NE(all.find(quote.get<std::string>()), std::string::npos) << quote;
}

TEST(ShippedPlan, HoldsWhatWasReportedOf2024) {
  const auto plan = shipped_plan();
  const auto fact = [&](const std::string& indicator) {
    for (const auto& one : plan.at("indicators"))
      if (one.at("id") == indicator) return one.at("facts").back();
    return json{};
  };
  EXPECT_EQ(fact("hvo100-ambulanser")["value"], 32);
  EXPECT_EQ(fact("laddpunkter")["value"], 182);
  EXPECT_EQ(fact("sakra-cykelplatser")["value"], 300);
  EXPECT_EQ(fact("andel-elbilar")["text"], "65 elbilar (varav 44 poolbilar) av 319 bilar totalt.");
  EXPECT_THAT(fact("medicinska-gaser")["text"].get<std::string>(),
              ::testing::HasSubstr("Varberg och Halmstad"));
  int undetermined = 0;
  for (const auto& target : plan.at("targets"))
    if (target.at("undetermined") == true) ++undetermined;
  EXPECT_EQ(undetermined, 3) << "the goal indicators of Mål och budget have no targets yet";
  EXPECT_FALSE(plan.contains("assessments")) << "no document gives a verdict on any of its goals";
}

std::size_t items_in(store::Engine& engine) {
  std::size_t count = 0;
  must(engine.read([&](store::Reader& reader) -> Result<void> {
    count =
        must(store::plan_items(reader, kPlan)).size() + must(store::measures(reader, kPlan)).size();
    return {};
  }));
  return count;
}

/// A store as an older edition of the program left it: the plan with one measure.
void put_older_edition(store::Engine& engine, const std::string& actor) {
  must(engine.write([&](store::Writer& writer) -> Result<void> {
    must(store::add_plan(writer,
                         {{kPlan, "13", "Plan", 2023, 2026, "", "", {}}, {1, "tertil", "", {}}}));
    store::MeasureVersion measure;
    measure.plan = kPlan;
    measure.id = "destruktionsanlaggning-lustgas";
    measure.measure.name = "Destruktionsanläggning";
    measure.stamp = {1, actor, "", {}};
    return store::add_measure(writer, measure);
  }));
}

TEST(ShippedPlan, FillsUpAnOlderEditionThatNobodyHasTouchedOnce) {
  Installation installation{Fill::kReferenceOnly};
  put_older_edition(installation.engine(), "tertil");
  EXPECT_GT(must(put_shipped_plans(installation.engine())), 40);
  EXPECT_GT(items_in(installation.engine()), 50U);
  EXPECT_EQ(must(put_shipped_plans(installation.engine())), 0);
}

TEST(ShippedPlan, LeavesAPlanAloneThatSomebodyHasTouched) {
  Installation installation{Fill::kReferenceOnly};
  put_older_edition(installation.engine(), "anna");
  must(put_shipped_plans(installation.engine()));
  EXPECT_EQ(items_in(installation.engine()), 1U);
}

TEST(ShippedPlan, StaysAloneWhenSomebodysOnlyChangeWasARemoval) {
  Installation installation{Fill::kReferenceOnly};
  put_older_edition(installation.engine(), "tertil");
  must(installation.engine().write([](store::Writer& writer) -> Result<void> {
    store::PlanItemVersion item;
    item.plan = kPlan;
    item.kind = PlanItemKind::kFocusArea;
    item.id = "klimat";
    item.content = R"({"name":"Klimat","position":2,"source":null})";
    item.stamp = {1, "tertil", "", {}};
    must(store::add_plan_item(writer, item));
    item.removed = true;
    item.stamp = {2, "anna", "", {}};
    return store::add_plan_item(writer, item);
  }));
  must(put_shipped_plans(installation.engine()));
  EXPECT_EQ(items_in(installation.engine()), 1U);
}

}  // namespace
}  // namespace tertil::plans
