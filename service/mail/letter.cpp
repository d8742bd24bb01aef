#include "service/mail/letter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "service/access/base64url.hpp"
#include "service/store/sha256.hpp"

namespace tertil::mail {
namespace {

constexpr std::size_t kPlainHeader = 60;  // with its name well under 78
constexpr std::size_t kWordBytes = 42;    // 56 of Base64 and 12 round it: under 75
constexpr std::size_t kBodyLine = 76;

/// One line: control characters become blanks.
std::string one_line(std::string_view text) {
  std::string line{text};
  for (auto& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return line;
}

bool is_plain(std::string_view text) {
  return text.find("=?") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

/// Never between the bytes of one character.
std::size_t cut(std::string_view text) {
  if (text.size() <= kWordBytes) return text.size();
  auto end = kWordBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return end == 0 ? kWordBytes : end;
}

std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const auto size = cut(text);
    words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\r\n ",
                         access::to_base64(text.substr(0, size)));
    text.remove_prefix(size);
  }
  return words;
}

/// Base64 of the text with canonical line ends, in lines.
std::string body_of(std::string_view text) {
  std::string canonical;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') canonical += '\r';
    canonical += c;
  }
  const auto all = access::to_base64(canonical);
  std::string lines;
  for (std::size_t at = 0; at < all.size(); at += kBodyLine) {
    lines += all.substr(at, kBodyLine);
    lines += "\r\n";
  }
  return lines;
}

std::string part_of(std::string_view boundary, std::string_view type, std::string_view text) {
  return fmt::format(
      "--{}\r\nContent-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
      boundary, type, body_of(text));
}

}  // namespace

std::string header_text(std::string_view text) {
  const auto line = one_line(text);
  return line.size() <= kPlainHeader && is_plain(line) ? line : encoded_words(line);
}

std::string header_mailbox(const Mailbox& mailbox) {
  const auto name = one_line(mailbox.name);
  if (name.find_first_not_of(' ') == std::string::npos) return mailbox.address;
  if (name.size() > kPlainHeader || !is_plain(name))
    return fmt::format("{}\r\n <{}>", encoded_words(name), mailbox.address);
  std::string quoted;
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return fmt::format("\"{}\" <{}>", quoted, mailbox.address);
}

std::string header_date(Instant instant) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<std::chrono::microseconds> time{
      std::chrono::microseconds{instant.microseconds}};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(time) - day};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
      kDays.at(std::chrono::weekday{day}.c_encoding()), static_cast<unsigned>(date.day()),
      kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
      clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string to_rfc5322(const Letter& letter) {
  // "_" never stands in Base64, so no line of a part can be taken for the boundary.
  const auto boundary = "=_" + store::sha256_hex(letter.message_id).substr(0, 32);
  std::string mail;
  const auto add = [&mail](std::string_view name, const std::string& value) {
    mail += fmt::format("{}: {}\r\n", name, value);
  };
  add("Date", header_date(letter.date));
  add("From", header_mailbox(letter.from));
  add("To", header_mailbox(letter.to));
  if (!letter.reply_to.empty()) add("Reply-To", letter.reply_to);
  add("Subject", header_text(letter.subject));
  add("Message-ID", fmt::format("<{}>", one_line(letter.message_id)));
  add("Auto-Submitted", "auto-generated");  // RFC 3834
  if (!letter.unsubscribe.empty())
    add("List-Unsubscribe", fmt::format("<{}>", one_line(letter.unsubscribe)));
  add("Content-Language", one_line(letter.language));
  add("MIME-Version", "1.0");
  add("Content-Type", fmt::format("multipart/alternative;\r\n boundary=\"{}\"", boundary));
  mail += "\r\n";
  mail += part_of(boundary, "text/plain", letter.text);
  mail += part_of(boundary, "text/html", letter.html);
  mail += fmt::format("--{}--\r\n", boundary);
  return mail;
}

}  // namespace tertil::mail
