#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/audit.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kAudit = "/api/v1/audit";

void did(Api& api, std::string actor, std::string_view action, std::string object,
         std::string note = {}) {
  store::AuditEntry entry;
  entry.actor = std::move(actor);
  entry.role = "coordinator";
  entry.action = action;
  entry.object = std::move(object);
  entry.note = std::move(note);
  must(api.backend().engine.write(
      [&](store::Writer& writer) { return store::append_audit(writer, entry); }));
}

std::vector<std::string> actions(Api& api, const std::string& query, const std::string& lines) {
  const auto reply = api.get(kAudit + query, lines);
  if (reply.status != 200) throw std::runtime_error{reply.body};
  std::vector<std::string> found;
  const auto answer = parsed(reply.body);
  for (const auto& item : answer["items"])
    if (!item["object"].get<std::string>().starts_with("import/01"))  // what a store begins with
      found.push_back(item["action"]);
  return found;
}

TEST(AuditLog, IsReadNewestFirstInPagesAndFiltered) {
  Api api;
  const auto admin = api.key("admin");
  did(api, "anna", "import.store", "import/1");
  did(api, "bo", "held.release", "import/2");
  did(api, "anna", "user.add", "user/cia");
  EXPECT_THAT(actions(api, "", admin), ElementsAre("user.add", "held.release", "import.store"));
  EXPECT_THAT(actions(api, "?limit=1&page=2", admin), ElementsAre("held.release"));
  EXPECT_EQ(parsed(api.get(kAudit + "?limit=1&actor=anna", admin).body)["total"], 2);
  EXPECT_THAT(actions(api, "?actor=anna", admin), ElementsAre("user.add", "import.store"));
  EXPECT_THAT(actions(api, "?action=import.", admin), ElementsAre("import.store"));
  EXPECT_THAT(actions(api, "?object=import/", admin), ElementsAre("held.release", "import.store"));
  EXPECT_THAT(actions(api, "?object=IMPORT/%25", admin), ElementsAre());
  EXPECT_THAT(actions(api, "?from=2999-01-01T00:00:00Z", admin), ElementsAre());
  EXPECT_EQ(actions(api, "?before=2999-01-01T00:00:00Z", admin).size(), 3U);
  EXPECT_EQ(api.get(kAudit + "?from=yesterday", admin).status, 400U);
}

TEST(AuditLog, ShowsCoordinatorsTheRegionAndEditorsThemselves) {
  Api api;
  const auto coordinator = api.sign_in("coordinator");
  const auto editor = api.sign_in("editor", "RGS");
  const auto name = [&](const std::string& lines) {
    return parsed(api.get("/api/v1/session", lines).body)["user"]["name"].get<std::string>();
  };
  for (const auto* action : {"import.store", "plan.goal.change", "user.add", "token.create",
                             "session.login-failed", "access.denied", "config.change"})
    did(api, "adam", action, "x");
  did(api, name(editor), "measure.change", "y");
  EXPECT_THAT(actions(api, "", coordinator),
              ElementsAre("measure.change", "plan.goal.change", "import.store", "session.login"));
  EXPECT_THAT(actions(api, "", editor), ElementsAre("measure.change", "session.login"));
  EXPECT_THAT(actions(api, "?actor=adam", editor), ElementsAre());
  EXPECT_THAT(actions(api, "?actor=adam&action=user.", coordinator), ElementsAre());
  EXPECT_EQ(parsed(api.get(kAudit, editor).body)["total"], 2);
  EXPECT_EQ(parsed(api.get(kAudit, editor).body)["sight"], "own");
  EXPECT_EQ(parsed(api.get(kAudit, coordinator).body)["sight"], "region");
  EXPECT_EQ(parsed(api.get(kAudit, api.sign_in("admin")).body)["sight"], "all");
}

TEST(AuditLog, IsACsvFileThatNoSpreadsheetTakesForFormulasAndThatIsLoggedItself) {
  Api api;
  const auto admin = api.key("admin");
  did(api, "anna", "held.discard", "import/1", "=HYPERLINK(\"http://x\")");
  const auto file = api.get(kAudit + "?format=csv", admin);
  ASSERT_EQ(file.status, 200U);
  EXPECT_THAT(file.header("content-type"), HasSubstr("text/csv"));
  EXPECT_THAT(file.body, HasSubstr("'=HYPERLINK"));
  EXPECT_THAT(actions(api, "?action=export", admin), ElementsAre("export"));
}

TEST(AuditLog, TellsWhetherItsChainIsWholeAndWhereItIsNot) {
  Api api;
  const auto admin = api.key("admin");
  for (const auto* object : {"a", "b", "c"}) did(api, "anna", "import.store", object);
  const auto entries = parsed(api.get(kAudit, admin).body)["items"];
  auto verdict = parsed(api.get(kAudit + "/verification", admin).body);
  EXPECT_EQ(verdict["whole"], true);
  EXPECT_EQ(verdict["entries"], entries.size());
  EXPECT_EQ(verdict["fault"], nullptr);
  EXPECT_EQ(verdict["head"], entries[0]["hash"]);
  EXPECT_EQ(verdict["until"], entries[0]["time"]);
  must(api.backend().engine.write([](store::Writer& writer) -> Result<void> {
    for (const auto& sql : {tests::drop_trigger("audit", "keeps_words"),
                            std::string{"UPDATE audit SET object = 'B' WHERE object = 'b'"}})
      if (auto done = writer.execute(sql, {}); !done) return tl::unexpected{done.error()};
    return {};
  }));
  verdict = parsed(api.get(kAudit + "/verification", admin).body);
  EXPECT_EQ(verdict["whole"], false);
  EXPECT_EQ(verdict["fault"]["seq"], entries[1]["seq"]);
  EXPECT_EQ(verdict["until"], entries[2]["time"]);
}

}  // namespace
}  // namespace tertil::http::testing
