/// @file service/cli/reminding.hpp
/// @brief The reminders of an installation: for `tertil remind`, and for `tertil serve` where
/// reminders.scheduled is set.
#pragma once
#include <stop_token>

#include "service/cli/installation.hpp"
#include "service/cli/mail_keys.hpp"

namespace tertil::cli {

/// What waits for an account of this installation. It must outlive the answer.
[[nodiscard]] reminders::ListOf list_of(Installation& installation);

/// Sends what is due, once a minute, until stopped: within a day of the time that is set, because
/// who starts the service on a Thursday does not expect Monday's mail. Tells the log.
void send_reminders_when_due(const mail::SmtpSettings& smtp, const reminders::Settings& settings,
                             Installation& installation, const std::stop_token& stop);

}  // namespace tertil::cli
