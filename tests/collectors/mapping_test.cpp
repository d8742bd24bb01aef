#include "collectors/mapping.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "collectors/calendar.hpp"
#include "collectors/collect.hpp"
#include "tests/collectors/files.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Source mapped(const std::string& target, const std::string& rest) {
  const auto text =
      fmt::format("[mapping]\nid = \"foreign\"\nversion = 1\ntarget = \"{}\"\nowner = \"13\"\n{}",
                  target, rest);
  auto checked = check_source(text);
  for (const auto& fault : checked.faults)
    ADD_FAILURE() << fault.line << ":" << fault.column << " " << fault.message.en << "\n" << text;
  return checked.source.value_or(Source{});
}

/// What became of a file: rows as "field=value …", faults as "row column rule".
struct Made {
  std::vector<std::string> rows;
  std::vector<std::string> faults;
  std::vector<RowFault> details;
  bool refused{false};
};

Made make(const Source& source, std::string_view file, std::string_view key = {}) {
  auto collection = Collection::open(file, source, {}, key);
  Made made;
  RecordBatch batch;
  std::int64_t good = 0;
  while (collection.next(batch)) {
    good += static_cast<std::int64_t>(batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) {
      std::string row;
      for (std::size_t f = 0; f < batch.schema->fields.size(); ++f) {
        const auto& column = batch.columns[f];
        if (column.present[i] == 0) continue;
        const auto type = batch.schema->fields[f].type;
        std::string value;
        if (type == FieldType::kInstant) {
          value = utc_text(static_cast<Seconds>(column.numbers[i]));
        } else if (type == FieldType::kBoolean || column.text.empty()) {
          value = fmt::format("{}", column.numbers[i]);
        } else {
          value = column.text[i];
        }
        row += fmt::format("{}{}={}", row.empty() ? "" : " ", batch.schema->fields[f].name, value);
      }
      made.rows.push_back(row);
    }
  }
  EXPECT_EQ(collection.rows_read(), good + collection.faulty_rows());
  for (const auto& fault : collection.faults()) {
    made.faults.push_back(fmt::format("{} {} {}", fault.row, fault.column, fault.rule));
    EXPECT_FALSE(fault.message.sv.empty() || fault.message.en.empty());
  }
  made.details = collection.faults();
  made.refused = collection.refused();
  return made;
}

struct Case {
  std::string name;
  std::string target;
  std::string mapping;
  std::string file;
  std::vector<std::string> rows;
  std::vector<std::string> faults{};
};

const std::string kFuel = R"(
[[field]]
to = "date"
from = "Datum"
[[field]]
to = "vehicleGroup"
value = "pool"
)";

const std::string kMeterAndMonth = R"(
[[field]]
to = "meter"
from = "Mätare"
[[field]]
to = "start"
from = "Period"
format = "YYYYMM"
[[field]]
to = "end"
from = "Period"
format = "YYYYMM"
part = "end"
)";

const std::vector<Case> kCases{
    {"columns under other names with unit and constant",
     "fuelTransaction",
     kFuel + "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\n"
             "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\nmin=0\nmax=2000\n",
     "Datum;Produkt;Volym\n2024-03-01;hvo100;40,5\n2024-03-02;hvo100;2500\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=hvo100 quantity=40.5 unit=l"},
     {"3 Volym range"}},
    {"header below a preamble, found by the names",
     "fuelTransaction",
     kFuel + "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\n"
             "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n",
     "Rapport över drivmedel\nUtskriven 2024-04-01\n\nDatum;Produkt;Volym\n2024-03-01;bensin;1,5\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=bensin quantity=1.5 unit=l"}},
    {"header in row n, which no name would find",
     "fuelTransaction",
     "[source]\nonBadRow=\"quarantine\"\ncsv={header_row=2}\n" + kFuel +
         "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\n"
         "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n",
     "Datum;Produkt;Volym;gammal rubrik\nDatum;Volym;Produkt\n2024-03-01;1,5;bensin\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=bensin quantity=1.5 unit=l"}},
    {"several header rows",
     "energyReading",
     "[source]\ncsv={header_rows=[1,2], header_join=\" \"}\n" + kMeterAndMonth +
         "[[field]]\nto=\"quantity\"\nfrom=\"El Förbrukning\"\nunit=\"kWh\"\n",
     ";;El;\nMätare;Period;Förbrukning;Kostnad\nM1;202403;10,5;99\n",
     {"meter=M1 start=2024-02-29T23:00:00Z end=2024-03-31T22:00:00Z quantity=10.5 unit=kWh"}},
    {"no header at all",
     "fuelTransaction",
     "[source]\ncsv={header_row=0}\n[[field]]\nto=\"date\"\nfrom=\"#1\"\n"
     "[[field]]\nto=\"vehicleGroup\"\nvalue=\"pool\"\n[[field]]\nto=\"fuel\"\nfrom=\"#2\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"#3\"\nunit=\"l\"\n",
     "2024-03-01;bensin;1,5\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=bensin quantity=1.5 unit=l"}},
    {"a column per month, with year and Swedish month names",
     "energyReading",
     "[unpivot]\ncolumns=[\"Jan\",\"Maj\"]\n[[field]]\nto=\"meter\"\nfrom=\"Mätare\"\n"
     "[[field]]\nto=\"start\"\ntemplate=\"{@name} {År}\"\nformat=\"MMM YYYY\"\n"
     "[[field]]\nto=\"end\"\ntemplate=\"{@name} {År}\"\nformat=\"MMM YYYY\"\npart=\"end\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"@value\"\nunit=\"MWh\"\n",
     "Mätare;År;Jan;Feb;Maj\nM1;2024;1,5;2;3,5\nM2;2024;;1;2\n",
     {"meter=M1 start=2023-12-31T23:00:00Z end=2024-01-31T23:00:00Z quantity=1.5 unit=MWh",
      "meter=M1 start=2024-04-30T22:00:00Z end=2024-05-31T22:00:00Z quantity=3.5 unit=MWh",
      "meter=M2 start=2024-04-30T22:00:00Z end=2024-05-31T22:00:00Z quantity=2 unit=MWh"}},
    {"columns matched by a pattern whose captures feed a field",
     "energyReading",
     "[unpivot]\npattern='^kWh (?<year>\\d{4})-(?<month>\\d{2})$'\n"
     "[[field]]\nto=\"meter\"\nfrom=\"Mätare\"\n"
     "[[field]]\nto=\"start\"\nfrom=[\"@year\",\"@month\"]\njoin=\"\"\nformat=\"YYYYMM\"\n"
     "[[field]]\nto=\"end\"\nfrom=[\"@1\",\"@2\"]\njoin=\"\"\nformat=\"YYYYMM\"\npart=\"end\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"@value\"\nunit=\"kWh\"\n",
     "Mätare,kWh 2024-07,Summa\nM1,12.5,12.5\n",
     {"meter=M1 start=2024-06-30T22:00:00Z end=2024-07-31T22:00:00Z quantity=12.5 unit=kWh"}},
    {"unit per cell through a table of units",
     "energyReading",
     kMeterAndMonth + "[[field]]\nto=\"quantity\"\nfrom=\"Värde\"\nunit={column=\"Enhet\", "
                      "lookup=\"units\"}\n[lookup.units]\n\"Kilowattimmar\"=\"kWh\"\n",
     "Mätare;Period;Värde;Enhet\nA;202401;1,5;Kilowattimmar\nA;202402;2,5;mwh\nA;202403;3;liter\n",
     {"meter=A start=2023-12-31T23:00:00Z end=2024-01-31T23:00:00Z quantity=1.5 unit=kWh",
      "meter=A start=2024-01-31T23:00:00Z end=2024-02-29T23:00:00Z quantity=2.5 unit=MWh"},
     {"4 Enhet unknown-unit"}},
    {"a unit the target does not take is converted",
     "travel",
     "[[field]]\nto=\"period\"\nfrom=\"Månad\"\n[[field]]\nto=\"mode\"\nvalue=\"privateCar\"\n"
     "[[field]]\nto=\"distanceKm\"\nfrom=\"Sträcka\"\nunit=\"mil\"\n",
     "Månad;Sträcka\n2024-03;12,5\n",
     {"period=2024-03 mode=privateCar distanceKm=125"}},
    {"split, pattern, join and template",
     "meter",
     "[[field]]\nto=\"meter\"\ntemplate=\"{Ort}-{Nr}\"\n"
     "[[field]]\nto=\"building\"\nfrom=\"Adress\"\nsplit={by=\"/\", part=-1}\n"
     "[[field]]\nto=\"carrier\"\nfrom=\"Text\"\nregex='slag=(\\w+)'\n",
     "Ort;Nr;Adress;Text\nVBG;7;Hus A / B12;slag=oil x\nVBG;8;B13;inget\n",
     {"meter=VBG-7 building=B12 carrier=oil"},
     {"3 Text no-match"}},
    {"a value table with unknowns set aside",
     "fuelTransaction",
     kFuel + "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\nlookup=\"p\"\non_missing=\"quarantine\"\n"
             "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n[lookup.p]\n\"HVO100\"="
             "\"hvo100\"\n",
     "Datum;Produkt;Volym\n2024-03-01;hvo100;1\n2024-03-01;Glass;2\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=hvo100 quantity=1 unit=l"},
     {"3 Produkt unknown-value"}},
    {"a value table with a constant for unknowns",
     "fuelTransaction",
     kFuel +
         "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\nlookup=\"p\"\non_missing={value=\"other\"}\n"
         "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n[lookup.p]\n\"HVO100\"="
         "\"hvo100\"\n",
     "Datum;Produkt;Volym\n2024-03-01;Glass;2\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=other quantity=2 unit=l"}},
    {"credits change sign when another column says so",
     "fuelTransaction",
     kFuel +
         "[[field]]\nto=\"fuel\"\nvalue=\"diesel\"\n[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\n"
         "unit=\"l\"\nnegate_when={column=\"Typ\", in=[\"Kredit\"]}\n",
     "Datum;Volym;Typ\n2024-03-01;40;Köp\n2024-03-02;40;kredit\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=diesel quantity=40 unit=l",
      "date=2024-03-02 vehicleGroup=pool fuel=diesel quantity=-40 unit=l"}},
    {"a sign that is always the other way, and a scale",
     "fuelTransaction",
     kFuel +
         "[[field]]\nto=\"fuel\"\nvalue=\"diesel\"\n[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\n"
         "unit=\"l\"\nsign=\"negate\"\nscale=0.001\n",
     "Datum;Volym\n2024-03-01;-40123\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=diesel quantity=40.123 unit=l"}},
    {"totals and footers are passed over, the rest by condition",
     "fuelTransaction",
     "[source]\ncsv={skip_rows_matching={column=\"Datum\", pattern=\"^(Summa|Totalt)\"}, "
     "footer_rows=1, missing_values=[\"-\"]}\n[[where]]\ncolumn=\"Typ\"\nin=[\"Drivmedel\"]\n" +
         kFuel +
         "[[field]]\nto=\"fuel\"\nvalue=\"diesel\"\n"
         "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n[[field]]\nto=\"orgUnit\"\n"
         "from=\"Enhet\"\n",
     "Datum;Typ;Volym;Enhet\n2024-03-01;Drivmedel;40;-\n2024-03-01;Biltvätt;1;RGS\n"
     "Summa;Drivmedel;40;\nKälla;Drivmedel;0;x\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=diesel quantity=40 unit=l"}},
    {"data ends where the mapping says",
     "fuelTransaction",
     "[source]\ncsv={stop_at={column=\"Datum\", in=[\"Slut\"]}}\n" + kFuel +
         "[[field]]\nto=\"fuel\"\nvalue=\"diesel\"\n"
         "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n",
     "Datum;Volym\n2024-03-01;40\nSlut;2\n2024-03-02;99\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=diesel quantity=40 unit=l"}},
    {"cells left empty below a heading are filled down",
     "meter",
     "[source]\ncsv={fill_down=[\"Byggnad\"]}\n[[field]]\nto=\"meter\"\nfrom=\"Mätare\"\n"
     "[[field]]\nto=\"building\"\nfrom=\"Byggnad\"\n[[field]]\nto=\"carrier\"\nvalue="
     "\"electricity\"\n",
     "Byggnad;Mätare\nB1;M1\n;M2\nB2;M3\n",
     {"meter=M1 building=B1 carrier=electricity", "meter=M2 building=B1 carrier=electricity",
      "meter=M3 building=B2 carrier=electricity"}},
    {"decimal and thousands marks that the mapping names",
     "fuelTransaction",
     "[source]\ncsv={decimal_char=\",\", group_char=\".\"}\n" + kFuel +
         "[[field]]\nto=\"fuel\"\nvalue=\"diesel\"\n"
         "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n",
     "Datum;Volym\n2024-03-01;1.234,5\n2024-03-01;1.234\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=diesel quantity=1234.5 unit=l",
      "date=2024-03-01 vehicleGroup=pool fuel=diesel quantity=1234 unit=l"}},
    {"windows-1252 as the mapping says",
     "fuelTransaction",
     "[source]\ncsv={encoding=\"windows-1252\"}\n[[field]]\nto=\"date\"\nfrom=\"Datum\"\n"
     "[[field]]\nto=\"vehicleGroup\"\nvalue=\"pool\"\n[[field]]\nto=\"fuel\"\nfrom=\"Sl\u00e4g\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n",
     "Datum;Sl\xE4g;Volym\n2024-03-01;gas\xF6l;1\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=gas\u00f6l quantity=1 unit=l"}},
    {"start from an inclusive end minus a step",
     "energyReading",
     "[[field]]\nto=\"meter\"\nvalue=\"M\"\n[[field]]\nto=\"end\"\nfrom=\"Tid\"\n"
     "format=\"YYYY-MM-DD HH:mm\"\nend=\"inclusive\"\n[[field]]\nto=\"start\"\nfrom_field=\"end\"\n"
     "minus=\"hour\"\n[[field]]\nto=\"quantity\"\nfrom=\"kWh\"\nunit=\"kWh\"\n",
     "Tid;kWh\n2024-06-01 00:59;1\n",
     {"meter=M start=2024-05-31T22:00:00Z end=2024-05-31T23:00:00Z quantity=1 unit=kWh"}},
    {"start from the row before of the same meter",
     "energyReading",
     "[[field]]\nto=\"meter\"\nfrom=\"M\"\n[[field]]\nto=\"end\"\nfrom=\"Tid\"\n"
     "format=\"YYYY-MM-DD\"\n[[field]]\nto=\"start\"\nfrom_field=\"end\"\nprevious_row=true\n"
     "by=[\"meter\"]\n[[field]]\nto=\"quantity\"\nfrom=\"kWh\"\nunit=\"kWh\"\n",
     "M;Tid;kWh\nA;2024-01-01;1\nB;2024-01-01;1\nA;2024-02-01;2\n",
     {"meter=A start=2023-12-31T23:00:00Z end=2024-01-31T23:00:00Z quantity=2 unit=kWh"},
     {"2 Tid no-previous-row", "3 Tid no-previous-row"}},
    {"the time of day in its own column, and a fixed offset",
     "energyReading",
     "[[field]]\nto=\"meter\"\nvalue=\"M\"\n[[field]]\nto=\"start\"\nfrom=\"Dag\"\n"
     "time_from=\"Kl\"\nformat=\"YYYYMMDD\"\ntimezone=\"+01:00\"\n"
     "[[field]]\nto=\"end\"\nfrom_field=\"start\"\nplus=\"hour\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"kWh\"\nunit=\"kWh\"\n",
     "Dag;Kl;kWh\n20240701;13:00;1\n20240701;25:00;1\n",
     {"meter=M start=2024-07-01T12:00:00Z end=2024-07-01T13:00:00Z quantity=1 unit=kWh"},
     {"3 Dag not-a-time"}},
    {"a time that the clocks jump over is set aside",
     "energyReading",
     "[[field]]\nto=\"meter\"\nvalue=\"M\"\n[[field]]\nto=\"start\"\nfrom=\"T\"\n"
     "format=\"YYYY-MM-DD HH:mm\"\n[[field]]\nto=\"end\"\nfrom_field=\"start\"\nplus=\"hour\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"kWh\"\nunit=\"kWh\"\n",
     "T;kWh\n2024-03-31 02:30;1\n",
     {},
     {"2 T no-such-local-time"}},
    {"JSON records with parents and nested members",
     "energyReading",
     "[source]\njson={records=\"/data/*/series/*\"}\n[[field]]\nto=\"meter\"\nfrom=\"../id\"\n"
     "[[field]]\nto=\"start\"\nfrom=\"from\"\n[[field]]\nto=\"end\"\nfrom=\"/to\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"value/amount\"\nunit={column=\"value/unit\"}\n",
     R"({"data":[{"id":"M1","series":[{"from":"2024-01-01","to":"2024-02-01","value":{"amount":1.5,"unit":"MWh"}}]},
         {"id":"M2","series":[]}]})",
     {"meter=M1 start=2023-12-31T23:00:00Z end=2024-01-31T23:00:00Z quantity=1.5 unit=MWh"}},
    {"an array of values at an even step, nulls left out",
     "energyReading",
     "[source]\njson={records=\"/data/*/periods/*\"}\n[array]\nvalues=\"energy\"\nstart="
     "\"start_date\"\nstep=\"month\"\ntimezone=\"+01:00\"\nformat=\"ISO\"\n[[field]]\nto="
     "\"meter\"\n"
     "from=\"../meter_id\"\n[[field]]\nto=\"start\"\nfrom=\"@start\"\n[[field]]\nto=\"end\"\n"
     "from=\"@end\"\n[[field]]\nto=\"quantity\"\nfrom=\"@value\"\nunit=\"kWh\"\n",
     R"({"data":[{"meter_id":"X","periods":[{"start_date":"2023-12-31T23:00:00+0000","energy":[null,2.5,3]}]}]})",
     {"meter=X start=2024-01-31T23:00:00Z end=2024-02-29T23:00:00Z quantity=2.5 unit=kWh",
      "meter=X start=2024-02-29T23:00:00Z end=2024-03-31T23:00:00Z quantity=3 unit=kWh"}},
    {"NDJSON",
     "fuelTransaction",
     kFuel + "[[field]]\nto=\"fuel\"\nfrom=\"p\"\n[[field]]\nto=\"quantity\"\nfrom=\"v\"\nunit="
             "\"l\"\n",
     "{\"Datum\":\"2024-03-01\",\"p\":\"diesel\",\"v\":4.5}\n{broken\n"
     "{\"Datum\":\"2024-03-02\",\"p\":\"diesel\",\"v\":\"5.5\"}\n",
     {"date=2024-03-01 vehicleGroup=pool fuel=diesel quantity=4.5 unit=l",
      "date=2024-03-02 vehicleGroup=pool fuel=diesel quantity=5.5 unit=l"},
     {"2  bad-json"}},
    {"XML by a path, with attributes and parents",
     "energyReading",
     "[source]\nxml={records=\"feed/meter/r\"}\n[[field]]\nto=\"meter\"\nfrom=\"../@id\"\n"
     "[[field]]\nto=\"start\"\nfrom=\"@from\"\n[[field]]\nto=\"end\"\nfrom=\"to\"\n"
     "[[field]]\nto=\"quantity\"\nfrom=\"v/kWh\"\nunit=\"kWh\"\n",
     "<?xml version=\"1.0\"?><a:feed xmlns:a=\"urn:x\"><meter id=\"M&amp;1\"><r "
     "from=\"2024-01-01\">"
     "<to>2024-02-01</to><v><kWh>1.5</kWh></v></r></meter></a:feed>",
     {"meter=M&1 start=2023-12-31T23:00:00Z end=2024-01-31T23:00:00Z quantity=1.5 unit=kWh"}},
    {"yes and no in Swedish",
     "property",
     "[[field]]\nto=\"building\"\nfrom=\"Byggnad\"\n[[field]]\nto=\"name\"\nfrom=\"Namn\"\n"
     "[[field]]\nto=\"orgUnit\"\nvalue=\"RGS\"\n[[field]]\nto=\"region\"\nvalue=\"13\"\n"
     "[[field]]\nto=\"areaBra\"\nfrom=\"Area\"\nunit=\"m2\"\n[[field]]\nto=\"owned\"\nfrom="
     "\"Ägd\"\n",
     "Byggnad;Namn;Area;Ägd\nB1;Anna Larssons Minne;1 234,5;Ja\nB2;Norra;10;nej\nB3;Ö;1;kanske\n",
     {"building=B1 name=Anna Larssons Minne orgUnit=RGS region=13 areaBra=1234.5 owned=1",
      "building=B2 name=Norra orgUnit=RGS region=13 areaBra=10 owned=0"},
     {"4 Ägd not-a-boolean"}},
};

TEST(Mapping, MakesRecordsOfForeignFiles) {
  for (const auto& one : kCases) {
    SCOPED_TRACE(one.name);
    const auto source = mapped(one.target, one.mapping);
    const auto made = make(source, one.file);
    EXPECT_FALSE(made.refused) << (made.details.empty() ? "" : made.details.front().message.en);
    EXPECT_THAT(made.rows, ElementsAreArray(one.rows));
    EXPECT_THAT(made.faults, ElementsAreArray(one.faults));
  }
}

TEST(Mapping, ReadsDatesInEveryNamedForm) {
  struct Form {
    std::string format;
    std::string written;
    std::string date;  ///< Empty: not taken.
  };
  const std::vector<Form> forms{{"YYYY-MM-DD", "2024-02-29", "2024-02-29"},
                                {"YYYY-MM-DD", "2023-02-29", ""},
                                {"YYYY-MM-DD", "2024-2-9", ""},
                                {"YYYYMMDD", "20240229", "2024-02-29"},
                                {"DD.MM.YYYY", "29.02.2024", "2024-02-29"},
                                {"D/M/YYYY", "9/2/2024", "2024-02-09"},
                                {"M/D/YYYY", "9/2/2024", "2024-09-02"},
                                {"D/M/YYYY", "09/12/2024", "2024-12-09"},
                                {"YYYYMM", "202402", "2024-02-01"},
                                {"YYYYMM[DD[HH]]", "202402", "2024-02-01"},
                                {"YYYYMM[DD[HH]]", "20240229", "2024-02-29"},
                                {"YYYYMM[DD[HH]]", "2024022913", "2024-02-29"},
                                {"MMM YYYY", "okt 2024", "2024-10-01"},
                                {"MMM YYYY", "Oktober 2024", "2024-10-01"},
                                {"MMM YYYY", "May 2024", "2024-05-01"},
                                {"D MMM YYYY", "3 maj 2024", "2024-05-03"},
                                {"YY-MM-DD", "24-02-29", "2024-02-29"},
                                {"iso-week", "2024-W01", "2024-01-01"},
                                {"iso-week", "2020-W53", "2020-12-28"},
                                {"iso-week", "2021-W53", ""},
                                {"iso-week", "2021W01", "2021-01-04"},
                                {"excel", "45657", "2024-12-31"},
                                {"excel", "45657.5", "2024-12-31"},
                                {"excel", "12", ""},
                                {"epoch-s", "1709164800", "2024-02-29"},
                                {"epoch-ms", "1709164800000", "2024-02-29"},
                                {"ISO", "2024-02-29T10:00:00.000Z", "2024-02-29"},
                                {"ISO", "2024-02-29T23:30:00Z", "2024-03-01"}};
  for (const auto& form : forms) {
    SCOPED_TRACE(form.format + " " + form.written);
    const auto source =
        mapped("fuelTransaction",
               fmt::format("[[field]]\nto=\"date\"\nfrom=\"D\"\nformat=\"{}\"\n[[field]]\nto="
                           "\"vehicleGroup\"\nvalue=\"pool\"\n[[field]]\nto=\"fuel\"\nvalue=\"x\"\n"
                           "[[field]]\nto=\"quantity\"\nvalue=1\nunit=\"l\"\n",
                           form.format));
    const auto made = make(source, "D;X\n" + form.written + ";\n");
    if (form.date.empty()) {
      EXPECT_THAT(made.faults, ElementsAre("2 D not-a-date"));
      EXPECT_THAT(made.details.at(0).message.en, HasSubstr(form.format));
    } else {
      ASSERT_THAT(made.rows.size(), 1U) << (made.details.empty() ? "" : made.details[0].message.en);
      EXPECT_THAT(made.rows[0], HasSubstr("date=" + form.date + " "));
    }
  }
}

TEST(Mapping, GivesTheWholeOfThe23And25HourDays) {
  const auto source =
      mapped("energyReading",
             "[[field]]\nto=\"meter\"\nvalue=\"M\"\n[[field]]\nto=\"start\"\nfrom=\"D\"\nformat="
             "\"YYYYMMDD\"\n[[field]]\nto=\"end\"\nfrom=\"D\"\nformat=\"YYYYMMDD\"\npart=\"end\"\n"
             "[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"kWh\"\n");
  const auto made = make(source, "D;Q\n20240331;1\n20241027;1\n");
  EXPECT_THAT(made.rows,
              ElementsAre("meter=M start=2024-03-30T23:00:00Z end=2024-03-31T22:00:00Z quantity=1 "
                          "unit=kWh",
                          "meter=M start=2024-10-26T22:00:00Z end=2024-10-27T23:00:00Z quantity=1 "
                          "unit=kWh"));
}

TEST(Mapping, TellsWhichSourceColumnIsMissingAndWhatTheFileHas) {
  const auto source =
      mapped("fuelTransaction", kFuel +
                                    "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\n[[field]]\n"
                                    "to=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n");
  const auto made = make(source, "Datum;Produkt;Liter\n2024-03-01;x;1\n");
  EXPECT_TRUE(made.refused);
  EXPECT_THAT(made.faults, ElementsAre("1 Volym missing-column"));
  EXPECT_THAT(made.details[0].message.sv, HasSubstr("Liter"));
}

TEST(Mapping, KeepsOnlyMappedColumnsOfARejectedRow) {
  const auto source =
      mapped("fuelTransaction", kFuel +
                                    "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\n[[field]]\n"
                                    "to=\"quantity\"\nfrom=\"Volym\"\nunit=\"l\"\n");
  const auto made = make(source, "Datum;Produkt;Volym;Hemligt\n2024-03-01;x;många;abc\n");
  ASSERT_EQ(made.details.size(), 1U);
  EXPECT_EQ(made.details[0].record, R"({"Datum":"2024-03-01","Produkt":"x","Volym":"många"})");
  for (const auto& fault : made.details)
    EXPECT_THAT(fault.record + fault.raw, Not(HasSubstr("abc")));
}

TEST(Mapping, RefusesAnXmlFileWithADoctype) {
  const auto source = mapped("fuelTransaction",
                             "[source]\nformat=\"xml\"\n" + kFuel +
                                 "[[field]]\nto=\"fuel\"\nfrom=\"p\"\n[[field]]\nto=\"quantity\"\n"
                                 "from=\"v\"\nunit=\"l\"\n");
  const auto made = make(source,
                         "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"y\">]><a><r><p>&x;</p>"
                         "</r></a>");
  EXPECT_TRUE(made.refused);
  EXPECT_THAT(made.details.at(0).message.en, HasSubstr("DOCTYPE"));
}

TEST(Mapping, SaysThatNothingMayBeStoredWhenALookupRejects) {
  const auto source = mapped("fuelTransaction",
                             kFuel +
                                 "[[field]]\nto=\"fuel\"\nfrom=\"P\"\nlookup=\"p\"\non_missing="
                                 "\"reject\"\n[[field]]\nto=\"quantity\"\nfrom=\"V\"\nunit=\"l\"\n"
                                 "[lookup.p]\na=\"b\"\n");
  for (const auto& [product, rejects] : {std::pair{"a", false}, {"z", true}}) {
    const auto file = fmt::format("Datum;P;V\n2024-03-01;{};1\n", product);
    auto collection = Collection::open(file, source);
    RecordBatch batch;
    while (collection.next(batch)) {
    }
    EXPECT_EQ(collection.must_reject(), rejects) << product;
  }
}

TEST(Mapping, FaultsNameLineAndColumnAndTheNearestKnownKey) {
  struct Bad {
    std::string field;
    std::int64_t line;
    std::int64_t column;
    std::string says;
  };
  const std::string head =
      "[mapping]\nid=\"a\"\nversion=1\ntarget=\"fuelTransaction\"\n";  // four lines
  const std::string good =
      "[[field]]\nto=\"date\"\nfrom=\"D\"\n[[field]]\nto=\"vehicle\"\nfrom=\"V\"\n"
      "[[field]]\nto=\"fuel\"\nfrom=\"F\"\n";  // nine lines
  const std::vector<Bad> cases{
      {"[[field]]\nto=\"quantity\"\nform=\"Q\"\nunit=\"l\"\n", 16, 6, "Was from meant?"},
      {"[[field]]\nto=\"quantty\"\nfrom=\"Q\"\nunit=\"l\"\n", 15, 4, "Was quantity meant?"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"litre-ish\"\n", 17, 6, "unit"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\n", 5, 1, "unit"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nvalue=3\nunit=\"l\"\n", 16, 6, "exactly one"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\nregex='('\n", 18, 7, "not a valid"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\nlookup=\"no\"\n", 18, 8, "lookup.no"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\nformat=\"banan\"\n", 18, 8, "banan"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\n[[check]]\nid=\"flat-lime\"\n", 19, 4,
       "Was flat-line meant?"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\n[privacy]\ndrop_columns=[\"Q\"]\n", 16,
       6, "dropped"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\n[source]\nsettel_s=3\n", 19, 10,
       "Was settle_s meant?"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\n[dedupe]\nkey=[\"day\"]\n", 19, 5,
       "day"},
      {"[[field]]\nto=\"quantity\"\nfrom=\"Q\"\nunit=\"l\"\n[pull]\nurl=\"https://a.se/x\"\n"
       "allowed_hosts=[\"https://b.se\"]\n",
       19, 5, "allowed_hosts"},
  };
  for (const auto& one : cases) {
    const auto checked = check_source(head + good + one.field);
    ASSERT_FALSE(checked.faults.empty()) << one.field;
    EXPECT_EQ(checked.faults[0].line, one.line) << one.field << checked.faults[0].message.en;
    EXPECT_EQ(checked.faults[0].column, one.column) << one.field << checked.faults[0].message.en;
    EXPECT_THAT(checked.faults[0].message.en, HasSubstr(one.says));
  }
}

TEST(Mapping, TakesKeysInCamelCaseToo) {
  const auto source = mapped("fuelTransaction",
                             "[source]\nexpectedEveryDays=31\ncsv={decimalChar=\",\", "
                             "missingValues=[\"x\"], headerRow=1}\n" +
                                 kFuel +
                                 "[[field]]\nto=\"fuel\"\nfrom=\"P\"\n[[field]]\nto=\"quantity\"\n"
                                 "from=\"V\"\nunit=\"l\"\n");
  EXPECT_EQ(source.expected_every_days, 31);
  ASSERT_TRUE(source.mapping.has_value());
  EXPECT_EQ(source.mapping->layout.decimal, DecimalMark::kComma);
  EXPECT_THAT(source.mapping->layout.missing_values, ElementsAre("x"));
}

TEST(Mapping, OfTheDesignDocumentIsTakenAsItIsDrawn) {
  constexpr std::string_view kDrawn = R"toml([mapping]
id = "fuelcard-example"
version = 3
target = "fuelTransaction"
[source]
kind = "file"
glob = "drivmedel_*.csv"
settle_s = 30
format = "csv"
onBadRow = "quarantine"
csv = { encoding = "auto", delimiter = ";", decimal_char = ",", group_char = " ", header_row = 1, skip_rows_matching = { column = "Produkt", pattern = "^(Summa|Totalt)" } }
[privacy]
drop_columns = ["Förare", "Personnummer"]
reject_if_value_looks_like = ["personnummer", "email"]
pseudonymise = { Regnr = "hmac" }
[[field]]
to = "quantity"
from = "Volym"
type = "decimal"
unit = "l"
min = 0
max = 2000
[[field]]
to = "fuel"
from = "Produkt"
lookup = "fuel_products"
on_missing = "quarantine"
[[field]]
to = "date"
from = "Datum"
[[field]]
to = "vehicle"
from = "Regnr"
[lookup.fuel_products]
"HVO100" = "hvo100"
[dedupe]
key = ["date", "vehicle", "fuel", "quantity", "_occurrence"]
[[check]]
id = "volume-vs-previous"
severity = "warning"
)toml";
  const auto parsed = parse_source(kDrawn);
  const auto* source = std::get_if<Source>(&parsed);
  ASSERT_NE(source, nullptr) << std::get<SourceFault>(parsed).message.en;
  EXPECT_EQ(source->glob, "drivmedel_*.csv");
  EXPECT_EQ(source->on_bad_row, OnBadRow::kQuarantine);
  EXPECT_THAT(source->dedupe_key,
              ElementsAre("date", "vehicle", "fuel", "quantity", "_occurrence"));
  ASSERT_EQ(source->checks.size(), 1U);
  EXPECT_EQ(source->checks[0].severity, "warning");
  const auto made = make(*source,
                         "Datum;Regnr;Produkt;Volym;Förare;Personnummer\n"
                         "2024-03-01;ABC 123;HVO100;1 040,5;Anna Berg;850709-9805\n"
                         "2024-03-02;abc123;HVO100;40;Anna Berg;850709-9805\n"
                         "Summa;;Summa;1 080,5;;\n",
                         "a key of this installation");
  ASSERT_EQ(made.rows.size(), 2U);
  EXPECT_THAT(made.rows[0], HasSubstr("vehicle=Fordon "));
  EXPECT_THAT(made.rows[0], HasSubstr("quantity=1040.5 unit=l"));
  const auto vehicle = [](const std::string& row) { return row.substr(row.find("vehicle="), 22); };
  EXPECT_EQ(vehicle(made.rows[0]), vehicle(made.rows[1]));
  EXPECT_THAT(made.faults, IsEmpty());
}

}  // namespace
}  // namespace tertil::collectors
