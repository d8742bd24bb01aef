/// @file tests/service/access/people_fixture.hpp
/// @brief A real store with one account, and two clocks that stand still until they are told to go.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "service/access/people.hpp"
#include "service/store/audit.hpp"
#include "service/store/users.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::access {

inline constexpr std::int64_t kMinute = 60'000;
inline constexpr std::int64_t kHour = 60 * kMinute;
inline constexpr const char* kPassword = "korrekt häst batteri";

class PeopleTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = store::open("sqlite:" + (folder_ / "tertil.db"), wall_);
    ASSERT_TRUE(opened) << opened.error().where;
    engine_ = std::move(*opened);
    add_user("anna", "coordinator");
    start();
  }
  /// As after a restart: all that was in memory is gone.
  void start() {
    PeopleOptions options;
    options.cost = {1, 8192};
    options.steady = [this] { return steady_; };
    people_ = std::make_unique<People>(std::move(options));
  }
  void add_user(const std::string& name, const std::string& role) {
    Passwords passwords{{1, 8192}, 1};
    store::User user;
    user.name = name;
    user.display_name = "Anna Andersson";
    user.role = role;
    user.password_hash = passwords.hash(kPassword).value();
    user.created_at = user.password_at = wall_.now();
    ASSERT_TRUE(
        engine_->write([&](store::Writer& writer) { return store::add_user(writer, user); }));
  }
  Result<Login> log_in(const std::string& name, const std::string& password,
                       const std::string& old_session = {}) {
    return people_->log_in(*engine_, wall_, {name, password, old_session, "req"});
  }
  std::optional<SignedIn> find(const std::string& session,
                               LoginSessions::Use use = LoginSessions::Use::kTouch) {
    return people_->find(*engine_, wall_, session, use).value();
  }
  void pass(std::int64_t ms) {
    steady_ += ms;
    wall_.set({wall_.now().microseconds + ms * 1000});
  }
  void set_wall_clock_by(std::int64_t ms) { wall_.set({wall_.now().microseconds + ms * 1000}); }
  std::vector<store::AuditRecord> audit() {
    std::vector<store::AuditRecord> all;
    EXPECT_TRUE(engine_->read([&](store::Reader& reader) {
      return store::each_audit_record(
          reader, [&](const store::AuditRecord& record) { all.push_back(record); });
    }));
    return all;
  }

  store::Folder folder_;
  store::HandClock wall_;
  std::int64_t steady_{1'000'000};
  std::unique_ptr<store::Engine> engine_;
  std::unique_ptr<People> people_;
};

}  // namespace tertil::access
