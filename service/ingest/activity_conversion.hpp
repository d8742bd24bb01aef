/// @file service/ingest/activity_conversion.hpp
/// @brief Registers, transactions, factors and degree days: from a collector's row to a fact.
///
/// Quantities are kept in kWh, kg, l, m³ or Nm³, beside what was given. Checked here: regions and
/// waste codes exist, quantities are not negative (a change of stock may be), dates follow each
/// other. Whether a meter, building, vehicle or fuel is known is told when figures are made: order
/// of arrival is free (contract 2a.6).
#pragma once
#include "service/ingest/conversion.hpp"
#include "service/ingest/row_view.hpp"

namespace tertil::ingest {

/// The row as a fact of its table. @pre The source's target is one of `store::activity_types()`.
[[nodiscard]] std::variant<store::Fact, RowRefusal> convert_activity(
    const Surroundings& surroundings, const RowView& row);

}  // namespace tertil::ingest
