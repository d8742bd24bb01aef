#include "service/access/permissions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace tertil::access {
namespace {

/// What promises 5.1 and the contract's roles say, written down a second time: for each action
/// who may do it with anything, and who with their own alone.
struct Expected {
  std::set<std::string> all;
  std::set<std::string> own;
};
const std::map<std::string, Expected> kExpected{
    {"import.send", {{"contributor", "coordinator"}, {"importer"}}},
    {"import.read", {{"coordinator", "admin"}, {"importer"}}},
    {"import.retract", {{"coordinator"}, {}}},
    {"held.release", {{"coordinator"}, {}}},
    {"review.decide", {{"coordinator"}, {}}},
    {"source.read", {{"contributor", "editor", "coordinator", "admin"}, {"importer"}}},
    {"source.add", {{"coordinator", "admin"}, {}}},
    {"source.edit", {{"admin"}, {}}},
    {"measure.edit", {{"coordinator"}, {"editor"}}},
    {"plan.edit", {{"coordinator"}, {"editor"}}},
    {"assessment.decide", {{"coordinator"}, {}}},
    {"target.edit", {{"coordinator"}, {}}},
    {"report.read", {{"viewer", "contributor", "editor", "coordinator", "admin"}, {}}},
    {"report.edit", {{"coordinator"}, {}}},
    {"org.edit", {{"admin"}, {}}},
    {"account.own", {{"viewer", "contributor", "editor", "coordinator", "admin"}, {}}},
    {"todo.read", {{"viewer", "contributor", "editor", "coordinator", "admin"}, {}}},
    {"user.manage", {{"admin"}, {}}},
    {"key.manage", {{"admin"}, {}}},
    {"audit.read", {{"editor", "coordinator", "admin"}, {}}},
    {"operation.read", {{"admin"}, {}}},
    {"drilldown.detail", {{"viewer", "contributor", "editor", "coordinator", "admin"}, {}}}};

TEST(Permissions, AreTheOnesThatWerePromisedForEachRoleActionAndOwner) {
  ASSERT_EQ(kExpected.size(), kAllActions.size());
  for (const auto action : kAllActions) {
    const auto found = kExpected.find(std::string{name_of(action)});
    ASSERT_NE(found, kExpected.end()) << name_of(action);
    for (const auto role : kAllRoles) {
      const std::string name{to_string(role)};
      const bool all = found->second.all.contains(name);
      EXPECT_EQ(may(role, action, false), all) << name << " " << found->first;
      EXPECT_EQ(may(role, action, true), all || found->second.own.contains(name))
          << name << " " << found->first;
    }
  }
}

TEST(Permissions, AdminCannotChangeFiguresAndWhoeverCanCannotChangeSources) {
  for (const auto action :
       {Action::kImportSend, Action::kImportRetract, Action::kHeldRelease, Action::kReviewDecide}) {
    EXPECT_FALSE(may(Role::kAdmin, action, true));
    for (const auto role : kAllRoles)
      EXPECT_FALSE(may(role, action, true) && may(role, Action::kSourceEdit, true));
  }
}

TEST(Permissions, AreDeniedForWhatIsNotInTheTable) {
  EXPECT_FALSE(may(Role::kCoordinator, static_cast<Action>(99), true));
  EXPECT_FALSE(may(static_cast<Role>(99), Action::kImportRead, true));
}

TEST(Roles, HaveOneNameEachAndAreFoundByIt) {
  std::set<std::string_view> names;
  for (const auto role : kAllRoles) {
    EXPECT_TRUE(names.insert(to_string(role)).second);
    EXPECT_EQ(role_named(to_string(role)), role);
    EXPECT_NE(label_of(role).sv, "");
    EXPECT_NE(label_of(role).en, "");
  }
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("viewer", "contributor", "editor",
                                                     "coordinator", "importer", "admin"));
  EXPECT_EQ(role_named("king"), std::nullopt);
  EXPECT_EQ(role_named(""), std::nullopt);
  EXPECT_EQ(role_named("Admin"), std::nullopt);
}

}  // namespace
}  // namespace tertil::access
