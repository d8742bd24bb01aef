/// @file service/demo/example_measures.hpp
/// @brief Made-up measures with costs and effects, so that curve, best set and scenario have
/// something to show. Every name begins with "Exempeldata", and each is marked as an example.
#pragma once
#include <string>
#include <vector>

#include "service/domain/plan.hpp"

namespace tertil::demo {

struct ExampleMeasure {
  std::string id;  ///< "exempel-belysning".
  Measure measure;
};

/// The same every time. One pair overlaps, one pays for itself, one lacks what a cost needs.
[[nodiscard]] std::vector<ExampleMeasure> example_measures();

}  // namespace tertil::demo
