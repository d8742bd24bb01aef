#include "collectors/rows.hpp"

#include <algorithm>
#include <utility>

#include "collectors/letters.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kLongestName = 64;
std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

Refusal refuse(std::string_view rule, std::int64_t row, Text message) {
  return {.fault = {.row = row,
                    .column = {},
                    .raw = {},
                    .rule = std::string(rule),
                    .message = std::move(message),
                    .record = {}},
          .rows = 0};
}

std::vector<std::string> field_names(const Schema& schema) {
  std::vector<std::string> names;
  names.reserve(schema.fields.size());
  for (const Field& field : schema.fields) names.emplace_back(field.name);
  return names;
}

std::string_view likely_field(const Schema& schema, std::string_view name) {
  if (name.size() > kLongestName) return {};
  std::string_view best;
  std::size_t nearest = 3;
  for (const Field& field : schema.fields) {
    const std::size_t far = letters_between(lower(name), lower(field.name));
    if (far < nearest) {
      nearest = far;
      best = field.name;
    }
  }
  return best;
}

}  // namespace tertil::collectors
