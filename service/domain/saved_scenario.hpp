/// @file service/domain/saved_scenario.hpp
/// @brief A set of assumptions that somebody gave a name: measures that are on, and assumed values.
///
/// It is never a fact, and no figure of it is kept: what it gives is computed anew each time.
#pragma once
#include <map>
#include <string>
#include <vector>

namespace tertil {

struct SavedScenario {
  std::string name;
  std::string key_figure;  ///< The one it was made for: an id.
  std::string region;      ///< A county code.
  int year{0};
  std::vector<std::string> measures;      ///< Ids of those that are on, in the order chosen.
  std::map<std::string, double> assumed;  ///< Values by key figure id.
  friend bool operator==(const SavedScenario&, const SavedScenario&) = default;
};

}  // namespace tertil
