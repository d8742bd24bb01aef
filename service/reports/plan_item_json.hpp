/// @file service/reports/plan_item_json.hpp
/// @brief The parts of a plan as the API answers them.
#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "service/plans/suggestion.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/page.hpp"
#include "service/store/plan_items.hpp"

namespace tertil::reports {

/// Adds to an item what is computed of it: members after those that somebody wrote.
using ItemAddition = std::function<void(JsonWriter&, const store::PlanItemVersion&)>;

/// How items are written.
struct ItemStyle {
  bool with_author{false};  ///< `changedBy`: for those who may see it.
  ItemAddition add{};       ///< May be empty.
};

/// {"verdict","rules":[{"criterion","verdict","text"}]}
void write_suggestion(JsonWriter& json, const plans::Suggestion& suggestion);

/// A value read from JSON, written in this product's way.
void write_value(JsonWriter& json, const nlohmann::json& value);

/// One item: {"id","version","changedAt",…,"source","example"}.
void write_item(JsonWriter& json, const store::PlanItemVersion& item, const ItemStyle& style);
[[nodiscard]] std::string item_to_json(const store::PlanItemVersion& item, const ItemStyle& style);

/// {"items":[…],"page","limit","total"}: the page asked for.
[[nodiscard]] std::string items_to_json(const std::vector<store::PlanItemVersion>& items,
                                        store::Page page, const ItemStyle& style);

/// {"plan","kind","id","items":[{"version","recordedAt","actor","role","restores","removed",
/// "item"}]}, as given.
[[nodiscard]] std::string item_history_to_json(const std::vector<store::PlanItemVersion>& versions);

/// A plan with all its parts but measures, activities, updates and assessments, and how many there
/// are of all.
struct PlanTree {
  Plan plan;
  std::vector<store::PlanItemVersion> items;
  std::size_t measures{0};
};
[[nodiscard]] std::string plan_to_json(const PlanTree& tree, const ItemStyle& style);

}  // namespace tertil::reports
