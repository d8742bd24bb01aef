#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

#include "collectors/json.hpp"
#include "collectors/json_rows.hpp"
#include "collectors/line_reader.hpp"
#include "collectors/table_formats.hpp"

namespace tertil::collectors {

using nlohmann::json;

namespace {

constexpr std::size_t kChunk = std::size_t{64} * 1024;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const auto begin = text.find_first_not_of(kWhite);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhite) - begin + 1);
}

/// Lists and objects inside a list stay as they are written.
TableCell cell_of(const json& value) {
  TableCell cell;
  if (value.is_string()) {
    cell.text = trimmed(value.get_ref<const std::string&>());
    if (!cell.text.empty()) cell.kind = CellKind::kText;
  } else if (value.is_number()) {
    cell.kind = CellKind::kNumber;
    cell.number = value.get<double>();
    cell.text = value.dump();
  } else if (value.is_boolean()) {
    cell.kind = CellKind::kBoolean;
    cell.text = value.get<bool>() ? "true" : "false";
  } else if (!value.is_null()) {
    cell.kind = CellKind::kText;
    cell.text = value.dump();
  }
  return cell;
}

/// Cells of records, under names that grow while records are read.
class Columns {
 public:
  explicit Columns(const Limits& limits) : limits_(limits) {}

  /// Fills `row` from one record and the objects round it, the nearest first.
  void fill(const json& record, const std::vector<const json*>& around, TableRow& row) {
    row.cells.clear();
    row.fault.reset();
    if (!record.is_object()) {
      fail(row, rule::kBadJson, message::not_an_object());
      return;
    }
    members(record, "", row);
    std::string prefix;
    for (const json* one : around) {
      prefix += "../";
      for (const auto& [key, value] : one->items()) {
        if (!value.is_structured()) put(prefix + key, value, row);
      }
    }
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  static void fail(TableRow& row, std::string_view rule, Text message) {
    row.cells.clear();
    row.fault = RowFault{.row = row.row,
                         .column = {},
                         .raw = {},
                         .rule = std::string(rule),
                         .message = std::move(message),
                         .record = {}};
  }

 private:
  void members(const json& object, const std::string& prefix, TableRow& row) {
    for (const auto& [key, value] : object.items()) {  // depth is bounded by the parser
      if (value.is_object()) {
        members(value, prefix + key + "/", row);
      } else {
        put(prefix + key, value, row);
      }
    }
  }

  void put(const std::string& name, const json& value, TableRow& row) {
    auto found = index_.find(name);
    if (found == index_.end()) {
      if (names_.size() >= limits_.columns) {
        if (!row.fault) {
          fail(row, rule::kTooManyColumns, message::too_many_columns(limits_.columns));
        }
        return;
      }
      found = index_.emplace(name, names_.size()).first;
      names_.push_back(name);
    }
    if (row.fault) return;
    if (row.cells.size() <= found->second) row.cells.resize(found->second + 1);
    auto cell = cell_of(value);
    const std::size_t most = value.is_array() ? limits_.record_bytes : limits_.cell_bytes;
    if (cell.text.size() > most) {
      return fail(row, rule::kCellTooLarge, message::cell_too_large(most));
    }
    row.cells[found->second] = std::move(cell);
  }

  const Limits& limits_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> index_;
};

bool is_blank_row(const TableRow& row) {
  return !row.fault && std::all_of(row.cells.begin(), row.cells.end(),
                                   [](const auto& cell) { return cell.kind == CellKind::kEmpty; });
}

struct Record {
  const json* value;
  std::vector<const json*> around;
};

/// The names in a pointer; "~1" is a slash and "~0" a tilde.
std::vector<std::string> tokens_of(std::string_view pointer) {
  std::vector<std::string> tokens;
  while (!pointer.empty()) {
    if (pointer.front() == '/') pointer.remove_prefix(1);
    const auto end = std::min(pointer.find('/'), pointer.size());
    std::string token(pointer.substr(0, end));
    for (auto at = token.find("~1"); at != std::string::npos; at = token.find("~1", at + 1))
      token.replace(at, 2, "/");
    for (auto at = token.find("~0"); at != std::string::npos; at = token.find("~0", at + 1))
      token.replace(at, 2, "~");
    if (!token.empty()) tokens.push_back(std::move(token));
    pointer.remove_prefix(end);
  }
  return tokens;
}

/// Follows the names down; lists are walked through whether `*` says so or not.
void collect(const json& value, const std::vector<std::string>& tokens, std::size_t at,
             std::vector<const json*> around, std::deque<Record>& out) {
  if (value.is_array()) {
    const std::size_t next = at < tokens.size() && tokens[at] == "*" ? at + 1 : at;
    for (const auto& element : value) {
      if (element.is_structured() || next == tokens.size()) {
        collect(element, tokens, next, around, out);
      }
    }
    return;
  }
  if (at == tokens.size()) {
    out.push_back({&value, std::move(around)});
    return;
  }
  if (!value.is_object()) return;
  around.insert(around.begin(), &value);
  if (tokens[at] == "*") {
    for (const auto& member : value) collect(member, tokens, at + 1, around, out);
    return;
  }
  const auto member = value.find(tokens[at]);
  if (member != value.end()) collect(*member, tokens, at + 1, std::move(around), out);
}

/// Where nothing is said: the nearest list of objects, or the document itself.
std::string likely_pointer(const json& document) {
  std::deque<std::pair<const json*, std::string>> open{{&document, ""}};
  while (!open.empty()) {
    const auto [value, path] = open.front();
    open.pop_front();
    if (value->is_array() && !value->empty() && value->front().is_object()) return path;
    if (!value->is_object()) continue;
    for (const auto& [key, member] : value->items()) {
      if (member.is_structured()) open.emplace_back(&member, fmt::format("{}/{}", path, key));
    }
  }
  return "";
}

class JsonTable final : public TableReader {
 public:
  JsonTable(json document, const TableOptions& options, const Limits& limits)
      : document_(std::move(document)), limits_(limits), columns_(limits_) {
    const auto pointer = options.records.empty() ? likely_pointer(document_) : options.records;
    collect(document_, tokens_of(pointer), 0, {}, records_);
  }

  [[nodiscard]] bool empty() const { return records_.empty(); }

  bool next(TableRow& row) override {
    while (!records_.empty()) {
      const Record record = std::move(records_.front());
      records_.pop_front();
      row.row = ++row_;
      columns_.fill(*record.value, record.around, row);
      if (!is_blank_row(row)) return true;
    }
    return false;
  }

  [[nodiscard]] const std::vector<std::string>& names() const override { return columns_.names(); }
  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kPointLikely; }

 private:
  json document_;
  Limits limits_;
  Columns columns_;
  std::deque<Record> records_;
  std::int64_t row_{0};
};

class NdjsonTable final : public TableReader {
 public:
  NdjsonTable(TextReader text, const TableOptions& options, const Limits& limits)
      : limits_(limits),
        lines_(std::move(text), limits.record_bytes),
        tokens_(tokens_of(options.records)),
        columns_(limits_) {}

  bool next(TableRow& row) override {
    for (;;) {
      while (!records_.empty()) {
        const Record record = std::move(records_.front());
        records_.pop_front();
        row.row = line_;
        columns_.fill(*record.value, record.around, row);
        if (!is_blank_row(row)) return true;
      }
      LineReader::Line line;
      if (!lines_.next(line)) return false;
      if (trimmed(line.text).empty() && !line.too_long) continue;
      row.row = line_ = line.number;
      if (line.too_long) {
        Columns::fail(row, rule::kRecordTooLarge, message::record_too_large(limits_.record_bytes));
        return true;
      }
      auto parsed = parse_json(line.text, {.max_depth = limits_.json_depth});
      if (auto* fault = std::get_if<JsonFault>(&parsed)) {
        Columns::fail(row, rule::kBadJson, std::move(fault->message));
        return true;
      }
      document_ = std::move(std::get<json>(parsed));
      collect(document_, tokens_, 0, {}, records_);
    }
  }

  [[nodiscard]] const std::vector<std::string>& names() const override { return columns_.names(); }
  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kPointLikely; }

 private:
  Limits limits_;
  LineReader lines_;
  std::vector<std::string> tokens_;
  Columns columns_;
  json document_;
  std::deque<Record> records_;
  std::int64_t line_{0};
};

}  // namespace

OpenedTable open_json_table(const TextReader& text, const TableOptions& options,
                            const Limits& limits) {
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
  auto table = std::make_unique<JsonTable>(std::move(std::get<json>(parsed)), options, limits);
  if (table->empty()) return refuse(rule::kEmptyFile, 1, message::empty_file());
  return table;
}

OpenedTable open_ndjson_table(const TextReader& text, const TableOptions& options,
                              const Limits& limits) {
  return std::make_unique<NdjsonTable>(text, options, limits);
}

}  // namespace tertil::collectors
