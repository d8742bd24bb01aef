/// @file service/reports/provenance_tables.hpp
/// @brief Where values came from, as tables: observations with every version, imports, rejects.
#pragma once
#include <span>
#include <string_view>

#include "service/reports/observation_json.hpp"
#include "service/reports/table.hpp"
#include "service/store/batches.hpp"
#include "service/store/observations.hpp"

namespace tertil::reports {

/// Every version of the values of one key figure in one region.
[[nodiscard]] Table observations_table(std::string_view key_figure, std::string_view region,
                                       std::span<const store::ObservationVersion> versions,
                                       Language language,
                                       const NameOfSource& name_of = source_name);

/// One row a batch.
[[nodiscard]] Table imports_table(std::span<const store::Batch> batches, Language language);

/// One row a rejected cell. The row's own columns come first, under the names the import takes, so
/// that the file can be corrected and sent back; what was wrong follows.
[[nodiscard]] Table rejects_table(const store::Batch& batch, std::span<const store::Reject> rejects,
                                  Language language);

}  // namespace tertil::reports
