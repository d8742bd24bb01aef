/// @file service/mail/letter.hpp
/// @brief A mail as it travels: headers by RFC 5322, letters beyond ASCII by RFC 2047, the body as
/// plain text and HTML (RFC 2046 multipart/alternative), both in Base64 (RFC 2045).
///
/// Nothing that comes from outside can become a header of its own: line ends and other control
/// characters are blanks before a text is written, and an address is checked before it is used.
#pragma once
#include <string>
#include <string_view>

#include "service/domain/instant.hpp"

namespace tertil::mail {

/// Somebody with an address.
struct Mailbox {
  std::string name;     ///< To be shown; any text, may be empty.
  std::string address;  ///< is_mail_address().
};

struct Letter {
  Mailbox from;
  Mailbox to;
  std::string reply_to;    ///< An address; empty for none.
  std::string subject;     ///< Any text.
  std::string message_id;  ///< Without brackets: "reminder.5f70@example.se".
  Instant date;
  std::string unsubscribe;  ///< The page where mails are turned off (RFC 2369); https.
  std::string language;     ///< "sv"
  std::string text;
  std::string html;
};

/// The text for a header: as it is if it is short and plain, else encoded words (RFC 2047) on
/// lines of at most 76 characters.
[[nodiscard]] std::string header_text(std::string_view text);

/// "Anna Å <anna@example.se>", the name quoted or encoded where it needs to be.
[[nodiscard]] std::string header_mailbox(const Mailbox& mailbox);

/// "Mon, 23 Nov 2026 06:00:00 +0000".
[[nodiscard]] std::string header_date(Instant instant);

/// The whole mail, lines ended by CR LF, ready for DATA.
[[nodiscard]] std::string to_rfc5322(const Letter& letter);

}  // namespace tertil::mail
