/// @file collectors/finding.hpp
/// @brief What was wrong in a file: one fault per place, with a rule id and words in two languages.
///
/// The rule ids are part of the product's face: receipts, rejected rows and scripts name them, so
/// they are never renamed. Messages say what was expected, not only that something failed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/text.hpp"

namespace tertil::collectors {

enum class Severity { kError, kWarning, kInfo };

/// "error", "warning" or "info".
[[nodiscard]] std::string_view name_of(Severity severity);

/// The rule ids this folder gives.
namespace rule {
// The whole file.
inline constexpr std::string_view kUnsupportedFormat = "unsupported-format";
inline constexpr std::string_view kBadEncoding = "bad-encoding";
inline constexpr std::string_view kEmptyFile = "empty-file";
inline constexpr std::string_view kMissingColumn = "missing-column";
inline constexpr std::string_view kUnknownColumn = "unknown-column";
inline constexpr std::string_view kDuplicateColumn = "duplicate-column";
inline constexpr std::string_view kTooLarge = "too-large";
// The shape of one record.
inline constexpr std::string_view kBadJson = "bad-json";
inline constexpr std::string_view kBadXml = "bad-xml";
inline constexpr std::string_view kTooManyCells = "too-many-cells";
inline constexpr std::string_view kTooFewCells = "too-few-cells";
inline constexpr std::string_view kTooManyColumns = "too-many-columns";
inline constexpr std::string_view kCellTooLarge = "cell-too-large";
inline constexpr std::string_view kRecordTooLarge = "record-too-large";
inline constexpr std::string_view kUnclosedQuote = "unclosed-quote";
inline constexpr std::string_view kStrayQuote = "stray-quote";
inline constexpr std::string_view kWrongType = "wrong-type";
// One cell.
inline constexpr std::string_view kRequired = "required";
inline constexpr std::string_view kNotANumber = "not-a-number";
inline constexpr std::string_view kAmbiguousNumber = "ambiguous-number";
inline constexpr std::string_view kNotAnInteger = "not-an-integer";
inline constexpr std::string_view kNotAYear = "not-a-year";
inline constexpr std::string_view kNotAPeriod = "not-a-period";
inline constexpr std::string_view kNotAllowed = "not-allowed";
inline constexpr std::string_view kControlCharacter = "control-character";
inline constexpr std::string_view kWrongSeries = "wrong-series";
inline constexpr std::string_view kNotABoolean = "not-a-boolean";
inline constexpr std::string_view kNotADate = "not-a-date";
inline constexpr std::string_view kNotATime = "not-a-time";
inline constexpr std::string_view kNoSuchLocalTime = "no-such-local-time";
inline constexpr std::string_view kAmbiguousLocalTime = "ambiguous-local-time";
// Fields together.
inline constexpr std::string_view kYearXorPeriod = "year-xor-period";
inline constexpr std::string_view kValueXorReason = "value-xor-reason";
inline constexpr std::string_view kVehicleOrGroup = "vehicle-or-group";
inline constexpr std::string_view kDistanceOrEmission = "distance-or-emission";
inline constexpr std::string_view kBuildingOrSite = "building-or-site";
// A mapping.
inline constexpr std::string_view kPersonalData = "personal-data";  // the whole file
inline constexpr std::string_view kMissingKey = "missing-key";      // the whole file
inline constexpr std::string_view kUnknownValue = "unknown-value";  // not in a lookup
inline constexpr std::string_view kUnknownUnit = "unknown-unit";
inline constexpr std::string_view kNoMatch = "no-match";  // a pattern or split
inline constexpr std::string_view kRange = "range";
inline constexpr std::string_view kNoPreviousRow = "no-previous-row";
inline constexpr std::string_view kRowsSkipped = "rows-skipped";          // a note
inline constexpr std::string_view kUnmappedColumns = "unmapped-columns";  // a note
// Kolada.
inline constexpr std::string_view kUnknownKeyFigure = "unknown-key-figure";
inline constexpr std::string_view kUnknownRegion = "unknown-region";
inline constexpr std::string_view kUnknownStatus = "unknown-status";
inline constexpr std::string_view kDeletedAtSource = "deleted-at-source";
inline constexpr std::string_view kMorePages = "more-pages";
// JSON-stat.
inline constexpr std::string_view kBadJsonStat = "bad-json-stat";
inline constexpr std::string_view kOverlappingCategories = "overlapping-categories";
inline constexpr std::string_view kOtherPeriods = "other-periods";
}  // namespace rule

/// One fault in one place. The first fault of a row decides what becomes of the row; further
/// faults of the same row (`first_of_row` false) are listed to be mended at the same time, for the
/// first thousand faulty rows of a file.
struct RowFault {
  std::int64_t row{0};  ///< Line where the record starts, from 1; in a JSON array its number.
  std::string column;   ///< Field name; empty when the whole row or file is meant.
  std::string raw;      ///< The cell as given, cut at 1 KiB; may be empty.
  std::string rule;     ///< One of `rule::`.
  Text message;         ///< What was expected.
  std::string record;   ///< As in RecordBatch, cut at 4 KiB; empty for the whole file.
  Severity severity{Severity::kError};
  bool first_of_row{true};
};

/// Something worth saying that cost no row, with how many rows it concerns.
struct FileFinding {
  std::string rule;
  Severity severity{Severity::kInfo};
  std::string column;  ///< May be empty.
  std::int64_t rows{0};
  std::int64_t first_row{0};  ///< Where it was first seen; 0 when it has no row.
  Text message;
};

/// The builders of messages. Values they quote are shortened; lists are written out.
namespace message {
[[nodiscard]] Text missing_column(const std::vector<std::string>& missing,
                                  const std::vector<std::string>& found);
/// `likely` names the field that was probably meant, or is empty.
[[nodiscard]] Text unknown_column(std::string_view name, std::string_view likely,
                                  const std::vector<std::string>& known);
[[nodiscard]] Text duplicate_column(std::string_view name);
[[nodiscard]] Text required(std::string_view field);
[[nodiscard]] Text not_a_number(std::string_view raw);
[[nodiscard]] Text ambiguous_number(std::string_view raw);
[[nodiscard]] Text not_an_integer(std::string_view raw);
[[nodiscard]] Text not_a_year(std::string_view raw);
[[nodiscard]] Text not_a_period(std::string_view raw);
[[nodiscard]] Text not_allowed(std::string_view raw, const std::vector<std::string_view>& choices);
[[nodiscard]] Text control_character(std::string_view field);
[[nodiscard]] Text wrong_series(std::string_view raw, std::string_view expected);
[[nodiscard]] Text wrong_type(std::string_view field);
[[nodiscard]] Text year_xor_period(bool both);
[[nodiscard]] Text value_xor_reason(bool both);
[[nodiscard]] Text not_a_boolean(std::string_view raw);
[[nodiscard]] Text not_a_date(std::string_view raw);
[[nodiscard]] Text not_a_time(std::string_view raw);
[[nodiscard]] Text no_such_local_time(std::string_view raw);
[[nodiscard]] Text ambiguous_local_time(std::string_view raw);
/// Neither of two fields is filled, or both are although only one may be.
[[nodiscard]] Text one_of_two(std::string_view first, std::string_view second, bool both);
/// Neither of two fields is filled; both may be.
[[nodiscard]] Text at_least_one(std::string_view first, std::string_view second);
[[nodiscard]] Text too_many_cells(std::size_t found, std::size_t expected);
[[nodiscard]] Text too_few_cells(std::size_t found, std::size_t expected);
[[nodiscard]] Text too_many_columns(std::size_t limit);
[[nodiscard]] Text cell_too_large(std::size_t limit);
[[nodiscard]] Text record_too_large(std::size_t limit);
[[nodiscard]] Text unclosed_quote();
[[nodiscard]] Text stray_quote();
[[nodiscard]] Text empty_file();
[[nodiscard]] Text json_too_large(std::size_t limit);
[[nodiscard]] Text not_an_object();
/// `what` names the format that the first bytes show; `advice` says what to do instead.
[[nodiscard]] Text unsupported_format(std::string_view what, const Text& advice);
[[nodiscard]] Text unknown_key_figure(std::string_view id);
[[nodiscard]] Text unknown_region(std::string_view code);
[[nodiscard]] Text unknown_status(std::string_view status);
[[nodiscard]] Text deleted_at_source();
[[nodiscard]] Text more_pages();
[[nodiscard]] Text bad_json_stat();
[[nodiscard]] Text overlapping_categories(std::string_view dimension);
/// `cells` stood for periods that do not end a year.
[[nodiscard]] Text other_periods(std::int64_t cells);
}  // namespace message

/// `text` if it has at most `bytes` bytes, else its beginning and "…". Never cuts a character.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);

}  // namespace tertil::collectors
