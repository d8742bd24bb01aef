/// @file tests/service/figures/activity.hpp
/// @brief Small activity files imported the way users do, and the own figures that come of them.
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/computed.hpp"
#include "service/store/batches.hpp"
#include "service/store/observations.hpp"
#include "tests/support/installation.hpp"

namespace tertil::tests {

inline constexpr std::string_view kFuelHeader = "date,vehicleGroup,fuel,quantity,unit,orgUnit\n";
inline constexpr std::string_view kFactorHeader = "item,measure,value,unit,validFrom,source\n";
inline constexpr std::string_view kGasHeader = "date,site,gas,kind,quantity,unit\n";
inline constexpr std::string_view kWasteHeader =
    "date,site,ewcCode,quantity,unit,treatment,hauler\n";

/// A store with the shipped data, asked about its own figures.
class ActivityTest : public ::testing::Test {
 protected:
  /// Imports rows under a header; every row must be good.
  std::string import(std::string_view source, std::string_view header, std::string_view rows) {
    const auto outcome = installation_.import_text(source, std::string{header} + std::string{rows});
    EXPECT_TRUE(outcome) << (outcome ? "" : outcome.error().message.en + outcome.error().where);
    if (!outcome) return {};
    EXPECT_EQ(outcome->quarantined, 0) << outcome->receipt;
    return outcome->receipt;
  }

  /// The own value that holds.
  std::optional<Observation> own(std::string_view key_figure, int year) {
    std::optional<Observation> found;
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      for (auto& version : must(store::observation_history(reader, key_figure, "13", year)))
        if (!version.superseded_at && version.observation.series == Series::kOwn)
          found = std::move(version.observation);
      return {};
    }));
    return found;
  }

  Installation installation_{Fill::kShipped};
};

}  // namespace tertil::tests
