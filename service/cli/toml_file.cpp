#include "service/cli/toml_file.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <fstream>
#include <sstream>

#include "service/cli/nearest.hpp"
#include "service/cli/read_value.hpp"

namespace tertil::cli {
namespace {

constexpr std::uintmax_t kLargestFile = 1U << 20;

Text type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return {"en tabell", "a table"};
    case toml::node_type::array: return {"en lista", "a list"};
    case toml::node_type::string: return {"en text", "a text"};
    case toml::node_type::integer: return {"ett heltal", "a whole number"};
    case toml::node_type::floating_point: return {"ett decimaltal", "a decimal number"};
    case toml::node_type::boolean: return {"sant eller falskt", "a boolean"};
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return {"ett datum utan citattecken", "a date without quotation marks"};
    case toml::node_type::none: return {"ingenting", "nothing"};
  }
  return {"något annat", "something else"};
}

Text wrong_type(const Key& key, const toml::node& node) {
  const auto expected = expected_of(key);
  const auto found = type_name(node);
  return {fmt::format("väntade {}, fann {}", expected.sv, found.sv),
          fmt::format("expected {}, found {}", expected.en, found.en)};
}

std::optional<std::vector<std::string>> texts_of(const toml::node& node) {
  const auto* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : *array) {
    const auto text = item.value_exact<std::string>();
    if (!text) return std::nullopt;
    texts.push_back(*text);
  }
  return texts;
}

std::optional<std::vector<Text>> statements_of(const toml::node& node) {
  const auto* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<Text> statements;
  for (const auto& item : *array) {
    const auto* table = item.as_table();
    if (table == nullptr || table->size() != 2) return std::nullopt;
    const auto sv = (*table)["sv"].value_exact<std::string>();
    const auto en = (*table)["en"].value_exact<std::string>();
    if (!sv || !en) return std::nullopt;
    statements.push_back({*sv, *en});
  }
  return statements;
}

/// Lines of {group, role, org_unit}, of which the last may be left out; no other members.
std::optional<std::vector<access::GroupRole>> roles_of(const toml::node& node) {
  const auto* array = node.as_array();
  if (array == nullptr) return std::nullopt;
  std::vector<access::GroupRole> lines;
  for (const auto& item : *array) {
    const auto* table = item.as_table();
    if (table == nullptr) return std::nullopt;
    const auto group = (*table)["group"].value_exact<std::string>();
    const auto role = access::role_named((*table)["role"].value_exact<std::string>().value_or(""));
    const bool has_unit = table->contains("org_unit");
    const auto unit = (*table)["org_unit"].value_exact<std::string>();
    const bool whole = group && !group->empty() && role && has_unit == unit.has_value() &&
                       table->size() == (has_unit ? 3U : 2U);
    if (!whole || *role == access::Role::kImporter) return std::nullopt;  // a machine's
    lines.push_back({*group, *role, unit.value_or("")});
  }
  return lines;
}

/// The node as the key's kind wants it, still unchecked.
tl::expected<Value, Text> value_of_node(const Key& key, const toml::node& node) {
  switch (key.kind) {
    case Kind::kInteger:
      if (const auto value = node.value_exact<std::int64_t>()) return Value{*value};
      break;
    case Kind::kBoolean:
      if (const auto value = node.value_exact<bool>()) return Value{*value};
      break;
    case Kind::kTexts:
      if (auto value = texts_of(node)) return Value{*std::move(value)};
      break;
    case Kind::kRoles:
      if (auto value = roles_of(node)) return Value{*std::move(value)};
      break;
    case Kind::kStatements:
      if (auto value = statements_of(node)) return Value{*std::move(value)};
      break;
    case Kind::kText:
    case Kind::kChoice:
    case Kind::kAddress:
    case Kind::kDirectory:
    case Kind::kNewDirectory:
    case Kind::kStore:
    case Kind::kUrl:
    case Kind::kDate:
    case Kind::kSecretFile:
      if (auto value = node.value_exact<std::string>()) return Value{*std::move(value)};
      break;
  }
  return tl::unexpected{wrong_type(key, node)};
}

/// Relative paths in a file start where the file lies, whatever the working directory is.
void resolve(const Key& key, Value& value, const std::filesystem::path& folder) {
  auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->empty()) return;
  constexpr std::string_view kSqlite = "sqlite:";
  const auto absolute = [&folder](std::string_view path) {
    return (folder / path).lexically_normal().string();
  };
  const bool is_path = key.kind == Kind::kDirectory || key.kind == Kind::kNewDirectory ||
                       (key.kind == Kind::kSecretFile && text->find('/') != std::string::npos);
  if (is_path)
    *text = absolute(*text);
  else if (key.kind == Kind::kStore && text->starts_with(kSqlite) && text->size() > kSqlite.size())
    *text = std::string{kSqlite} + absolute(text->substr(kSqlite.size()));
}

class FileReader {
 public:
  FileReader(const std::filesystem::path& path, const Environment& environment, Loaded& loaded)
      : path_{path}, environment_{environment}, loaded_{loaded} {}

  void read() {
    std::error_code fault;
    if (const auto size = std::filesystem::file_size(path_, fault); fault || size > kLargestFile) {
      report({}, {},
             fault ? Text{"filen kan inte läsas: " + fault.message(),
                          "the file cannot be read: " + fault.message()}
                   : Text{"filen är större än 1 MiB", "the file is larger than 1 MiB"});
      return;
    }
    const std::ifstream stream{path_, std::ios::binary};
    std::ostringstream content;
    content << stream.rdbuf();
    if (!stream) {
      report({}, {}, {"filen kan inte läsas", "the file cannot be read"});
      return;
    }
    loaded_.files.push_back(path_.string());
    try {
      read_tables(toml::parse(content.str(), path_.string()));
    } catch (const toml::parse_error& error) {
      report(error.source(), {},
             {fmt::format("filen är inte giltig TOML: {}", error.description()),
              fmt::format("the file is not valid TOML: {}", error.description())});
    }
  }

 private:
  void read_tables(const toml::table& document) {
    for (const auto& [name, node] : document) {
      const std::string section{name.str()};
      const auto* table = node.as_table();
      if (table == nullptr || !is_section(section)) {
        report(name.source(), section, unknown_key(section));
        continue;
      }
      for (const auto& [key, value] : *table)
        read_key(section + "." + std::string{key.str()}, value, key.source());
    }
  }

  void read_key(const std::string& name, const toml::node& node, const toml::source_region& where) {
    const auto* key = find_key(name);
    if (key == nullptr) {
      report(where, name, unknown_key(name));
      return;
    }
    auto value = value_of_node(*key, node);
    if (value) {
      resolve(*key, *value, path_.parent_path());
      value = check_value(*key, *std::move(value), environment_);
    }
    if (value)
      loaded_.configuration.set(name, *std::move(value), origin(node.source()));
    else
      report(node.source(), name, value.error());
  }

  static bool is_section(std::string_view name) {
    for (const auto& key : all_keys())
      if (key.name.size() > name.size() && key.name.starts_with(name) &&
          key.name[name.size()] == '.')
        return true;
    return false;
  }

  [[nodiscard]] Origin origin(const toml::source_region& where) const {
    return {Origin::From::kFile, path_.string(), static_cast<int>(where.begin.line),
            static_cast<int>(where.begin.column)};
  }

  void report(const toml::source_region& where, std::string key, Text message) {
    loaded_.faults.push_back({origin(where), std::move(key), std::move(message)});
  }

  const std::filesystem::path& path_;
  const Environment& environment_;
  Loaded& loaded_;
};

}  // namespace

void read_toml_file(const std::filesystem::path& path, const Environment& environment,
                    Loaded& loaded) {
  FileReader{path, environment, loaded}.read();
}

tl::expected<Value, Text> read_toml_value(const Key& key, std::string_view text) {
  try {
    const auto document = toml::parse("value = " + std::string{text});
    if (const auto* node = document.get("value"); node != nullptr && document.size() == 1)
      return value_of_node(key, *node);
  } catch (const toml::parse_error&) {
    // Said below, in the reader's language.
  }
  return tl::unexpected{expected_but_found(key, text)};
}

Text unknown_key(std::string_view name) {
  const auto meant = nearest_key(name);
  if (meant.empty())
    return {"okänd nyckel; ”tertil config show” visar dem som finns",
            "unknown key; \"tertil config show\" lists those there are"};
  return {fmt::format("okänd nyckel; menade du {}?", meant),
          fmt::format("unknown key; did you mean {}?", meant)};
}

}  // namespace tertil::cli
