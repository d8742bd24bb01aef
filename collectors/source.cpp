#include "collectors/source.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

namespace tertil::collectors {

namespace {

constexpr std::size_t kLongest = 64;
bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongest && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool is_owner(std::string_view text) {
  return text.size() == 2 && text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
}

/// Reads keys one by one and remembers the first thing that was wrong.
class Reader {
 public:
  explicit Reader(const toml::table& root) : root_(root) {}

  std::variant<Source, SourceFault> read();

 private:
  void read_mapping();
  void read_source();
  void read_lookups();
  Text read_text_table(std::string_view name);
  std::string text_in(const toml::table& table, std::string_view path, std::string_view key,
                      bool required = true);
  const toml::table* table_in(std::string_view name, bool required);
  void only(const toml::table& table, std::string_view path,
            std::initializer_list<std::string_view> known);
  void fail(const toml::source_region& where, std::string sv, std::string en) {
    if (!fault_) {
      fault_ = {where.begin.line, where.begin.column, {std::move(sv), std::move(en)}};
    }
  }
  void check(bool good, const toml::table& table, std::string_view key, std::string_view sv,
             std::string_view en) {
    if (good || fault_) return;
    const auto* node = table.get(key);
    fail(node == nullptr ? table.source() : node->source(), fmt::format("{}: {}", key, sv),
         fmt::format("{}: {}", key, en));
  }

  const toml::table& root_;
  Source source_;
  std::optional<SourceFault> fault_;
};

std::variant<Source, SourceFault> Reader::read() {
  only(root_, "", {"mapping", "source", "name", "attribution", "lookup"});
  read_mapping();
  read_source();
  source_.name = read_text_table("name");
  source_.attribution = read_text_table("attribution");
  read_lookups();
  if (fault_) return *fault_;
  return std::move(source_);
}

const toml::table* Reader::table_in(std::string_view name, bool required) {
  const toml::node* node = root_.get(name);
  if (node == nullptr) {
    if (required) {
      fail({}, fmt::format("Tabellen [{}] saknas.", name),
           fmt::format("The table [{}] is missing.", name));
    }
    return nullptr;
  }
  if (!node->is_table()) {
    fail(node->source(), fmt::format("{} ska vara en tabell.", name),
         fmt::format("{} must be a table.", name));
  }
  return node->as_table();
}

std::string Reader::text_in(const toml::table& table, std::string_view path, std::string_view key,
                            bool required) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    if (required) {
      fail(table.source(), fmt::format("{}.{} saknas.", path, key),
           fmt::format("{}.{} is missing.", path, key));
    }
    return {};
  }
  const auto text = node->value_exact<std::string>();
  if (!text || text->empty()) {
    fail(node->source(), fmt::format("{}.{} ska vara text inom citattecken.", path, key),
         fmt::format("{}.{} must be text in quotes.", path, key));
    return {};
  }
  return *text;
}

void Reader::only(const toml::table& table, std::string_view path,
                  std::initializer_list<std::string_view> known) {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string full = fmt::format("{}{}{}", path, path.empty() ? "" : ".", key.str());
    fail(node.source(), fmt::format("Nyckeln {} känns inte igen.", full),
         fmt::format("The key {} is not known.", full));
  }
}

void Reader::read_mapping() {
  const toml::table* table = table_in("mapping", true);
  if (table == nullptr) return;
  only(*table, "mapping", {"id", "version", "target", "owner", "series"});
  source_.id = text_in(*table, "mapping", "id");
  check(is_id(source_.id), *table, "id", "små bokstäver, siffror och bindestreck, högst 64.",
        "lower-case letters, digits and hyphens, at most 64.");
  const auto version = (*table)["version"].value_exact<std::int64_t>();
  check(version && *version >= 1 && *version <= 1'000'000, *table, "version", "ett heltal från 1.",
        "a whole number from 1.");
  if (version && !fault_) source_.version = static_cast<int>(*version);
  const auto target = target_named(text_in(*table, "mapping", "target"));
  check(target.has_value(), *table, "target", "keyFigureValue, population eller target.",
        "keyFigureValue, population or target.");
  source_.target = target.value_or(Target::kKeyFigureValue);
  source_.owner = text_in(*table, "mapping", "owner");
  check(is_owner(source_.owner), *table, "owner", "00 för nationella data, annars länskoden.",
        "00 for national data, else the county code.");
  source_.series = text_in(*table, "mapping", "series", false);
  if (source_.target == Target::kKeyFigureValue) {
    const bool known =
        source_.series == "kolada" || source_.series == "printed" || source_.series == "own";
    check(known, *table, "series", "kolada, printed eller own.", "kolada, printed or own.");
  } else {
    check(source_.series.empty(), *table, "series", "bara för keyFigureValue.",
          "for keyFigureValue only.");
  }
}

void Reader::read_source() {
  const toml::table* table = table_in("source", false);
  if (table == nullptr) return;
  only(*table, "source", {"formats", "onBadRow"});
  const std::string on_bad_row = text_in(*table, "source", "onBadRow", false);
  check(on_bad_row.empty() || on_bad_row == "reject" || on_bad_row == "quarantine", *table,
        "onBadRow", "reject eller quarantine.", "reject or quarantine.");
  if (on_bad_row == "quarantine") source_.on_bad_row = OnBadRow::kQuarantine;
  const toml::node* formats = table->get("formats");
  if (formats == nullptr) return;
  const toml::array* list = formats->as_array();
  source_.formats.clear();
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    const auto name = (*list)[i].value_exact<std::string>().value_or("");
    if (name == "canonical") source_.formats.push_back(Format::kCanonical);
    if (name == "koladaJson") source_.formats.push_back(Format::kKoladaJson);
  }
  const bool all = list != nullptr && !list->empty() && source_.formats.size() == list->size();
  check(all, *table, "formats", "en lista av canonical och koladaJson.",
        "a list of canonical and koladaJson.");
  check(!source_.takes(Format::kKoladaJson) || source_.target == Target::kKeyFigureValue, *table,
        "formats", "koladaJson ger bara keyFigureValue.", "koladaJson gives keyFigureValue only.");
}

void Reader::read_lookups() {
  const toml::table* table = table_in("lookup", false);
  if (table == nullptr) return;
  for (const auto& [name, node] : *table) {
    const std::string path = fmt::format("lookup.{}", name.str());
    const toml::table* entries = node.as_table();
    if (entries == nullptr) {
      fail(node.source(), fmt::format("{} ska vara en tabell.", path),
           fmt::format("{} must be a table.", path));
      return;
    }
    Lookup& lookup = source_.lookups[std::string(name.str())];
    for (const auto& [from, to] : *entries) {
      lookup[std::string(from.str())] = text_in(*entries, path, from.str());
    }
  }
}

Text Reader::read_text_table(std::string_view name) {
  const toml::table* table = table_in(name, true);
  if (table == nullptr) return {};
  only(*table, name, {"sv", "en"});
  return {text_in(*table, name, "sv"), text_in(*table, name, "en")};
}

}  // namespace

bool Source::takes(Format format) const {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

std::variant<Source, SourceFault> parse_source(std::string_view text) {
  try {
    const toml::table root = toml::parse(text);
    return Reader(root).read();
  } catch (const toml::parse_error& error) {
    const auto where = error.source().begin;
    return SourceFault{where.line,
                       where.column,
                       {fmt::format("Filen är inte giltig TOML: {}", error.description()),
                        fmt::format("The file is not valid TOML: {}", error.description())}};
  }
}

}  // namespace tertil::collectors
