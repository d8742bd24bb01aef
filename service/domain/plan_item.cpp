#include "service/domain/plan_item.hpp"

#include <array>
#include <charconv>

namespace tertil {
namespace {

struct Names {
  std::string_view word;
  std::string_view collection;
};
constexpr std::array<Names, 8> kNames{{{"focusArea", "focus-areas"},
                                       {"goal", "goals"},
                                       {"indicator", "indicators"},
                                       {"target", "targets"},
                                       {"activity", "activities"},
                                       {"update", "updates"},
                                       {"assessment", "assessments"},
                                       {"orgUnit", "org-units"}}};
constexpr std::array<std::string_view, 4> kVerdicts{"full", "partial", "none", "notAssessed"};
constexpr std::array<std::string_view, 3> kOccasions{"UR1", "UR2", "AR"};

}  // namespace

std::string_view to_string(PlanItemKind kind) {
  return kNames.at(static_cast<std::size_t>(kind)).word;
}

std::optional<PlanItemKind> parse_plan_item_kind(std::string_view text) {
  for (const auto kind : kAllPlanItemKinds)
    if (to_string(kind) == text) return kind;
  return std::nullopt;
}

std::string_view collection_of(PlanItemKind kind) {
  return kNames.at(static_cast<std::size_t>(kind)).collection;
}

std::string_view to_string(Verdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> parse_verdict(std::string_view text) {
  for (const auto verdict : kAllVerdicts)
    if (to_string(verdict) == text) return verdict;
  return std::nullopt;
}

std::string to_string(const Occasion& occasion) {
  return std::to_string(occasion.year) + "-" +
         std::string{kOccasions.at(static_cast<std::size_t>(occasion.kind))};
}

std::optional<Occasion> parse_occasion(std::string_view text) {
  Occasion occasion;
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + 4, occasion.year);
  if (problem != std::errc{} || end != text.data() + 4 || occasion.year < 1900 ||
      occasion.year > 2100)
    return std::nullopt;
  for (std::size_t i = 0; i < kOccasions.size(); ++i) {
    if (text.substr(5) != kOccasions.at(i)) continue;
    occasion.kind = static_cast<Occasion::Kind>(i);
    return occasion;
  }
  return std::nullopt;
}

}  // namespace tertil
