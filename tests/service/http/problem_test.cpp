#include "service/http/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

namespace tertil::http {
namespace {

const std::vector<std::pair<ErrorCode, unsigned>> kStatuses{
    {ErrorCode::kInvalidInput, 400}, {ErrorCode::kUnauthorized, 401},
    {ErrorCode::kForbidden, 403},    {ErrorCode::kRefused, 422},
    {ErrorCode::kNotFound, 404},     {ErrorCode::kConflict, 409},
    {ErrorCode::kStale, 412},        {ErrorCode::kTooLarge, 413},
    {ErrorCode::kUnsupported, 415},  {ErrorCode::kTooMany, 429},
    {ErrorCode::kBusy, 503},         {ErrorCode::kStoreFull, 507},
    {ErrorCode::kCorrupt, 500},      {ErrorCode::kInternal, 500}};

TEST(Problem, HasAStatusATypeAndAReasonForEveryCode) {
  std::set<std::string_view> names;
  for (const auto& [code, status] : kStatuses) {
    EXPECT_EQ(status_of(code), status);
    EXPECT_TRUE(names.insert(name_of(code)).second) << name_of(code);
    EXPECT_NE(reason_phrase(status), "Unknown") << status;
    Request request;
    request.target = "/api/v1/x?secret=1";
    request.id = "7";
    request.language = Language::kEnglish;
    const auto answer = problem({code, {"svenska", "english"}, "store: secret"}, request);
    const auto json = nlohmann::json::parse(answer.body);
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(json["detail"], "english");
    EXPECT_EQ(json["instance"], "/api/v1/x#urn:tertil:request:7");
    EXPECT_EQ(json["errors"][0]["message"]["sv"], "svenska");
    EXPECT_THAT(answer.body, ::testing::Not(::testing::HasSubstr("secret")));
  }
}

TEST(Problem, SurvivesTextThatIsNotUtf8) {
  const auto answer = problem({ErrorCode::kRefused, {"\xe5", "\xe5"}, {}}, Request{});
  EXPECT_EQ(answer.status, 422U);
  EXPECT_TRUE(nlohmann::json::accept(answer.body));
}

}  // namespace
}  // namespace tertil::http
