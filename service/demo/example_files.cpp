#include "service/demo/example_files.hpp"

#include "service/demo/activity_files.hpp"

namespace tertil::demo {

Result<void> each_example_file(const ExampleScope& scope, const TakeFile& take) {
  const auto first = collectors::first_day({scope.first_year, 1});
  const auto second = collectors::first_day({scope.first_year + 1, 1});
  const auto last = collectors::first_day({scope.first_year + 2, 3});
  const ExampleWorld world{scope.seed, scope.first_year, second, example_buildings(scope.seed),
                           Weather{scope.seed, first, last}};
  for (auto* each :
       {each_register_file, each_energy_file, each_travel_file, each_gas_and_waste_file})
    if (auto done = each(world, take); !done) return done;
  return {};
}

}  // namespace tertil::demo
