#include "service/domain/mail_address.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tertil {
namespace {

TEST(MailAddress, IsWhatAServerAndAHeaderTakeWithoutQuotes) {
  for (const auto* good : {"a@b", "anna.berg@region.example", "o'neil+x@a-b.example"})
    EXPECT_TRUE(is_mail_address(good)) << good;
  for (const auto* bad :
       {"",       "@",    "a@",      "@b",    "a..b@c",      ".a@b",          "a.@b",
        "a@b..c", "a@-b", "a@b-",    "a b@c", "a@b c",       "a@b\n",         "a\r\n@b",
        "a<b@c",  "a@b>", "\"a\"@b", "å@b",   "a@å.example", "a@[127.0.0.1]", "a@b@c",
        "a,b@c"})
    EXPECT_FALSE(is_mail_address(bad)) << bad;
  EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@b"));
  EXPECT_EQ(domain_of("anna@region.example"), "region.example");
}

}  // namespace
}  // namespace tertil
