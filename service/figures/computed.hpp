/// @file service/figures/computed.hpp
/// @brief Own key figures from activity data, kept up to date inside the write that changes them.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "service/domain/result.hpp"
#include "service/store/facts.hpp"

namespace tertil::figures {

/// What own figures are computed from.
enum class Activity { kEnergy, kFleet, kTravel, kGases, kWaste };

/// Activity of one owner that may have changed, with the local years concerned.
struct Touched {
  std::string owner;
  Activity activity{Activity::kEnergy};
  std::vector<int> years;  ///< Ascending, each once; empty means every year there is data of.
};

/// What a recomputation had to say: figures that cannot be computed, and why.
struct ComputedNote {
  std::string rule;  ///< "missing-factor", "factor-carried-forward", "unknown-meter" …
  std::string key_figure;
  int year{0};
  Text message;
};

/// Computes every own figure that the touched activity feeds and stores those that differ from the
/// open ones, as observations of series `own` marked computed, source "computed", batch as given.
/// What is touched of owner "00" (factors, inhabitants) concerns every owner with activity.
///
/// A figure whose data are there but that cannot be computed gets no value: what was entered by
/// hand holds again, else the reason `notSubmitted` stands. A missing factor is a note that names
/// it, never zero. A verified value stays; a note says so when the computation differs.
///
/// The status is preliminary while the year has not ended or coverage is below one, else final.
/// The order of arrival does not matter: equal activity gives equal values, to the last bit.
[[nodiscard]] Result<std::vector<ComputedNote>> recompute(store::Writer& writer,
                                                          std::span<const Touched> touched,
                                                          const store::Provenance& provenance);

}  // namespace tertil::figures
