#include <algorithm>
#include <deque>
#include <map>
#include <pugixml.hpp>
#include <unordered_map>
#include <utility>

#include "collectors/table_formats.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kChunk = std::size_t{64} * 1024;
/// What the tree takes, in bytes, for a mark that begins something in the text, and to spare.
constexpr std::size_t kPerMark = 200;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhite = " \t\r\n";
  const auto begin = text.find_first_not_of(kWhite);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kWhite) - begin + 1);
}

/// Without the prefix of its name space.
std::string_view local(const char* name) {
  const std::string_view text(name);
  const auto colon = text.find(':');
  return colon == std::string_view::npos ? text : text.substr(colon + 1);
}

bool is_element(const pugi::xml_node& node) { return node.type() == pugi::node_element; }

bool has_elements(const pugi::xml_node& node) {
  return std::any_of(node.begin(), node.end(), is_element);
}

std::string text_of(const pugi::xml_node& node) {
  std::string text;
  for (const auto& child : node) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  return std::string(trimmed(text));
}

Text bad_xml(const char* why) {
  return {std::string("Detta är inte giltig XML (") + why + ").",
          std::string("This is not valid XML (") + why + ")."};
}

std::vector<std::string> names_in(std::string_view path) {
  std::vector<std::string> names;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    if (end > 0) names.emplace_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return names;
}

class XmlTable final : public TableReader {
 public:
  XmlTable(std::string text, const Limits& limits) : text_(std::move(text)), limits_(limits) {}

  std::optional<Refusal> open(std::string_view path) {
    const auto parsed = document_.load_buffer_inplace(
        text_.data(), text_.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    if (!parsed)
      return refuse(rule::kBadXml, line_at(parsed.offset), bad_xml(parsed.description()));
    for (const auto& node : document_) {
      if (node.type() == pugi::node_doctype) {
        return refuse(rule::kUnsupportedFormat, 1,
                      {"XML med DOCTYPE tas inte emot. Ta bort raden <!DOCTYPE …>.",
                       "XML with a DOCTYPE is not taken. Remove the line <!DOCTYPE …>."});
      }
    }
    const auto root = document_.document_element();
    if (!root) return refuse(rule::kEmptyFile, 1, message::empty_file());
    if (path.empty()) {
      find_records(root);
    } else {
      follow(root, names_in(path), 0);
    }
    if (records_.empty()) return refuse(rule::kEmptyFile, 1, message::empty_file());
    return std::nullopt;
  }

  bool next(TableRow& row) override {
    while (!records_.empty()) {
      const auto record = records_.front();
      records_.pop_front();
      row.row = ++row_;
      row.cells.clear();
      row.fault.reset();
      fill(record, "", 0, row);
      std::string prefix;
      for (auto parent = record.parent(); parent && is_element(parent); parent = parent.parent()) {
        prefix += "../";
        attributes(parent, prefix, row);
        for (const auto& child : parent) {
          if (is_element(child) && !has_elements(child) && child != record) {
            put(prefix + std::string(local(child.name())), text_of(child), row);
          }
        }
        if (prefix.size() > 3 * limits_.json_depth) break;
      }
      if (row.fault || !row.cells.empty()) return true;
    }
    return false;
  }

  [[nodiscard]] const std::vector<std::string>& names() const override { return names_; }
  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kPointLikely; }

 private:
  [[nodiscard]] std::int64_t line_at(std::ptrdiff_t offset) const {
    const auto end =
        std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)), text_.size());
    return 1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  }

  void follow(const pugi::xml_node& node, const std::vector<std::string>& path, std::size_t at) {
    if (at >= path.size() || (path[at] != "*" && path[at] != local(node.name()))) return;
    if (at + 1 == path.size()) {
      records_.push_back(node);
      return;
    }
    for (const auto& child : node) {
      if (is_element(child)) follow(child, path, at + 1);
    }
  }

  /// The nearest element of whose children several have one name; else the root's children.
  void find_records(const pugi::xml_node& root) {
    std::deque<pugi::xml_node> open{root};
    while (!open.empty()) {
      const auto node = open.front();
      open.pop_front();
      std::map<std::string_view, int> count;
      for (const auto& child : node) {
        if (!is_element(child)) continue;
        if (has_elements(child) || child.first_attribute()) ++count[local(child.name())];
        open.push_back(child);
      }
      for (const auto& [name, times] : count) {
        if (times < 2) continue;
        for (const auto& child : node) {
          if (is_element(child) && local(child.name()) == name) records_.push_back(child);
        }
        return;
      }
    }
    for (const auto& child : root) {
      if (is_element(child) && has_elements(child)) records_.push_back(child);
    }
    if (records_.empty()) records_.push_back(root);
  }

  void attributes(const pugi::xml_node& node, const std::string& prefix, TableRow& row) {
    for (const auto& attribute : node.attributes()) {
      const std::string_view name(attribute.name());
      if (name == "xmlns" || name.starts_with("xmlns:")) continue;
      put(prefix + "@" + std::string(local(attribute.name())),
          std::string(trimmed(attribute.value())), row);
    }
  }

  void fill(const pugi::xml_node& node, const std::string& prefix, std::size_t depth,
            TableRow& row) {
    if (depth > limits_.json_depth) return;
    attributes(node, prefix, row);
    std::map<std::string, int> seen;
    bool elements = false;
    for (const auto& child : node) {
      if (!is_element(child)) continue;
      elements = true;
      std::string name = prefix + std::string(local(child.name()));
      const int times = ++seen[name];
      if (times > 1) name += "[" + std::to_string(times) + "]";
      if (has_elements(child)) {
        fill(child, name + "/", depth + 1, row);
      } else {
        attributes(child, name + "/", row);
        put(name, text_of(child), row);
      }
    }
    if (!elements && depth == 0) put(".", text_of(node), row);
  }

  void put(const std::string& name, std::string text, TableRow& row) {
    if (text.empty() || row.fault) return;
    auto found = index_.find(name);
    if (found == index_.end()) {
      if (names_.size() >= limits_.columns) {
        return fail(row, rule::kTooManyColumns, message::too_many_columns(limits_.columns));
      }
      found = index_.emplace(name, names_.size()).first;
      names_.push_back(name);
    }
    if (text.size() > limits_.cell_bytes) {
      return fail(row, rule::kCellTooLarge, message::cell_too_large(limits_.cell_bytes));
    }
    if (row.cells.size() <= found->second) row.cells.resize(found->second + 1);
    auto& cell = row.cells[found->second];
    if (cell.kind == CellKind::kEmpty) cell = {CellKind::kText, std::move(text), 0.0};
  }

  static void fail(TableRow& row, std::string_view rule, Text message) {
    row.cells.clear();
    row.fault = RowFault{.row = row.row,
                         .column = {},
                         .raw = {},
                         .rule = std::string(rule),
                         .message = std::move(message),
                         .record = {}};
  }

  std::string text_;
  Limits limits_;
  pugi::xml_document document_;
  std::deque<pugi::xml_node> records_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> index_;
  std::int64_t row_{0};
};

}  // namespace

OpenedTable open_xml_table(const TextReader& text, const TableOptions& options,
                           const Limits& limits) {
  std::string whole;
  std::size_t marks = 0;
  TextReader reader = text;
  bool more = true;
  while (more) {
    const std::size_t before = whole.size();
    more = reader.read(whole, kChunk);
    const auto fresh = std::string_view(whole).substr(before);
    marks += static_cast<std::size_t>(
        std::count_if(fresh.begin(), fresh.end(), [](char c) { return c == '<' || c == '='; }));
    if (whole.size() > limits.json_bytes || marks > limits.document_memory / kPerMark) {
      return refuse(rule::kTooLarge, 1,
                    {"XML-filen är för stor. Dela den, eller skicka CSV.",
                     "The XML file is too large. Split it, or send CSV."});
    }
  }
  auto table = std::make_unique<XmlTable>(std::move(whole), limits);
  if (auto refusal = table->open(options.records)) return *refusal;
  return table;
}

}  // namespace tertil::collectors
