// R34: one changed, removed or moved entry is found, wherever it is; the log survives a kill.
#include "service/store/audit.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <nlohmann/json.hpp>

#include "service/store/sha256.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kEntries = 12;

AuditEntry entry_of(int number) {
  AuditEntry entry;
  entry.actor = fmt::format("anna{}", number);
  entry.role = "coordinator";
  entry.action = audit::kImport;
  entry.object = fmt::format("import/{}", number);
  entry.note = "rad ett\nrad två";
  entry.before_sha256 = sha256_hex("before");
  entry.after_sha256 = sha256_hex("after");
  entry.request = "0123456789abcdef";
  return entry;
}

class Audit : public StoreTest {
 protected:
  void append(int count) {
    for (int i = 1; i <= count; ++i)
      write([&](Writer& writer) { return append_audit(writer, entry_of(i)); });
  }
  AuditVerdict walked() {
    return read<AuditVerdict>([](Reader& reader) { return verify(reader); });
  }
  std::vector<std::string> lines() {
    std::vector<std::string> found;
    EXPECT_TRUE(engine_->read([&](Reader& reader) {
      return each_audit_record(
          reader, [&](const AuditRecord& record) { found.push_back(to_json(record)); });
    }));
    return found;
  }
  /// What walking the log finds after these statements; the store is then as it was.
  AuditVerdict after(const std::vector<std::string>& statements) {
    AuditVerdict verdict;
    const auto ended = engine_->write([&](Writer& writer) -> Result<void> {
      for (const auto* trigger : {"keeps_entries", "keeps_words", "grows_by_one"})
        if (auto done = writer.execute(tests::drop_trigger("audit", trigger), {}); !done)
          return tl::unexpected{done.error()};
      for (const auto& statement : statements)
        if (auto done = writer.execute(statement, {}); !done || *done == 0)
          return fail(ErrorCode::kInternal, {}, statement);
      auto found = verify(writer);
      if (!found) return tl::unexpected{found.error()};
      verdict = *std::move(found);
      return fail(ErrorCode::kInternal, {}, "seen");
    });
    EXPECT_EQ(ended.error().where, "seen");
    return verdict;
  }
};

TEST_P(Audit, OfNothingIsWhole) {
  const auto verdict = walked();
  EXPECT_EQ(verdict.entries, 0);
  EXPECT_EQ(verdict.head, "");
  EXPECT_FALSE(verdict.fault);
}

TEST_P(Audit, IsWholeAndInOrder) {
  append(kEntries);
  const auto verdict = walked();
  EXPECT_EQ(verdict.entries, kEntries);
  EXPECT_FALSE(verdict.fault);
  const auto all = lines();
  ASSERT_EQ(all.size(), kEntries);
  std::string previous;
  for (int i = 1; i <= kEntries; ++i) {
    const auto line = nlohmann::json::parse(all[static_cast<std::size_t>(i - 1)]);
    EXPECT_EQ(line["seq"], i);
    EXPECT_EQ(line["actor"], fmt::format("anna{}", i));
    EXPECT_EQ(line["note"], "rad ett\nrad två");
    EXPECT_EQ(line["previous"], previous);
    // The hash by another way: the line without it, members in the order of their names.
    auto rest = line;
    rest.erase("hash");
    EXPECT_EQ(line["hash"], sha256_hex(rest.dump()));
    previous = line["hash"];
  }
  EXPECT_EQ(verdict.head, previous);
  EXPECT_THAT(all[0], Not(HasSubstr("\n")));
}

TEST_P(Audit, FindsAnyWordThatWasChangedWhereverItStands) {
  append(kEntries);
  for (int seq = 1; seq <= kEntries; ++seq)
    for (const std::string change :
         {"time = time + 1", "time = time - 1", "actor = 'bo'", "role = 'admin'",
          "action = 'export'", "object = object || ' '", "note = replace(note, 'ett', 'tre')",
          "before_sha256 = NULL", "after_sha256 = upper(after_sha256)", "request = ''",
          "previous = ''", "hash = 'x' || substr(hash, 2)", "hash = 'a' || substr(hash, 2)",
          "hash = 'b' || substr(hash, 2)"}) {
      if (seq == 1 && change == "previous = ''") continue;  // as it is
      std::string once = change;
      if (change.starts_with("hash = '"))  // one of the two differs
        once = fmt::format(
            "hash = CASE WHEN substr(hash, 1, 1) = 'a' THEN 'b' ELSE 'a' END || substr(hash, 2)");
      const auto verdict = after({fmt::format("UPDATE audit SET {} WHERE seq = {}", once, seq)});
      ASSERT_TRUE(verdict.fault) << change << " at " << seq;
      EXPECT_EQ(verdict.fault->seq, seq) << change;
    }
}

TEST_P(Audit, FindsAnyFlippedBitOfANote) {
  append(3);
  for (int byte = 0; byte < 17; ++byte)
    for (int bit = 0; bit < 8; ++bit) {
      std::string note = "rad ett\nrad två";
      note[static_cast<std::size_t>(byte) % note.size()] ^= static_cast<char>(1 << bit);
      std::string hex;
      for (const char c : note) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
      const auto verdict =
          after({fmt::format("UPDATE audit SET note = CAST(x'{}' AS TEXT) WHERE seq = 2", hex)});
      ASSERT_TRUE(verdict.fault) << byte << " " << bit;
      EXPECT_EQ(verdict.fault->seq, 2);
    }
}

TEST_P(Audit, FindsAnyEntryThatWasRemovedTheLastOneToo) {
  append(kEntries);
  for (int seq = 1; seq <= kEntries; ++seq) {
    const auto verdict = after({fmt::format("DELETE FROM audit WHERE seq = {}", seq)});
    ASSERT_TRUE(verdict.fault) << seq;
    EXPECT_EQ(verdict.fault->seq, seq);
  }
  EXPECT_TRUE(after({"DELETE FROM audit"}).fault);
  // Also when those behind it are counted anew.
  EXPECT_TRUE(after({"DELETE FROM audit WHERE seq = 3", "UPDATE audit SET seq = -seq WHERE seq > 3",
                     "UPDATE audit SET seq = -seq - 1 WHERE seq < 0"})
                  .fault);
}

TEST_P(Audit, FindsAnyTwoEntriesThatChangedPlaces) {
  append(kEntries);
  for (int one = 1; one < kEntries; ++one)
    for (int other = one + 1; other <= kEntries; ++other) {
      const auto verdict =
          after({fmt::format("UPDATE audit SET seq = -1 WHERE seq = {}", one),
                 fmt::format("UPDATE audit SET seq = {} WHERE seq = {}", one, other),
                 fmt::format("UPDATE audit SET seq = {} WHERE seq = -1", other)});
      ASSERT_TRUE(verdict.fault) << one << " " << other;
      EXPECT_EQ(verdict.fault->seq, one);
    }
}

TEST_P(Audit, RefusesToBeChangedTrimmedOrWrittenInTheMiddle) {
  append(3);
  for (const auto* statement :
       {"UPDATE audit SET note = '' WHERE seq = 2", "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit", "UPDATE audit SET hash = hash",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
        "INSERT INTO audit SELECT seq + 10, time, actor, role, action, object, note, "
        "before_sha256, after_sha256, request, previous, hash FROM audit WHERE seq = 3",
        "UPDATE audit_head SET seq = 2", "UPDATE audit_head SET seq = 4, hash = 'x'",
        "DELETE FROM audit_head", "INSERT OR REPLACE INTO audit_head VALUES (1, 0, '')"}) {
    const auto done = engine_->write([&](Writer& writer) -> Result<void> {
      if (auto ran = writer.execute(statement, {}); !ran) return tl::unexpected{ran.error()};
      return {};
    });
    EXPECT_FALSE(done) << statement;
  }
  EXPECT_FALSE(walked().fault);
  EXPECT_EQ(walked().entries, 3);
}

TEST_P(Audit, IsThereOnlyIfWhatItTellsAboutIs) {
  const auto failed = engine_->write([](Writer& writer) -> Result<void> {
    if (auto done = append_audit(writer, entry_of(1)); !done) return done;
    return fail(ErrorCode::kRefused, {"nej", "no"});
  });
  EXPECT_FALSE(failed);
  EXPECT_EQ(walked().entries, 0);
  write([](Writer& writer) -> Result<void> {
    if (auto done = append_audit(writer, entry_of(1)); !done) return done;
    return append_audit(writer, entry_of(2));
  });
  EXPECT_EQ(walked().entries, 2);
}

TEST_P(Audit, OutlivesAClockThatJumps) {
  for (const std::int64_t at : std::initializer_list<std::int64_t>{5, 9000, 1, 7}) {
    clock_.set({at});
    write([](Writer& writer) {
      writer.leave_published_alone();  // the store's own clock does not move on then
      return append_audit(writer, entry_of(1));
    });
  }
  EXPECT_FALSE(walked().fault);
  EXPECT_EQ(walked().entries, 4);
}

TEST_P(Audit, TakesBytesThatAreNoText) {
  AuditEntry entry = entry_of(1);
  entry.object = std::string{"import/\xff\xfe\0rest", 14};
  write([&](Writer& writer) { return append_audit(writer, entry); });
  EXPECT_FALSE(walked().fault);
  EXPECT_THAT(lines().at(0), HasSubstr("import/\uFFFD\uFFFDrest"));
}

TEST_P(Audit, OfManyEntriesIsWalkedToItsEnd) {
  write([](Writer& writer) -> Result<void> {
    for (int i = 1; i <= 2500; ++i)
      if (auto done = append_audit(writer, entry_of(i)); !done) return done;
    return {};
  });
  EXPECT_EQ(walked().entries, 2500);
  EXPECT_FALSE(walked().fault);
  EXPECT_EQ(after({"UPDATE audit SET note = 'x' WHERE seq = 2001"}).fault->seq, 2001);
}

INSTANTIATE_TEST_SUITE_P(, Audit, ::testing::ValuesIn(makers()), name_of);

/// Appends until it is killed, and says after each entry that it is there.
[[noreturn]] void append_for_ever(const std::string& url, int told) {
  auto engine = open(url);
  for (int i = 1; engine; ++i) {
    if (!(*engine)->write([&](Writer& writer) { return append_audit(writer, entry_of(i)); })) break;
    if (::write(told, "x", 1) != 1) break;
  }
  ::_exit(1);
}

TEST(AuditChain, SurvivesAKillAtAnyMomentWithAllThatWasAcknowledged) {
  const Folder folder;
  const auto url = folder.store();
  std::int64_t acknowledged = 0;
  for (int kill = 0; kill < 8; ++kill) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) append_for_ever(url, pipe[1]);
    ::close(pipe[1]);
    std::array<char, 1> one{};
    for (int i = 0; i < 3 + 7 * kill; ++i)
      if (::read(pipe[0], one.data(), 1) == 1) ++acknowledged;
    ::kill(child, SIGKILL);
    while (::read(pipe[0], one.data(), 1) == 1) ++acknowledged;
    ::close(pipe[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status));

    auto engine = open(url);
    ASSERT_TRUE(engine);
    AuditVerdict verdict;
    ASSERT_TRUE((*engine)->read([&](Reader& reader) -> Result<void> {
      auto walked = verify(reader);
      if (!walked) return tl::unexpected{walked.error()};
      verdict = *std::move(walked);
      return {};
    }));
    EXPECT_FALSE(verdict.fault);
    EXPECT_GE(verdict.entries, acknowledged);
    acknowledged = verdict.entries;
  }
}

}  // namespace
}  // namespace tertil::store
