#include "service/plans/shipped_plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "collectors/json.hpp"
#include "embedded/shipped.hpp"
#include "service/plans/item_reading.hpp"
#include "service/plans/measure_reading.hpp"
#include "service/store/key_figures.hpp"
#include "service/store/plan_items.hpp"
#include "service/store/plans.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;

constexpr std::string_view kActor = "tertil";

/// @throws std::logic_error if the program was built without it, or it is not what it should be.
json shipped_json(std::string_view name) {
  for (const auto& file : embedded::shipped()) {
    if (file.name != name) continue;
    auto parsed = collectors::parse_json(file.bytes);
    if (auto* read = std::get_if<json>(&parsed); read != nullptr && read->is_array())
      return std::move(*read);
  }
  throw std::logic_error{fmt::format("the program was built without a readable {}", name)};
}

/// The parts of a plan in an order in which each comes after what it refers to.
constexpr std::array<std::pair<const char*, PlanItemKind>, 7> kParts{
    {{"focusAreas", PlanItemKind::kFocusArea},
     {"goals", PlanItemKind::kGoal},
     {"indicators", PlanItemKind::kIndicator},
     {"targets", PlanItemKind::kTarget},
     {"activities", PlanItemKind::kActivity},
     {"updates", PlanItemKind::kUpdate},
     {"assessments", PlanItemKind::kAssessment}}};

Plan plan_in(const json& entry) {
  const auto& source = entry.at("source");
  return {.id = entry.at("id"),
          .owner = entry.at("owner"),
          .name = entry.at("name"),
          .from = entry.at("from"),
          .to = entry.at("to"),
          .decided_by = entry.value("decidedBy", ""),
          .reference = entry.value("reference", ""),
          .source = {source.at("text"), source.at("document")}};
}

/// @throws std::logic_error if a shipped measure has a fault.
Measure measure_in(const json& entry, const std::vector<KeyFigure>& key_figures) {
  auto read = read_measure(entry, [&](std::string_view id) {
    return std::ranges::any_of(key_figures, [&](const KeyFigure& one) { return one.id == id; });
  });
  if (!read)
    throw std::logic_error{fmt::format("plans.json{}: {}", read.error().front().pointer,
                                       read.error().front().message.en)};
  return std::move(*read);
}

/// What the store has never had.
struct New {
  std::vector<store::PlanItemVersion> items;  ///< In an order in which they can be added.
  std::vector<store::PlanVersion> plans;
  std::vector<store::MeasureVersion> measures;
};

/// Reads shipped items one after the other; later ones may refer to earlier ones.
class ItemCollector {
 public:
  ItemCollector(store::Reader& reader, const std::vector<KeyFigure>& key_figures, New& found)
      : reader_{reader}, key_figures_{key_figures}, found_{found} {}

  /// @throws std::logic_error if the item has a fault.
  Result<void> add(const std::string& plan, PlanItemKind kind, const json& entry) {
    auto content = read_item(kind, entry, known_);
    if (!content)
      throw std::logic_error{fmt::format("shipped {}{}: {}", to_string(kind),
                                         content.error().front().pointer,
                                         content.error().front().message.en)};
    auto id = id_in(kind, *content);
    if (id.empty()) id = entry.at("id").get<std::string>();
    ids_.emplace_back(kind, id);
    const auto versions = store::plan_item_versions(reader_, plan, kind, id);
    if (!versions) return tl::unexpected{versions.error()};
    if (!versions->empty()) return {};
    found_.items.push_back({plan,
                            kind,
                            std::move(id),
                            content->dump(),
                            false,
                            false,
                            std::nullopt,
                            {1, std::string{kActor}, {}, {}}});
    return {};
  }
  void knows_measure(std::string id) { measures_.push_back(std::move(id)); }

 private:
  store::Reader& reader_;
  const std::vector<KeyFigure>& key_figures_;
  New& found_;
  std::vector<std::pair<PlanItemKind, std::string>> ids_;
  std::vector<std::string> measures_;
  KnownThings known_{
      .key_figure =
          [this](std::string_view id) {
            return std::ranges::find(key_figures_, id, &KeyFigure::id) != key_figures_.end();
          },
      .measure =
          [this](std::string_view id) {
            return std::ranges::find(measures_, id) != measures_.end();
          },
      .item =
          [this](PlanItemKind kind, std::string_view id) {
            return std::ranges::find(ids_, std::pair{kind, std::string{id}}) != ids_.end();
          }};
};

Result<New> new_in(store::Reader& reader, const json& shipped) {
  const auto key_figures = store::key_figures(reader);
  if (!key_figures) return tl::unexpected{key_figures.error()};
  const auto stored = store::plans(reader);
  if (!stored) return tl::unexpected{stored.error()};
  New found;
  const store::VersionStamp stamp{1, std::string{kActor}, {}, {}};
  ItemCollector collector{reader, *key_figures, found};
  for (const auto& unit : shipped_json("org_units.json"))
    if (auto added = collector.add({}, PlanItemKind::kOrgUnit, unit); !added)
      return tl::unexpected{added.error()};
  for (const auto& entry : shipped) {
    auto plan = plan_in(entry);
    const auto touched = store::plan_has_other_authors(reader, plan.id, kActor);
    if (!touched) return tl::unexpected{touched.error()};
    if (*touched) continue;
    const auto measures = store::measures(reader, plan.id);
    if (!measures) return tl::unexpected{measures.error()};
    for (const auto& measure : entry.at("measures")) {
      const std::string id = measure.at("id");
      collector.knows_measure(id);
      if (std::ranges::find(*measures, id, &store::MeasureVersion::id) == measures->end())
        found.measures.push_back(
            {plan.id, id, measure_in(measure, *key_figures), std::nullopt, stamp});
    }
    for (const auto& [member, kind] : kParts)
      for (const auto& item : entry.value(member, json::array()))
        if (auto added = collector.add(plan.id, kind, item); !added)
          return tl::unexpected{added.error()};
    const bool known = std::ranges::any_of(
        *stored, [&](const store::PlanVersion& one) { return one.plan.id == plan.id; });
    if (!known) found.plans.push_back({std::move(plan), stamp});
  }
  return found;
}

}  // namespace

Result<std::int64_t> put_shipped_plans(store::Engine& engine) {
  New missing;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = new_in(reader, shipped_json("plans.json"));
    if (!found) return tl::unexpected{found.error()};
    missing = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (missing.plans.empty() && missing.measures.empty() && missing.items.empty()) return 0;
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    for (const auto& plan : missing.plans)
      if (auto added = store::add_plan(writer, plan); !added) return added;
    for (const auto& measure : missing.measures)
      if (auto added = store::add_measure(writer, measure); !added) return added;
    for (const auto& item : missing.items)
      if (auto added = store::add_plan_item(writer, item); !added) return added;
    return {};
  });
  if (!written) return tl::unexpected{written.error()};
  return static_cast<std::int64_t>(missing.plans.size() + missing.measures.size() +
                                   missing.items.size());
}

}  // namespace tertil::plans
