/// @file collectors/canonical_columns.hpp
/// @brief Which column holds which field, in a table with exactly a target's field names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "collectors/rows.hpp"

namespace tertil::collectors {

/// How many rows are looked at for the header.
inline constexpr std::size_t kFarthestNames = 30;

struct PlacedColumns {
  std::size_t count{0};  ///< Named columns; what follows them must be empty.
  std::vector<std::optional<std::size_t>> field_of;  ///< By column; nothing for a note.
};

/// The fields of a header's columns, or why it does not suit the schema. Names that begin with `_`
/// are notes for people.
[[nodiscard]] std::variant<PlacedColumns, Refusal> place_columns(std::vector<std::string> names,
                                                                 std::int64_t line,
                                                                 const Schema& schema);

/// Which of a table's first rows is the header: the first, unless that one does not suit the
/// schema and a later one does wholly. A title above the header is passed over so, and nothing is
/// guessed: the names decide.
[[nodiscard]] std::size_t header_among(std::span<const std::vector<std::string>> rows,
                                       const Schema& schema);

/// The remark that rows above the header were passed over.
[[nodiscard]] FileFinding preamble_note(std::size_t rows, std::int64_t first_row,
                                        std::int64_t header_row);

/// Appends `"name":"text"` to a record that is being written as a JSON object.
void append_member(std::string& record, std::string_view name, std::string_view text);

}  // namespace tertil::collectors
