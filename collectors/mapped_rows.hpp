/// @file collectors/mapped_rows.hpp
/// @brief Makes rows of a target's fields out of a foreign table, as a mapping says.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/privacy.hpp"
#include "collectors/rows.hpp"
#include "collectors/source.hpp"
#include "collectors/table_cursor.hpp"

namespace tertil::collectors {

/// What the privacy rules made of a file.
struct PrivacyOutcome {
  std::vector<std::string> dropped;        ///< Columns that were dropped and are in the file.
  std::vector<std::string> pseudonymised;  ///< Columns whose values were made into codes.
  bool changed() const { return !dropped.empty() || !pseudonymised.empty(); }
};

/// A reader of mapped rows, with what more it can tell.
class MappedReader : public RowReader {
 public:
  /// A lookup with `on_missing = "reject"` met a value it does not know: nothing may be stored.
  [[nodiscard]] virtual bool must_reject() const = 0;
  /// Columns of the file that nothing in the mapping names.
  [[nodiscard]] virtual std::vector<std::string> unmapped() const = 0;
  /// The raw cells behind the row that was given last, with personal values masked.
  [[nodiscard]] virtual std::vector<std::string> raw_cells() const = 0;
};

using OpenedMapping = std::variant<std::unique_ptr<MappedReader>, Refusal>;

/// Opens a file under the source's mapping. The whole file is looked through for personal data
/// first, if the source asks for that.
/// @param key the installation's key for pseudonyms; may be empty when none are made.
/// @pre the source has a mapping, and outlives the reader.
[[nodiscard]] OpenedMapping open_mapped(const ByteSource& bytes, const Source& source,
                                        const Schema& schema, const Limits& limits,
                                        std::string_view key, FileForm& form,
                                        PrivacyOutcome& outcome);

/// Looks through a table for what `privacy` refuses; the refusal names column and kind and shows
/// nothing. `mapping` says which columns are vehicles, and which hold names of buildings and sites.
/// @param to_drop gets the columns that are dropped instead (`drop_on_match`).
[[nodiscard]] std::optional<Refusal> find_personal_data(const ByteSource& bytes,
                                                        const Mapping& mapping,
                                                        const Privacy& privacy,
                                                        const Limits& limits,
                                                        std::vector<std::string>& to_drop);

}  // namespace tertil::collectors
