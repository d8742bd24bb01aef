#include "collectors/schema.hpp"

#include <algorithm>
#include <array>

#include "collectors/finding.hpp"

namespace tertil::collectors {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Schema key_figure_value() {
  return {.target = Target::kKeyFigureValue,
          .fields = {{.name = "keyFigure", .required = true},
                     {.name = "region", .required = true},
                     {.name = "year", .type = FieldType::kYear},
                     {.name = "period", .type = FieldType::kPeriod},
                     {.name = "category"},
                     {.name = "series"},
                     {.name = "value", .type = FieldType::kDecimal},
                     {.name = "missingReason",
                      .type = FieldType::kChoice,
                      .choices = {"missing", "notApplicable", "confidential", "notPublished",
                                  "notSubmitted", "tooFew"}},
                     {.name = "status",
                      .type = FieldType::kChoice,
                      .needed = true,
                      .choices = {"preliminary", "final", "revised", "estimated"}},
                     {.name = "numerator", .type = FieldType::kDecimal},
                     {.name = "denominator", .type = FieldType::kDecimal},
                     {.name = "printedRank", .type = FieldType::kInteger},
                     {.name = "printedOf", .type = FieldType::kInteger},
                     {.name = "source"}},
          .alternatives = {{"year", "period", rule::kYearXorPeriod},
                           {"value", "missingReason", rule::kValueXorReason}}};
}

Schema population() {
  return {.target = Target::kPopulation,
          .fields = {{.name = "region", .required = true},
                     {.name = "year", .type = FieldType::kYear, .required = true},
                     {.name = "value", .type = FieldType::kDecimal, .required = true},
                     {.name = "source"}},
          .alternatives = {}};
}

Schema target() {
  return {.target = Target::kTarget,
          .fields = {{.name = "keyFigure", .required = true},
                     {.name = "region", .required = true},
                     {.name = "year", .type = FieldType::kYear, .required = true},
                     {.name = "value", .type = FieldType::kDecimal, .required = true},
                     {.name = "baselineYear", .type = FieldType::kYear},
                     {.name = "baselineValue", .type = FieldType::kDecimal},
                     {.name = "path", .type = FieldType::kChoice, .choices = {"step", "linear"}},
                     {.name = "decision"},
                     {.name = "source"}},
          .alternatives = {}};
}

}  // namespace

std::string_view name_of(Target target) {
  switch (target) {
    case Target::kKeyFigureValue: return "keyFigureValue";
    case Target::kPopulation: return "population";
    case Target::kTarget: return "target";
  }
  return "";
}

std::optional<Target> target_named(std::string_view name) {
  for (const Target one : {Target::kKeyFigureValue, Target::kPopulation, Target::kTarget}) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}

std::optional<std::size_t> Schema::index_of(std::string_view field) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [field](const Field& one) { return one.name == field; });
  if (found == fields.end()) return std::nullopt;
  return static_cast<std::size_t>(found - fields.begin());
}

const Schema& schema_of(Target which) {
  static const std::array<Schema, 3> schemas{key_figure_value(), population(), target()};
  return schemas.at(static_cast<std::size_t>(which));
}

std::optional<int> parse_year(std::string_view text) {
  if (text.size() != 4 || !is_digits(text)) return std::nullopt;
  int year = 0;
  for (const char c : text) year = year * 10 + (c - '0');
  if (year < 1900 || year > 2100) return std::nullopt;
  return year;
}

bool is_period(std::string_view text) {
  if (!parse_year(text.substr(0, 4))) return false;
  if (text.size() == 4) return true;
  if (text.size() != 7 || text[4] != '-') return false;
  const char kind = text[5];
  const char last = text[6];
  if (kind == 'T') return last >= '1' && last <= '3';
  if (kind == 'Q') return last >= '1' && last <= '4';
  if (kind == '0') return last >= '1' && last <= '9';
  return kind == '1' && last >= '0' && last <= '2';
}

}  // namespace tertil::collectors
