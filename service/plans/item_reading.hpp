/// @file service/plans/item_reading.hpp
/// @brief A part of a plan as somebody sends it, in JSON: read whole, or every fault with its
/// place.
///
/// What comes out is the canonical form that is stored: every member of the kind, in the order of
/// their names, null where nothing is known, texts letter by letter. What an answer adds (id,
/// version, changedAt, changedBy, suggestion) may be sent back and is passed over; any other
/// member that the kind does not have is a fault. `example` is not read: nobody makes facts of
/// made-up data, or the other way round.
///
///  - focusArea: name, position
///  - goal: focusArea, text, assignedTo, mandate, vision, position
///  - indicator: goal, keyFigure, name, unit, level, weight, facts
///  - target: indicator, orgUnit, year, value, low, high, direction, path, averaging,
///    baselineYear, baselineValue, decision, undetermined
///  - activity: measure, name, due, done, responsible, comment
///  - update: measure, date, text, state, timeliness
///  - assessment: goal, occasion, verdict, motivation, evidence, decidedBy, date
///  - orgUnit: code, name, parent, kind, validFrom, validTo
///
/// All of them: source.
#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "service/domain/plan_item.hpp"
#include "service/plans/json_members.hpp"

namespace tertil::plans {

/// What there is to refer to.
struct KnownThings {
  std::function<bool(std::string_view)> key_figure;
  std::function<bool(std::string_view)> measure;
  std::function<bool(PlanItemKind, std::string_view)> item;
};

/// The item's canonical content, or all its faults.
[[nodiscard]] tl::expected<nlohmann::json, std::vector<ReadingFault>> read_item(
    PlanItemKind kind, const nlohmann::json& body, const KnownThings& known);

/// The id that the content itself gives: "<goal>.<occasion>" of an assessment, the code of a unit
/// with "-" for what an address cannot hold. Empty for the other kinds.
[[nodiscard]] std::string id_in(PlanItemKind kind, const nlohmann::json& content);

/// What the content of this kind refers to, with the kinds: a goal to its focus area …
[[nodiscard]] std::vector<std::pair<PlanItemKind, std::string>> references_in(
    PlanItemKind kind, const nlohmann::json& content);

/// The text that names it to people: name, text or what there is.
[[nodiscard]] std::string title_of(PlanItemKind kind, const nlohmann::json& content);

}  // namespace tertil::plans
