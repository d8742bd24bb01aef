// What remind_test.py cannot show: single headers. The rest is read there by another program.
#include "service/mail/letter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/mail/smtp_client.hpp"

namespace tertil::mail {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(MailHeader, LeavesPlainTextAndEncodesTheRestInShortLines) {
  EXPECT_EQ(header_text("Hello"), "Hello");
  EXPECT_EQ(header_text("Hej å"), "=?UTF-8?B?SGVqIMOl?=");
  EXPECT_EQ(header_text("a =?b"), "=?UTF-8?B?YSA9P2I=?=") << "or it would be taken for encoded";
  std::string longer;
  for (int i = 0; i < 100; ++i) longer += "å👩";
  auto encoded = header_text(longer);
  EXPECT_THAT(encoded, Not(HasSubstr("\xC3"))) << "ASCII alone";
  for (std::size_t begin = 0; begin < encoded.size();) {
    const auto end = std::min(encoded.find("\r\n", begin), encoded.size());
    EXPECT_LE(end - begin, 76U);
    begin = end + 2;
  }
}

TEST(MailHeader, HasNoLineEndFromOutside) {
  EXPECT_EQ(header_text("a\r\nBcc: x@y.example"), "a  Bcc: x@y.example");
  const auto to = header_mailbox({"a\r\nBcc: \"x\"", "a@b.example"});
  EXPECT_EQ(to, "\"a  Bcc: \\\"x\\\"\" <a@b.example>");
}

TEST(MailHeader, WritesTheDateAsRfc5322Does) {
  EXPECT_EQ(header_date({0}), "Thu, 01 Jan 1970 00:00:00 +0000");
  EXPECT_EQ(header_date(*parse_rfc3339("2026-11-23T06:05:09.9Z")),
            "Mon, 23 Nov 2026 06:05:09 +0000");
}

TEST(MailServer, IsReadFromItsAddress) {
  const auto read = [](const char* text) { return parse_server(text); };
  EXPECT_EQ(read("smtp://mail.example.se")->port, 587);
  EXPECT_EQ(read("smtps://mail.example.se")->port, 465);
  EXPECT_TRUE(read("smtps://mail.example.se")->tls_at_once);
  EXPECT_EQ(read("smtp://[::1]:2525")->host, "::1");
  EXPECT_EQ(read("smtp://[::1]:2525")->port, 2525);
  EXPECT_EQ(read("smtp://[::1]")->port, 587);
  EXPECT_TRUE(read("smtp://127.0.0.1")->is_loopback());
  EXPECT_FALSE(read("smtp://mail.example.se")->is_loopback());
  EXPECT_FALSE(read("smtp://127.evil.example")->is_loopback());
  for (const auto* bad : {"", "mail.example.se", "https://a", "smtp://", "smtp://a:", "smtp://a:0",
                          "smtp://a:70000", "smtp://a:25x", "smtp://a/b", "smtp://a?b",
                          "smtp://u:p@a", "smtp://[::1", "smtp://a b", "smtp://a\r\n"})
    EXPECT_FALSE(read(bad)) << bad;
}

}  // namespace
}  // namespace tertil::mail
