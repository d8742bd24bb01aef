/// @file service/demo/example_files.hpp
/// @brief Made-up but plausible activity of one region, as the files its systems would send.
///
/// Nothing in here is a fact: every file name and every free text begins with "Exempeldata". The
/// same seed gives the same bytes on every machine. The files have the faults that real ones have,
/// so that every screen has something to show: a gap, a stuck meter, estimates replaced by
/// measured values, an unknown meter, a month in the wrong unit, words where a number belongs.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "service/domain/result.hpp"

namespace tertil::demo {

/// A file as one of the region's systems would send it.
struct ExampleFile {
  std::string source;   ///< The shipped source it goes to: "property-energy".
  std::string name;     ///< "exempeldata-el-2024-H1.csv".
  std::string content;  ///< CSV with the contract's field names.
};

/// What is made: two whole calendar years from `first_year`.
struct ExampleScope {
  std::uint64_t seed{1};
  int first_year{2024};
};

/// The set of warming potentials that the example is computed with: the one that has all its gases.
inline constexpr std::string_view kExampleGwpSet = "AR6";

/// Makes the files one at a time, in the order in which they can be imported (registers first),
/// and hands each to `take`; stops at its first failure and gives that. About 60 buildings, 130
/// meters and 2.3 million hourly readings, in a dozen files.
[[nodiscard]] Result<void> each_example_file(
    const ExampleScope& scope, const std::function<Result<void>(const ExampleFile&)>& take);

}  // namespace tertil::demo
