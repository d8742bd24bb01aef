#include "collectors/canonical_columns.hpp"

#include <algorithm>
#include <utility>

#include "collectors/header.hpp"

namespace tertil::collectors {

namespace {

std::optional<Refusal> place(const std::vector<std::string>& names, std::int64_t line,
                             const Schema& schema, PlacedColumns& placed) {
  std::vector<std::string> unknown;
  auto& field_of = placed.field_of;
  for (const std::string& name : names) {
    const auto index = schema.index_of(name);
    if (index && std::find(field_of.begin(), field_of.end(), index) != field_of.end()) {
      auto refusal = refuse(rule::kDuplicateColumn, line, message::duplicate_column(name));
      refusal.fault.column = name;
      return refusal;
    }
    field_of.push_back(index);
    if (!index && !name.starts_with('_')) unknown.push_back(name);
  }
  // A header without one known name is no header of ours: say what is missing, not what is odd.
  const bool some_known = std::any_of(field_of.begin(), field_of.end(),
                                      [](const auto& index) { return index.has_value(); });
  if (unknown.empty() || !some_known) return std::nullopt;
  const auto likely = likely_field(schema, unknown.front());
  auto refusal = refuse(rule::kUnknownColumn, line,
                        message::unknown_column(unknown.front(), likely, field_names(schema)));
  refusal.fault.column = shortened(unknown.front(), 100);
  refusal.fault.raw = refusal.fault.column;
  return refusal;
}

std::optional<Refusal> check(const std::vector<std::string>& names, std::int64_t line,
                             const Schema& schema) {
  const auto has = [&names](std::string_view field) {
    return std::find(names.begin(), names.end(), field) != names.end();
  };
  std::vector<std::string> missing;
  for (const Field& field : schema.fields) {
    if ((field.required || field.needed) && !has(field.name)) missing.emplace_back(field.name);
  }
  for (const Alternative& pair : schema.alternatives) {
    if (!has(pair.first) && !has(pair.second)) missing.emplace_back(pair.first);
  }
  if (missing.empty()) return std::nullopt;
  auto refusal = refuse(rule::kMissingColumn, line, message::missing_column(missing, names));
  refusal.fault.column = missing.front();
  return refusal;
}

}  // namespace

std::variant<PlacedColumns, Refusal> place_columns(std::vector<std::string> names,
                                                   std::int64_t line, const Schema& schema) {
  while (!names.empty() && names.back().empty()) names.pop_back();
  PlacedColumns placed{.count = names.size(), .field_of = {}};
  if (auto refusal = place(names, line, schema, placed)) return std::move(*refusal);
  if (auto refusal = check(names, line, schema)) return std::move(*refusal);
  return placed;
}

std::size_t header_among(std::span<const std::vector<std::string>> rows, const Schema& schema) {
  for (std::size_t i = 0; i < std::min(rows.size(), kFarthestNames); ++i) {
    if (std::holds_alternative<PlacedColumns>(place_columns(rows[i], 1, schema))) return i;
  }
  return 0;
}

FileFinding preamble_note(std::size_t rows, std::int64_t first_row, std::int64_t header_row) {
  const auto count = static_cast<std::int64_t>(rows);
  return {.rule = std::string(rule::kPreambleSkipped),
          .severity = Severity::kInfo,
          .column = {},
          .rows = count,
          .first_row = first_row,
          .message = message::preamble_skipped(count, header_row)};
}

void append_member(std::string& record, std::string_view name, std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  const auto append = [&record](std::string_view part) {
    record += '"';
    for (const char c : part) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') {
        record += '\\';
        record += c;
      } else if (byte < 0x20) {
        record += "\\u00";
        record += kDigits[byte >> 4U];
        record += kDigits[byte & 0xFU];
      } else {
        record += c;
      }
    }
    record += '"';
  };
  record += record.empty() ? '{' : ',';
  append(name);
  record += ':';
  append(text);
}

}  // namespace tertil::collectors
