#include "service/store/postgresql/address.hpp"

#include <gmock/gmock.h>

namespace tertil::store::postgresql {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(AddressOfPostgresql, IsShownWithoutItsPassword) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"postgresql://anna:hemligt@db:5432/tertil", "postgresql://anna:…@db:5432/tertil"},
      {"postgresql://anna@db/tertil", "postgresql://anna@db/tertil"},
      {"postgresql://db:5432/tertil", "postgresql://db:5432/tertil"},
      {"postgresql://anna:p@ss@db/tertil?sslmode=verify-full",
       "postgresql://anna:…@db/tertil?sslmode=verify-full"},
      {"postgresql:///tertil?host=/run/x&password=hemligt&user=a",
       "postgresql:///tertil?host=/run/x&password=…&user=a"}};
  for (const auto& [url, shown] : cases) EXPECT_EQ(Address{url}.shown(), shown);
}

TEST(AddressOfPostgresql, TakesItsPasswordOutOfWhatTheLibrarySays) {
  const Address address{"postgresql://anna:heml%21gt@[db/tertil"};
  const auto text =
      address.without_secrets("cannot read \"" + address.to_connect() + "\": heml!gt, heml%21gt");
  EXPECT_THAT(text, Not(HasSubstr("heml")));
  EXPECT_THAT(text, HasSubstr("anna"));
}

TEST(AddressOfPostgresql, GivesAServerThatDoesNotAnswerFiveSecondsUnlessToldOtherwise) {
  EXPECT_THAT(Address{"postgresql://db/tertil"}.to_connect(), HasSubstr("?connect_timeout=5&"));
  const auto own = Address{"postgresql://db/tertil?connect_timeout=2"}.to_connect();
  EXPECT_THAT(own, HasSubstr("connect_timeout=2"));
  EXPECT_THAT(own, Not(HasSubstr("connect_timeout=5")));
  EXPECT_THAT(own, HasSubstr("&client_encoding=UTF8"));
}

TEST(AddressOfPostgresql, IsToldFromOthers) {
  EXPECT_TRUE(is_address("postgresql://db/tertil"));
  EXPECT_TRUE(is_address("postgres://db/tertil"));
  for (const auto* other : {"sqlite:tertil.db", "postgresql:tertil", "mysql://db/tertil", ""})
    EXPECT_FALSE(is_address(other)) << other;
}

}  // namespace
}  // namespace tertil::store::postgresql
