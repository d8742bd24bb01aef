#include "service/figures/computed.hpp"

#include <algorithm>
#include <array>
#include <random>

#include "service/reports/canonical_export.hpp"
#include "tests/service/figures/activity.hpp"

namespace tertil::figures {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using tests::kFactorHeader;
using tests::kFuelHeader;
using tests::kGasHeader;
using tests::kWasteHeader;
using tests::must;

class ComputedFigures : public tests::ActivityTest {
 protected:
  void expect_value(std::string_view key_figure, int year, double value, double numerator,
                    std::optional<double> denominator) {
    const auto found = own(key_figure, year);
    ASSERT_TRUE(found) << key_figure;
    ASSERT_TRUE(found->value) << key_figure;
    EXPECT_TRUE(found->computed);
    EXPECT_NEAR(*found->value, value, 1e-9 * std::max(1.0, value));
    EXPECT_NEAR(found->numerator.value_or(-1), numerator, 1e-9 * std::max(1.0, numerator));
    EXPECT_EQ(found->denominator.has_value(), denominator.has_value());
    if (denominator) {
      EXPECT_NEAR(found->denominator.value_or(-1), *denominator, 1e-6);
    }
    EXPECT_THAT(found->basis, HasSubstr("\"formula\""));
  }
};

// 320 of 1000 litres; AdBlue is no fuel, kWh are no litres, service cars are no ambulances.
TEST_F(ComputedFigures, TheShareOfHvo100IsByVolumeOfLiquidFuel) {
  import("fuel-cards", kFuelHeader,
         "2024-01-10,ambulance,HVO 100,320,l,ADH\n"
         "2024-02-10,ambulance,Diesel MK1,680,l,ADH\n"
         "2024-02-11,ambulance,AdBlue,50,l,ADH\n"
         "2024-02-12,ambulance,El,400,kWh,ADH\n"
         "2024-02-10,pool,HVO100,80,l,RGS\n"
         "2024-02-10,service,diesel,20,l,HS\n");
  expect_value("hvo100-share-ambulances", 2024, 32, 320, 1000);
  expect_value("hvo100-share-service-cars", 2024, 80, 80, 100);
}

// Two identical fills without a receipt number are two; the same file again adds none.
TEST_F(ComputedFigures, TwoIdenticalFillsInAFileAreTwo) {
  import("fuel-cards", kFuelHeader,
         "2024-01-10,ambulance,HVO100,40,l,ADH\n2024-01-10,ambulance,HVO100,40,l,ADH\n"
         "2024-01-11,ambulance,diesel,20,l,ADH\n");
  expect_value("hvo100-share-ambulances", 2024, 80, 80, 100);
  import("fuel-cards", kFuelHeader, "2024-01-10,ambulance,HVO100,40,l,ADH\n");
  expect_value("hvo100-share-ambulances", 2024, 80, 80, 100);
}

// Of P1–P4 and S1 on 31 December 2024: S1 and P2 (replaced in June) are electric; P3 is sold, A1 is
// an ambulance, P4 a plug-in hybrid. 2 of 4.
TEST_F(ComputedFigures, ElectricCarsAreCountedAtTheEndOfTheYear) {
  import("vehicle-register", "vehicle,vehicleGroup,powertrain,orgUnit,validFrom,validTo\n",
         "P1,pool,diesel,RGS,2020-01-01,\nP2,pool,petrol,RGS,2020-01-01,\n"
         "P2,pool,electric,RGS,2024-06-01,\nP3,pool,electric,RGS,2020-01-01,2024-12-31\n"
         "P4,pool,plugInHybrid,RGS,2020-01-01,\nS1,service,electric,HS,2021-01-01,\n"
         "A1,ambulance,electric,ADH,2021-01-01,\n");
  expect_value("electric-car-share", 2024, 50, 2, 4);
  expect_value("electric-car-share", 2023, 40, 2, 5);
  EXPECT_EQ(own("electric-car-share", 2024)->status, Status::kFinal);
}

// Pool 100 l diesel of 2024: 89.4 × 35.5 g = 317.37 kg; ambulance 100 l HVO100: 47.6 kg; trains
// 12 kg as reported; private cars 1000 km × 0.2 kg by an own factor. Trucks do not count.
TEST_F(ComputedFigures, PersonTransportIsTheSumOfItsModes) {
  import("factors", kFactorHeader, "privateCar,WTW,200,g CO2e/km,2024,Egen uppgift\n");
  import("fuel-cards", kFuelHeader,
         "2024-01-10,pool,diesel,100,l,RGS\n2024-01-10,ambulance,HVO100,100,l,ADH\n"
         "2024-01-10,truck,diesel,5000,l,RGS\n");
  import("travel", "period,mode,distanceKm,reportedKgCo2e,orgUnit\n",
         "2024-01,train,9000,12,RK\n2024,privateCar,1000,,RK\n");
  const double kilograms = 8.94 * 35.5 + 47.6 + 12 + 200;
  expect_value("person-transport-emissions", 2024, kilograms / 1000, kilograms, std::nullopt);
  EXPECT_NEAR(*own("person-transport-emissions", 2024)->coverage, 4.0 / 9, 1e-12);
  EXPECT_EQ(own("person-transport-emissions", 2024)->status, Status::kPreliminary);
}

TEST_F(ComputedFigures, AMissingFactorLeavesTheFigureOutAndIsNamed) {
  const auto receipt = import("travel", "period,mode,distanceKm\n", "2024-01,privateCar,1000\n");
  EXPECT_THAT(receipt, HasSubstr("missing-factor"));
  EXPECT_THAT(receipt, HasSubstr("privateCar, WTW, g CO2e/km"));
  ASSERT_TRUE(own("person-transport-emissions", 2024));
  EXPECT_FALSE(own("person-transport-emissions", 2024)->value);
  EXPECT_EQ(own("person-transport-emissions", 2024)->missing_reason, MissingReason::kNotSubmitted);
  import("factors", kFactorHeader, "privateCar,WTW,200,g CO2e/km,2024,Egen uppgift\n");
  expect_value("person-transport-emissions", 2024, 0.2, 200, std::nullopt);
}

/// Imports text by a source that differs from a shipped one in whose data it is.
void import_for(tests::Installation& installation, std::string_view source, std::string_view owner,
                std::string_view text) {
  auto owned = *must(installation.importer().sources().find(source));
  owned.owner = owner;
  const auto file = must(installation.importer().raw().take_in(text));
  ingest::ImportRequest request;
  request.source = owned.id;
  request.descriptor = file.descriptor();
  request.bytes = file.bytes();
  request.sha256 = file.sha256();
  request.file_name = "test.csv";
  request.actor = "test";
  request.draft = &owned;
  const auto outcome = must(installation.importer().import_file(request));
  EXPECT_EQ(outcome.quarantined, 0) << outcome.receipt;
  EXPECT_GT(outcome.stored, 0) << outcome.receipt;
}

// Halland and Västra Götaland travel 1000 km each, Skåne 500 and with a factor of its own. The
// national factor comes last.
TEST_F(ComputedFigures, ANationalFactorConcernsEveryRegionThatHasActivity) {
  constexpr std::string_view kTravelHeader = "period,mode,distanceKm\n";
  for (const auto* owner : {"13", "14"})
    import_for(installation_, "travel", owner,
               std::string{kTravelHeader} + "2023-01,privateCar,1000\n");
  import_for(installation_, "travel", "12",
             std::string{kTravelHeader} + "2023-01,privateCar,500\n");
  import_for(installation_, "factors", "12",
             std::string{kFactorHeader} + "privateCar,WTW,100,g CO2e/km,2020,Egen\n");
  const auto kilograms = [&](std::string_view owner) -> std::optional<double> {
    std::optional<double> found;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      for (const auto& one :
           must(store::observation_history(reader, "person-transport-emissions", owner, 2023)))
        if (!one.superseded_at) found = one.observation.numerator;
      return {};
    }));
    return found;
  };
  EXPECT_EQ(kilograms("13"), std::nullopt);
  EXPECT_EQ(kilograms("14"), std::nullopt);
  EXPECT_NEAR(kilograms("12").value_or(-1), 50, 1e-9);
  import_for(installation_, "factors", "00",
             std::string{kFactorHeader} + "privateCar,WTW,200,g CO2e/km,2020,Nationell\n");
  EXPECT_NEAR(kilograms("13").value_or(-1), 200, 1e-9);
  EXPECT_NEAR(kilograms("14").value_or(-1), 200, 1e-9);
  EXPECT_NEAR(kilograms("12").value_or(-1), 50, 1e-9);
}

// Nitrous oxide: bought 100 m³ × 1.861 + 1000 kg, returned 50, stock up by 30, destroyed 400:
// 706.1 kg × 265; desflurane 2 kg × 1790. Per inhabitant of Halland in 2024.
TEST_F(ComputedFigures, MedicalGasesAreWhatWasLetOutPerInhabitant) {
  import("medical-gases", kGasHeader,
         "2024-01-10,Halmstad,nitrousOxide,purchased,100,m³\n"
         "2024-01-10,Halmstad,nitrousOxide,purchased,1000,kg\n"
         "2024-03-10,Halmstad,nitrousOxide,returned,50,kg\n"
         "2024-12-31,Halmstad,nitrousOxide,stockChange,30,kg\n"
         "2024-11-10,Halmstad,nitrousOxide,destroyed,400,kg\n"
         "2024-01-10,Varberg,desflurane,purchased,2,kg\n");
  const auto inhabitants = [&] {
    for (const auto& population : installation_.snapshot()->populations)
      if (population.region == "13" && population.year == 2024) return population.value;
    return 0.0;
  }();
  const double kilograms = (186.1 + 1000 - 50 - 30 - 400) * 265 + 2 * 1790;
  expect_value("medical-gases", 2024, kilograms / inhabitants, kilograms, inhabitants);
  expect_value("nitrous-oxide-destroyed", 2024, 400 / (186.1 + 1000 - 50 - 30) * 100, 400,
               186.1 + 1000 - 50 - 30);
  EXPECT_THAT(own("medical-gases", 2024)->basis, HasSubstr("GWP100 AR5"));
}

// 100 m³ at 0 °C hold 288.15 / 273.15 as much as at 15 °C.
TEST_F(ComputedFigures, AVolumeAtAnotherTemperatureHasAnotherMass) {
  import("medical-gases", "date,site,gas,kind,quantity,unit,temperatureC\n",
         "2024-01-10,Halmstad,nitrousOxide,purchased,100,m³,0\n"
         "2024-01-10,Halmstad,nitrousOxide,destroyed,10,kg,\n");
  const double bought = 186.1 * 288.15 / 273.15;
  expect_value("nitrous-oxide-destroyed", 2024, 10 / bought * 100, 10, bought);
}

TEST_F(ComputedFigures, ALiquidWithoutADensityIsAnErrorThatNamesIt) {
  const auto receipt =
      import("medical-gases", kGasHeader, "2024-01-10,Varberg,sevoflurane,purchased,10,l\n");
  EXPECT_THAT(receipt, HasSubstr("sevoflurane, liquid density, kg/litre"));
  EXPECT_FALSE(own("medical-gases", 2024)->value);
  import("factors", kFactorHeader,
         "sevoflurane,liquid density,1.5,kg/litre,,Leverantören\n"
         "sevoflurane,GWP100 AR5,200,kg CO2e/kg,,Egen uppgift\n");
  EXPECT_NEAR(*own("medical-gases", 2024)->numerator, 10 * 1.5 * 200, 1e-9);
}

// 300 recycled and 100 organic of 1000; 700 construction and 50 garden do not count at all.
TEST_F(ComputedFigures, WasteRecyclingLeavesOutConstructionAndGardenWaste) {
  import("waste", kWasteHeader,
         "2024-01-31,HSH,200101,0.3,ton,materialRecycling,A\n"
         "2024-01-31,HSH,20 01 08,100,kg,biological,A\n"
         "2024-01-31,HSH,20 03 01,550,kg,energyRecovery,B\n"
         "2024-01-31,HSH,18 01 03*,50,kg,hazardous,B\n"
         "2024-01-31,HSH,17 09 04,700,kg,materialRecycling,B\n"
         "2024-01-31,HSH,20 02 01,50,kg,biological,B\n");
  expect_value("hospital-waste-recycling", 2024, 40, 400, 1000);
}

TEST_F(ComputedFigures, ComputedBeatsHandEnteredAndGivesWayWhenItsDataAreTakenBack) {
  must(installation_.import_text(
      "own-key-figures",
      "keyFigure,region,year,value,status\nhvo100-share-ambulances,13,2024,30,final\n"));
  const auto outcome = must(installation_.import_text(
      "fuel-cards", std::string{kFuelHeader} + "2024-01-10,ambulance,HVO100,32,l,ADH\n"
                                               "2024-01-10,ambulance,diesel,68,l,ADH\n"));
  expect_value("hvo100-share-ambulances", 2024, 32, 32, 100);
  must(installation_.importer().retract(outcome.id, "test", "fel fil"));
  const auto after = own("hvo100-share-ambulances", 2024);
  ASSERT_TRUE(after);
  EXPECT_EQ(after->value, 30);
  EXPECT_FALSE(after->computed);
}

TEST_F(ComputedFigures, TheSameRowsAgainChangeNothing) {
  import("fuel-cards", kFuelHeader, "2024-01-10,ambulance,HVO100,32,l,ADH\n");
  const auto versions = [&] {
    std::size_t count = 0;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      count =
          must(store::observation_history(reader, "hvo100-share-ambulances", "13", 2024)).size();
      return {};
    }));
    return count;
  };
  EXPECT_EQ(versions(), 1U);
  import("fuel-cards", kFuelHeader, "2024-01-10,ambulance,HVO100,32.0,l,ADH\n");
  EXPECT_EQ(versions(), 1U);
}

std::string exported(tests::Installation& installation,
                     std::optional<std::string_view> type = std::nullopt) {
  std::string all;
  must(installation.engine().read([&](store::Reader& reader) -> Result<void> {
    return reports::export_canonical(
        reader,
        [&](std::string_view line) -> Result<void> {
          all += line;
          all += '\n';
          return {};
        },
        type);
  }));
  return all;
}

struct File {
  std::string_view source;
  std::string text;
};

std::vector<File> many_files() {
  std::vector<File> files;
  std::mt19937_64 random{7};
  const auto amount = [&] { return std::to_string(1 + static_cast<int>(random() % 900)) + ".37"; };
  for (int month = 1; month <= 6; ++month) {
    const auto date = "2024-0" + std::to_string(month) + "-1" + std::to_string(month % 3);
    std::string fuel{kFuelHeader};
    for (const auto* group : {"pool", "service", "ambulance"})
      for (const auto* name : {"HVO100", "diesel"})
        fuel += date + "," + group + "," + name + "," + amount() + ",l,RGS\n";
    files.push_back({"fuel-cards", fuel});
    files.push_back({"waste", std::string{kWasteHeader} + date + ",HSH,200101," + amount() +
                                  ",kg,materialRecycling,A\n" + date + ",HSH,200301," + amount() +
                                  ",kg,energyRecovery,A\n"});
    files.push_back({"medical-gases", std::string{kGasHeader} + date +
                                          ",HSH,nitrousOxide,purchased," + amount() + ",kg\n"});
  }
  files.push_back({"travel", "period,mode,distanceKm\n2024-01,privateCar,1234.5\n"});
  files.push_back(
      {"factors", std::string{kFactorHeader} + "privateCar,WTW,187.3,g CO2e/km,2020,Egen\n"});
  return files;
}

TEST(ComputedInAnyOrder, EqualActivityGivesEqualFiguresToTheLastBit) {
  auto files = many_files();
  std::mt19937_64 random{99};
  std::string first;
  for (int round = 0; round < 3; ++round) {
    tests::Installation installation{tests::Fill::kShipped};
    for (const auto& file : files) must(installation.import_text(file.source, file.text));
    const auto all = exported(installation);
    EXPECT_THAT(all, HasSubstr("\"keyFigure\":\"person-transport-emissions\",\"region\":\"13\""));
    if (round == 0) first = all;
    EXPECT_EQ(all, first) << "round " << round;
    std::ranges::shuffle(files, random);
  }
}

TEST_F(ComputedFigures, WhatIsExportedCanBeSentBackAndSaysTheSame) {
  import("waste", kWasteHeader,
         "2024-01-31,HSH,200101,0.3,ton,materialRecycling,A\n"
         "2024-01-31,HSH,200101,0.3,ton,materialRecycling,A\n");
  const auto lines = exported(installation_, "wasteWeight");
  EXPECT_THAT(lines, HasSubstr(R"("ewcCode":"20 01 01","quantity":300,"unit":"kg")"));
  const auto again = must(installation_.import_text("waste", lines));
  EXPECT_EQ(again.quarantined, 0);
  EXPECT_EQ(exported(installation_, "wasteWeight"), lines);
  expect_value("hospital-waste-recycling", 2024, 100, 600, 600);
  EXPECT_EQ(must(installation_.import_text("waste", lines + "\n")).stored, 0);
}

TEST_F(ComputedFigures, AnUnknownWasteCodeIsSetAsideWithWords) {
  const auto outcome = must(installation_.import_text(
      "waste", std::string{kWasteHeader} + "2024-01-31,HSH,99 99 99,1,kg,other,A\n"
                                           "2024-01-31,HSH,20 01 01*,1,kg,other,A\n"
                                           "2024-01-31,HSH,200101,-1,kg,other,A\n"));
  EXPECT_EQ(outcome.quarantined, 3);
  EXPECT_THAT(outcome.receipt, HasSubstr("unknown-ewc-code"));
  EXPECT_THAT(outcome.receipt, HasSubstr("negative-quantity"));
}

// E1 2 kWh an hour all year is 17568 kWh in the leap year 2024; H1 as one reading of 10000 kWh,
// normalised by 3300 / 3000. 27568 kWh raw, 28568 normalised, over 200 m².
TEST_F(ComputedFigures, EnergyIsComputedFromReadingsAndRegisters) {
  import("property-register", "building,name,orgUnit,region,areaBra,owned\n",
         "B1,Vårdcentralen,NSVH,13,200,true\n");
  import("meters", "meter,building,carrier\n", "E1,B1,electricity\nH1,B1,districtHeating\n");
  import("degree-days", "region,period,value,normalValue,source\n", "13,2024,3000,3300,SMHI\n");
  import("property-energy", "meter,start,end,quantity,unit\n",
         "E1,2024-01-01 00:00,2025-01-01 00:00,17.568,MWh\n"
         "H1,2024-01-01 00:00,2025-01-01 00:00,36,GJ\n");
  expect_value("energy-use-premises", 2024, (17568.0 + 10000 * 1.1) / 200, 28568, 200);
  const auto value = own("energy-use-premises", 2024);
  EXPECT_EQ(value->coverage, 1.0);
  EXPECT_EQ(value->status, Status::kFinal);
  EXPECT_THAT(value->basis, HasSubstr("\"raw\""));
}

TEST_F(ComputedFigures, ReadingsMayComeBeforeTheirRegisters) {
  import("property-energy", "meter,start,end,quantity,unit\n",
         "E1,2024-01-01 00:00,2025-01-01 00:00,1000,kWh\n");
  EXPECT_FALSE(own("energy-use-premises", 2024) && own("energy-use-premises", 2024)->value);
  import("meters", "meter,building,carrier\n", "E1,B1,electricity\n");
  import("property-register", "building,name,orgUnit,region,areaBra,owned\n",
         "B1,Vårdcentralen,NSVH,13,10,true\n");
  expect_value("energy-use-premises", 2024, 100, 1000, 10);
}

// The reading of New Year ends December: 100 kWh in November, 50 in December, over 10 m².
TEST_F(ComputedFigures, ACounterReadingOfNewYearBringsTheOldYearInStepToo) {
  import("meters", "meter,building,carrier\n", "E1,B1,electricity\n");
  import("property-register", "building,name,orgUnit,region,areaBra,owned\n",
         "B1,Vårdcentralen,NSVH,13,10,true\n");
  constexpr std::string_view kCounterHeader = "meter,end,quantity,unit,register\n";
  import("property-energy", kCounterHeader,
         "E1,2023-11-01 00:00,1000,kWh,true\nE1,2023-12-01 00:00,1100,kWh,true\n");
  expect_value("energy-use-premises", 2023, 10, 100, 10);
  const auto outcome = must(installation_.import_text(
      "property-energy", std::string{kCounterHeader} + "E1,2024-01-01 00:00,1150,kWh,true\n"));
  expect_value("energy-use-premises", 2023, 15, 150, 10);
  must(installation_.importer().retract(outcome.id, "test", "fel fil"));
  expect_value("energy-use-premises", 2023, 10, 100, 10);
}

}  // namespace
}  // namespace tertil::figures
