#include "service/ingest/file_marks.hpp"

#include <charconv>
#include <string>

#include "service/store/sha256.hpp"

namespace tertil::ingest {
namespace {

constexpr std::size_t kDigits = 16;

/// 64 bits of a digest written in hexadecimal digits.
std::uint64_t bits(const std::string& hex, std::size_t part) {
  std::uint64_t number = 0;
  const auto* from = hex.data() + part * kDigits;
  std::from_chars(from, from + kDigits, number, 16);
  return number;
}

}  // namespace

void FileMarks::add(std::string_view key, std::string_view values, bool numbered) {
  const auto digest = store::sha256_hex(key);
  const auto said = store::sha256_hex(values);
  marks_.push(
      {{bits(digest, 0), bits(digest, 1)}, bits(said, 0), rows_ * 2 + (numbered ? 1U : 0U)});
  ++rows_;
}

void FileMarks::compare() {
  marks_.sort();
  find_conflicts();
  find_verdicts();
  rewind();
}

void FileMarks::find_conflicts() {
  std::optional<Mark> first;
  bool differs = false;
  const auto close = [&] {
    if (first && differs) conflicts_.push(first->key);
  };
  while (const auto mark = marks_.next()) {
    if (!first || mark->key != first->key) {
      close();
      first = mark;
      differs = false;
    }
    if (mark->place % 2 == 0 && mark->values != first->values) differs = true;
  }
  close();
  conflicts_.sort();
}

void FileMarks::find_verdicts() {
  marks_.rewind();
  auto conflict = conflicts_.next();
  std::optional<Key> key;
  std::int64_t seen = 0;
  while (const auto mark = marks_.next()) {
    seen = key == mark->key ? seen + 1 : 1;
    key = mark->key;
    while (conflict && *conflict < mark->key) conflict = conflicts_.next();
    const bool conflicting = conflict == mark->key;
    const auto occurrence = mark->place % 2 == 1 ? seen : 1;
    if (conflicting) ++conflicting_;
    if (conflicting || occurrence > 1) verdicts_.push({mark->place / 2, conflicting, occurrence});
  }
  verdicts_.sort();
}

void FileMarks::rewind() {
  verdicts_.rewind();
  next_ = verdicts_.next();
}

RowVerdict FileMarks::of(std::uint64_t place) {
  while (next_ && next_->place < place) next_ = verdicts_.next();
  if (next_ && next_->place == place) return *next_;
  return {place, false, 1};
}

}  // namespace tertil::ingest
