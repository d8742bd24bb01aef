/// @file service/store/yearly_versions.hpp
/// @brief How yearly values have changed since they were first published.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/domain/observation.hpp"
#include "service/store/facts.hpp"

namespace tertil::store {

/// One version of the total of a year.
struct YearlyVersion {
  std::string key_figure;
  Series series{Series::kOwn};
  std::string area;
  std::string period;  ///< "2024".
  std::string owner;
  std::optional<double> value;
  Status status{Status::kFinal};
};

/// Every version that holds or has held, of the totals of years that have more than one: by key
/// figure, series, area, period and owner, and then the oldest first. Left out are versions of
/// batches that were taken back and what the program computed itself. With `as_of`, versions
/// recorded later are left out.
[[nodiscard]] Result<std::vector<YearlyVersion>> yearly_versions(
    Reader& reader, std::optional<Instant> as_of = std::nullopt);

}  // namespace tertil::store
