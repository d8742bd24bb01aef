/// @file service/plans/measure_reading.hpp
/// @brief A measure as somebody sends it, in JSON: read whole, or every fault with its place.
///
/// The members are those that an answer has. What an answer adds (id, version, costs) may be sent
/// back and is passed over, so that what was read can be changed and sent. A member that nobody
/// knows is a fault: a misspelt name would else lose what was meant. A member that is missing, or
/// null, is unknown.
#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "service/domain/plan.hpp"
#include "service/plans/json_members.hpp"

namespace tertil::plans {

using MeasureFault = ReadingFault;

/// Whether a key figure of this id exists.
using KnowsKeyFigure = std::function<bool(std::string_view)>;

/// The measure, or all its faults. Texts are kept letter by letter. `example` is not read: nobody
/// makes facts of made-up data, or the other way round.
[[nodiscard]] tl::expected<Measure, std::vector<MeasureFault>> read_measure(
    const nlohmann::json& body, const KnowsKeyFigure& knows);

}  // namespace tertil::plans
