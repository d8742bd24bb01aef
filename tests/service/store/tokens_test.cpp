#include "service/store/tokens.hpp"

#include <gmock/gmock.h>

#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

class Tokens : public StoreTest {
 protected:
  static Token importer(const std::string& id, std::int64_t created_at) {
    Token token;
    token.id = id;
    token.role = "importer";
    token.sources = {"travel", "fuel-cards"};
    token.secret_sha256 = "abc";
    token.created_at = {created_at};
    token.expires_at = {created_at + 90};
    token.note = "nattlig körning";
    return token;
  }
  std::optional<Token> find(const std::string& id) {
    return read<std::optional<Token>>([&](Reader& reader) { return find_token(reader, id); });
  }
};

TEST_P(Tokens, AreFoundWithEverythingButTheSecret) {
  write([](Writer& writer) { return add_token(writer, importer("a", 10)); });
  const auto found = find("a");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->role, "importer");
  EXPECT_THAT(found->sources, ::testing::ElementsAre("fuel-cards", "travel"));
  EXPECT_EQ(found->secret_sha256, "abc");
  EXPECT_EQ(found->created_at, Instant{10});
  EXPECT_EQ(found->expires_at, Instant{100});
  EXPECT_EQ(found->last_used_at, std::nullopt);
  EXPECT_EQ(found->revoked_at, std::nullopt);
  EXPECT_EQ(found->note, "nattlig körning");
  EXPECT_FALSE(find("b"));
}

TEST_P(Tokens, AnIdIsTakenOnceAndForAll) {
  write([](Writer& writer) { return add_token(writer, importer("a", 10)); });
  const auto again =
      engine_->write([](Writer& writer) { return add_token(writer, importer("a", 11)); });
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kConflict);
}

TEST_P(Tokens, AreListedNewestFirst) {
  write([](Writer& writer) -> Result<void> {
    if (auto added = add_token(writer, importer("old", 10)); !added) return added;
    return add_token(writer, importer("new", 20));
  });
  const auto all = read<std::vector<Token>>([](Reader& reader) { return tokens(reader); });
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].id, "new");
  EXPECT_EQ(all[1].id, "old");
}

TEST_P(Tokens, AreRevokedAtATimeThatLaterRevocationsDoNotMove) {
  write([](Writer& writer) { return add_token(writer, importer("a", 10)); });
  write([](Writer& writer) { return revoke_token(writer, "a"); });
  const auto first = find("a")->revoked_at;
  ASSERT_TRUE(first);
  write([](Writer& writer) { return revoke_token(writer, "a"); });
  EXPECT_EQ(find("a")->revoked_at, first);
  const auto none = engine_->write([](Writer& writer) { return revoke_token(writer, "b"); });
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

TEST_P(Tokens, RememberWhenTheyWereUsedLast) {
  write([](Writer& writer) { return add_token(writer, importer("a", 10)); });
  for (const std::int64_t at : {50, 40, 60}) {
    write([&](Writer& writer) { return touch_token(writer, "a", {at}); });
  }
  EXPECT_EQ(find("a")->last_used_at, Instant{60});
  write([](Writer& writer) { return touch_token(writer, "a", {55}); });
  EXPECT_EQ(find("a")->last_used_at, Instant{60}) << "never back in time";
}

INSTANTIATE_TEST_SUITE_P(, Tokens, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
