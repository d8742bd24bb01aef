#include "collectors/mapping_text.hpp"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/json.hpp"

namespace tertil::collectors {

using nlohmann::json;

namespace {

constexpr std::array<std::string_view, 32> kOrder{
    "mapping", "source", "name",   "attribution", "pull",   "privacy",  "where",    "unpivot",
    "array",   "field",  "lookup", "dedupe",      "check",  "id",       "version",  "target",
    "owner",   "series", "sv",     "en",          "to",     "from",     "template", "value",
    "type",    "format", "unit",   "lookup",      "column", "severity", "kind",     "key"};

std::size_t place(std::string_view key) {
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), key) - kOrder.begin());
}

std::vector<std::string> keys_of(const json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  std::stable_sort(keys.begin(), keys.end(),
                   [](const auto& a, const auto& b) { return place(a) < place(b); });
  return keys;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\';
    if (byte < 0x20U || byte == 0x7FU) {
      out += fmt::format("\\u{:04X}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
  return bare ? std::string(key) : in_quotes(key);
}

std::string value_text(const json& value) {
  if (value.is_string()) return in_quotes(value.get_ref<const std::string&>());
  if (value.is_number_float()) {
    auto text = fmt::format("{}", value.get<double>());
    const bool whole = text.find_first_of(".e") == std::string::npos;
    return whole ? text + ".0" : text;
  }
  std::string out;
  if (value.is_array()) {
    for (const auto& one : value) out += (out.empty() ? "" : ", ") + value_text(one);
    return "[" + out + "]";
  }
  if (value.is_object()) {
    for (const auto& key : keys_of(value)) {
      if (value[key].is_null()) continue;
      out += (out.empty() ? " " : ", ") + key_text(key) + " = " + value_text(value[key]);
    }
    return "{" + out + (out.empty() ? "}" : " }");
  }
  return value.is_null() ? in_quotes("") : value.dump();
}

bool is_tables(const json& value) {
  return value.is_array() && !value.empty() &&
         std::all_of(value.begin(), value.end(), [](const auto& one) { return one.is_object(); });
}

/// The lines of one table; tables inside it are written in line, but for those of [lookup].
void write_table(std::string& out, const std::string& heading, const json& table) {
  out += (out.empty() ? "" : "\n") + heading + "\n";
  for (const auto& key : keys_of(table)) {
    if (!table[key].is_null()) out += key_text(key) + " = " + value_text(table[key]) + "\n";
  }
}

json plain(const toml::node& node) {
  if (const auto* table = node.as_table()) {
    json out = json::object();
    for (const auto& [key, value] : *table) out[std::string(key.str())] = plain(value);
    return out;
  }
  if (const auto* list = node.as_array()) {
    json out = json::array();
    for (const auto& value : *list) out.push_back(plain(value));
    return out;
  }
  if (const auto text = node.value_exact<std::string>()) return *text;
  if (const auto whole = node.value_exact<std::int64_t>()) return *whole;
  if (const auto number = node.value_exact<double>()) return *number;
  if (const auto truth = node.value_exact<bool>()) return *truth;
  return nullptr;
}

}  // namespace

std::string toml_from(const json& mapping) {
  std::string out;
  if (!mapping.is_object()) return out;
  for (const auto& key : keys_of(mapping)) {  // what is no table comes first, as TOML wants it
    const auto& value = mapping[key];
    if (value.is_object() || is_tables(value) || value.is_null()) continue;
    out += key_text(key) + " = " + value_text(value) + "\n";
  }
  for (const auto& key : keys_of(mapping)) {
    const auto& value = mapping[key];
    if (is_tables(value)) {
      for (const auto& one : value) write_table(out, "[[" + key_text(key) + "]]", one);
    } else if (value.is_object() && key == "lookup") {
      for (const auto& name : keys_of(value)) {
        const auto heading = "[lookup." + key_text(name) + "]";
        if (value[name].is_object()) write_table(out, heading, value[name]);
      }
    } else if (value.is_object()) {
      write_table(out, "[" + key_text(key) + "]", value);
    }
  }
  return out;
}

json json_from(std::string_view toml) {
  try {
    return plain(toml::parse(toml));
  } catch (const toml::parse_error&) {
    return nullptr;
  }
}

std::variant<std::string, SourceFault> mapping_toml(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == std::string_view::npos || text[begin] != '{') return std::string(text);
  auto parsed = parse_json(text);
  if (const auto* fault = std::get_if<JsonFault>(&parsed)) {
    return SourceFault{fault->line, fault->column, fault->message};
  }
  return toml_from(std::get<json>(parsed));
}

json faults_json(const std::vector<SourceFault>& faults) {
  json list = json::array();
  for (const auto& fault : faults) {
    list.push_back({{"line", fault.line},
                    {"column", fault.column},
                    {"message", {{"sv", fault.message.sv}, {"en", fault.message.en}}}});
  }
  return list;
}

json check_answer(std::string_view text, const SourceDefaults& defaults) {
  const auto toml = mapping_toml(text);
  if (const auto* fault = std::get_if<SourceFault>(&toml)) {
    return {
        {"valid", false}, {"faults", faults_json({*fault})}, {"toml", ""}, {"mapping", nullptr}};
  }
  const auto& written = std::get<std::string>(toml);
  const auto checked = check_source(written, defaults);
  return {{"valid", checked.source.has_value()},
          {"faults", faults_json(checked.faults)},
          {"toml", written},
          {"mapping", json_from(written)}};
}

}  // namespace tertil::collectors
