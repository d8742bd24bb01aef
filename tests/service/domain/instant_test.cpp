#include "service/domain/instant.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tertil {
namespace {

struct Written {
  std::string text;
  std::string as_utc;
  friend void PrintTo(const Written& written, std::ostream* os) { *os << written.text; }
};
class Rfc3339 : public ::testing::TestWithParam<Written> {};
TEST_P(Rfc3339, IsReadAndWrittenBackInUtc) {
  const auto read = parse_rfc3339(GetParam().text);
  ASSERT_TRUE(read);
  EXPECT_EQ(to_rfc3339(*read), GetParam().as_utc);
}
INSTANTIATE_TEST_SUITE_P(
    , Rfc3339,
    ::testing::Values(Written{"2026-11-22T13:08:00Z", "2026-11-22T13:08:00Z"},
                      Written{"2026-11-22T13:08:00.250001Z", "2026-11-22T13:08:00.250001Z"},
                      Written{"2026-11-22T13:08:00.123456789Z", "2026-11-22T13:08:00.123456Z"},
                      Written{"2026-11-22T14:08:00+01:00", "2026-11-22T13:08:00Z"},
                      Written{"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"},
                      Written{"2024-02-29t12:00:00z", "2024-02-29T12:00:00Z"},
                      Written{"1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.5Z"}),
    [](const auto& tested) { return "Case" + std::to_string(tested.index); });

TEST(Rfc3339Text, RefusesWhatIsNoTime) {
  for (const auto* text :
       {"", "2026", "2026-11-22", "2026-11-22T13:08:00", "2026-13-01T00:00:00Z",
        "2025-02-29T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T13:60:00Z",
        "2026-11-22T13:08:00.Z", "2026-11-22T13:08:00+25:00", "2026-11-22T13:08:00Zx",
        " 2026-11-22T13:08:00Z", "0000-01-01T00:00:00Z", "20261-11-22T13:08:00Z"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

}  // namespace
}  // namespace tertil
