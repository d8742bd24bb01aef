#include "service/cli/reminding.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "service/cli/logging.hpp"
#include "service/http/to_do_list.hpp"

namespace tertil::cli {
namespace {

using reminders::Happened;

constexpr std::chrono::minutes kBetweenLooks{1};
constexpr std::int64_t kDay = 86'400'000'000;  // microseconds

/// The account's name and a code, never the address or what was in the mail.
void log_told(const reminders::Told& told) {
  switch (told.happened) {
    case Happened::kNothing:
    case Happened::kAlready:
    case Happened::kElsewhere:
    case Happened::kWaiting: return;
    case Happened::kSent:
      log::info("reminder", {{"user", told.user}, {"items", static_cast<int>(told.items)}});
      return;
    case Happened::kLater:
    case Happened::kRefused:
    case Happened::kUnreachable:
      log::warn("reminder", {{"user", told.user},
                             {"outcome", reminders::to_string(told.happened)},
                             {"reply", told.reply},
                             {"error", told.reason}});
  }
}

}  // namespace

reminders::ListOf list_of(Installation& installation) {
  return [&installation](const store::User& user, Instant now) {
    return http::to_do_for(installation.engine(), installation.published(), now,
                           http::caller_for(user));
  };
}

void send_reminders_when_due(const mail::SmtpSettings& smtp, const reminders::Settings& settings,
                             Installation& installation, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::int64_t failures = 0;
  Instant not_before;
  const reminders::Round round{.stop = stop};
  while (!stop.stop_requested()) {
    const auto now = system_clock().now();
    const auto begins = reminders::period_at(settings.weekly, now).begins;
    if (now >= not_before && now.microseconds - begins.microseconds < kDay) {
      mail::SmtpClient client{smtp, stop};
      bool reached = true;
      const auto done =
          reminders::send_reminders(installation.engine(), list_of(installation), client, settings,
                                    system_clock(), round, [&](const reminders::Told& told) {
                                      reached = told.happened != Happened::kUnreachable;
                                      log_told(told);
                                    });
      if (!done)
        log::error("reminders",
                   {{"error", done.error().message.en}, {"where", done.error().where}});
      failures = reached ? 0 : failures + 1;
      if (!reached) not_before = {now.microseconds + reminders::pause_after(failures)};
    }
    std::unique_lock lock{mutex};
    stopped.wait_for(lock, stop, kBetweenLooks, [] { return false; });
  }
}

}  // namespace tertil::cli
