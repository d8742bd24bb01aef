#include "service/reports/json_writer.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "service/reports/number_text.hpp"
#include "tests/service/reports/parsed.hpp"

namespace tertil::reports {
namespace {

using tests::parsed;

struct Written {
  std::string name;
  double value;
  std::string text;
  friend void PrintTo(const Written& written, std::ostream* os) { *os << written.name; }
};
class NumberText : public ::testing::TestWithParam<Written> {};
TEST_P(NumberText, IsTheShortestThatReadsBack) {
  EXPECT_EQ(number_text(GetParam().value), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(
    , NumberText,
    ::testing::Values(Written{"Whole", 199.0, "199"}, Written{"Decimals", 98.33, "98.33"},
                      Written{"Negative", -3.5, "-3.5"}, Written{"Zero", 0.0, "0"},
                      Written{"NegativeZero", -0.0, "0"}, Written{"Million", 1e6, "1000000"},
                      Written{"Population", 10587710.0, "10587710"},
                      Written{"BinaryDust", 0.1 + 0.2, "0.30000000000000004"},
                      Written{"Small", 0.000001, "0.000001"}, Written{"Tiny", 1e-7, "1e-07"},
                      Written{"Large", 1e20, "100000000000000000000"},
                      Written{"Huge", 1e21, "1e+21"}),
    [](const auto& tested) { return tested.param.name; });

TEST(NumberTexts, ReadBackAsTheSameDouble) {
  std::mt19937_64 random{20241122};
  for (int i = 0; i < 20000; ++i) {
    const auto bits = random();
    double value = 0;
    static_assert(sizeof bits == sizeof value);
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(std::strtod(number_text(value).c_str(), nullptr), value == 0.0 ? 0.0 : value);
  }
}

TEST(JsonString, ComesBackAsItWasWhateverTheText) {
  const std::string text =
      std::string{"quote \" back \\ line\n tab\t nul"} + '\0' + "\x01\x1f åäö 😀 \u2028";
  JsonWriter json;
  json.value(text);
  const auto written = json.take();
  // The strict reader refuses NUL bytes in the text itself, so it must have been escaped.
  EXPECT_EQ(parsed(written).get<std::string>(), text);
}

TEST(JsonString, ReplacesEveryByteThatIsNotUtf8) {
  const std::pair<std::string, std::string> cases[] = {
      {"\xE5\x20", "\uFFFD "},  // Latin-1 å
      {"a\xFFz", "a\uFFFDz"},
      {"\xC0\xAF", "\uFFFD\uFFFD"},                      // overlong
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},            // a surrogate
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // past U+10FFFF
      {"\xE2\x82", "\uFFFD\uFFFD"},                      // cut off
      {"\xF0\x9F\x98\x80", "😀"}};
  for (const auto& [given, expected] : cases) {
    JsonWriter json;
    json.value(given);
    EXPECT_EQ(parsed(json.take()).get<std::string>(), expected);
  }
}

TEST(JsonWriter, KeepsCommasWhereTheyBelong) {
  JsonWriter json;
  json.begin_object()
      .field("a", 1)
      .field("b", std::optional<double>{})
      .field("c", true)
      .key("d")
      .begin_array()
      .begin_object()
      .end_object()
      .value("x")
      .begin_array()
      .end_array()
      .value(nullptr)
      .end_array()
      .field("e", Text{"sv", "en"})
      .end_object();
  EXPECT_EQ(json.take(),
            R"({"a":1,"b":null,"c":true,"d":[{},"x",[],null],"e":{"sv":"sv","en":"en"}})");
}

TEST(JsonWriterDeathTest, EndsTheProcessWhenMisused) {
#ifndef NDEBUG
  EXPECT_DEATH({ JsonWriter{}.begin_object().value(1); }, "");
  EXPECT_DEATH({ JsonWriter{}.begin_array().end_object(); }, "");
#else
  GTEST_SKIP() << "asserts are off in this build";
#endif
}

}  // namespace
}  // namespace tertil::reports
