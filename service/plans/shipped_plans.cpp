#include "service/plans/shipped_plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "collectors/json.hpp"
#include "embedded/shipped.hpp"
#include "service/plans/measure_reading.hpp"
#include "service/store/key_figures.hpp"
#include "service/store/plans.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;

constexpr std::string_view kActor = "tertil";

/// @throws std::logic_error if the program was built without it, or it is not what it should be.
json shipped_json() {
  for (const auto& file : embedded::shipped()) {
    if (file.name != "plans.json") continue;
    auto parsed = collectors::parse_json(file.bytes);
    if (auto* read = std::get_if<json>(&parsed); read != nullptr && read->is_array())
      return std::move(*read);
  }
  throw std::logic_error{"the program was built without a readable plans.json"};
}

Plan plan_in(const json& entry) {
  const auto& source = entry.at("source");
  return {.id = entry.at("id"),
          .owner = entry.at("owner"),
          .name = entry.at("name"),
          .from = entry.at("from"),
          .to = entry.at("to"),
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

/// What the store has never had, of plans and measures.
struct New {
  std::vector<store::PlanVersion> plans;
  std::vector<store::MeasureVersion> measures;
};

Result<New> new_in(store::Reader& reader, const json& shipped) {
  const auto key_figures = store::key_figures(reader);
  if (!key_figures) return tl::unexpected{key_figures.error()};
  const auto stored = store::plans(reader);
  if (!stored) return tl::unexpected{stored.error()};
  New found;
  const store::VersionStamp stamp{1, std::string{kActor}, {}, {}};
  for (const auto& entry : shipped) {
    auto plan = plan_in(entry);
    const auto measures = store::measures(reader, plan.id);
    if (!measures) return tl::unexpected{measures.error()};
    for (const auto& measure : entry.at("measures")) {
      const std::string id = measure.at("id");
      if (std::ranges::find(*measures, id, &store::MeasureVersion::id) == measures->end())
        found.measures.push_back(
            {plan.id, id, measure_in(measure, *key_figures), std::nullopt, stamp});
    }
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
    auto found = new_in(reader, shipped_json());
    if (!found) return tl::unexpected{found.error()};
    missing = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (missing.plans.empty() && missing.measures.empty()) return 0;
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    for (const auto& plan : missing.plans)
      if (auto added = store::add_plan(writer, plan); !added) return added;
    for (const auto& measure : missing.measures)
      if (auto added = store::add_measure(writer, measure); !added) return added;
    return {};
  });
  if (!written) return tl::unexpected{written.error()};
  return static_cast<std::int64_t>(missing.plans.size() + missing.measures.size());
}

}  // namespace tertil::plans
