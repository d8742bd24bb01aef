#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/json.hpp"
#include "collectors/json_rows.hpp"
#include "collectors/line_reader.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

using nlohmann::json;

namespace {

constexpr std::size_t kChunk = std::size_t{64} * 1024;

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

class NdjsonRows final : public RowReader {
 public:
  NdjsonRows(TextReader text, const Schema& schema, const Limits& limits)
      : lines_(std::move(text), limits.record_bytes), schema_(schema), limits_(limits) {}

  bool next(Row& row) override {
    LineReader::Line line;
    do {
      if (!lines_.next(line)) return false;
    } while (is_blank(line.text) && !line.too_long);
    row.row = line.number;
    row.faults.clear();
    row.record.clear();
    if (line.too_long) {
      row.record = shortened(line.text, 4096);
      add_fault(row, rule::kRecordTooLarge, message::record_too_large(limits_.record_bytes));
      return true;
    }
    auto parsed = parse_json(line.text, {.max_depth = limits_.json_depth});
    if (auto* fault = std::get_if<JsonFault>(&parsed)) {
      row.record = line.text;
      add_fault(row, rule::kBadJson, std::move(fault->message));
      return true;
    }
    fill_row(std::get<json>(parsed), schema_, limits_, row);
    return true;
  }

  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kPointLikely; }

 private:
  LineReader lines_;
  const Schema& schema_;
  Limits limits_;
};

class ArrayRows final : public RowReader {
 public:
  ArrayRows(json document, const Schema& schema, const Limits& limits)
      : document_(std::move(document)), schema_(schema), limits_(limits) {}

  bool next(Row& row) override {
    if (at_ == document_.size()) return false;
    row.row = static_cast<std::int64_t>(at_) + 1;
    row.faults.clear();
    row.record.clear();
    fill_row(document_[at_], schema_, limits_, row);
    document_[at_] = nullptr;  // what has been read needs no memory any more
    ++at_;
    return true;
  }

  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kPointLikely; }

 private:
  json document_;
  const Schema& schema_;
  Limits limits_;
  std::size_t at_{0};
};

Cell cell_of(const json& value) {
  Cell cell;
  if (value.is_string()) {
    cell.text = value.get_ref<const std::string&>();
    const std::size_t begin = cell.text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) {
      cell.text.clear();
    } else {
      cell.text = cell.text.substr(begin, cell.text.find_last_not_of(" \t\r\n") - begin + 1);
    }
  } else if (value.is_number()) {
    cell.number = value.get<double>();
    cell.text = value.dump();
  } else if (!value.is_null()) {
    cell.wrong_type = true;
    cell.text = shortened(value.dump(), 100);
  }
  return cell;
}

bool is_note(std::string_view key) { return key.starts_with('_'); }

}  // namespace

void add_fault(Row& row, std::string_view rule, Text message, std::string_view column,
               std::string_view raw) {
  row.faults.push_back({.row = row.row,
                        .column = std::string(column),
                        .raw = shortened(raw, 1024),
                        .rule = std::string(rule),
                        .message = std::move(message),
                        .record = {}});
}

void fill_row(const json& value, const Schema& schema, const Limits& limits, Row& row) {
  row.cells.assign(schema.fields.size(), {});
  if (!value.is_object()) {
    add_fault(row, rule::kBadJson, message::not_an_object());
    return;
  }
  json known = json::object();
  for (const auto& [key, member] : value.items()) {
    if (is_note(key)) continue;
    if (key == "type") {
      const bool same =
          member.is_string() && member.get_ref<const std::string&>() == name_of(schema.target);
      known[key] = member;
      if (same) continue;
      const std::string raw = member.is_string() ? member.get<std::string>() : member.dump();
      add_fault(row, rule::kNotAllowed, message::not_allowed(raw, {name_of(schema.target)}), key,
                raw);
      continue;
    }
    const auto index = schema.index_of(key);
    if (!index) {
      add_fault(row, rule::kUnknownColumn,
                message::unknown_column(key, likely_field(schema, key), field_names(schema)),
                shortened(key, 100));
      continue;
    }
    row.cells[*index] = cell_of(member);
    if (member.is_boolean() && schema.fields[*index].type == FieldType::kBoolean) {
      row.cells[*index].wrong_type = false;
    }
    known[key] = member;
    if (row.cells[*index].text.size() > limits.cell_bytes) {
      add_fault(row, rule::kCellTooLarge, message::cell_too_large(limits.cell_bytes), key,
                row.cells[*index].text);
    }
  }
  row.record = known.dump();
}

OpenedRows open_ndjson(const TextReader& text, const Schema& schema, const Limits& limits) {
  return std::make_unique<NdjsonRows>(text, schema, limits);
}

OpenedRows open_json(const TextReader& text, const Schema& schema, const Source& source,
                     const Limits& limits, std::string& format) {
  std::string whole;
  TextReader reader = text;
  while (reader.read(whole, kChunk)) {
    if (whole.size() > limits.json_bytes) {
      return refuse(rule::kTooLarge, 1, message::json_too_large(limits.json_bytes));
    }
  }
  auto parsed =
      parse_json(whole, {.max_depth = limits.json_depth, .most_memory = limits.document_memory});
  std::string().swap(whole);
  if (auto* fault = std::get_if<JsonFault>(&parsed)) {
    const bool large = fault->kind == JsonFault::Kind::kTooLarge;
    return refuse(large ? rule::kTooLarge : rule::kBadJson, fault->line, std::move(fault->message));
  }
  json& document = std::get<json>(parsed);
  const bool takes_kolada =
      source.takes(Format::kKoladaJson) && schema.target == Target::kKeyFigureValue;
  if (takes_kolada && is_kolada_answer(document)) {
    format = "kolada-json";
    return open_kolada(std::move(document), schema, source);
  }
  const bool takes_json_stat =
      source.takes(Format::kJsonStat) && schema.target == Target::kPopulation;
  if (takes_json_stat && is_json_stat(document)) {
    format = "json-stat";
    return open_json_stat(std::move(document), schema, source);
  }
  if (document.is_object()) document = json::array({std::move(document)});
  if (!document.is_array()) return refuse(rule::kBadJson, 1, message::not_an_object());
  if (document.empty()) return refuse(rule::kEmptyFile, 1, message::empty_file());
  return std::make_unique<ArrayRows>(std::move(document), schema, limits);
}

}  // namespace tertil::collectors
