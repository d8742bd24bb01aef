#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "collectors/calendar.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;

constexpr auto kBreakdown = "/api/v1/key-figures/energy-use-premises/breakdown?region=13&year=2024";

class OwnFigures : public ::testing::Test {
 protected:
  void import(std::string_view source, std::string_view csv) {
    EXPECT_EQ(must(api_.installation().import_text(source, csv)).quarantined, 0);
  }
  void import_energy() {
    import("property-register",
           "building,name,orgUnit,region,areaBra,owned\nB1,Sjukhuset,RGS,13,100,true\n");
    import("meters", "meter,building,carrier\nE1,B1,electricity\n");
    import("property-energy",
           "meter,start,end,quantity,unit\nE1,2024-01-01 00:00,2025-01-01 00:00,1000,kWh\n");
  }

  Api api_;
};

TEST_F(OwnFigures, AnyoneSeesBuildingsAndOnlyThoseSignedInSeeMeters) {
  import_energy();
  const auto whole = api_.get_json(kBreakdown);
  EXPECT_EQ(whole["value"], 10);
  EXPECT_EQ(whole["childLevel"], "orgUnit");
  EXPECT_EQ(whole["coverage"], 1);
  EXPECT_EQ(whole["published"]["value"], 188);
  const auto building = std::string{kBreakdown} + "&path=RGS/B1";
  const auto open = api_.get(building);
  EXPECT_EQ(open.status, 200U);
  EXPECT_EQ(parsed(open.body)["children"].size(), 0U);
  const auto meter = building + "/E1";
  EXPECT_EQ(api_.get(meter).status, 403U);
  const auto who = api_.sign_in("viewer");
  EXPECT_EQ(parsed(api_.get(building, who).body)["children"][0]["code"], "E1");
  EXPECT_EQ(api_.get(meter, who).status, 200U);
  EXPECT_EQ(api_.get(building).body, open.body) << "what one is shown is not kept for others";
}

TEST_F(OwnFigures, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(api_.get(kBreakdown).status, 404U);
  EXPECT_EQ(api_.get("/api/v1/key-figures/organic-food/breakdown?year=2024").status, 404U);
  import_energy();
  EXPECT_EQ(api_.get(std::string{kBreakdown} + "&path=XX").status, 404U);
  EXPECT_EQ(api_.get("/api/v1/key-figures/energi/breakdown?region=99&year=2024").status, 404U);
}

TEST_F(OwnFigures, FactorsAreOpenWithValidityAndSource) {
  import("factors", "item,measure,value,unit,validFrom,source\nX,WTW,7,g CO2e/l,2024,Egen\n");
  const auto factors = api_.get_json("/api/v1/factors")["items"];
  const auto find = [&](std::string_view item, int year) {
    for (const auto& factor : factors)
      if (factor["item"] == item && factor["validFrom"] == year) return factor;
    return json{};
  };
  EXPECT_EQ(find("X", 2024)["origin"], "own");
  const auto diesel = find("Diesel MK1 at statutory minimum", 2023);
  EXPECT_EQ(diesel["value"], 66.1);
  EXPECT_EQ(diesel["validTo"], 2024);
  EXPECT_EQ(diesel["origin"], "shipped");
  EXPECT_EQ(find("Diesel MK1 at statutory minimum", 2024)["validTo"], nullptr);
}

TEST_F(OwnFigures, AChangeOfEmissionsIsToldInPartsThatAddUp) {
  import("fuel-cards",
         "date,vehicleGroup,fuel,quantity,unit\n"
         "2023-03-01,ambulance,diesel,800,l\n2023-03-02,ambulance,HVO100,200,l\n"
         "2024-03-01,ambulance,diesel,680,l\n2024-03-02,ambulance,HVO100,320,l\n");
  const auto change = api_.get_json("/api/v1/emission-change?region=13&from=2023&to=2024");
  const auto& parts = change["parts"];
  EXPECT_EQ(
      parts["activity"].get<double>() + parts["mix"].get<double>() + parts["factor"].get<double>(),
      change["change"].get<double>());
  EXPECT_THAT(change["text"]["sv"].get<std::string>(), HasSubstr("Ändrad reduktionsplikt"));
  EXPECT_EQ(api_.get("/api/v1/emission-change?from=2022&to=2024").status, 404U);
  EXPECT_EQ(api_.get("/api/v1/emission-change?from=2023").status, 400U);
}

// By hand, as the year is read in one: 2023 has 1000 kWh of heat at 2000 degree days, 2024 1500 at
// 3000; 100 m². The weather alone explains it.
TEST_F(OwnFigures, AChangeOfEnergyUseIsToldInWeatherAreaAndUse) {
  constexpr auto kChange =
      "/api/v1/key-figures/energi/change?region=13&from=2023&to=2024&path=RGS/B1";
  import("property-register",
         "building,name,orgUnit,region,areaBra,owned\nB1,Sjukhuset,RGS,13,100,true\n");
  import("meters", "meter,building,carrier\nH1,B1,districtHeating\n");
  import("property-energy",
         "meter,start,end,quantity,unit\nH1,2023-01-01 00:00,2024-01-01 00:00,1000,kWh\n"
         "H1,2024-01-01 00:00,2025-01-01 00:00,1500,kWh\n");
  const auto refused = api_.get_json(kChange);
  EXPECT_THAT(refused["refused"]["sv"].get<std::string>(), HasSubstr("Graddagar saknas"));
  import("degree-days",
         "region,period,value,normalValue,source\n13,2023,2000,2500,S\n13,2024,3000,2500,S\n");
  const auto change = api_.get_json(kChange);
  EXPECT_DOUBLE_EQ(change["change"].get<double>(), 5);
  EXPECT_DOUBLE_EQ(change["parts"]["weather"].get<double>(), 5);
  EXPECT_TRUE(change["refused"].is_null());
  const auto first = api_.get_json("/api/v1/key-figures/energi/change?from=2022&to=2023");
  EXPECT_EQ(first["refused"]["en"], "There are no readings for 2022.");
  EXPECT_EQ(api_.get("/api/v1/key-figures/energi/change?from=2021&to=2022").status, 404U);
  EXPECT_EQ(api_.get("/api/v1/key-figures/avfall/change?from=2023&to=2024").status, 404U);
}

/// Four weeks from Monday 1 January 2024: ten kWh in working hours, four else.
std::string four_weeks() {
  std::string csv{"meter,start,end,quantity,unit\n"};
  const auto begin = collectors::start_of_month({2024, 1});
  for (int hour = 0; hour < 4 * 168; ++hour) {
    const bool working = hour / 24 % 7 < 5 && hour % 24 >= 6 && hour % 24 < 18;
    csv += "E1," + collectors::utc_text(begin + hour * 3600) + "," +
           collectors::utc_text(begin + (hour + 1) * 3600) + (working ? ",10" : ",4") + ",kWh\n";
  }
  return csv;
}

// 108 idle hours a week are one kWh above 30 W/m² × 100 m²: 432 kWh, at 1.5 kronor 648.
TEST_F(OwnFigures, IdleUseIsInKronorOnlyWhenSomebodyGaveAPrice) {
  constexpr auto kIdle = "/api/v1/idle-use?region=13&year=2024&path=RGS/B1&base=30";
  import("property-register",
         "building,name,orgUnit,region,areaBra,owned\nB1,Sjukhuset,RGS,13,100,true\n"
         "B2,Förrådet,RGS,13,50,true\n");
  import("meters", "meter,building,carrier\nE1,B1,electricity\n");
  import("property-energy", four_weeks());
  EXPECT_EQ(api_.get(kIdle).status, 401U);
  const auto who = api_.sign_in("viewer");
  auto idle = parsed(api_.get(kIdle, who).body);
  const auto load = [&] { return idle["buildings"][0]["baseLoad"]; };
  EXPECT_EQ(idle["total"], 1);
  EXPECT_EQ(load()["aboveBase"], 432);
  EXPECT_EQ(load()["kronor"], nullptr);
  EXPECT_EQ(idle["price"], nullptr);
  EXPECT_EQ(idle["to"], "2024-01-28T23:00:00Z");
  EXPECT_EQ(idle["buildings"][0]["meters"][0]["missingHours"], 0);
  import("factors",
         "item,measure,value,unit,validFrom,source\n"
         "electricity,price,1.5,kr/kWh,2024,Elavtalet\n");
  idle = parsed(api_.get(kIdle, who).body);
  EXPECT_EQ(load()["kronor"], 648);
  EXPECT_EQ(idle["price"]["source"], "Elavtalet");
  EXPECT_EQ(parsed(api_.get("/api/v1/idle-use?year=2024", who).body)["buildingsWithoutHours"], 1);
  EXPECT_EQ(api_.get("/api/v1/idle-use?year=2024&path=XX", who).status, 404U);
  EXPECT_EQ(api_.get("/api/v1/idle-use?year=2024&base=-1", who).status, 400U);
  const auto refused = api_.get("/api/v1/energy-signature?year=2024&building=B1", who);
  EXPECT_EQ(refused.status, 422U);
  EXPECT_THAT(refused.body, HasSubstr("ingen värmemätare"));
}

}  // namespace
}  // namespace tertil::http::testing
