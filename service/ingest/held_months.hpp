/// @file service/ingest/held_months.hpp
/// @brief Pieces that taking readings in and keeping them have in common.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/figures/computed.hpp"
#include "service/store/readings.hpp"

namespace tertil::ingest {

/// Which meter's month waits for a person; before its payload in a held row.
struct HeldHead {
  std::string meter;
  store::MonthNumber month{0};
  bool counter{false};
};
[[nodiscard]] std::string held_payload(const HeldHead& head, std::string_view payload);
/// Takes it apart again; nothing if it is damaged.
[[nodiscard]] std::optional<std::pair<HeldHead, std::string>> read_held(std::string_view text);

/// Energy of those years.
[[nodiscard]] std::vector<figures::Touched> touched_energy(std::string_view owner,
                                                           const std::set<int>& years);

}  // namespace tertil::ingest
