#include "service/cli/exit_code.hpp"

#include <gtest/gtest.h>

#include "service/cli/duration.hpp"

namespace tertil::cli {
namespace {

TEST(ExitCode, TellsAWrongCallFromBadDataFromAFailure) {
  EXPECT_EQ(exit_code_of(ErrorCode::kInvalidInput), ExitCode::kUsage);
  EXPECT_EQ(exit_code_of(ErrorCode::kRefused), ExitCode::kFindings);
  EXPECT_EQ(exit_code_of(ErrorCode::kRemote), ExitCode::kRemote);
  for (const auto code :
       {ErrorCode::kUnauthorized, ErrorCode::kForbidden, ErrorCode::kNotFound, ErrorCode::kConflict,
        ErrorCode::kStale, ErrorCode::kTooLarge, ErrorCode::kUnsupported, ErrorCode::kTooMany,
        ErrorCode::kBusy, ErrorCode::kStoreFull, ErrorCode::kCorrupt, ErrorCode::kInternal})
    EXPECT_EQ(exit_code_of(code), ExitCode::kFailed);
}

TEST(Duration, IsANumberAndAUnit) {
  EXPECT_EQ(parse_duration("90d"), 7'776'000);
  EXPECT_EQ(parse_duration("1s"), 1);
  EXPECT_EQ(parse_duration("2m"), 120);
  EXPECT_EQ(parse_duration("12h"), 43'200);
  EXPECT_EQ(parse_duration("8w"), 4'838'400);
  for (const auto* text : {"", "d", "90", "0d", "-1d", "+1d", "1.5d", " 1d", "1d ", "1 d", "1y",
                           "90D", "99999999999999999999d", "9223372036854775807w"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

}  // namespace
}  // namespace tertil::cli
