/// @file service/cli/mail_keys.hpp
/// @brief The keys of [mail] and [reminders], and what they are made into.
#pragma once
#include <optional>
#include <vector>

#include "service/cli/configuration.hpp"
#include "service/cli/environment.hpp"
#include "service/mail/smtp_client.hpp"
#include "service/reminders/reminders.hpp"

namespace tertil::cli {

[[nodiscard]] std::vector<Key> mail_keys();

/// What does not fit together among them.
[[nodiscard]] std::vector<Fault> mail_faults(const Configuration& configuration);

/// Nothing if no mail server is set. Fails if the password cannot be read.
[[nodiscard]] Result<std::optional<mail::SmtpSettings>> smtp_settings(
    const Configuration& configuration, const Environment& environment);

/// From whom, when and how far ahead.
[[nodiscard]] reminders::Settings reminder_settings(const Configuration& configuration);

}  // namespace tertil::cli
