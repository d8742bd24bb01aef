#include "service/store/plan_items.hpp"

#include <gmock/gmock.h>

#include "service/store/feed_tokens.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

PlanItemVersion goal(std::int64_t version, std::string content) {
  PlanItemVersion item;
  item.plan = "p";
  item.kind = PlanItemKind::kGoal;
  item.id = "g1";
  item.content = std::move(content);
  item.stamp = {version, "anna", "coordinator", {}};
  return item;
}

class PlanItems : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    write([](Writer& writer) {
      return add_plan(writer, {{"p", "13", "Plan", 2023, 2026, "", "", {}}, {1, "anna", "", {}}});
    });
  }
  void add(const PlanItemVersion& version) {
    write([&](Writer& writer) { return add_plan_item(writer, version); });
  }
  std::vector<PlanItemVersion> now(std::optional<Instant> as_of = std::nullopt) {
    return read<std::vector<PlanItemVersion>>(
        [&](Reader& reader) { return plan_items(reader, "p", std::nullopt, as_of); });
  }
  ErrorCode refusal(const PlanItemVersion& version) {
    const auto done =
        engine_->write([&](Writer& writer) { return add_plan_item(writer, version); });
    return done ? ErrorCode::kInternal : done.error().code;
  }
};

TEST_P(PlanItems, AnswerAsOfAnyTimeThroughChangeRemovalAndUndo) {
  std::vector<std::optional<std::string>> expected{std::nullopt, R"({"a":1})", R"({"a":2})",
                                                   std::nullopt, R"({"a":1})"};
  auto removal = goal(3, R"({"a":2})");
  removal.removed = true;
  auto restored = goal(4, R"({"a":1})");
  restored.restores = 1;
  std::int64_t time = 1'800'000'000'000'000;
  for (const auto& version : {goal(1, R"({"a":1})"), goal(2, R"({"a":2})"), removal, restored}) {
    clock_.set({time += 1'000'000});
    add(version);
  }
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto found =
        now(Instant{1'800'000'000'000'000 + static_cast<std::int64_t>(i) * 1'000'000});
    ASSERT_EQ(found.size(), expected[i] ? 1U : 0U) << i;
    if (expected[i]) {
      EXPECT_EQ(found[0].content, *expected[i]) << i;
    }
  }
  const auto versions = read<std::vector<PlanItemVersion>>(
      [](Reader& reader) { return plan_item_versions(reader, "p", PlanItemKind::kGoal, "g1"); });
  ASSERT_THAT(versions, SizeIs(4));
  EXPECT_EQ(versions[0].restores, 1);
  EXPECT_TRUE(versions[1].removed);
  EXPECT_EQ(versions[3].stamp.actor, "anna");
}

TEST_P(PlanItems, RefuseAVersionThatDoesNotFollowTheNewest) {
  add(goal(1, "{}"));
  EXPECT_EQ(refusal(goal(1, "{}")), ErrorCode::kConflict);
  EXPECT_EQ(refusal(goal(3, "{}")), ErrorCode::kConflict);
  auto elsewhere = goal(1, "{}");
  elsewhere.plan = "no-such";
  EXPECT_EQ(refusal(elsewhere), ErrorCode::kNotFound);
}

TEST_P(PlanItems, KeepKindsPlansAndTheOrganisationApart) {
  add(goal(1, "{}"));
  auto unit = goal(1, "{}");
  unit.plan.clear();
  unit.kind = PlanItemKind::kOrgUnit;
  add(unit);
  auto area = goal(1, "{}");
  area.kind = PlanItemKind::kFocusArea;
  add(area);
  EXPECT_THAT(now(), SizeIs(2));
  const auto of = [&](std::string_view plan, PlanItemKind kind) {
    return read<std::vector<PlanItemVersion>>(
        [&](Reader& reader) { return plan_items(reader, plan, kind); });
  };
  EXPECT_THAT(of("p", PlanItemKind::kGoal), SizeIs(1));
  EXPECT_THAT(of("", PlanItemKind::kOrgUnit), SizeIs(1));
  EXPECT_THAT(of("p", PlanItemKind::kTarget), IsEmpty());
}

TEST_P(PlanItems, AreNeverChangedOrDeletedInPlace) {
  add(goal(1, "{}"));
  for (const auto* sql : {"DELETE FROM plan_item", "UPDATE plan_item SET content = ''"})
    EXPECT_FALSE(engine_->write([&](Writer& writer) -> Result<void> {
      const auto done = writer.execute(sql, {});
      if (!done) return tl::unexpected{done.error()};
      return {};
    })) << sql;
}

TEST_P(PlanItems, AFeedTokenIsOnePersonsUntilReplacedRevokedOrTheAccountIsRemoved) {
  const auto kept = [&](std::string_view name) {
    const auto token = read<std::optional<FeedToken>>(
        [&](Reader& reader) { return find_feed_token(reader, name); });
    return token ? token->owner.name + " " + token->sha256 : std::string{};
  };
  write([](Writer& writer) {
    User user;
    user.name = "eva";
    user.display_name = "Eva";
    user.role = "editor";
    user.password_hash = "x";
    user.org_unit = "RGS";
    return add_user(writer, user);
  });
  const auto set = [&](std::string_view hash) {
    write([&](Writer& writer) { return set_feed_token(writer, "eva", hash); });
  };
  EXPECT_EQ(kept("eva"), "");
  set("one");
  EXPECT_EQ(kept("eva"), "eva one");
  set("two");
  EXPECT_EQ(kept("eva"), "eva two");
  EXPECT_EQ(kept("two"), "") << "found by the person, not by the hash";
  write([](Writer& writer) -> Result<void> {
    const auto gone = revoke_feed_token(writer, "eva");
    if (!gone) return tl::unexpected{gone.error()};
    return {};
  });
  EXPECT_EQ(kept("eva"), "");
  set("three");
  write([](Writer& writer) { return remove_user(writer, "eva"); });
  EXPECT_EQ(kept("eva"), "");
}

INSTANTIATE_TEST_SUITE_P(Engines, PlanItems, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
