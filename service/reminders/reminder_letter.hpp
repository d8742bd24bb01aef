/// @file service/reminders/reminder_letter.hpp
/// @brief The mail that tells somebody what waits for them.
#pragma once
#include <string>
#include <vector>

#include "service/domain/text.hpp"
#include "service/mail/letter.hpp"
#include "service/plans/to_do.hpp"

namespace tertil::reminders {

/// What is the same in all of them.
struct Stationery {
  mail::Mailbox from;
  std::string reply_to;
  std::string public_url;  ///< "https://klimat.example.se", without a slash at its end.
  Language language{Language::kSwedish};
};

/// At most these are listed; the rest is counted.
inline constexpr std::size_t kMostListed = 50;

/// The letter to one person. The Message-ID follows from person and period alone: a mail that is
/// sent again, because nobody knows whether the first arrived, is the same mail.
/// @pre `items` is not empty.
[[nodiscard]] mail::Letter letter_of(const Stationery& stationery, const mail::Mailbox& to,
                                     const std::string& account, const std::string& period,
                                     const std::vector<plans::ToDo>& items, Instant now);

}  // namespace tertil::reminders
