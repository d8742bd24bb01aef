/// @file service/figures/meter_use.hpp
/// @brief What one meter used, by hour, day or month, with where each number comes from.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"
#include "service/store/readings.hpp"

namespace tertil::figures {

enum class UseStep {
  kHour,   ///< As read, whatever the intervals are; differences of counter readings.
  kDay,    ///< Local days of 23, 24 or 25 hours.
  kMonth,  ///< Local months.
};

struct MeterQuestion {
  std::string owner;
  std::string meter;
  int year{0};
  std::optional<int> month{};  ///< 1–12; the whole year without.
  UseStep step{UseStep::kMonth};
};

struct UseOf {
  store::Seconds start{0};
  store::Seconds end{0};
  double quantity{0.0};
  bool estimated{false};  ///< Some of it is.
  std::string batch;      ///< The import it came with; the latest of several.
};

struct MeterUse {
  MeterQuestion question;
  std::string building;  ///< As the register has it last in the time asked for; may be empty.
  std::string carrier;
  bool is_energy{true};  ///< kWh; else m³, because the register has no factor.
  std::vector<UseOf> uses;
  double total{0.0};
  double coverage{0.0};  ///< Share of the time that readings cover.
  std::vector<std::string>
      flags;  ///< gap, estimated, counter-reset, meter-replaced, missing-factor
};

/// kNotFound when the owner has no such meter, neither with readings nor in the register.
[[nodiscard]] Result<MeterUse> meter_use(store::Reader& reader, const MeterQuestion& question);

}  // namespace tertil::figures
