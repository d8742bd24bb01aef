#include "service/store/fact_payload.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace tertil::store {
namespace {

using nlohmann::json;

json to_json(const Value& value) {
  struct Writer {
    json operator()(std::monostate) const { return nullptr; }
    json operator()(std::int64_t number) const { return number; }
    json operator()(double number) const { return json::array({"r", number}); }
    json operator()(const std::string& text) const { return text; }
    json operator()(const Bytes& bytes) const {
      return json::array({"b", json::binary_t{{bytes.bytes.begin(), bytes.bytes.end()}}});
    }
  };
  return std::visit(Writer{}, value);
}

Value value_in(const json& value) {
  if (value.is_null()) return {};
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_string()) return value.get<std::string>();
  if (value.at(0) == "r") return value.at(1).get<double>();
  const auto& bytes = value.at(1).get_binary();
  return Bytes{{bytes.begin(), bytes.end()}};
}

json to_json(const std::vector<Value>& values) {
  auto list = json::array();
  for (const auto& value : values) list.push_back(to_json(value));
  return list;
}

std::vector<Value> values_in(const json& list) {
  std::vector<Value> values;
  for (const auto& value : list) values.push_back(value_in(value));
  return values;
}

}  // namespace

std::string to_payload(const Fact& fact) {
  const auto bytes = json::to_cbor({{"key", to_json(fact.key)},
                                    {"values", to_json(fact.values)},
                                    {"row", fact.row},
                                    {"origin", fact.origin},
                                    {"version", fact.version}});
  return {bytes.begin(), bytes.end()};
}

std::optional<Fact> fact_in(std::string_view payload) {
  const auto read = json::from_cbor(payload, true, false);
  if (!read.is_object()) return std::nullopt;
  try {
    return Fact{.key = values_in(read.at("key")),
                .values = values_in(read.at("values")),
                .row = read.at("row").get<std::int64_t>(),
                .origin = read.at("origin").get<std::string>(),
                .version = read.at("version").get<std::string>()};
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

}  // namespace tertil::store
