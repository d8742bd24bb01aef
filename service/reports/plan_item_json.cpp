#include "service/reports/plan_item_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace tertil::reports {
namespace {

using nlohmann::json;

constexpr std::pair<PlanItemKind, const char*> kInTree[] = {
    {PlanItemKind::kFocusArea, "focusAreas"},
    {PlanItemKind::kGoal, "goals"},
    {PlanItemKind::kIndicator, "indicators"},
    {PlanItemKind::kTarget, "targets"}};
constexpr std::pair<PlanItemKind, const char*> kCounted[] = {
    {PlanItemKind::kActivity, "activities"},
    {PlanItemKind::kUpdate, "updates"},
    {PlanItemKind::kAssessment, "assessments"}};

/// By position where the kind has one, else by id.
std::vector<const store::PlanItemVersion*> in_order(
    const std::vector<store::PlanItemVersion>& items, PlanItemKind kind) {
  std::vector<std::pair<std::int64_t, const store::PlanItemVersion*>> found;
  for (const auto& item : items)
    if (item.kind == kind)
      found.emplace_back(json::parse(item.content).value("position", std::int64_t{0}), &item);
  std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first; });
  std::vector<const store::PlanItemVersion*> ordered;
  ordered.reserve(found.size());
  for (const auto& [position, item] : found) ordered.push_back(item);
  return ordered;
}

}  // namespace

void write_value(JsonWriter& out, const json& value) {
  switch (value.type()) {
    case json::value_t::object:
      out.begin_object();
      for (const auto& [name, inner] : value.items()) {
        out.key(name);
        write_value(out, inner);
      }
      out.end_object();
      break;
    case json::value_t::array:
      out.begin_array();
      for (const auto& inner : value) write_value(out, inner);
      out.end_array();
      break;
    case json::value_t::string: out.value(value.get_ref<const std::string&>()); break;
    case json::value_t::boolean: out.value(value.get<bool>()); break;
    case json::value_t::number_integer:
    case json::value_t::number_unsigned: out.value(value.get<std::int64_t>()); break;
    case json::value_t::number_float: out.value(value.get<double>()); break;
    case json::value_t::null:
    case json::value_t::binary:
    case json::value_t::discarded: out.value(nullptr); break;
  }
}

void write_suggestion(JsonWriter& out, const plans::Suggestion& suggestion) {
  out.begin_object().field("verdict", to_string(suggestion.verdict)).key("rules").begin_array();
  for (const auto& rule : suggestion.rules)
    out.begin_object()
        .field("criterion", plans::to_string(rule.criterion))
        .field("verdict", to_string(rule.verdict))
        .field("text", rule.text)
        .end_object();
  out.end_array().end_object();
}

void write_item(JsonWriter& out, const store::PlanItemVersion& item, const ItemStyle& style) {
  out.begin_object()
      .field("id", item.id)
      .field("version", item.stamp.version)
      .field("changedAt", to_rfc3339(item.stamp.recorded_at));
  if (style.with_author) out.field("changedBy", item.stamp.actor);
  const auto content = json::parse(item.content);
  for (const auto& [name, value] : content.items()) {
    out.key(name);
    write_value(out, value);
  }
  if (style.add) style.add(out, item);
  out.field("example", item.example).end_object();
}

std::string item_to_json(const store::PlanItemVersion& item, const ItemStyle& style) {
  JsonWriter out;
  write_item(out, item, style);
  return out.take();
}

std::string items_to_json(const std::vector<store::PlanItemVersion>& items, store::Page page,
                          const ItemStyle& style) {
  JsonWriter out;
  out.begin_object().key("items").begin_array();
  const auto total = static_cast<std::int64_t>(items.size());
  const auto first = std::min(total, (page.page - 1) * page.limit);
  const auto last = std::min(total, first + page.limit);
  for (auto i = first; i < last; ++i) write_item(out, items[static_cast<std::size_t>(i)], style);
  out.end_array()
      .field("page", page.page)
      .field("limit", page.limit)
      .field("total", total)
      .end_object();
  return out.take();
}

std::string item_history_to_json(const std::vector<store::PlanItemVersion>& versions) {
  JsonWriter out;
  const auto& newest = versions.front();
  out.begin_object()
      .text_or_null("plan", newest.plan)
      .field("kind", to_string(newest.kind))
      .field("id", newest.id)
      .key("items")
      .begin_array();
  for (const auto& version : versions) {
    out.begin_object()
        .field("version", version.stamp.version)
        .field("recordedAt", to_rfc3339(version.stamp.recorded_at))
        .field("actor", version.stamp.actor)
        .text_or_null("role", version.stamp.role)
        .field("restores", version.restores)
        .field("removed", version.removed)
        .key("item");
    write_value(out, json::parse(version.content));
    out.end_object();
  }
  out.end_array().end_object();
  return out.take();
}

std::string plan_to_json(const PlanTree& tree, const ItemStyle& style) {
  JsonWriter out;
  const auto& plan = tree.plan;
  out.begin_object()
      .field("id", plan.id)
      .field("name", plan.name)
      .field("from", plan.from)
      .field("to", plan.to)
      .field("owner", plan.owner)
      .text_or_null("decidedBy", plan.decided_by)
      .text_or_null("reference", plan.reference)
      .key("source")
      .begin_object()
      .field("text", plan.source.text)
      .field("document", plan.source.document)
      .end_object();
  for (const auto& [kind, member] : kInTree) {
    out.key(member).begin_array();
    for (const auto* item : in_order(tree.items, kind)) write_item(out, *item, style);
    out.end_array();
  }
  const auto count = [&](PlanItemKind kind) {
    return std::ranges::count(tree.items, kind, &store::PlanItemVersion::kind);
  };
  out.key("counts").begin_object();
  for (const auto& [kind, member] : kInTree) out.field(member, count(kind));
  out.field("measures", tree.measures);
  for (const auto& [kind, member] : kCounted) out.field(member, count(kind));
  out.end_object()
      .field("example", std::ranges::any_of(tree.items, &store::PlanItemVersion::example))
      .end_object();
  return out.take();
}

}  // namespace tertil::reports
