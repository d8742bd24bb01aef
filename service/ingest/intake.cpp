#include "service/ingest/intake.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "service/ingest/conversion.hpp"
#include "service/ingest/fact_intake.hpp"
#include "service/ingest/reading_intake.hpp"

namespace tertil::ingest {

using collectors::Target;

std::unique_ptr<Intake> make_intake(const collectors::Source& source,
                                    const figures::Snapshot& snapshot, std::string pseudonym_key) {
  if (source.target == Target::kEnergyReading)
    return std::make_unique<ReadingIntake>(source, std::move(pseudonym_key));
  return std::make_unique<FactIntake>(source, snapshot, std::move(pseudonym_key));
}

const Keeping& keeping_of(Target target) {
  static const std::vector<FactKeeping> facts = [] {
    std::vector<FactKeeping> all;
    for (const auto one : collectors::all_targets())
      if (one != Target::kEnergyReading) all.emplace_back(one, table_of(one));
    return all;
  }();
  if (target == Target::kEnergyReading) return reading_keeping();
  return *std::ranges::find(facts, target, &FactKeeping::target);
}

}  // namespace tertil::ingest
