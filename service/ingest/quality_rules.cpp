#include <algorithm>
#include <array>
#include <variant>

#include "service/ingest/quality.hpp"
#include "service/ingest/quality_words.hpp"

namespace tertil::ingest {
namespace {

using collectors::Target;

struct Default {
  Target target;
  std::string_view rule;
  double maximum{0.0};
};

/// What holds from the start; all but `unit-suspect` warn.
constexpr std::array kDefaults{
    Default{Target::kKeyFigureValue, "unit-suspect"},
    Default{Target::kKeyFigureValue, "change-from-last-year", 0.5},
    Default{Target::kKeyFigureValue, "sum-mismatch", 0.01},
    Default{Target::kPopulation, "unit-suspect"},
    Default{Target::kPopulation, "change-from-last-year", 0.1},
    Default{Target::kPopulation, "outlier"},
    Default{Target::kEnergyReading, "unit-suspect"},
    Default{Target::kEnergyReading, "change-from-same-month", 0.5},
    Default{Target::kEnergyReading, "gap"},
    Default{Target::kEnergyReading, "fewer-than-twelve-months"},
    Default{Target::kEnergyReading, "flat-line"},
    Default{Target::kEnergyReading, "outlier"},
    Default{Target::kFuelTransaction, "unit-suspect"},
    Default{Target::kFuelTransaction, "change-from-same-month", 1.0},
    Default{Target::kFuelTransaction, "gap"},
    Default{Target::kFuelTransaction, "fewer-than-twelve-months"},
    Default{Target::kTravel, "unit-suspect"},
    Default{Target::kTravel, "change-from-last-year", 0.5},
    Default{Target::kTravel, "change-from-same-month", 0.5},
    Default{Target::kTravel, "gap"},
    Default{Target::kTravel, "overlap"},
    Default{Target::kTravel, "fewer-than-twelve-months"},
    Default{Target::kTravel, "outlier"},
    Default{Target::kGasMovement, "unit-suspect"},
    Default{Target::kWasteWeight, "unit-suspect"},
    Default{Target::kDegreeDays, "unit-suspect"},
};

/// The rules this file's neighbours can judge; the others are told by collectors and conversion.
constexpr std::array<std::string_view, 11> kJudged{"range",
                                                   "unit-suspect",
                                                   "change-from-last-year",
                                                   "change-from-same-month",
                                                   "sum-mismatch",
                                                   "gap",
                                                   "overlap",
                                                   "fewer-than-twelve-months",
                                                   "flat-line",
                                                   "outlier",
                                                   "level-shift"};

std::optional<Severity> severity_named(std::string_view word) {
  if (word == "error") return Severity::kError;
  if (word == "hold") return Severity::kHold;
  if (word == "warning") return Severity::kWarning;
  return std::nullopt;
}

QualityRule by_default(const Default& given) {
  QualityRule rule{std::string{given.rule}, Severity::kWarning, {}};
  if (given.rule == "unit-suspect") rule.severity = Severity::kHold;
  if (given.maximum > 0.0) rule.numbers["max"] = given.maximum;
  return rule;
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kHold: return "hold";
    case Severity::kWarning: return "warning";
  }
  return "";
}

double QualityRule::number(std::string_view name, double otherwise) const {
  const auto found = numbers.find(name);
  return found == numbers.end() ? otherwise : found->second;
}

std::vector<QualityRule> rules_for(const collectors::Source& source) {
  std::vector<QualityRule> rules;
  for (const auto& given : kDefaults)
    if (given.target == source.target) rules.push_back(by_default(given));
  for (const auto& set : source.checks) {
    if (std::ranges::find(kJudged, set.id) == kJudged.end()) continue;
    auto found = std::ranges::find(rules, set.id, &QualityRule::id);
    const auto severity = severity_named(set.severity);
    if (!severity) {
      if (found != rules.end()) rules.erase(found);
      continue;
    }
    if (found == rules.end()) found = rules.insert(rules.end(), {set.id, *severity, {}});
    found->severity = *severity;
    for (const auto& [name, value] : set.parameters)
      if (const auto* number = std::get_if<double>(&value)) found->numbers[name] = *number;
  }
  return rules;
}

const QualityRule* find_rule(std::span<const QualityRule> rules, std::string_view id) {
  const auto found = std::ranges::find(rules, id, &QualityRule::id);
  return found == rules.end() ? nullptr : &*found;
}

std::vector<CheckResult> check_results(std::span<const QualityRule> rules, const Verdict& verdict) {
  std::vector<CheckResult> results;
  for (const auto& rule : rules) {
    const auto looked = verdict.looked.find(rule.id);
    CheckResult result{rule.id, looked == verdict.looked.end() ? "notChecked" : "ok",
                       std::string{to_string(rule.severity)}, 0, quality_words::about(rule.id)};
    for (const auto& suspicion : verdict.suspicions) {
      if (suspicion.rule != rule.id) continue;
      if (result.rows == 0) result.message = suspicion.message;
      result.state = "possibleFault";
      result.rows += suspicion.rows;
    }
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace tertil::ingest
