#include "collectors/mapping.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace tertil::collectors {

namespace {

constexpr std::array<std::pair<std::string_view, Step>, 8> kSteps{{{"none", Step::kNone},
                                                                   {"15min", Step::kQuarterHour},
                                                                   {"30min", Step::kHalfHour},
                                                                   {"hour", Step::kHour},
                                                                   {"day", Step::kDay},
                                                                   {"week", Step::kWeek},
                                                                   {"month", Step::kMonth},
                                                                   {"year", Step::kYear}}};

void columns_of_template(std::string_view text, std::vector<std::string>& out) {
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const auto end = text.find('}', at);
    if (end == std::string_view::npos) return;
    out.emplace_back(text.substr(at + 1, end - at - 1));
  }
}

}  // namespace

std::optional<Step> step_named(std::string_view name) {
  for (const auto& [word, step] : kSteps) {
    if (word == name) return step;
  }
  return std::nullopt;
}

std::vector<std::string> Mapping::columns() const {
  std::vector<std::string> all;
  const auto add = [&all](const std::vector<Condition>& conditions) {
    for (const auto& one : conditions) all.push_back(one.column);
  };
  add(where);
  add(layout.skip_rows);
  add(layout.stop_at);
  all.insert(all.end(), layout.fill_columns.begin(), layout.fill_columns.end());
  if (array) all.insert(all.end(), {array->values, array->start});
  if (unpivot) all.insert(all.end(), unpivot->columns.begin(), unpivot->columns.end());
  for (const auto& field : fields) {
    all.insert(all.end(), field.from.begin(), field.from.end());
    columns_of_template(field.template_text, all);
    all.insert(all.end(), {field.unit_column, field.time.time_column});
    if (field.negate_when) all.push_back(field.negate_when->column);
  }
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (auto& name : all) {
    if (name.empty() || name.front() == '@' || !seen.insert(folded(name)).second) continue;
    out.push_back(std::move(name));
  }
  return out;
}

Mapping identity_mapping(const Schema& schema) {
  Mapping mapping;
  for (const Field& field : schema.fields) {
    FieldMapping one;
    one.to = field.name;
    one.from = {std::string(field.name)};
    mapping.fields.push_back(std::move(one));
  }
  return mapping;
}

std::string folded(std::string_view name) {
  std::string out;
  bool space = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    char c = name[i];
    const auto byte = static_cast<unsigned char>(c);
    const auto next = i + 1 < name.size() ? static_cast<unsigned char>(name[i + 1]) : 0U;
    const bool hard_space = byte == 0xC2U && next == 0xA0U;
    if (hard_space || c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      space = !out.empty();
      if (hard_space) ++i;
      continue;
    }
    if (space) out += ' ';
    space = false;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    out += c;
    if (byte == 0xC3U && next >= 0x80U && next <= 0x9EU && next != 0x97U) {  // À–Þ, not ×
      out += static_cast<char>(next + 0x20U);
      ++i;
    }
  }
  return out;
}

}  // namespace tertil::collectors
