#include "collectors/row_check.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "collectors/calendar.hpp"
#include "tests/collectors/files.hpp"

namespace tertil::collectors {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Source source_of(Target target) {
  Source source;
  source.id = "some-source";
  source.target = target;
  source.owner = "13";
  if (target == Target::kKeyFigureValue) source.series = "own";
  return source;
}

double at(std::string_view utc) { return double(std::get<WrittenTime>(parse_time(utc)).seconds); }

struct Sample {
  std::string csv;
  std::string ndjson;
  std::string field;  ///< One field, and what it must hold in the one row.
  std::string text;
  double number;
};

TEST(RowCheck, TakesOneSmallFileOfEveryTarget) {
  const std::map<Target, Sample> samples{
      {Target::kKeyFigureValue,
       {"keyFigure;region;year;value;status\norganic-food;13;2024;41,2;final\n",
        R"({"keyFigure":"organic-food","region":"13","year":2024,"value":41.2,"status":"final"})",
        "value", "", 41.2}},
      {Target::kPopulation,
       {"region;year;value\n13;2024;345838\n", R"({"region":"13","year":2024,"value":345838})",
        "value", "", 345838}},
      {Target::kTarget,
       {"keyFigure;region;year;value\norganic-food;13;2026;60\n",
        R"({"type":"target","keyFigure":"organic-food","region":"13","year":2026,"value":60})",
        "value", "", 60}},
      {Target::kEnergyReading,
       {"meter;start;end;quantity;unit;estimated\nM17;2024-03-01 00:00;2024-03-01 "
        "01:00;12,5;kWh;false\n",
        R"({"meter":"M17","start":"2024-02-29T23:00:00Z","end":"2024-03-01T00:00:00Z",)"
        R"("quantity":12.5,"unit":"kWh","estimated":false})",
        "end", "", at("2024-03-01T00:00:00Z")}},
      {Target::kMeter,
       {"meter;building;carrier;rollover;validFrom\nM17;B001;electricity;99999;2020-01-01\n",
        R"({"meter":"M17","building":"B001","carrier":"electricity","rollover":99999,)"
        R"("validFrom":"2020-01-01"})",
        "validFrom", "2020-01-01", 18262}},
      {Target::kProperty,
       {"building;name;orgUnit;region;areaBra;owned\nB001;Sjukhus;RGS;13;8400;true\n",
        R"({"building":"B001","name":"Sjukhus","orgUnit":"RGS","region":"13","areaBra":8400,)"
        R"("owned":true})",
        "owned", "", 1}},
      {Target::kFuelTransaction,
       {"date;vehicleGroup;fuel;quantity;unit\n2024-03-01;ambulance;HVO100;40,07;l\n",
        R"({"date":"2024-03-01","vehicleGroup":"ambulance","fuel":"HVO100","quantity":40.07,)"
        R"("unit":"l"})",
        "date", "2024-03-01", 19783}},
      {Target::kVehicle,
       {"vehicle;vehicleGroup;powertrain\nV1;pool;electric\n",
        R"({"vehicle":"V1","vehicleGroup":"pool","powertrain":"electric"})", "powertrain",
        "electric", 0}},
      {Target::kTravel,
       {"period;mode;distanceKm;reportedKgCo2e\n2024-03;flight;1200;190,5\n",
        R"({"period":"2024-03","mode":"flight","distanceKm":1200,"reportedKgCo2e":190.5})",
        "distanceKm", "", 1200}},
      {Target::kGasMovement,
       {"date;site;gas;kind;quantity;unit\n2024-03-01;HSH;nitrousOxide;purchased;66;kg\n",
        R"({"date":"2024-03-01","site":"HSH","gas":"nitrousOxide","kind":"purchased",)"
        R"("quantity":66,"unit":"kg"})",
        "quantity", "", 66}},
      {Target::kWasteWeight,
       {"date;site;ewcCode;quantity;unit;treatment\n2024-03-01;HSH;15 01 "
        "06;0,42;ton;materialRecycling\n",
        R"({"date":"2024-03-01","site":"HSH","ewcCode":"15 01 06","quantity":0.42,)"
        R"("unit":"ton","treatment":"materialRecycling"})",
        "ewcCode", "15 01 06", 0}},
      {Target::kFactor,
       {"item;measure;value;unit;validFrom;source\nHVO100;kgCo2ePerLitre;0,288;kg/l;2024;EN\n",
        R"({"item":"HVO100","measure":"kgCo2ePerLitre","value":0.288,"unit":"kg/l",)"
        R"("validFrom":2024,"source":"EN"})",
        "validFrom", "", 2024}},
      {Target::kDegreeDays,
       {"region;period;value;normalValue;source\n13;2024-01;480,5;510;SMHI\n",
        R"({"region":"13","period":"2024-01","value":480.5,"normalValue":510,"source":"SMHI"})",
        "value", "", 480.5}},
  };
  ASSERT_EQ(samples.size(), all_targets().size());
  for (const auto& [target, sample] : samples) {
    for (const std::string& file : {sample.csv, sample.ndjson}) {
      const Gathered all = gather(file, source_of(target));
      EXPECT_THAT(all.fault_lines(), ElementsAre()) << file;
      ASSERT_EQ(all.good_rows(), 1) << file;
      const RecordBatch& batch = all.batches.front();
      ASSERT_TRUE(batch.present(sample.field, 0)) << file;
      const Column& column = batch.column(sample.field);
      if (!column.text.empty()) {
        EXPECT_EQ(column.text.front(), sample.text) << file;
      }
      if (!column.numbers.empty()) {
        EXPECT_EQ(column.numbers.front(), sample.number) << file;
      }
      EXPECT_FALSE(column.text.empty() && column.numbers.empty()) << file;
    }
  }
}

std::vector<std::string> faults_of(Target target, const std::string& file) {
  return gather(file, source_of(target)).fault_lines();
}

TEST(RowCheck, SaysWhichTimesDatesAndBooleansItCannotRead) {
  EXPECT_THAT(
      faults_of(Target::kEnergyReading,
                "meter,start,end,quantity,unit,estimated\n"
                "M1,2024-03-31 02:30,2024-03-31 04:00,1,kWh,TRUE\n"
                "M1,yesterday,2024-03-31 04:00,1,kWh,ja\n"
                "M1,,2024-03-31T03:00:00+02:00,1,kWh,False\n"),
      ElementsAre("2 start no-such-local-time", "3 start not-a-time", "3 estimated not-a-boolean"));
  EXPECT_THAT(faults_of(Target::kWasteWeight,
                        "date,building,ewcCode,quantity,unit,treatment\n"
                        "2024-02-30,B1,150106,1,kg,other\n"
                        "2024-03-01 10:00,B1,150106,1,kg,other\n"),
              ElementsAre("2 date not-a-date", "3 date not-a-date"));
  EXPECT_THAT(faults_of(Target::kProperty,
                        R"({"building":"B1","name":"N","orgUnit":"R","region":"13","areaBra":1,)"
                        R"("owned":1})"),
              ElementsAre("1 owned not-a-boolean"));
  EXPECT_THAT(
      faults_of(Target::kVehicle, R"({"vehicle":true,"vehicleGroup":"pool","powertrain":"gas"})"),
      ElementsAre("1 vehicle wrong-type"));
}

TEST(RowCheck, MarksTheHourThatComesTwiceSoThatTheOrderOfRowsCanTell) {
  const Gathered all = gather(
      "meter,start,end,quantity,unit\n"
      "M1,2024-10-27 01:00,2024-10-27 02:00,1,kWh\n"
      "M1,2024-10-27T01:00:00Z,2024-10-27T02:00:00Z,1,kWh\n",
      source_of(Target::kEnergyReading));
  ASSERT_EQ(all.good_rows(), 2);
  const RecordBatch& batch = all.batches.front();
  EXPECT_THAT(batch.column("start").text, ElementsAre("", ""));
  EXPECT_THAT(batch.column("end").text, ElementsAre(std::string(kRepeatedHour), ""));
  EXPECT_EQ(batch.number("end", 0), at("2024-10-27T00:00:00Z")) << "as summer time";
}

TEST(RowCheck, AsksForOneOfTwoFieldsAndTakesBothWhereBothAreAllowed) {
  const std::string fuel = "date,vehicleGroup,vehicle,fuel,quantity,unit\n";
  EXPECT_THAT(faults_of(Target::kFuelTransaction, fuel + "2024-03-01,,,HVO100,1,l\n"),
              ElementsAre("2 vehicleGroup vehicle-or-group"));
  EXPECT_THAT(faults_of(Target::kFuelTransaction, fuel + "2024-03-01,pool,V1,HVO100,1,l\n"),
              ElementsAre());
  EXPECT_THAT(faults_of(Target::kTravel, "period,mode,distanceKm,reportedKgCo2e\n2024,bus,,\n"),
              ElementsAre("2 distanceKm distance-or-emission"));
  EXPECT_THAT(faults_of(Target::kWasteWeight,
                        "date,building,site,ewcCode,quantity,unit,treatment\n"
                        "2024-03-01,,,150106,1,kg,other\n"),
              ElementsAre("2 building building-or-site"));
  EXPECT_THAT(faults_of(Target::kKeyFigureValue,
                        "keyFigure,region,year,period,value,status\n"
                        "organic-food,13,2024,2024,1,final\n"),
              ElementsAre("2 year year-xor-period"));
  const auto told = gather("date,vehicle,fuel,quantity,unit\n2024-03-01,,HVO100,1,l\n",
                           source_of(Target::kFuelTransaction));
  EXPECT_THAT(told.faults.front().message.sv, HasSubstr("Varken vehicleGroup eller vehicle"));
  EXPECT_THAT(told.faults.front().message.en, HasSubstr("Neither vehicleGroup nor vehicle"));
}

}  // namespace
}  // namespace tertil::collectors
