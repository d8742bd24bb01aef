/// @file collectors/mapping.hpp
/// @brief How the columns of a foreign file become the fields of a target. Data, no code.
///
/// Written in TOML (collectors/sources/README.md tells authors how). A column is named as its
/// header says ("Volym"; case and runs of spaces do not matter), by its place ("#3"), or, where the
/// format has no header, by a pointer within the record ("unit/name", "../meter_id", "@id").
/// Words that begin with @ stand for what a row is made of: `@name` and `@value` of an unpivoted
/// column, `@1`, `@2` … or `@month` for what its pattern captured, `@value`, `@index`, `@start`
/// and `@end` of an element of an array, `@row` for the row's number.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/number.hpp"
#include "collectors/pattern.hpp"
#include "collectors/schema.hpp"

namespace tertil::collectors {

/// From what the sender writes to what we write, e.g. "N00404" → "antibiotic-prescriptions".
using Lookup = std::map<std::string, std::string, std::less<>>;

/// A span of time that is added or taken away; months are calendar months.
enum class Step { kNone, kQuarterHour, kHalfHour, kHour, kDay, kWeek, kMonth, kYear };

/// "hour", "day", "month" …, "15min", "30min".
[[nodiscard]] std::optional<Step> step_named(std::string_view name);

/// What a lookup does with a value that its table does not hold.
enum class OnMissing {
  kQuarantine,  ///< The row is faulty.
  kReject,      ///< So is the file: nothing of it is stored.
  kConstant,    ///< The field becomes `FieldMapping::missing_value`.
  kKeep,        ///< The value stays as written.
};

/// A test of one column; a row that fails it is passed over or treated otherwise.
struct Condition {
  std::string column;
  std::vector<std::string> any_of;   ///< Equal to one of them (case matters not).
  std::vector<std::string> none_of;  ///< Equal to none of them.
  std::optional<Pattern> matches;
  std::optional<Pattern> not_matches;
  std::optional<bool> empty;
};

/// How a written date or time becomes an instant or a date.
struct TimeMapping {
  /// Forms that are tried in turn: "YYYY-MM-DD", "YYYYMMDD", "DD.MM.YYYY", "D/M/YYYY", "M/D/YYYY",
  /// "YYYYMM", "YYYYMMDDHH", "YYYYMM[DD[HH]]", "MMM YYYY", "YYYY-'W'WW", "excel", "epoch-s",
  /// "epoch-ms", "ISO", and any other order of YYYY, YY, MM, M, MMM, DD, D, HH, H, mm, ss and
  /// marks. Empty: ISO forms only.
  std::vector<std::string> formats;
  std::string zone{"Europe/Stockholm"};  ///< Or "UTC" or an offset, "+01:00".
  std::string time_column;               ///< The time of day, where it has a column of its own.
  bool end_of_period{false};             ///< Where the period that is written ends, not begins.
  bool inclusive{false};  ///< The sender's end belongs to the period: one more step makes ours.
  Step plus{Step::kNone};
  Step minus{Step::kNone};
};

/// Where a field comes from and what happens on the way, in the order of the members.
struct FieldMapping {
  std::string to;
  std::vector<std::string> from;     ///< Columns; more than one are joined.
  std::string join{" "};             ///< Between them; empty cells are left out.
  std::string template_text;         ///< "{Anläggning}-{Mätare}": columns in braces.
  std::optional<std::string> value;  ///< A constant; no column then.
  std::string from_field;            ///< Another field of this row, made before: start from end.
  bool from_previous_row{false};     ///< The `from_field` of the row before, of equal `by`.
  std::vector<std::string> by;       ///< Fields that must be equal, e.g. meter.
  std::string split_by;              ///< Parted by this;
  int part{0};                       ///< this part is taken, from 1; −1 is the last.
  std::optional<Pattern> regex;      ///< Its first capture, or all that it matches.
  std::string lookup;                ///< A table of the source's lookups.
  OnMissing on_missing{OnMissing::kQuarantine};
  std::string missing_value;
  std::optional<std::string> otherwise;  ///< Where the cell is empty ("default").
  std::optional<FieldType> type;         ///< When stricter than the target's, else that.
  std::string unit;                      ///< Of every cell in the column.
  std::string unit_column;               ///< Or the column that says it.
  std::string unit_lookup;               ///< From the sender's unit words to ours.
  std::optional<DecimalMark> decimal;    ///< Overrides the file's.
  double scale{1.0};
  bool negate{false};
  std::optional<Condition> negate_when;
  std::optional<double> min;
  std::optional<double> max;
  TimeMapping time;
  std::int64_t line{0};  ///< In the mapping file.
};

/// Wide to long: each filled cell of the chosen columns becomes a row.
struct Unpivot {
  std::vector<std::string> columns;
  std::optional<Pattern> pattern;  ///< Of column names, instead of a list.
};

/// One record holds a list of values at an even step: each becomes a row, nulls none.
struct ArrayMapping {
  std::string values;  ///< Pointer within the record.
  std::string start;   ///< Column with where the first value's period starts.
  TimeMapping start_form;
  Step step{Step::kHour};
};

/// How the file is laid out; what is not said is found out.
struct Layout {
  std::string format;  ///< "csv", "xlsx", "json", "xml"; empty or "auto": any.
  std::optional<char> delimiter;
  std::string encoding{"auto"};
  std::string sheet;
  std::string records;
  std::vector<std::int64_t> header_rows;  ///< Line numbers; {0}: there is none. Empty: looked for.
  std::string header_join{" "};
  std::optional<std::int64_t> first_row;  ///< Where data begins, when not just after the header.
  std::int64_t footer_rows{0};            ///< Rows at the end that are no data.
  std::vector<Condition> stop_at;         ///< Data ends before the first row that fits any.
  std::vector<Condition> skip_rows;       ///< Rows that fit any are no data: totals, subheadings.
  std::vector<std::string> missing_values;
  std::optional<DecimalMark> decimal;
  bool fill_down{false};  ///< Empty cells of `fill_columns` repeat what is above.
  std::vector<std::string> fill_columns;
};

struct Mapping {
  Layout layout;
  std::vector<Condition> where;  ///< A row that fails any is passed over.
  std::optional<Unpivot> unpivot;
  std::optional<ArrayMapping> array;
  std::vector<FieldMapping> fields;

  /// Every column that is named anywhere, without the words that begin with @.
  [[nodiscard]] std::vector<std::string> columns() const;
};

/// The mapping under which a file with exactly the target's own headers is read.
[[nodiscard]] Mapping identity_mapping(const Schema& schema);

/// "Volym  (L)" → "volym (l)": how names of columns are compared.
[[nodiscard]] std::string folded(std::string_view name);

}  // namespace tertil::collectors
