/// @file service/store/observations.hpp
/// @brief Values of key figures in the store: what holds now, what was known then, and the way
/// from a value back to its file.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/observation.hpp"
#include "service/store/facts.hpp"

namespace tertil::store {

/// Key: owner, key_figure, area, period, category, series. Final and revised values outweigh
/// preliminary ones, and those outweigh estimates. Verified values outweigh computed ones, and
/// those outweigh what was entered, whatever their status (contract 2a.3).
extern const FactTable kObservations;

/// The observation as a row for `add`.
[[nodiscard]] Fact to_fact(const Observation& observation, std::int64_t row, std::string origin,
                           std::string version = {});

/// Every observation that holds now, or that was known at `as_of`; in order of arrival.
[[nodiscard]] Result<std::vector<Observation>> observations(
    Reader& reader, std::optional<Instant> as_of = std::nullopt);

/// One version of an observation and where it came from.
struct ObservationVersion {
  Observation observation;
  std::string source;
  std::string batch;
  std::int64_t row{0};
  std::string origin;
  std::string version;
  Instant recorded_at;
  std::optional<Instant> superseded_at;  ///< Equal to `recorded_at`: kept, but never in force.
  std::string file_name;                 ///< Of the batch; empty if it had none.
  std::string sha256;                    ///< Of the batch's bytes.
};

/// Every version known of one key figure in one area, by period, category, series and then time.
/// `year` keeps the yearly value and those of its parts ("2024", "2024-T1"). With `as_of`, versions
/// recorded later are left out, and what was superseded later counts as open.
[[nodiscard]] Result<std::vector<ObservationVersion>> observation_history(
    Reader& reader, std::string_view key_figure, std::string_view area,
    std::optional<int> year = std::nullopt, std::optional<Instant> as_of = std::nullopt);

/// When a series last changed.
struct SeriesRecorded {
  std::string key_figure;
  Series series{Series::kOwn};
  Instant recorded_at;
};

/// For each key figure and series that has values: when the newest of them was recorded.
[[nodiscard]] Result<std::vector<SeriesRecorded>> series_recorded(
    Reader& reader, std::optional<Instant> as_of = std::nullopt);

}  // namespace tertil::store
