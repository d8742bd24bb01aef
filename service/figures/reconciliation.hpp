/// @file service/figures/reconciliation.hpp
/// @brief An own figure beside the published one, and why they differ as far as the data tell.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/observation.hpp"
#include "service/figures/parts.hpp"
#include "service/figures/snapshot.hpp"

namespace tertil::figures {

struct Reconciliation {
  double value{0.0};
  Series series{Series::kKolada};
  Status status{Status::kFinal};
  double difference{0.0};  ///< Own − published, rounded to the most decimals of the two.
  std::vector<Text> reasons;
};

/// What is known of the own value besides its parts.
struct OwnValue {
  double value{0.0};
  Status status{Status::kFinal};
  Instant recorded_at;
};

/// The published one as it stands in the store.
struct PublishedValue {
  double value{0.0};
  Series series{Series::kKolada};
  Status status{Status::kFinal};
  std::optional<double> numerator;
  std::optional<double> denominator;
  Instant recorded_at;
};

/// Reasons that the data show: rounding, another area or population, no correction to a normal
/// year, missing data, preliminary values, a later change of our own data, the set of warming
/// potentials. If none fits, it says that the data do not explain the difference.
[[nodiscard]] Reconciliation reconcile(const KeyFigure& definition, const FigureParts& figure,
                                       const PartSum& sum, const OwnValue& own,
                                       const PublishedValue& published);

/// The national value of a region and year (Kolada's, else the printed one), if there is one.
[[nodiscard]] Result<std::optional<PublishedValue>> published_value(store::Reader& reader,
                                                                    std::string_view key_figure,
                                                                    std::string_view region,
                                                                    int year, store::AsOf as_of);

}  // namespace tertil::figures
