#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;

const std::string kPlan = "/api/v1/plans/handlingsplan-2023-2026";

/// A measure of ten years that costs nothing to run and saves nothing.
json measure(const std::string& name, double millions, double tonnes,
             const std::string& group = {}) {
  return {
      {"name", name},   {"investment", millions * 1e6}, {"annualCost", 0},      {"annualSaving", 0},
      {"lifetime", 10}, {"co2eTonnes", tonnes},         {"overlapGroup", group}};
}

json on_energy(const std::string& name, double change, int full_year,
               const std::string& group = {}) {
  auto made = measure(name, 1, 10, group);
  made["effects"] = json::array({{{"keyFigure", "energy-use-premises"},
                                  {"change", change},
                                  {"fromYear", 2025},
                                  {"fullYear", full_year}}});
  return made;
}

/// A plan with what a test puts into it, besides the shipped measure.
class Plan {
 public:
  explicit Plan(const std::vector<json>& measures) : key_{api_.sign_in("coordinator")} {
    for (const auto& one : measures) ids_.push_back(add(one));
  }
  std::string add(const json& one) {
    const auto made = api_.ask(with_body("POST", kPlan + "/measures", one.dump(),
                                         key_ + "Content-Type: application/json\r\n"));
    return parsed(made.body)["id"];
  }
  Api& api() { return api_; }
  [[nodiscard]] const std::string& id(std::size_t index) const { return ids_[index]; }
  json ask(const std::string& end) { return api_.get_json(kPlan + end); }

 private:
  Api api_;
  std::string key_;
  std::vector<std::string> ids_;
};

json row_of(const json& scenario, const std::string& key_figure) {
  for (const auto& row : scenario["rows"])
    if (row["keyFigure"] == key_figure) return row;
  return nullptr;
}

TEST(BestSet, IsTheOneThatAHandFindsAndNotTheGreedyOne) {
  Plan plan{{measure("A", 6, 60, "g"), measure("B", 5, 45), measure("C", 4, 40),
             measure("D", 1, 20, "g")}};
  // A and C give 100 t for 10 million. B, C and D give 105. D beside A gives nothing.
  const auto best = plan.ask("/best-set?frame=10000000&discountRate=0");
  EXPECT_EQ(best["chosen"], json::array({plan.id(1), plan.id(2), plan.id(3)}));
  EXPECT_EQ(best["investment"], 10'000'000);
  EXPECT_EQ(best["tonnes"], 105);
  EXPECT_DOUBLE_EQ(best["costPerTonne"].get<double>(), 1'000'000.0 / 105);
  const auto shipped = plan.ask("/measures")["items"].size() - 4;
  EXPECT_EQ(best["notChosen"].size(), 1 + shipped);

  const auto with_a = plan.ask("/best-set?frame=10000000&must=" + plan.id(0));
  EXPECT_EQ(with_a["chosen"], json::array({plan.id(0), plan.id(2)}));
  EXPECT_EQ(with_a["tonnes"], 100);
  const auto too_dear = plan.ask("/best-set?frame=5000000&must=" + plan.id(0));
  EXPECT_EQ(too_dear["withinFrame"], false);
  EXPECT_EQ(plan.api().get(kPlan + "/best-set?frame=1&must=no-such").status, 404);
  EXPECT_EQ(plan.api().get(kPlan + "/best-set?frame=1&must=destruktionsanlaggning-lustgas").status,
            422);
  EXPECT_EQ(plan.api().get(kPlan + "/best-set?frame=-1").status, 400);
}

TEST(CostCurve, HasTheCheapestTonneFirstAndSaysWhyTheOthersAreApart) {
  Plan plan{{measure("A", 6, 60, "g"), measure("B", 5, 45), measure("C", 4, 40),
             measure("D", 1, 20, "g")}};
  const auto curve = plan.ask("/cost-curve?discountRate=0");
  const auto& steps = curve["steps"];
  ASSERT_EQ(steps.size(), 3U);
  const std::size_t order[] = {0, 2, 1};
  const double ends[] = {60, 100, 145};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(steps[i]["id"], plan.id(order[i]));
    EXPECT_EQ(steps[i]["to"], ends[i]);
    EXPECT_DOUBLE_EQ(steps[i]["annualCost"].get<double>(),
                     steps[i]["tonnes"].get<double>() * steps[i]["costPerTonne"].get<double>());
  }
  EXPECT_EQ(steps[0]["costPerTonne"], 10'000);
  const auto apart = [&](const std::string& id) {
    for (const auto& one : curve["apart"])
      if (one["id"] == id) return one;
    return json{};
  };
  ASSERT_TRUE(apart(plan.id(3)).is_object());
  EXPECT_EQ(apart(plan.id(3))["missing"][0]["en"], "Overlaps a measure that gives more");
  ASSERT_TRUE(apart("destruktionsanlaggning-lustgas").is_object());
  EXPECT_EQ(apart("destruktionsanlaggning-lustgas")["missing"].size(), 4U);
}

TEST(Scenario, AddsWhatMeasuresDoToTheForecastAndCountsOverlapOnce) {
  Plan plan{{on_energy("X", -4, 2026), on_energy("Y", -3, 2026, "g"), on_energy("Z", -2, 2026, "g"),
             on_energy("Slow", -4, 2028)}};
  const auto both =
      plan.ask("/scenario?year=2026&measures=" + plan.id(0) + "," + plan.id(1) + "," + plan.id(2));
  const auto energy = row_of(both, "energy-use-premises");
  EXPECT_EQ(energy["today"]["value"], 188);
  EXPECT_EQ(energy["target"]["value"], 176);
  const auto& without = energy["without"];
  const auto& with = energy["with"];
  EXPECT_EQ(without["value"], 188);
  EXPECT_EQ(with["value"], 181);  // -4 and -3; -2 acts on what -3 does
  EXPECT_NEAR(with["high"].get<double>(), without["high"].get<double>() - 7, 1e-9);
  EXPECT_GT(with["targetProbability"], without["targetProbability"]);
  ASSERT_EQ(energy["effects"].size(), 3U);
  EXPECT_EQ(energy["effects"][2]["change"], 0);
  EXPECT_EQ(both["co2eTonnes"], 20);
  EXPECT_EQ(both["investment"], 3'000'000);
  EXPECT_THAT(both["assumption"]["sv"].get<std::string>(), HasSubstr("Antagande"));

  // Of 2025 to 2028, half in 2026.
  const auto slow = plan.ask("/scenario?year=2026&measures=" + plan.id(3));
  EXPECT_EQ(row_of(slow, "energy-use-premises")["with"]["value"], 186);
}

TEST(Scenario, OfAMeasureThatHasBegunAddsOnlyWhatIsNotInTheValueYet) {
  auto begun = on_energy("Begun", -6, 2026);
  begun["effects"][0]["fromYear"] = 2024;
  begun["state"] = "ongoing";
  Plan plan{{begun}};
  // Of 2024 to 2026 a third is in the value of 2024.
  const auto row =
      row_of(plan.ask("/scenario?year=2026&measures=" + plan.id(0)), "energy-use-premises");
  EXPECT_NEAR(row["with"]["value"].get<double>(), 184, 1e-9);
}

TEST(Scenario, TakesAnAssumedValueAsItIsAndStoresNothing) {
  Plan plan{{on_energy("X", -4, 2026)}};
  const auto before = plan.api().get("/api/v1/comparison?region=13").body;
  const auto assumed = plan.ask("/scenario?year=2026&value.energi=176&measures=" + plan.id(0) +
                                "&value.renewable-fuel-public-transport=100");
  const auto energy = row_of(assumed, "energy-use-premises");
  EXPECT_EQ(energy["assumed"], 176);
  EXPECT_EQ(energy["with"]["value"], 176);
  EXPECT_EQ(energy["with"]["low"], 176);
  EXPECT_EQ(energy["with"]["targetProbability"], 1);
  const auto fuel = row_of(assumed, "renewable-fuel-public-transport");
  EXPECT_EQ(fuel["with"]["value"], 100);
  EXPECT_EQ(fuel["with"]["rank"], 1);
  EXPECT_LE(fuel["with"]["rank"], fuel["without"]["rank"]);
  EXPECT_EQ(plan.api().get("/api/v1/comparison?region=13").body, before);
}

TEST(Scenario, ClassesRanksByTheSchemeThatIsAskedFor) {
  Plan plan{{}};
  // Rank 15 of 21 is in the last third, and not in the last quarter.
  const std::string query = "/scenario?year=2026&value.renewable-fuel-public-transport=94";
  const auto thirds = plan.ask(query);
  const auto quartiles = plan.ask(query + "&scheme=quartiles");
  EXPECT_EQ(thirds["scheme"], "thirds");
  EXPECT_EQ(quartiles["scheme"], "quartiles");
  const auto by_thirds = row_of(thirds, "renewable-fuel-public-transport")["with"];
  const auto by_quartiles = row_of(quartiles, "renewable-fuel-public-transport")["with"];
  ASSERT_EQ(by_thirds["rank"], 15);
  ASSERT_EQ(by_quartiles["rank"], 15);
  EXPECT_EQ(by_thirds["class"], "red");
  EXPECT_EQ(by_quartiles["class"], "yellow");
}

TEST(Scenario, RefusesWhatIsNotThere) {
  Plan plan{{}};
  const auto status = [&](const std::string& query) {
    return plan.api().get(kPlan + "/scenario" + query).status;
  };
  EXPECT_EQ(status("?year=2026"), 200);
  EXPECT_EQ(status(""), 400);
  EXPECT_EQ(status("?year=2026&measures=no-such"), 404);
  EXPECT_EQ(status("?year=2026&value.no-such=1"), 404);
  EXPECT_EQ(status("?year=2026&value=1"), 400);
  EXPECT_EQ(status("?year=2026&value.energi=many"), 400);
  EXPECT_EQ(status("?year=2026&value.organic-food=101"), 422);
  EXPECT_EQ(plan.api().get("/api/v1/plans/no-such/scenario?year=2026").status, 404);
}

}  // namespace
}  // namespace tertil::http::testing
