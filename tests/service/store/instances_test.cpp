// What instances on one store share: parts of uploads, claims, budgets, drafts.
#include <gmock/gmock.h>

#include <array>

#include "service/store/claims.hpp"
#include "service/store/mapping_drafts.hpp"
#include "service/store/rate_budgets.hpp"
#include "service/store/upload_parts.hpp"
#include "service/store/uploads.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

class SharedStore : public StoreTest {
 protected:
  /// Bytes that do not shrink to nothing.
  static std::string bytes_of(std::size_t size) {
    std::string bytes;
    for (std::uint32_t n = 7; bytes.size() < size; n = n * 1'664'525U + 1'013'904'223U)
      bytes += static_cast<char>(n >> 24U);
    return bytes;
  }
  Result<void> put(const std::string& sha256, const std::string& bytes, std::size_t piece) {
    return engine_->write([&](Writer& writer) -> Result<void> {
      UploadPartsWriter parts{writer, sha256};
      for (std::size_t at = 0; at < bytes.size(); at += piece)
        if (auto done = parts.add(std::string_view{bytes}.substr(at, piece)); !done) return done;
      return parts.finish();
    });
  }
  std::optional<std::string> get(const std::string& sha256) {
    return read<std::optional<std::string>>(
        [&](Reader& reader) -> Result<std::optional<std::string>> {
          std::string bytes;
          const auto found = each_upload_part(reader, sha256, [&](std::string_view part) {
            bytes += part;
            return Result<void>{};
          });
          if (!found) return tl::unexpected{found.error()};
          return *found ? std::optional{bytes} : std::nullopt;
        });
  }
  std::int64_t parts() {
    return read<std::int64_t>([](Reader& reader) -> Result<std::int64_t> {
      const auto rows = reader.query("SELECT count(*) FROM upload_part", {});
      if (!rows) return tl::unexpected{rows.error()};
      return std::get<std::int64_t>(rows->at(0)[0]);
    });
  }
  void keep(const std::string& sha256, const std::string& kept) {
    write([&](Writer& writer) {
      return put_upload(writer, {sha256, kept, writer.recorded_at(), std::nullopt});
    });
  }
  template <class T>
  T written(const std::function<Result<T>(Writer&)>& work) {
    T answer{};
    write([&](Writer& writer) -> Result<void> {
      auto done = work(writer);
      if (!done) return tl::unexpected{done.error()};
      answer = *done;
      return {};
    });
    return answer;
  }
  bool claimed(const std::string& holder, std::int64_t at, std::int64_t seconds) {
    return written<bool>([&](Writer& writer) {
      return claim(writer, "pull/x", holder, {at * kSecond}, {(at + seconds) * kSecond});
    });
  }
  bool taken(std::string_view name, std::int64_t per_minute, std::int64_t at) {
    return written<bool>([&](Writer& writer) {
      return take_from_budget(writer, {name, per_minute}, {at * kSecond});
    });
  }
};

TEST_P(SharedStore, GivesAFileBackByteForByteWhateverPiecesItCameIn) {
  std::int64_t before = 0;
  const std::vector<std::array<std::size_t, 3>> cases{
      {0, 1, 1},
      {1, 1, 1},
      {kUploadPartBytes, 1000, 1},
      {kUploadPartBytes + 1, kUploadPartBytes + 1, 2},
      {3 * kUploadPartBytes, 262'144, 3},
      {2'500'000, 2'500'000, 3}};
  for (const auto& [size, piece, rows] : cases) {
    const auto bytes = bytes_of(size);
    const auto sha256 = sha256_hex(bytes);
    ASSERT_TRUE(put(sha256, bytes, piece)) << size;
    EXPECT_EQ(get(sha256), bytes) << size;
    EXPECT_EQ(parts() - before, static_cast<std::int64_t>(rows)) << size;
    before = parts();
  }
  EXPECT_EQ(get(sha256_hex("another")), std::nullopt);
}

TEST_P(SharedStore, TakesNoBytesUnderAnothersDigest) {
  const auto refused = put(sha256_hex("one"), "other", 2);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(parts(), 0);
}

TEST_P(SharedStore, LetsPartsGoOnlyWhenNothingIsKeptUnderTheirDigest) {
  const auto kept = sha256_hex("kept");
  ASSERT_TRUE(put(kept, "kept", 4));
  keep("one", kept);
  keep("other", kept);  // two files, the same without their dropped columns
  const auto remove = [&] {
    write([&](Writer& writer) { return delete_upload_parts(writer, kept); });
    return parts();
  };
  EXPECT_EQ(remove(), 1);
  write([](Writer& writer) { return mark_upload_deleted(writer, "one"); });
  EXPECT_EQ(remove(), 1) << "the other is kept";
  const auto past_the_guard = [&](const char* sql) {
    return engine_->write([&](Writer& writer) -> Result<void> {
      const auto done = writer.execute(sql, {});
      return done ? Result<void>{} : tl::unexpected{done.error()};
    });
  };
  EXPECT_FALSE(past_the_guard("DELETE FROM upload_part"));
  EXPECT_FALSE(past_the_guard("UPDATE upload_part SET part = 5"));
  EXPECT_EQ(parts(), 1);
  const auto is_deleted = [&] {
    return read<bool>([&](Reader& reader) { return is_deleted_upload(reader, kept); });
  };
  EXPECT_FALSE(is_deleted());
  write([](Writer& writer) { return mark_upload_deleted(writer, "other"); });
  EXPECT_TRUE(is_deleted());
  EXPECT_EQ(remove(), 0);
}

TEST_P(SharedStore, GivesAClaimToOneAtATimeUntilItRunsOut) {
  EXPECT_TRUE(claimed("a", 100, 90));
  EXPECT_FALSE(claimed("b", 189, 90));
  const auto renewed = [&](const std::string& holder, std::int64_t until) {
    return written<bool>(
        [&](Writer& writer) { return renew_claim(writer, "pull/x", holder, {until * kSecond}); });
  };
  EXPECT_TRUE(renewed("a", 250));
  EXPECT_FALSE(renewed("b", 250));
  EXPECT_FALSE(claimed("b", 249, 90));
  EXPECT_TRUE(claimed("b", 250, 90)) << "a has gone";
  EXPECT_FALSE(renewed("a", 400)) << "and comes back too late";
  const auto has = [&](const std::string& holder) {
    return read<bool>([&](Reader& reader) { return has_claim(reader, "pull/x", holder); });
  };
  EXPECT_FALSE(has("a"));
  EXPECT_TRUE(has("b"));
  write([](Writer& writer) { return release_claim(writer, "pull/x", "a"); });
  EXPECT_TRUE(has("b")) << "nobody gives up another's";
  write([](Writer& writer) { return release_claim(writer, "pull/x", "b"); });
  EXPECT_TRUE(claimed("a", 251, 90));
}

TEST_P(SharedStore, CountsBudgetsThatFillAgainWithTime) {
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(taken("import/k", 6, 1000)) << i;
  EXPECT_FALSE(taken("import/k", 6, 1000));
  EXPECT_TRUE(taken("import/other", 6, 1000));
  EXPECT_FALSE(taken("import/k", 6, 1009));
  EXPECT_TRUE(taken("import/k", 6, 1010)) << "one in ten seconds";
  EXPECT_FALSE(taken("import/k", 6, 1010));
  EXPECT_FALSE(taken("import/k", 6, 900)) << "another instance's clock is behind";
  EXPECT_FALSE(taken("import/k", 6, 1019));
  EXPECT_TRUE(taken("import/k", 6, 1020));
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(taken("import/k", 6, 5000)) << i;
  EXPECT_FALSE(taken("import/k", 6, 5000)) << "never more than a minute's";
  const auto rows = read<std::int64_t>([](Reader& reader) -> Result<std::int64_t> {
    return std::get<std::int64_t>(
        reader.query("SELECT count(*) FROM rate_budget", {}).value().at(0)[0]);
  });
  EXPECT_EQ(rows, 1) << "the other's has long been full again";
}

TEST_P(SharedStore, LeavesThePublishedAloneWhenItClaimsAndCounts) {
  const auto before = engine_->change_counter().value();
  EXPECT_TRUE(claimed("a", 100, 90));
  EXPECT_TRUE(taken("import/k", 6, 1000));
  EXPECT_TRUE(written<bool>([](Writer& writer) {
    return add_mapping_draft(writer, {"id", "anna", "toml", {5}}, {0}, 10);
  }));
  EXPECT_EQ(engine_->change_counter().value(), before);
}

TEST_P(SharedStore, KeepsSoManyDraftsAndForgetsOldOnes) {
  const auto add = [&](const std::string& id, std::int64_t at, std::int64_t before) {
    return written<bool>([&](Writer& writer) {
      return add_mapping_draft(writer, {id, "anna", "å = 1\n", {at}}, {before}, 2);
    });
  };
  const auto find = [&](const std::string& id) {
    return read<std::optional<MappingDraft>>(
        [&](Reader& reader) { return find_mapping_draft(reader, id); });
  };
  EXPECT_TRUE(add("one", 10, 0));
  EXPECT_TRUE(add("two", 20, 0));
  EXPECT_FALSE(add("three", 30, 0));
  EXPECT_TRUE(add("three", 30, 15));
  EXPECT_FALSE(find("one"));
  ASSERT_TRUE(find("three"));
  EXPECT_EQ(find("three")->toml, "å = 1\n");
  EXPECT_EQ(find("three")->actor, "anna");
}

INSTANTIATE_TEST_SUITE_P(, SharedStore, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
