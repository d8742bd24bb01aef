#include "collectors/privacy.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <array>
#include <set>
#include <string>
#include <vector>

#include "collectors/clean_copy.hpp"
#include "collectors/collect.hpp"
#include "collectors/preview.hpp"
#include "collectors/suggest.hpp"

#include <nlohmann/json.hpp>

namespace tertil::collectors {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// 850709-9805 and 811218-9876 are the tax agency's own examples in its documentation; 701063-2391
// is its example of a coordination number (day + 60).
TEST(Privacy, KnowsPersonalNumbersByDateAndCheckDigit) {
  struct Case {
    std::string text;
    bool marked;
    bool plain;
  };
  const std::vector<Case> cases{{"811218-9876", true, false},
                                {"19811218-9876", true, false},
                                {"811218+9876", true, false},
                                {"8112189876", false, true},
                                {"198112189876", false, true},
                                {"701063-2391", true, false},
                                {"7010632391", false, true},
                                {"811218-9875", false, false},  // check digit
                                {"811318-9876", false, false},  // no such month
                                {"Förare 811218-9876, Anna", true, false},
                                {"735999100057526501", false, false},  // a metering point
                                {"2024-03-01", false, false},
                                {"98112189876", false, false},
                                {"", false, false}};
  for (const auto& one : cases) {
    EXPECT_EQ(has_personnummer(one.text), one.marked) << one.text;
    EXPECT_EQ(is_plain_personnummer(one.text), one.plain) << one.text;
  }
}

TEST(Privacy, KnowsTheOtherKindsAndNotWhatOnlyLooksABitLikeThem) {
  for (const auto* good : {"anna.berg@regionhalland.se", "skriv till a@b.se nu"})
    EXPECT_TRUE(has_email(good)) << good;
  for (const auto* bad : {"12@34", "@", "a@b", "kWh@m2", "a@.se"})
    EXPECT_FALSE(has_email(bad)) << bad;
  for (const auto* good :
       {"070-123 45 67", "+46701234567", "031-12 34 56", "ring 0340-48 12 34", "070 123 45 67"})
    EXPECT_TRUE(has_phone(good)) << good;
  for (const auto* bad : {"0701234567", "2024-03-01", "0340", "1 234 567", "0,123", "01-02",
                          "735999100057526501", "2024-03-01 00:00"})
    EXPECT_FALSE(has_phone(bad)) << bad;
  for (const auto* good : {"Anna Berg", "Åsa Öberg-Lind", "BERG, ANNA"})
    EXPECT_TRUE(is_person_name(good)) << good;
  for (const auto* bad : {"Region Halland", "Anna", "diesel MK1", "Varbergs Sjukhus", "HVO 100"})
    EXPECT_FALSE(is_person_name(bad)) << bad;
  for (const auto* good : {"ABC123", "ABC 123", "XYZ12K"})
    EXPECT_TRUE(is_registration(good)) << good;
  for (const auto* bad : {"ABC1234", "AB123", "abc123", "IQV123", "B-0012"})
    EXPECT_FALSE(is_registration(bad)) << bad;
  for (const auto* good : {"Förare", "Driver name", "Namn", "Kund", "KORTINNEHAVARE"})
    EXPECT_TRUE(names_person(good)) << good;
  for (const auto* bad : {"Byggnadsnamn", "Produktnamn", "Volym"})
    EXPECT_FALSE(names_person(bad)) << bad;
}

TEST(Privacy, HidesWhatIsPersonalInText) {
  EXPECT_EQ(masked("ring 070-123 45 67 eller a@b.se om 811218-9876"),
            "ring ****** eller ****** om ******");
  EXPECT_EQ(masked("40,5 l diesel 2024-03-01"), "40,5 l diesel 2024-03-01");
}

TEST(Privacy, GivesAVehicleTheSameCodeHoweverItIsWrittenAndNoOtherTheSame) {
  const auto code = pseudonym("key", "Fordon", "ABC 123");
  EXPECT_EQ(code, pseudonym("key", "Fordon", "abc123"));
  EXPECT_EQ(code, pseudonym("key", "Fordon", "ABC-123"));
  EXPECT_NE(code, pseudonym("another key", "Fordon", "ABC123"));
  EXPECT_THAT(code, ::testing::MatchesRegex("Fordon [0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}"));
  std::set<std::string> codes;
  for (int i = 0; i < 20'000; ++i) codes.insert(pseudonym("key", "Fordon", fmt::format("V{}", i)));
  EXPECT_EQ(codes.size(), 20'000U);
}

Source fuel(const std::string& privacy) {
  auto checked = check_source(
      "[mapping]\nid=\"f\"\nversion=1\ntarget=\"fuelTransaction\"\n" + privacy +
      "[[field]]\nto=\"date\"\nfrom=\"Datum\"\n[[field]]\nto=\"vehicle\"\nfrom=\"Bil\"\n"
      "[[field]]\nto=\"fuel\"\nfrom=\"Produkt\"\n[[field]]\nto=\"quantity\"\nfrom=\"Volym\"\n"
      "unit=\"l\"\n");
  for (const auto& fault : checked.faults) ADD_FAILURE() << fault.line << fault.message.en;
  return checked.source.value();
}

TEST(Privacy, RefusesAFileWithPersonalDataBeforeAnyRowIsGiven) {
  struct Case {
    std::string header;
    std::string cell;
    std::string column;
  };
  const std::vector<Case> cases{
      {"Förare", "Anna Berg", "Förare"},      {"Personnr", "811218-9876", "Personnr"},
      {"Personnr", "8112189876", "Personnr"}, {"Kontakt", "anna@example.se", "Kontakt"},
      {"Mobil", "070-123 45 67", "Mobil"},    {"Regnr", "ABC 123", "Regnr"}};
  const auto source = fuel("");
  for (const auto& one : cases) {
    std::string file = "Datum;Bil;Produkt;Volym;" + one.header + "\n";
    for (int i = 0; i < 5000; ++i) file += "2024-03-01;B1;diesel;1;\n";
    file += "2024-03-02;B1;diesel;1;" + one.cell + "\n";
    auto collection = Collection::open(file, source);
    RecordBatch batch;
    EXPECT_TRUE(collection.refused()) << one.header;
    EXPECT_FALSE(collection.next(batch)) << one.header;
    EXPECT_TRUE(collection.has_personal_data());
    EXPECT_TRUE(collection.must_not_keep_raw());
    ASSERT_EQ(collection.faults().size(), 1U);
    const auto& fault = collection.faults()[0];
    EXPECT_EQ(fault.rule, rule::kPersonalData);
    EXPECT_EQ(fault.column, one.column);
    EXPECT_EQ(fault.row, 5002);
    EXPECT_EQ(collection.rows_read(), 5001);
    EXPECT_EQ(collection.faulty_rows(), 5001);
    for (const auto& text : {fault.raw, fault.record, fault.message.sv, fault.message.en})
      EXPECT_THAT(text, Not(HasSubstr(one.cell)));
  }
}

TEST(Privacy, TakesTheFileWhenTheMappingDropsOrAllowsTheColumn) {
  const std::string file = "Datum;Bil;Produkt;Volym;Förare\n2024-03-01;B1;diesel;1;Anna Berg\n";
  for (const auto* privacy :
       {"[privacy]\ndrop_columns=[\"Förare\"]\n", "[privacy]\nallow_columns=[\"förare\"]\n",
        "[privacy]\non_match=\"drop\"\n",
        "[privacy]\nreject_if_value_looks_like=[\"personnummer\"]\n"}) {
    auto collection = Collection::open(file, fuel(privacy));
    RecordBatch batch;
    EXPECT_TRUE(collection.next(batch)) << privacy;
    const bool drops = std::string_view(privacy).find("drop") != std::string_view::npos;
    EXPECT_EQ(collection.must_not_keep_raw(), drops) << privacy;
  }
}

TEST(Privacy, DoesNotTakeSerialNumbersForPersons) {
  // One in ten serial numbers by date has a right check digit: ten of a hundred here.
  std::string file = "Datum;Bil;Produkt;Volym;Kvitto\n";
  for (int i = 0; i < 100; ++i) file += fmt::format("2024-03-01;B1;diesel;1;20240315{:04}\n", i);
  auto collection = Collection::open(file, fuel(""));
  EXPECT_FALSE(collection.refused());
}

TEST(Privacy, RefusesPersonalDataInAFileWithOurOwnHeadersToo) {
  auto parsed = parse_source(
      "[mapping]\nid=\"f\"\nversion=1\ntarget=\"fuelTransaction\"\n[privacy]\n"
      "reject_if_value_looks_like=[\"personnummer\"]\n");
  auto collection =
      Collection::open("date,vehicle,fuel,quantity,unit\n2024-03-01,811218-9876,diesel,1,l\n",
                       std::get<Source>(parsed));
  EXPECT_TRUE(collection.has_personal_data());
}

TEST(Privacy, MasksCellsInFindings) {
  const auto source = fuel("[privacy]\nreject_if_value_looks_like=[\"email\"]\n");
  auto collection =
      Collection::open("Datum;Bil;Produkt;Volym\n2024-03-01;B1;diesel;811218-9876\n", source);
  RecordBatch batch;
  collection.next(batch);
  ASSERT_EQ(collection.faults().size(), 1U);
  const auto& fault = collection.faults()[0];
  EXPECT_EQ(fault.raw, "******");
  for (const auto& text : {fault.record, fault.message.sv, fault.message.en})
    EXPECT_THAT(text, Not(HasSubstr("811218")));
}

TEST(Privacy, RefusesToMakeCodesWithoutAKey) {
  const auto source = fuel("[privacy]\npseudonymise={Bil=\"hmac\"}\n");
  const std::string file = "Datum;Bil;Produkt;Volym\n2024-03-01;ABC123;diesel;x\n";
  EXPECT_TRUE(Collection::open(file, source).refused());
  auto collection = Collection::open(file, source, {}, "key");
  RecordBatch batch;
  EXPECT_FALSE(collection.refused());
  collection.next(batch);
  ASSERT_EQ(collection.faults().size(), 1U);
  EXPECT_THAT(collection.faults()[0].record, HasSubstr("Fordon "));
  EXPECT_THAT(collection.faults()[0].record, Not(HasSubstr("ABC123")));
}

TEST(Privacy, KeepsACopyWithoutTheColumnsThatMayNotBeKept) {
  const auto source = fuel("[privacy]\ndrop_columns=[\"Förare\"]\npseudonymise={Bil=\"hmac\"}\n");
  std::string copy;
  const std::string file =
      "Datum;Bil;Förare;Produkt;Volym\n2024-03-01;ABC123;Anna Berg;\"di;esel\";1\n";
  EXPECT_TRUE(write_clean_copy(ByteSource(std::string_view(file)), source, "key",
                               [&copy](std::string_view part) { copy += part; }));
  EXPECT_EQ(copy, "Datum;Bil;Produkt;Volym\n2024-03-01;" + pseudonym("key", "Fordon", "ABC123") +
                      ";\"di;esel\";1\n");
}

const std::string kForeign =
    "Tankningar oktober;;;;;\n;;;;;\nTransaktionsdatum;Regnr;Produkt;Volym (l);Förare;Kvittonr\n"
    "01.10.2024;ABC 123;HVO100;1 040,5;Anna Berg;77\n02.10.2024;XYZ 12K;Diesel;38;Bo Ek;78\n"
    "Summa;;;1 078,5;;\n";

TEST(Suggest, DraftsAMappingThatWorksForAFileNobodyHasSeen) {
  const auto answer = suggest(ByteSource(std::string_view(kForeign)), std::nullopt);
  EXPECT_EQ(answer["target"], "fuelTransaction");
  EXPECT_EQ(answer["headerRow"], 3);
  EXPECT_EQ(answer["rows"], 2);
  std::string personal;
  for (const auto& column : answer["columns"]) {
    if (column["looksPersonal"].is_null()) continue;
    personal += column["name"].get<std::string>() + " ";
    for (const auto& sample : column["samples"]) {
      EXPECT_THAT(sample.get<std::string>(), Not(HasSubstr("Berg")));
      EXPECT_THAT(sample.get<std::string>(), Not(HasSubstr("ABC 123")));
    }
  }
  EXPECT_EQ(personal, "Regnr Förare ");
  const auto parsed = parse_source(answer["toml"].get<std::string>());
  const auto* source = std::get_if<Source>(&parsed);
  ASSERT_NE(source, nullptr) << std::get<SourceFault>(parsed).message.en << answer["toml"];
  auto collection = Collection::open(kForeign, *source, {}, "key");
  RecordBatch batch;
  ASSERT_TRUE(collection.next(batch)) << collection.faults()[0].message.en;
  ASSERT_EQ(batch.size(), 2U);
  EXPECT_EQ(batch.text("date", 0), "2024-10-01");
  EXPECT_EQ(batch.number("quantity", 0), 1040.5);
  EXPECT_EQ(batch.text("unit", 0), "l");
  EXPECT_THAT(batch.text("vehicle", 0), HasSubstr("Fordon "));
  EXPECT_THAT(source->privacy.drop_columns, ElementsAre("Förare"));
}

TEST(Suggest, UnpivotsAColumnForEachMonth) {
  const std::string file = "Mätare;År;Jan;Feb;Mar\nM1;2024;1,5;2,5;3,5\nM2;2024;4,5;5,5;6,5\n";
  const auto answer = suggest(ByteSource(std::string_view(file)), Target::kEnergyReading);
  EXPECT_THAT(answer["mapping"]["unpivot"]["columns"].get<std::vector<std::string>>(),
              ElementsAre("Jan", "Feb", "Mar"));
}

class SuggestedMonths : public ::testing::TestWithParam<std::array<std::string_view, 3>> {};

// The draft as it is must read the file: January ends where February begins.
TEST_P(SuggestedMonths, ReadTheFileThatTheyWereDraftedFrom) {
  const auto& [first, second, third] = GetParam();
  const auto file = fmt::format("Mätare;Enhet;{};{};{}\nM1;kWh;1,5;2,5;3,5\nM2;kWh;4,5;5,5;6,5\n",
                                first, second, third);
  const ByteSource bytes{std::string_view{file}};
  const auto answer = suggest(bytes, Target::kEnergyReading);
  const auto parsed = parse_source(answer["toml"].get<std::string>());
  ASSERT_TRUE(std::holds_alternative<Source>(parsed)) << answer["toml"];
  const auto shown = preview(bytes, std::get<Source>(parsed), "key");
  ASSERT_EQ(shown["shown"].size(), 6U) << shown.dump();
  const auto& fields = shown["shown"][0]["fields"];
  EXPECT_EQ(fields["start"], "2024-01-01 00:00") << shown.dump();
  EXPECT_EQ(fields["end"], "2024-02-01 00:00");
  EXPECT_EQ(shown["shown"][2]["fields"]["start"], "2024-03-01 00:00");
}

INSTANTIATE_TEST_SUITE_P(
    Forms, SuggestedMonths,
    ::testing::Values(std::array<std::string_view, 3>{"2024-01", "2024-02", "2024-03"},
                      std::array<std::string_view, 3>{"202401", "202402", "202403"},
                      std::array<std::string_view, 3>{"2024M01", "2024M02", "2024M03"},
                      std::array<std::string_view, 3>{"jan-24", "feb-24", "mar-24"},
                      std::array<std::string_view, 3>{"jan 24", "feb 24", "mar 24"},
                      std::array<std::string_view, 3>{"januari 2024", "februari 2024", "mars 2024"},
                      std::array<std::string_view, 3>{"Jan-2024", "Feb-2024", "Mar-2024"},
                      std::array<std::string_view, 3>{"2024 januari", "2024 februari",
                                                      "2024 mars"}));

TEST(Preview, ShowsRowsBesideRawCellsAndTotalsInKeptUnits) {
  const auto answer = suggest(ByteSource(std::string_view(kForeign)), Target::kFuelTransaction);
  const auto source = std::get<Source>(parse_source(answer["toml"].get<std::string>()));
  const auto shown = preview(ByteSource(std::string_view(kForeign)), source, "key");
  EXPECT_EQ(shown["rowsRead"], 2);
  ASSERT_EQ(shown["shown"].size(), 2U);
  EXPECT_EQ(shown["shown"][0]["row"], 4);
  EXPECT_EQ(shown["shown"][0]["fields"]["fuel"], "HVO100");
  EXPECT_THAT(shown["shown"][0]["source"].get<std::vector<std::string>>(), Contains("1 040,5"));
  EXPECT_THAT(shown.dump(), Not(HasSubstr("Berg")));
  EXPECT_EQ(shown["totals"][0]["sum"], 1078.5);
  EXPECT_EQ(shown["totals"][0]["unit"], "l");
  EXPECT_THAT(shown["dropped"].get<std::vector<std::string>>(), ElementsAre("Förare"));
  EXPECT_TRUE(shown["refused"].is_null());
}

}  // namespace
}  // namespace tertil::collectors
