/// @file service/store/targets.hpp
/// @brief Targets that regions have decided, with every earlier decision kept.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/domain/target.hpp"
#include "service/store/facts.hpp"

namespace tertil::store {

/// Key: owner, key_figure, region, year.
extern const FactTable kTargets;

/// The target as a row for `add`. `owner` is the county code of the region that decided it.
[[nodiscard]] Fact to_fact(const Target& target, std::string owner, std::int64_t row,
                           std::string origin, std::string version = {});

/// Every target that holds now, or that was known at `as_of`, by key figure, region and year.
[[nodiscard]] Result<std::vector<Target>> targets(Reader& reader,
                                                  std::optional<Instant> as_of = std::nullopt);

/// A target with where it came from and when it held.
struct TargetVersion {
  Target target;
  std::string source;  ///< The source's id.
  std::string batch;   ///< The import it came with.
  std::string origin;  ///< The document that the import names; may be empty.
  Instant recorded_at;
  std::optional<Instant> superseded_at;  ///< Empty: it holds.
};

/// Every target ever decided, by key figure, region and year, the newest decision first.
[[nodiscard]] Result<std::vector<TargetVersion>> target_versions(Reader& reader);

}  // namespace tertil::store
