/// @file collectors/zip_archive.hpp
/// @brief Reads the entries of a zip archive, counting what comes out. For this folder only.
///
/// What the archive says of its own sizes is not believed: bytes are counted while they are
/// inflated, for all entries together, against an absolute limit and against the size of the file.
/// Names of entries are keys, never paths. Archives inside are never opened.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/byte_source.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

class ZipEntry;

class ZipArchive {
 public:
  /// The bytes must outlive the archive.
  [[nodiscard]] static std::variant<ZipArchive, Refusal> open(const ByteSource& bytes,
                                                              const Limits& limits);
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
  /// The entry's bytes; empty ones when there is no such entry. Case does not matter, as some
  /// producers write "xl/SharedStrings.xml".
  [[nodiscard]] ZipEntry entry(std::string_view name) const;
  /// More came out than the limits allow: nothing that was read may be used.
  [[nodiscard]] bool over_limit() const;
  /// An entry is encrypted, compressed in a way we do not know, or damaged.
  [[nodiscard]] bool damaged() const;

 private:
  struct State;
  friend class ZipEntry;
  explicit ZipArchive(std::shared_ptr<State> state);
  std::shared_ptr<State> state_;
};

/// One entry, read from its beginning.
class ZipEntry {
 public:
  /// Fills `into`; fewer bytes than asked for mean the end, or that a limit or damage ended it.
  /// @throws std::system_error when the file itself cannot be read.
  std::size_t read(std::span<char> into);

 private:
  friend class ZipArchive;
  struct File;
  ZipEntry(std::shared_ptr<ZipArchive::State> state, std::int64_t index);
  std::shared_ptr<ZipArchive::State> state_;
  std::shared_ptr<File> file_;
  std::int64_t index_{-1};
  std::uint64_t given_{0};
};

}  // namespace tertil::collectors
