/// @file service/ingest/repeated_hour.hpp
/// @brief The hour that comes twice on the last Sunday of October, in rows written in local time.
#pragma once
#include <vector>

#include "collectors/meter_reading.hpp"

namespace tertil::ingest {

/// Rows of one meter whose time could be either, in the order of the file, and which of them are
/// settled now.
struct SettledRows {
  std::vector<collectors::MeterReading> settled;  ///< With their right times, in the file's order.
  std::vector<collectors::MeterReading> open;     ///< Nothing in the rows tells which is meant.
};

/// Of a written time that comes twice among the rows, the first is summer time and the second
/// winter time (contract 2a.6). The end of a row alone with its written time is where another row
/// begins, if one does. Whatever is still open is ambiguous.
[[nodiscard]] SettledRows settle_repeated_hour(std::vector<collectors::MeterReading> rows);

}  // namespace tertil::ingest
