#include "collectors/rows.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

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

/// How many letters must be added, removed or changed to make one word of the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row.back();
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
    const std::size_t far = distance(lower(name), lower(field.name));
    if (far < nearest) {
      nearest = far;
      best = field.name;
    }
  }
  return best;
}

}  // namespace tertil::collectors
