#include "collectors/reading_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "tests/support/sanitized.hpp"

namespace tertil::collectors {
namespace {

using ::testing::ElementsAre;

Source readings() {
  Source source;
  source.id = "property-energy";
  source.target = Target::kEnergyReading;
  source.owner = "13";
  source.on_bad_row = OnBadRow::kQuarantine;
  return source;
}

/// All that a reader says of a file, as text that can be compared.
struct Told {
  std::vector<std::string> rows;
  std::vector<std::string> faults;
  std::string file;
  std::int64_t quick{0};
};

Told told_by(const std::string& bytes, bool quick) {
  auto stream = ReadingStream::open(bytes, readings(), {}, {.quick = quick});
  Told told;
  std::vector<MeterReading> rows;
  for (auto next = stream.next(rows); next != ReadingStream::Next::kEnd; next = stream.next(rows)) {
    if (next == ReadingStream::Next::kAgain) told = {};
    for (const auto& row : rows) {
      told.rows.push_back(std::to_string(row.row) + ' ' + stream.meters().at(row.meter) + ' ' +
                          utc_text(row.start) + ' ' + utc_text(row.end) + ' ' +
                          std::to_string(row.quantity.value()) + ' ' +
                          std::string{name_of(row.unit)} + ' ' + std::string{name_of(row.carrier)} +
                          (row.estimated ? " e" : "") + (row.counter ? " c" : "") +
                          (row.start_repeated ? " s" : "") + (row.end_repeated ? " t" : ""));
    }
    for (const auto& fault : stream.take_faults()) {
      told.faults.push_back(std::to_string(fault.row) + ' ' + fault.column + ' ' + fault.rule +
                            ' ' + fault.raw + ' ' + fault.message.sv + ' ' + fault.record +
                            (fault.first_of_row ? " first" : ""));
    }
  }
  told.file = std::to_string(stream.rows_read()) + ' ' + std::to_string(stream.faulty_rows()) +
              ' ' + stream.encoding() + ' ' + stream.format() + (stream.refused() ? " no" : "");
  told.quick = stream.quick_rows();
  return told;
}

/// The first place where two lists differ, in words; empty if they do not.
std::string difference(const std::vector<std::string>& quick,
                       const std::vector<std::string>& general) {
  for (std::size_t i = 0; i < std::max(quick.size(), general.size()); ++i) {
    const std::string a = i < quick.size() ? quick[i] : "nothing";
    const std::string b = i < general.size() ? general[i] : "nothing";
    if (a != b) return "quick: " + a + "\ngeneral: " + b;
  }
  return "";
}

/// Adds the rows that took the quick way to `quick_rows`.
void expect_the_same(const std::string& bytes, const std::string& what, std::int64_t& quick_rows) {
  const auto quick = told_by(bytes, true);
  const auto general = told_by(bytes, false);
  quick_rows += quick.quick;
  ASSERT_EQ(quick.file, general.file) << what << "\n" << bytes;
  ASSERT_EQ(difference(quick.rows, general.rows), "") << what;
  ASSERT_EQ(difference(quick.faults, general.faults), "") << what;
}

void expect_the_same(const std::string& bytes, const std::string& what) {
  std::int64_t quick_rows = 0;
  expect_the_same(bytes, what, quick_rows);
}

TEST(ReadingStream, TakesTheQuickWayThroughAPlainFileInAnyOrderOfColumns) {
  const auto told = told_by(
      "unit;meter;end;start;quantity;estimated;carrier\n"
      "kWh;M1;2024-03-01 01:00;2024-03-01 00:00;12,5;;electricity\r\n"
      "MWh;M2;2024-03-01T01:00:00Z;2024-03-01T00:00Z;0.25;true;\n",
      true);
  EXPECT_EQ(told.quick, 2);
  EXPECT_THAT(
      told.rows,
      ElementsAre("2 M1 2024-02-29T23:00:00Z 2024-03-01T00:00:00Z 12.500000 kWh electricity",
                  "3 M2 2024-03-01T00:00:00Z 2024-03-01T01:00:00Z 0.250000 MWh  e"));
}

TEST(ReadingStream, MarksTimesOfTheHourThatComesTwice) {
  const auto told = told_by(
      "meter,start,end,quantity,unit\n"
      "M1,2024-10-27 01:00,2024-10-27 02:00,1,kWh\n"
      "M1,2024-10-27 02:00,2024-10-27 02:00,2,kWh\n"
      "M1,2024-10-27 02:00,2024-10-27 03:00,3,kWh\n",
      true);
  EXPECT_EQ(told.quick, 3);
  EXPECT_THAT(told.rows, ElementsAre(::testing::EndsWith(" t"), ::testing::EndsWith(" s t"),
                                     ::testing::EndsWith(" s")));
}

TEST(ReadingStream, SaysWhatIsWrongWithUseAndWithCounters) {
  const auto told = told_by(
      "meter,start,end,quantity,unit,register\n"
      "M1,,2024-03-01 01:00,1,kWh,\n"
      "M1,2024-03-01 00:00,2024-03-01 01:00,1,kWh,true\n"
      "M1,2024-03-01 01:00,2024-03-01 01:00,1,kWh,false\n"
      "M1,2024-03-01 01:00,2024-03-01 02:00,-1,kWh,false\n"
      "M1,2020-03-01 01:00,2024-03-01 02:00,1,kWh,false\n"
      "M1,,2024-03-01 01:00,1,kWh,true\n",
      true);
  EXPECT_EQ(told.rows.size(), 1U);
  EXPECT_EQ(told.file, "6 5 utf-8 csv");
}

struct Style {
  char delimiter;
  char mark;
  std::string time;    ///< "local", "utc", "offset", "seconds"
  double quotes{0.0};  ///< The share of cells in quotes.
};

std::string time_text(std::int64_t hour, const std::string& style) {
  const Seconds at = start_of_day(*parse_date("2024-03-29")) + hour * 3600;
  if (style == "utc") return utc_text(at);
  if (style == "offset") return utc_text(at + 3600).substr(0, 19) + "+01:00";
  if (style == "seconds") return local_text(at) + ":00";
  return local_text(at);
}

/// A file with everything in it that such files have, most of it plain.
std::string generated(std::mt19937_64& random, const Style& style, double odd) {
  const auto chance = [&](double share) {
    return std::uniform_real_distribution<>{0.0, 1.0}(random) < share;
  };
  const auto number = [&](int most) { return std::uniform_int_distribution<>{0, most}(random); };
  const std::string d(1, style.delimiter);
  const std::string end = chance(0.3) ? "\r\n" : "\n";
  std::string text = chance(0.2) ? "\xEF\xBB\xBF" : "";
  const auto quoted = [&](const std::string& row) {
    if (style.quotes == 0.0) return row;
    std::string out;
    for (std::size_t at = 0; at <= row.size();) {
      const auto stop = std::min(row.find(style.delimiter, at), row.size());
      const std::string mark = chance(style.quotes) ? "\"" : "";
      out += (at == 0 ? "" : d) + mark + row.substr(at, stop - at) + mark;
      at = stop + 1;
    }
    return out;
  };
  text +=
      quoted("meter" + d + "start" + d + "end" + d + "quantity" + d + "unit" + d + "estimated") +
      end;
  const std::vector<std::string> meters{"M1", "M2", "735999114001234567", "Kök åäö", "B 7"};
  for (int i = 0; i < 300; ++i) {
    const int hour = i / 3 + (chance(0.02) ? number(100) : 0);
    std::string row = meters[static_cast<std::size_t>(i % 5)] + d + time_text(hour, style.time) +
                      d + time_text(hour + 1, style.time) + d + std::to_string(number(2000)) +
                      style.mark + std::to_string(number(999)) + d + (chance(0.9) ? "kWh" : "GJ") +
                      d + (chance(0.1) ? "true" : "");
    if (chance(0.5)) row = quoted(row);
    if (chance(odd)) {
      switch (number(11)) {
        case 0: row += d; break;
        case 1: row = row.substr(0, row.size() / 2); break;
        case 2:
          row.insert(static_cast<std::size_t>(number(static_cast<int>(row.size()))), " ");
          break;
        case 3:
          row.insert(static_cast<std::size_t>(number(static_cast<int>(row.size()))), "x");
          break;
        case 4: row = ""; break;
        case 5: row = d + d + d + d + d; break;
        case 6:
          row[static_cast<std::size_t>(number(static_cast<int>(row.size()) - 1))] = '9';
          break;
        case 7: row.insert(0, "Ö"); break;
        case 8: row += "\xC2\xA0"; break;
        case 9:
          row.insert(static_cast<std::size_t>(number(static_cast<int>(row.size()))), "-");
          break;
        case 10:
          row.insert(static_cast<std::size_t>(number(static_cast<int>(row.size()))), ".");
          break;
        default: row.insert(static_cast<std::size_t>(number(static_cast<int>(row.size()))), "e1");
      }
    }
    text += row + (i == 299 && chance(0.5) ? "" : end);
  }
  return text;
}

TEST(ReadingStream, GivesTheSameByTheQuickWayAndByTheGeneralOne) {
  constexpr int kRounds = tests::kSanitized ? 6 : 60;
  std::mt19937_64 random{1};
  std::int64_t quick = 0;
  for (int round = 0; round < kRounds; ++round) {
    for (const auto& style :
         {Style{';', ',', "local"}, Style{',', '.', "utc"}, Style{';', '.', "offset"},
          Style{'\t', '.', "seconds"}, Style{'|', ',', "local"}, Style{',', '.', "local", 1.0},
          Style{';', ',', "utc", 0.5}}) {
      const auto file = generated(random, style, round % 3 == 0 ? 0.0 : 0.1);
      expect_the_same(file, "round " + std::to_string(round), quick);
      if (HasFatalFailure()) return;
    }
  }
  EXPECT_GT(quick, 500 * kRounds) << "the quick way was hardly taken, so nothing was compared";
}

TEST(ReadingStream, BeginsAgainWhenAFileIsNotAsItLooked) {
  const std::string plain = "M1;2024-03-01 00:00;2024-03-01 01:00;1,5;kWh\n";
  const std::string header = "meter;start;end;quantity;unit\n";
  expect_the_same(header + plain + "\"M;2\";2024-03-01 00:00;2024-03-01 01:00;1,5;kWh\n", "quotes");
  expect_the_same(header + plain + "\"M\n2\";2024-03-01 00:00;2024-03-01 01:00;1,5;kWh\n",
                  "a line end in quotes");
  expect_the_same(header + plain + "K\xF6k;2024-03-01 00:00;2024-03-01 01:00;1,5;kWh\n",
                  "windows-1252");
  expect_the_same(header + plain + "M2;2024-03-01 00:00;2024-03-01 01:00;1,5;kWh\r" + plain,
                  "a lone carriage return");
  expect_the_same(header, "a header alone");
  expect_the_same("", "nothing");
  expect_the_same("meter;start;slut;quantity;unit\n" + plain, "another header");
}

TEST(Quantity, KeepsTheDigitsThatWereWritten) {
  for (const auto& [value, digits, decimals] : std::vector<std::tuple<double, std::int64_t, int>>{
           {12.5, 125, 1}, {-0.001, -1, 3}, {1e6, 1000000, 0}, {0.0, 0, 0}, {98.333, 98333, 3}}) {
    EXPECT_EQ(Quantity::of(value).digits, digits);
    EXPECT_EQ(Quantity::of(value).decimals, decimals);
    EXPECT_EQ(Quantity::of(value).value(), value);
  }
  for (const double value : {0.1234567890123456, 1e300, 5e-324, 123456789.123456789}) {
    EXPECT_EQ(Quantity::of(value).value(), value);
  }
}

TEST(LinesOf, GivesTheTextOfChosenLines) {
  const std::string path = ::testing::TempDir() + "lines";
  FILE* file = std::fopen(path.c_str(), "w+");
  std::fputs("a\nb\r\nc", file);
  std::fflush(file);
  EXPECT_THAT(lines_of(fileno(file), {2, 3, 9}), ElementsAre("b", "c", ""));
  std::fclose(file);
}

}  // namespace
}  // namespace tertil::collectors
