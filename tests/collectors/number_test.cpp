// R19: numbers as people write them; what could be two is refused.
#include "collectors/number.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace tertil::collectors {
namespace {

using Mark = DecimalMark;

std::string shown(const std::variant<double, NumberFault>& result) {
  if (const auto* fault = std::get_if<NumberFault>(&result)) {
    return *fault == NumberFault::kAmbiguous ? "ambiguous" : "not a number";
  }
  std::string text(32, '\0');
  const auto end = std::to_chars(text.data(), text.data() + text.size(), std::get<double>(result));
  text.resize(static_cast<std::size_t>(end.ptr - text.data()));
  return text;
}

struct Case {
  std::string field;
  std::string unknown;       ///< What comes of it when nothing is known,
  std::string comma_likely;  ///< in a `;` file,
  std::string point_likely;  ///< in a `,` file,
  std::string comma;         ///< when a mapping says comma,
  std::string point;         ///< when a mapping says point.
};

const std::string kNot = "not a number";
const std::string kTwo = "ambiguous";

Case same(const std::string& field, const std::string& all) {
  return {field, all, all, all, all, all};
}

TEST(Number, IsReadAsWrittenOrRefusedInEveryDialect) {
  const std::vector<Case> cases{
      same("184", "184"),
      same("0", "0"),
      same("-0", "0"),
      same("007", "7"),
      same("  184\t", "184"),
      same("\u00A0184\u202F", "184"),
      same("+5", "5"),
      same("-3", "-3"),
      same("\u22123", "-3"),
      {"\u22123,5", "-3.5", "-3.5", "-3.5", "-3.5", kNot},
      {"27,4", "27.4", "27.4", "27.4", "27.4", kNot},
      {"27.4", "27.4", "27.4", "27.4", kNot, "27.4"},
      {"98.33", "98.33", "98.33", "98.33", kNot, "98.33"},
      {"1.234", kTwo, kTwo, "1.234", "1234", "1.234"},
      {"1,234", kTwo, "1.234", kTwo, "1.234", "1234"},
      {"-123.456", kTwo, kTwo, "-123.456", "-123456", "-123.456"},
      {"0.234", "0.234", "0.234", "0.234", kNot, "0.234"},
      {"0,234", "0.234", "0.234", "0.234", "0.234", kNot},
      {"1234.567", "1234.567", "1234.567", "1234.567", kNot, "1234.567"},
      {"1.2340", "1.234", "1.234", "1.234", kNot, "1.234"},
      {"1.234.567", "1234567", "1234567", kNot, "1234567", kNot},
      {"1,234,567", "1234567", kNot, "1234567", kNot, "1234567"},
      {"1.234,5", kNot, kNot, kNot, "1234.5", kNot},
      {"1,234.5", kNot, kNot, kNot, kNot, "1234.5"},
      {"1.234.567,89", kNot, kNot, kNot, "1234567.89", kNot},
      {"1.23,4.5", kNot, kNot, kNot, kNot, kNot},
      {".5", "0.5", "0.5", "0.5", kNot, "0.5"},
      {",5", "0.5", "0.5", "0.5", "0.5", kNot},
      same("5.", kNot),
      same("5,", kNot),
      same("1 234", "1234"),
      same("10 452 326", "10452326"),
      same("1\u00A0234\u00A0567", "1234567"),
      same("1\u202F234", "1234"),
      same("1\u2009234", "1234"),
      same("1'234", "1234"),
      same("1\u2019234", "1234"),
      {"1 234,5", "1234.5", "1234.5", "1234.5", "1234.5", kNot},
      {"1'234.5", "1234.5", "1234.5", "1234.5", kNot, "1234.5"},
      {"1 234.567", "1234.567", "1234.567", "1234.567", kNot, "1234.567"},
      same("12 34", kNot),
      same("1234 567", kNot),
      same("1 234'567", kNot),
      same("1  234", kNot),
      same("1 2345", kNot),
      same("1 234 5", kNot),
      {"2,5E-03", "0.0025", "0.0025", "0.0025", "0.0025", kNot},
      {"1.234E+05", "123400", "123400", "123400", kNot, "123400"},
      same("1e3", "1000"),
      same("1e", kNot),
      same("1e+", kNot),
      same("e5", kNot),
      same("1e400", kNot),
      same("1e-400", kNot),
      same("1 234e2", kNot),
      same("", kNot),
      same(" ", kNot),
      same("-", kNot),
      same("--5", kNot),
      same("-+5", kNot),
      same("5-", kNot),
      same("\u20135", kNot),
      same("12 %", kNot),
      same("12%", kNot),
      same("12 kWh", kNot),
      same("0x10", kNot),
      same("nan", kNot),
      same("inf", kNot),
      same("Infinity", kNot),
      same("..", kNot),
      same("12,5 ,", kNot),
      same("\uFF11\uFF12", kNot),
      same(std::string("1\0"
                       "2",
                       3),
           kNot),
  };
  for (const Case& one : cases) {
    SCOPED_TRACE("[" + one.field + "]");
    EXPECT_EQ(shown(parse_number(one.field)), one.unknown) << "nothing known";
    EXPECT_EQ(shown(parse_number(one.field, Mark::kCommaLikely)), one.comma_likely) << "; file";
    EXPECT_EQ(shown(parse_number(one.field, Mark::kPointLikely)), one.point_likely) << ", file";
    EXPECT_EQ(shown(parse_number(one.field, Mark::kComma)), one.comma) << "comma said";
    EXPECT_EQ(shown(parse_number(one.field, Mark::kPoint)), one.point) << "point said";
  }
}

/// A number in a style: digits in groups, a decimal mark, a sign.
struct Style {
  std::string group;
  std::string mark;
  std::string minus;
  DecimalMark said;
};

std::string write(const std::string& whole, const std::string& decimals, bool negative,
                  const Style& style) {
  std::string grouped;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) grouped += style.group;
    grouped += whole[i];
  }
  return (negative ? style.minus : "") + grouped + (decimals.empty() ? "" : style.mark + decimals);
}

TEST(Number, ReadsBackWhatAnyStyleWritesOrSaysThatItCannotTell) {
  std::vector<Style> styles;
  for (const std::string minus : {"-", "\u2212"}) {
    for (const std::string mark : {",", "."}) {
      for (const std::string group :
           {"", " ", "\u00A0", "\u202F", "\u2009", "'", "\u2019", ".", ","}) {
        if (group == mark) continue;
        const Mark said = mark == "," ? Mark::kComma : Mark::kPoint;
        styles.push_back({group, mark, minus, said});
      }
    }
  }
  std::mt19937 random(13);
  std::uniform_int_distribution<int> digits(1, 9);
  std::uniform_int_distribution<int> places(0, 6);
  std::uniform_int_distribution<int> digit(0, 9);
  int read = 0;
  int undecided = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string whole;
    for (int n = digits(random); n > 0; --n) {
      whole +=
          static_cast<char>('0' + (whole.empty() && n > 1 ? 1 + digit(random) % 9 : digit(random)));
    }
    std::string decimals;
    for (int n = places(random); n > 0; --n) decimals += static_cast<char>('0' + digit(random));
    const bool negative = round % 3 == 0;
    const double truth = (negative ? -1 : 1) * std::stod(whole + "." + decimals + "0");
    for (const Style& style : styles) {
      const std::string text = write(whole, decimals, negative, style);
      SCOPED_TRACE(text);
      const auto said = parse_number(text, style.said);
      ASSERT_TRUE(std::holds_alternative<double>(said));
      ASSERT_EQ(std::get<double>(said), truth);
      // Without that knowledge the answer is the truth or none, never another number.
      for (const Mark mark :
           {Mark::kUnknown, style.mark == "," ? Mark::kCommaLikely : Mark::kPointLikely}) {
        const auto guessed = parse_number(text, mark);
        if (std::holds_alternative<double>(guessed)) {
          ASSERT_EQ(std::get<double>(guessed), truth);
          ++read;
        } else {
          ++undecided;
        }
      }
    }
  }
  EXPECT_GT(read, undecided);
}

TEST(Number, IsReadTheSameWhateverTheLocaleOfTheProcess) {
  const std::string before = setlocale(LC_ALL, nullptr);
  for (const char* name : {"sv_SE.UTF-8", "de_DE.UTF-8", "C.UTF-8", "C"}) {
    if (setlocale(LC_ALL, name) == nullptr) continue;
    EXPECT_EQ(shown(parse_number("1234,5")), "1234.5") << name;
    EXPECT_EQ(shown(parse_number("1234.5")), "1234.5") << name;
  }
  setlocale(LC_ALL, before.c_str());
}

}  // namespace
}  // namespace tertil::collectors
