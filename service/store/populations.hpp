/// @file service/store/populations.hpp
/// @brief Inhabitants of regions and of the country, per year.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/store/facts.hpp"

namespace tertil::store {

/// Key: owner, region, year.
extern const FactTable kPopulations;

/// How many lived in a region at the end of a year.
struct Population {
  std::string owner{"00"};  ///< Statistics Sweden's figures are national.
  std::string region;       ///< A county code, or "riket".
  int year{0};
  double value{0.0};
  std::string source;  ///< The source's id. Given by reads; `to_fact` takes no notice of it.
};

/// The population as a row for `add`.
[[nodiscard]] Fact to_fact(const Population& population, std::int64_t row, std::string origin,
                           std::string version = {});

/// Every population figure that holds now, or that was known at `as_of`, by region and year.
[[nodiscard]] Result<std::vector<Population>> populations(
    Reader& reader, std::optional<Instant> as_of = std::nullopt);

}  // namespace tertil::store
