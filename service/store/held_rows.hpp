/// @file service/store/held_rows.hpp
/// @brief Rows that wait for a person, and what people decided about them. Append-only.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/text.hpp"
#include "service/store/decision.hpp"
#include "service/store/engine.hpp"
#include "service/store/page.hpp"

namespace tertil::store {

/// One row of the file, or several that belong together (a meter's month).
struct HeldRow {
  std::int64_t id{0};  ///< Given by the store.
  std::int64_t row{0};
  std::int64_t rows{1};
  std::string rule;
  Text message;
  std::string record;              ///< As it came; the first of several.
  std::string shown{"{}"};         ///< JSON object for people: what would be stored.
  std::optional<double> expected;  ///< What the check had expected.
  std::string payload;             ///< What the target needs to store it later.
  std::optional<Decided> decided;
};

/// Keeps held rows of a batch, in the transaction that writes the batch.
[[nodiscard]] Result<void> add_held(Writer& writer, std::string_view batch,
                                    std::span<const HeldRow> rows);

/// Those that wait, by row, without their payload.
[[nodiscard]] Result<Listing<HeldRow>> held_rows(Reader& reader, std::string_view batch, Page page);

/// Up to `limit` of those that wait, with their payload, after the one with id `after`.
[[nodiscard]] Result<std::vector<HeldRow>> waiting_rows(Reader& reader, std::string_view batch,
                                                        std::int64_t after, std::int64_t limit);

/// How many rows of the file wait.
[[nodiscard]] Result<std::int64_t> count_waiting(Reader& reader, std::string_view batch);

/// How many rows of all files of a source wait.
[[nodiscard]] Result<std::int64_t> count_waiting_of_source(Reader& reader, std::string_view source);

/// Notes what was decided about one held row. kConflict if it was decided before.
[[nodiscard]] Result<void> decide_held(Writer& writer, std::int64_t held, std::string_view decision,
                                       const Decision& by);

/// A finding that was looked at and let stand.
struct AcceptedFinding {
  std::string rule;
  Decided decided;
};

/// Accepts all that one rule found in a batch. kConflict if it was accepted before.
[[nodiscard]] Result<void> accept_finding(Writer& writer, std::string_view batch,
                                          std::string_view rule, const Decision& by);
[[nodiscard]] Result<std::vector<AcceptedFinding>> accepted_findings(Reader& reader,
                                                                     std::string_view batch);

}  // namespace tertil::store
