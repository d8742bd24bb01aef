// When a reminder is sent again and when not, over days, on a clock of our own.
#include "service/reminders/reminders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/store/audit.hpp"
#include "tests/support/installation.hpp"

namespace tertil::reminders {
namespace {

using mail::Delivery;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using tests::must;

constexpr std::int64_t kMinute = 60'000'000;

class SetClock : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return time; }
  void pass(std::int64_t minutes) { time.microseconds += minutes * kMinute; }
  Instant time{parse_rfc3339("2026-11-23T06:00:00Z").value()};
};

class Recorder : public mail::Sender {
 public:
  Delivery send(const mail::Letter& letter) override {
    letters.push_back(letter);
    return answer;
  }
  std::vector<mail::Letter> letters;
  Delivery answer;
};

class Reminders : public ::testing::Test {
 protected:
  Reminders() {
    settings_.stationery = {{"tertil", "tertil@region.example"}, "", "https://klimat.example.se"};
    store::User user;
    user.name = "asa";
    user.display_name = "Åsa";
    user.role = "coordinator";
    must(engine().write([&](store::Writer& writer) -> Result<void> {
      if (auto added = store::add_user(writer, user); !added) return added;
      return store::set_email(writer, "asa", "asa@region.example");
    }));
    plans::ToDo item;
    item.id = "value/p/i/2025";
    item.title = {"Värde saknas", "Value missing"};
    item.overdue = true;
    items_.push_back(item);
  }
  store::Engine& engine() { return installation_.engine(); }
  std::vector<Happened> round(const Round& how = {}) {
    std::vector<Happened> all;
    must(send_reminders(
        engine(), [this](const store::User&, Instant) { return items_; }, sender_, settings_,
        clock_, how, [&](const Told& told) { all.push_back(told.happened); }));
    return all;
  }
  void change(const std::function<Result<void>(store::Writer&)>& work) {
    must(engine().write(work));
  }
  tests::Installation installation_{tests::Fill::kReferenceOnly};
  SetClock clock_;
  Recorder sender_;
  Settings settings_;
  std::vector<plans::ToDo> items_;
};

TEST_F(Reminders, ComeOnceAPeriodHoweverOftenOneLooks) {
  EXPECT_THAT(round(), ElementsAre(Happened::kSent));
  clock_.pass(60);
  items_.push_back(items_.front());
  EXPECT_THAT(round(), ElementsAre(Happened::kAlready)) << "also when the list has grown";
  clock_.pass(7 * 24 * 60 - 61);
  EXPECT_THAT(round(), ElementsAre(Happened::kAlready));
  clock_.pass(1);
  EXPECT_THAT(round(), ElementsAre(Happened::kSent));
  ASSERT_EQ(sender_.letters.size(), 2U);
  EXPECT_NE(sender_.letters[0].message_id, sender_.letters[1].message_id);
}

TEST_F(Reminders, WaitLongerAfterEachFailureAndKeepTheirId) {
  sender_.answer = {Delivery::Outcome::kLater, 451, "later"};
  EXPECT_THAT(round(), ElementsAre(Happened::kLater));
  for (const int pause : {10, 20, 40, 80, 160, 320, 360, 360}) {
    clock_.pass(pause - 1);
    EXPECT_THAT(round(), ElementsAre(Happened::kWaiting)) << pause;
    clock_.pass(1);
    EXPECT_THAT(round(), ElementsAre(Happened::kLater)) << pause;
  }
  EXPECT_THAT(round({.patient = false}), ElementsAre(Happened::kLater)) << "the operator asked";
  sender_.answer = {};
  clock_.pass(360);
  EXPECT_THAT(round(), ElementsAre(Happened::kSent));
  for (const auto& letter : sender_.letters)
    EXPECT_EQ(letter.message_id, sender_.letters.front().message_id);
}

TEST_F(Reminders, ThatAreRefusedAreNotTriedBeforeTheNextPeriod) {
  sender_.answer = {Delivery::Outcome::kRefused, 550, "no"};
  EXPECT_THAT(round(), ElementsAre(Happened::kRefused));
  clock_.pass(600);
  EXPECT_THAT(round({.patient = false}), ElementsAre(Happened::kAlready));
  clock_.pass(7 * 24 * 60);
  EXPECT_THAT(round(), ElementsAre(Happened::kRefused));
}

TEST_F(Reminders, ThatACrashLeftBehindAreTakenUpWhenTheClaimHasRunOut) {
  store::Reminder left;
  left.user = "asa";
  left.period = "2026-11-23";
  left.state = store::ReminderState::kSending;
  left.attempted_at = clock_.now();
  left.claimed_until = {clock_.now().microseconds + 15 * kMinute};
  change([&](store::Writer& writer) { return store::keep_reminder(writer, left); });
  EXPECT_THAT(round(), ElementsAre(Happened::kElsewhere));
  EXPECT_THAT(round({.patient = false}), ElementsAre(Happened::kElsewhere));
  clock_.pass(15);
  EXPECT_THAT(round(), ElementsAre(Happened::kSent));
}

TEST_F(Reminders, GoOnlyToThoseWhoAreThereHaveAnAddressAndWantThem) {
  const auto set = [&](bool on) {
    change([&](store::Writer& writer) { return store::set_reminders(writer, "asa", on); });
  };
  set(false);
  EXPECT_THAT(round(), IsEmpty());
  set(true);
  change([&](store::Writer& writer) { return store::set_email(writer, "asa", ""); });
  EXPECT_THAT(round(), IsEmpty());
  change([&](store::Writer& writer) { return store::set_email(writer, "asa", "a@b.example"); });
  change([&](store::Writer& writer) { return store::remove_user(writer, "asa"); });
  EXPECT_THAT(round(), IsEmpty());
  EXPECT_THAT(sender_.letters, IsEmpty());
}

TEST_F(Reminders, TellOfWhatIsLateOrDueWithinTheDaysThatWereSet) {
  auto item = items_.front();
  items_.clear();
  const auto due = [&](const char* day, bool overdue) {
    item.due = plans::first_day(day);
    item.overdue = overdue;
    items_.push_back(item);
  };
  settings_.days_ahead = 7;
  due("2026-12-01", false);
  EXPECT_THAT(round(), ElementsAre(Happened::kNothing)) << "eight days ahead";
  EXPECT_THAT(sender_.letters, IsEmpty());
  due("2026-11-30", false);
  due("2020-01-01", true);
  EXPECT_THAT(round(), ElementsAre(Happened::kSent));
  EXPECT_EQ(sender_.letters.at(0).subject, "Att göra i handlingsplanen: 2 saker, 1 försenad");
}

TEST_F(Reminders, AreAuditedWithoutTheirContent) {
  EXPECT_THAT(round({.actor = "cli:anna"}), ElementsAre(Happened::kSent));
  std::vector<std::string> lines;
  must(engine().read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      if (record.entry.action == store::audit::kReminderSend)
        lines.push_back(record.entry.actor + " " + record.entry.object + " " + record.entry.note);
    });
  }));
  EXPECT_THAT(lines, ElementsAre("cli:anna user/asa items=1"));
}

}  // namespace
}  // namespace tertil::reminders
