/// @file service/ingest/conversion.hpp
/// @brief From a collector's row to a fact of the store, or the reason why not.
///
/// A collector has checked the form; here the row meets what the product knows: which key figures
/// and regions there are and which values are possible.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <variant>

#include "collectors/records.hpp"
#include "collectors/source.hpp"
#include "service/domain/text.hpp"
#include "service/figures/snapshot.hpp"
#include "service/store/facts.hpp"

namespace tertil::ingest {

/// Why a well-formed row is not taken.
struct RowRefusal {
  std::string column;
  std::string raw;
  std::string rule;
  Text message;
};

/// What is known of the row's surroundings. One for a file: it also counts the identical rows seen
/// so far, so rows are converted once each, in order of the file.
struct Surroundings {
  const collectors::Source& source;
  const figures::Snapshot& snapshot;
  mutable std::unordered_map<std::string, std::int64_t> occurrences{};
};

/// The table that a source's rows go to. @throws std::logic_error for readings, which lie in
/// blocks.
[[nodiscard]] const store::FactTable& table_of(collectors::Target target);

/// Row `i` of the batch as a fact of `table_of(source.target)`.
[[nodiscard]] std::variant<store::Fact, RowRefusal> convert(const Surroundings& surroundings,
                                                            const collectors::RecordBatch& batch,
                                                            std::size_t i);

}  // namespace tertil::ingest
