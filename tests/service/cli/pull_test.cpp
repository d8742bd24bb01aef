#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/service/cli/run_program.hpp"
#include "tests/support/replay_server.hpp"

namespace tertil::cli {
namespace {

using testing::HasSubstr;
using tests::ReplayServer;
using tests::Reply;
using tests::SeenRequest;

class PullCommand : public testing::Test {
 protected:
  Ran pull(const ReplayServer& server, std::vector<std::string> more = {},
           const std::string& source = "kolada") {
    std::vector<std::string> arguments{"pull", source, "--data", folder_.path().string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments, {{"TERTIL_REMOTE__ADDRESSES", "kolada=" + server.url("/v3")}});
  }
  TemporaryFolder folder_;
};

Reply kolada(const SeenRequest& request) {
  if (request.target.find("/data/") == std::string::npos)
    return {.body = R"({"values":[{"id":"U60496"}]})"};
  if (request.target.find("U60496") == std::string::npos) return {.body = R"({"values":[]})"};
  return {.body = R"({"values":[{"kpi":"U60496","municipality":"0013","period":2025,"values":)"
                  R"([{"gender":"T","status":"","value":98.5}]}]})"};
}

TEST_F(PullCommand, FetchesImportsAndSaysWhatCameOfIt) {
  const ReplayServer server{kolada};
  const auto dry = pull(server, {"--dry-run", "--json"});
  ASSERT_EQ(dry.code, 0) << dry.err;
  EXPECT_EQ(nlohmann::json::parse(dry.out)["receipt"]["stored"], 1);
  const auto ran = pull(server);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("lästa = lagrade + dubbletter + karantän: 1 = 1 + 0 + 0"));
}

TEST_F(PullCommand, EndsWithFourWhenTheOtherSystemFailsAndSaysWhatToDo) {
  const ReplayServer server{[](const SeenRequest&) { return Reply{.status = 410}; }};
  const auto ran = pull(server);
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.err, HasSubstr("inget lagrades"));
  EXPECT_THAT(ran.err, HasSubstr("version 3"));
}

TEST_F(PullCommand, EndsWithThreeWhenRowsAreSetAside) {
  const ReplayServer server{[](const SeenRequest& request) {
    auto reply = kolada(request);
    if (const auto at = reply.body.find("\"0013\""); at != std::string::npos)
      reply.body.replace(at, 6, "\"1380\"");
    return reply;
  }};
  const auto ran = pull(server);
  EXPECT_EQ(ran.code, 3) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("unknown-region"));
}

TEST_F(PullCommand, KnowsWhichSourcesCanBeFetched) {
  const ReplayServer server{kolada};
  EXPECT_EQ(pull(server, {}, "nothing").code, 2);
  const auto ran = pull(server, {}, "targets");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("tertil import --source targets"));
  EXPECT_EQ(run_program({"pull", "kolada", "--data", folder_.path().string()},
                        {{"TERTIL_REMOTE__ADDRESSES", "kolada"}})
                .code,
            2);
}

}  // namespace
}  // namespace tertil::cli
