#include "collectors/mapped_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/field_maker.hpp"
#include "collectors/json.hpp"
#include "collectors/mapping_time.hpp"

namespace tertil::collectors {

namespace {

/// Columns that a file with a header must have; of unpivoted ones some may be missing.
std::vector<std::string> required_columns(Mapping mapping) {
  if (mapping.unpivot) mapping.unpivot->columns.clear();
  return mapping.columns();
}

bool named_in(const std::vector<std::string>& list, std::string_view column) {
  const auto wanted = folded(column);
  return std::any_of(list.begin(), list.end(),
                     [&wanted](const auto& one) { return folded(one) == wanted; });
}

class MappedRows final : public MappedReader {
 public:
  MappedRows(TableCursor cursor, const Source& source, Mapping mapping, const Schema& schema,
             std::string_view key)
      : source_(source),
        mapping_(std::move(mapping)),
        schema_(schema),
        key_(key),
        cursor_(std::move(cursor)),
        maker_(source_, mapping_, schema_, cursor_, key_) {
    for (auto& column : mapping_.columns()) used_.push_back(std::move(column));
  }

  bool next(Row& row) override {
    for (;;) {
      if (pending_.empty() && !read_more()) return false;
      const Pending one = std::move(pending_.front());
      pending_.pop_front();
      row.row = table_row_.row;
      row.faults.clear();
      row.cells.assign(schema_.fields.size(), {});
      row.record.clear();
      if (table_row_.fault) {
        // Its text may hold columns that nobody mapped, so none of it is kept.
        auto fault = *table_row_.fault;
        fault.raw.clear();
        row.faults.push_back(std::move(fault));
        return true;
      }
      maker_.make(table_row_, one.words, row);
      if (one.fault) row.faults.insert(row.faults.begin(), *one.fault);
      write_record(one, row);
      return true;
    }
  }

  [[nodiscard]] DecimalMark mark() const override { return cursor_.mark(); }

  [[nodiscard]] std::string column_of(std::string_view field) const override {
    return maker_.column_of(field);
  }

  [[nodiscard]] std::vector<FileFinding> notes() const override {
    auto notes = cursor_.notes();
    if (passed_over_ > 0) {
      notes.push_back({.rule = std::string(rule::kRowsSkipped),
                       .severity = Severity::kInfo,
                       .column = {},
                       .rows = passed_over_,
                       .first_row = 0,
                       .message = {"Rader som mappningens villkor (where) utesluter lästes inte.",
                                   "Rows that the mapping's conditions (where) exclude were not "
                                   "read."}});
    }
    const auto left = unmapped();
    if (!left.empty()) {
      auto names = left;
      if (names.size() > 20) names.resize(20);
      notes.push_back(
          {.rule = std::string(rule::kUnmappedColumns),
           .severity = Severity::kInfo,
           .column = {},
           .rows = 0,
           .first_row = 0,
           .message = {fmt::format("Kolumner som inte används: {}.", fmt::join(names, ", ")),
                       fmt::format("Columns that are not used: {}.", fmt::join(names, ", "))}});
    }
    return notes;
  }

  [[nodiscard]] bool must_reject() const override { return maker_.must_reject(); }

  [[nodiscard]] std::vector<std::string> unmapped() const override {
    std::vector<std::string> left;
    const auto& names = cursor_.names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      const bool numbered = named_in(used_, fmt::format("#{}", i + 1));
      if (names[i].empty() || numbered || named_in(used_, names[i]) ||
          named_in(used_, "/" + names[i]) || named_in(source_.privacy.drop_columns, names[i]) ||
          is_unpivoted(names[i])) {
        continue;
      }
      left.push_back(names[i]);
    }
    return left;
  }

  [[nodiscard]] std::vector<std::string> raw_cells() const override {
    std::vector<std::string> cells;
    const auto& names = cursor_.names();
    for (std::size_t i = 0; i < table_row_.cells.size(); ++i) {
      const auto& name = i < names.size() ? names[i] : std::string();
      const auto& text = table_row_.cells[i].text;
      const bool hidden = named_in(source_.privacy.drop_columns, name) ||
                          named_in(source_.privacy.pseudonymise, name) || names_person(name);
      cells.push_back(hidden ? masked_whole(text) : masked(text));
    }
    return cells;
  }

 private:
  struct Pending {
    RowWords words;
    std::string column;  ///< The one that was unpivoted, or the array's.
    std::optional<RowFault> fault;
  };

  [[nodiscard]] bool is_unpivoted(std::string_view name) const {
    if (!mapping_.unpivot) return false;
    if (!mapping_.unpivot->pattern) return named_in(mapping_.unpivot->columns, name);
    return mapping_.unpivot->pattern->matches(name);
  }

  bool read_more() {
    while (cursor_.next(table_row_)) {
      if (table_row_.fault) {
        pending_.emplace_back();
        return true;
      }
      const bool kept = std::all_of(mapping_.where.begin(), mapping_.where.end(),
                                    [&](auto& one) { return cursor_.fits(table_row_, one); });
      if (!kept) {
        ++passed_over_;
        continue;
      }
      if (mapping_.unpivot) {
        unpivot();
      } else if (mapping_.array) {
        take_array();
      } else {
        pending_.emplace_back();
      }
      if (!pending_.empty()) return true;
    }
    return false;
  }

  void unpivot() {
    const auto& names = cursor_.names();
    for (std::size_t i = 0; i < names.size() && i < table_row_.cells.size(); ++i) {
      const auto& cell = table_row_.cells[i];
      if (cell.kind == CellKind::kEmpty) continue;
      Pending one;
      if (mapping_.unpivot->pattern) {
        const auto match = mapping_.unpivot->pattern->find(names[i]);
        if (!match) continue;
        for (std::size_t g = 0; g < match->groups.size(); ++g) {
          one.words["@" + std::to_string(g + 1)] = text(match->groups[g]);
        }
        for (const auto& [name, group] : mapping_.unpivot->pattern->names()) {
          one.words["@" + name] = text(match->groups.at(group - 1));
        }
      } else if (!named_in(mapping_.unpivot->columns, names[i])) {
        continue;
      }
      one.words["@name"] = text(names[i]);
      one.words["@value"] = cell;
      one.column = names[i];
      pending_.push_back(std::move(one));
    }
  }

  static TableCell text(std::string written) {
    const auto kind = written.empty() ? CellKind::kEmpty : CellKind::kText;
    return {kind, std::move(written), 0.0};
  }

  void take_array() {
    const ArrayMapping& array = *mapping_.array;
    const auto& list = cursor_.cell(table_row_, array.values);
    if (list.kind == CellKind::kEmpty) return;
    const auto parsed = parse_json(list.text);
    const auto* values = std::get_if<nlohmann::json>(&parsed);
    const auto first = read_moment(cursor_.cell(table_row_, array.start), array.start_form);
    std::optional<Seconds> begin;
    if (first) {
      const auto at = instant_of(*first, array.start_form.zone);
      if (const auto* written = std::get_if<WrittenTime>(&at)) begin = written->seconds;
    }
    if (values == nullptr || !values->is_array() || !begin) {
      Pending one;
      const bool no_list = values == nullptr || !values->is_array();
      const auto column = no_list ? array.values : array.start;
      const auto raw = no_list ? std::string() : cursor_.cell(table_row_, array.start).text;
      one.fault =
          RowFault{.row = table_row_.row,
                   .column = column,
                   .raw = raw,
                   .rule = std::string(no_list ? rule::kWrongType : rule::kNotATime),
                   .message = no_list ? message::wrong_type(column) : message::not_a_time(raw),
                   .record = {}};
      pending_.push_back(std::move(one));
      return;
    }
    Seconds start = *begin;
    for (std::size_t i = 0; i < values->size(); ++i) {
      const auto& zone = array.start_form.zone;
      // Always from the first, so that a month's last day does not shorten the next.
      const Seconds end = stepped(*begin, array.step, static_cast<int>(i) + 1, zone);
      const auto& value = (*values)[i];
      if (!value.is_null()) {
        Pending one;
        one.column = array.values;
        one.words["@index"] = text(std::to_string(i));
        one.words["@start"] = text(utc_text(start));
        one.words["@end"] = text(utc_text(end));
        one.words["@value"] =
            value.is_number() ? TableCell{CellKind::kNumber, value.dump(), value.get<double>()}
                              : text(value.is_string() ? value.get<std::string>() : value.dump());
        pending_.push_back(std::move(one));
      }
      start = end;
    }
  }

  /// The mapped columns as they stand in the file, pseudonyms in place of what they hide.
  void write_record(const Pending& one, Row& row) {
    const auto add = [&row](std::string_view name, std::string_view text) {
      if (text.empty()) return;
      row.record += row.record.empty() ? '{' : ',';
      append_json_text(row.record, name);
      row.record += ':';
      append_json_text(row.record, text);
    };
    for (const auto& column : used_) {
      if (mapping_.array && column == mapping_.array->values) continue;
      if (is_unpivoted(column)) continue;
      add(column, maker_.read(column).text);
    }
    if (!one.column.empty()) {
      if (const auto value = one.words.find("@value"); value != one.words.end()) {
        add(one.column, value->second.text);
      }
    }
    row.record += row.record.empty() ? "{}" : "}";
  }

  const Source& source_;
  const Mapping mapping_;
  const Schema& schema_;
  std::string key_;
  TableCursor cursor_;
  FieldMaker maker_;
  std::vector<std::string> used_;
  TableRow table_row_;
  std::deque<Pending> pending_;
  std::int64_t passed_over_{0};
};

bool is_vehicle_column(const Mapping& mapping, std::string_view column) {
  return std::any_of(mapping.fields.begin(), mapping.fields.end(), [&](const auto& field) {
    return field.to == "vehicle" && named_in(field.from, column);
  });
}

/// A building's name may look like a person's.
bool is_name_of_thing(const Mapping& mapping, std::string_view column) {
  return std::any_of(mapping.fields.begin(), mapping.fields.end(), [&](const auto& field) {
    return (field.to == "name" || field.to == "building" || field.to == "site") &&
           named_in(field.from, column);
  });
}

}  // namespace

std::optional<Refusal> find_personal_data(const ByteSource& bytes, const Mapping& mapping,
                                          const Privacy& privacy, const Limits& limits,
                                          std::vector<std::string>& to_drop) {
  FileForm form;
  auto opened = TableCursor::open(bytes, mapping.layout, {}, limits, form);
  if (std::holds_alternative<Refusal>(opened)) return std::nullopt;  // the reader tells why
  auto& cursor = std::get<TableCursor>(opened);
  std::vector<ColumnWatch> watches;
  std::vector<std::string> names;
  std::deque<Privacy> rules;  // one a column; watches refer to them
  TableRow row;
  std::int64_t rows = 0;
  while (cursor.next(row)) {
    ++rows;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      while (watches.size() <= i) {
        const auto at = watches.size();
        const auto& all = cursor.names();
        names.push_back(at < all.size() && !all[at].empty() ? all[at] : fmt::format("#{}", at + 1));
        rules.push_back(privacy);
        if (is_name_of_thing(mapping, names.back())) {
          auto& kinds = rules.back().reject_if_value_looks_like;
          if (rules.back().all) kinds.assign(kAllPersonal.begin(), kAllPersonal.end());
          rules.back().all = false;
          std::erase(kinds, Personal::kName);
        }
        watches.emplace_back(names.back(), rules.back(), is_vehicle_column(mapping, names.back()));
      }
      if (row.cells[i].kind != CellKind::kEmpty) watches[i].see(row.cells[i].text, row.row);
    }
  }
  const auto used = mapping.columns();
  for (std::size_t i = 0; i < watches.size(); ++i) {
    const auto found = watches[i].found();
    if (!found) continue;
    const bool mapped = named_in(used, names[i]) || named_in(used, fmt::format("#{}", i + 1));
    if (privacy.drop_on_match && !mapped) {
      to_drop.push_back(names[i]);
      continue;
    }
    auto refusal = refuse(rule::kPersonalData, watches[i].row(),
                          personal_data_message(masked(names[i]), *found));
    refusal.fault.column = masked(names[i]);
    refusal.rows = rows;
    return refusal;
  }
  return std::nullopt;
}

OpenedMapping open_mapped(const ByteSource& bytes, const Source& source, const Schema& schema,
                          const Limits& limits, std::string_view key, FileForm& form,
                          PrivacyOutcome& outcome) {
  const Mapping& mapping = *source.mapping;
  const bool looks = source.privacy.all || !source.privacy.reject_if_value_looks_like.empty();
  if (looks) {
    if (auto refusal =
            find_personal_data(bytes, mapping, source.privacy, limits, outcome.dropped)) {
      return std::move(*refusal);
    }
  }
  auto opened = TableCursor::open(bytes, mapping.layout, required_columns(mapping), limits, form);
  if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
  auto& cursor = std::get<TableCursor>(opened);
  for (const auto& name : cursor.names()) {
    if (named_in(source.privacy.drop_columns, name)) outcome.dropped.push_back(name);
    if (named_in(source.privacy.pseudonymise, name)) outcome.pseudonymised.push_back(name);
  }
  if (!source.privacy.pseudonymise.empty() && key.empty()) {
    return refuse(rule::kMissingKey, 1,
                  {"Källan gör koder av kolumner, men installationens nyckel för det saknas.",
                   "The source turns columns into codes, but the installation's key for that is "
                   "missing."});
  }
  return std::make_unique<MappedRows>(std::move(cursor), source, mapping, schema, key);
}

}  // namespace tertil::collectors
