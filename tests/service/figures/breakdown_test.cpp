#include "service/figures/breakdown.hpp"

#include <nlohmann/json.hpp>

#include "service/ingest/gwp_choice.hpp"
#include "service/reports/breakdown_json.hpp"
#include "tests/service/figures/activity.hpp"

namespace tertil::figures {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using tests::kFuelHeader;
using tests::kGasHeader;
using tests::kWasteHeader;
using tests::must;
using Json = nlohmann::json;

class BrokenDown : public tests::ActivityTest {
 protected:
  Result<Breakdown> ask(std::string_view key_figure, std::vector<std::string> path = {},
                        bool detail = true, store::AsOf as_of = {}) {
    BreakdownQuestion question;
    question.as_of = as_of;
    question.key_figure = key_figure;
    question.region = "13";
    question.year = 2024;
    question.path = std::move(path);
    question.detail = detail;
    Result<Breakdown> found = fail(ErrorCode::kInternal, {"", ""});
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      found = break_down(reader, *installation_.snapshot(), question);
      return {};
    }));
    return found;
  }

  void import_energy() {
    import("property-register", "building,name,orgUnit,region,areaBra,owned\n",
           "B1,Sjukhuset,RGS,13,100,true\nB2,Vårdcentralen,NSVH,13,50,true\n");
    import("meters", "meter,building,carrier\n",
           "E1,B1,electricity\nH1,B1,districtHeating\nE2,B2,electricity\n");
    import("degree-days", "region,period,value,normalValue,source\n", "13,2024,3000,3600,SMHI\n");
    import("property-energy", "meter,start,end,quantity,unit\n",
           "E1,2024-01-01 00:00,2025-01-01 00:00,1000,kWh\n"
           "H1,2024-01-01 00:00,2025-01-01 00:00,2000,kWh\n"
           "E2,2024-01-01 00:00,2024-07-01 00:00,500,kWh\n");
  }
};

TEST_F(BrokenDown, EnergyGoesFromRegionToOrgUnitBuildingAndMeter) {
  import_energy();
  const auto whole = ask("energy-use-premises");
  ASSERT_TRUE(whole) << whole.error().message.en;
  EXPECT_DOUBLE_EQ(*whole->sum.value, 3500.0 / 150);
  EXPECT_DOUBLE_EQ(*whole->sum.normalised_value, 3900.0 / 150);
  EXPECT_EQ(whole->child_level, "orgUnit");
  ASSERT_EQ(whole->children.size(), 2U);
  EXPECT_EQ(whole->children[0].code, "NSVH");
  EXPECT_THAT(whole->children[0].flags, ElementsAre("gap"));
  EXPECT_EQ(whole->children[1].code, "RGS");
  EXPECT_DOUBLE_EQ(*whole->children[1].share, 3000.0 / 3500);
  EXPECT_EQ(whole->months.size(), 12U);
  EXPECT_EQ(whole->imports.size(), 3U);
  double sum = 0;
  for (const auto& child : whole->children) sum += child.sum.numerator;
  EXPECT_DOUBLE_EQ(sum, whole->sum.numerator);

  const auto building = ask("energy-use-premises", {"RGS", "B1"});
  ASSERT_TRUE(building);
  EXPECT_EQ(building->path[1].name, "Sjukhuset");
  EXPECT_DOUBLE_EQ(*building->sum.value, 30);
  ASSERT_EQ(building->children.size(), 2U);
  EXPECT_DOUBLE_EQ(*building->children[1].sum.value, 20);
  EXPECT_TRUE(ask("energy-use-premises", {"RGS", "B1", "H1"}));
}

TEST_F(BrokenDown, SingleMetersAreForThoseWhoAreSignedIn) {
  import_energy();
  const auto building = ask("energy-use-premises", {"RGS", "B1"}, false);
  ASSERT_TRUE(building);
  EXPECT_TRUE(building->children.empty());
  EXPECT_EQ(ask("energy-use-premises", {"RGS", "B1", "H1"}, false).error().code,
            ErrorCode::kForbidden);
}

TEST_F(BrokenDown, APathThatLeadsNowhereIsNotFound) {
  import_energy();
  EXPECT_EQ(ask("energy-use-premises", {"XX"}).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ask("energy-use-premises", {"RGS", "B1", "H1", "x"}).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(ask("organic-food").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ask("medical-gases").error().code, ErrorCode::kNotFound);
}

TEST_F(BrokenDown, FewerThanThreeVehiclesAreNotShownApart) {
  import("vehicle-register", "vehicle,vehicleGroup,powertrain,orgUnit\n",
         "P1,pool,diesel,RGS\nP2,pool,diesel,RGS\nP3,pool,diesel,RGS\nS1,service,diesel,HS\n"
         "S2,service,diesel,HS\n");
  import("fuel-cards", "date,vehicle,fuel,quantity,unit\n",
         "2024-01-10,P1,HVO100,10,l\n2024-01-10,P2,diesel,10,l\n2024-01-10,S1,diesel,20,l\n");
  const auto whole = ask("hvo100-share-service-cars");
  ASSERT_TRUE(whole);
  EXPECT_DOUBLE_EQ(*whole->sum.value, 25);
  ASSERT_EQ(whole->children.size(), 2U);
  EXPECT_EQ(whole->children[0].code, "pool");
  EXPECT_TRUE(whole->children[0].open);
  EXPECT_EQ(whole->children[1].code, "service");
  EXPECT_FALSE(whole->children[1].open);
  EXPECT_TRUE(ask("hvo100-share-service-cars", {"service"})->children.empty());
  EXPECT_EQ(ask("hvo100-share-service-cars", {"service", "HS"}).error().code, ErrorCode::kNotFound);
}

TEST_F(BrokenDown, WasteGoesByCodeAndHauler) {
  import("waste", kWasteHeader,
         "2024-01-31,HSH,200101,300,kg,materialRecycling,A\n"
         "2024-01-31,HSH,200101,100,kg,energyRecovery,B\n"
         "2024-01-31,HSH,200301,600,kg,energyRecovery,B\n");
  const auto paper = ask("hospital-waste-recycling", {"20 01 01"});
  ASSERT_TRUE(paper);
  EXPECT_DOUBLE_EQ(*paper->sum.value, 75);
  EXPECT_EQ(paper->child_level, "hauler");
  EXPECT_THAT(paper->path[0].name, HasSubstr("20 01 01 "));
  EXPECT_DOUBLE_EQ(*ask("hospital-waste-recycling", {"20 01 01", "B"})->sum.value, 0);
}

TEST_F(BrokenDown, AnOwnValueStandsBesideThePublishedOneWithReasons) {
  import_energy();
  const auto whole = ask("energy-use-premises");
  ASSERT_TRUE(whole->published);
  EXPECT_EQ(whole->published->value, 188);  // printed for 2024
  EXPECT_EQ(whole->published->series, Series::kPrinted);
  EXPECT_DOUBLE_EQ(whole->published->difference, 26 - 188);
  EXPECT_GE(whole->published->reasons.size(), 3U);
  EXPECT_FALSE(ask("energy-use-premises", {"RGS"})->published);
}

TEST_F(BrokenDown, ChangesTellWhatEachImportDid) {
  import("fuel-cards", kFuelHeader, "2024-01-10,ambulance,HVO100,10,l,ADH\n");
  import("fuel-cards", kFuelHeader, "2024-01-11,ambulance,diesel,10,l,ADH\n");
  const auto whole = ask("hvo100-share-ambulances");
  ASSERT_TRUE(whole);
  ASSERT_EQ(whole->changes.size(), 2U);
  EXPECT_FALSE(whole->changes[0].before);
  EXPECT_EQ(whole->changes[0].after, 100);
  EXPECT_EQ(whole->changes[1].before, 100);
  EXPECT_EQ(whole->changes[1].after, 50);
  EXPECT_EQ(whole->changes[1].kind, "import");
}

// AR5 says 265 and AR6 273 of nitrous oxide; somebody's own factor of AR6 says 300.
TEST_F(BrokenDown, AsOfThenItTakesTheWarmingPotentialsThatWereChosenThen) {
  import("medical-gases", kGasHeader, "2024-01-10,Halmstad,nitrousOxide,purchased,10,kg\n");
  const auto last_change = [&] { return must(ask("medical-gases")).changes.back().at; };
  const auto first = last_change();
  must(ingest::choose_gwp_set(installation_.engine(), installation_.published(), "AR6", {}));
  const auto second = last_change();
  import("factors", tests::kFactorHeader, "nitrousOxide,GWP100 AR6,300,kg CO2e/kg,,Egen uppgift\n");
  const auto kilograms = [&](store::AsOf as_of) {
    return must(ask("medical-gases", {}, true, as_of)).sum.numerator;
  };
  EXPECT_DOUBLE_EQ(kilograms({}), 3000.0);
  EXPECT_DOUBLE_EQ(kilograms(second), 2730.0);
  EXPECT_DOUBLE_EQ(kilograms(first), 2650.0);
}

TEST_F(BrokenDown, TheAnswerIsJsonWithEveryMemberOfTheApi) {
  import("medical-gases", kGasHeader, "2024-01-10,Halmstad,nitrousOxide,purchased,10,kg\n");
  const auto whole = ask("medical-gases");
  ASSERT_TRUE(whole);
  const auto& definition = installation_.snapshot()->figure("medical-gases")->definition;
  const auto json = Json::parse(reports::breakdown_to_json(*whole, definition, false, {}));
  for (const auto* member :
       {"keyFigure", "region",    "year",        "unit",          "path",
        "value",     "numerator", "denominator", "numeratorUnit", "denominatorUnit",
        "coverage",  "status",    "normalised",  "share",         "childLevel",
        "children",  "months",    "formula",     "factors",       "imports",
        "changes",   "published", "verified",    "example"})
    EXPECT_TRUE(json.contains(member)) << member;
  EXPECT_EQ(json["factors"][0]["measure"], "GWP100 AR5");
  EXPECT_EQ(json["factors"][0]["value"], 265);
  EXPECT_EQ(json["children"][0]["name"], "Lustgas");
}

}  // namespace
}  // namespace tertil::figures
