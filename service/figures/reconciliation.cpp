#include "service/figures/reconciliation.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analytics/decimals.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/store/observations.hpp"

namespace tertil::figures {
namespace {

std::string said(double number, Language language) { return spoken_as_stored(number, language); }

/// Half a unit of the last decimal that is shown: less than this is rounding.
double rounding_of(const KeyFigure& definition) {
  return 0.5 * std::pow(10.0, -definition.decimals);
}

std::optional<Text> other_denominator(const FigureParts& figure, const PartSum& sum,
                                      const PublishedValue& published) {
  constexpr double kNoteworthy = 0.001;
  if (!published.denominator || figure.formula->denominator_unit.empty() || sum.denominator <= 0.0)
    return std::nullopt;
  const double ratio = *published.denominator / sum.denominator;
  if (std::abs(ratio - 1.0) < kNoteworthy) return std::nullopt;
  const auto unit = figure.formula->denominator_unit;
  return Text{fmt::format("Nämnaren är en annan: egen {}\u00a0{}, publicerad {}\u00a0{}.",
                          said(sum.denominator, Language::kSwedish), unit,
                          said(*published.denominator, Language::kSwedish), unit),
              fmt::format("The denominator differs: own {}\u00a0{}, published {}\u00a0{}.",
                          said(sum.denominator, Language::kEnglish), unit,
                          said(*published.denominator, Language::kEnglish), unit)};
}

/// What is particular to one figure's definition.
void add_basis(const FigureParts& figure, std::vector<Text>& reasons) {
  if (figure.key_figure == "energy-use-premises") {
    if (figure.normalisation)
      reasons.push_back(
          {fmt::format("Normalårskorrigering: egen värme × {:.4f} (graddagar); den publicerade kan "
                       "ha en annan metod eller ort.",
                       figure.normalisation->ratio),
           fmt::format("Normal year: own heat × {:.4f} (degree days); the published one may use "
                       "another method or place.",
                       figure.normalisation->ratio)});
    else
      reasons.push_back({"Egen värme är inte normalårskorrigerad; det är den publicerade.",
                         "Own heat is not corrected to a normal year; the published one is."});
    reasons.push_back(
        {"Ytan: egen BRA för ägda byggnader med avläsningar, vägd efter dagar; den publicerade kan "
         "räkna andra byggnader.",
         "The area: own BRA of owned buildings with readings, weighted by days; the published one "
         "may count other buildings."});
  }
  if (figure.key_figure == "medical-gases" && !figure.factors.empty())
    reasons.push_back({fmt::format("GWP: {} används; publicerade serier har bytt uppsättning över "
                                   "tid.",
                                   figure.factors.front().measure),
                       fmt::format("GWP: {} is used; published series have changed sets over time.",
                                   figure.factors.front().measure)});
}

void add_state(const PartSum& sum, const OwnValue& own, const PublishedValue& published,
               std::vector<Text>& reasons) {
  constexpr double kPercent = 100.0;
  if (sum.coverage && *sum.coverage < 1.0)
    reasons.push_back({fmt::format("Egna data täcker {:.1f}\u00a0%.", *sum.coverage * kPercent),
                       fmt::format("Own data cover {:.1f}\u00a0%.", *sum.coverage * kPercent)});
  if (own.status == Status::kPreliminary)
    reasons.push_back({"Det egna värdet är preliminärt.", "The own value is preliminary."});
  if (published.status == Status::kPreliminary)
    reasons.push_back(
        {"Det publicerade värdet är preliminärt.", "The published value is preliminary."});
  if (own.recorded_at > published.recorded_at)
    reasons.push_back({"Egna data har ändrats efter att det publicerade värdet infördes.",
                       "Own data have changed since the published value was recorded."});
}

}  // namespace

Reconciliation reconcile(const KeyFigure& definition, const FigureParts& figure, const PartSum& sum,
                         const OwnValue& own, const PublishedValue& published) {
  Reconciliation found{published.value,
                       published.series,
                       published.status,
                       analytics::difference(own.value, published.value),
                       {}};
  const double difference = std::abs(own.value - published.value);
  if (difference == 0.0) return found;
  if (difference <= rounding_of(definition)) {
    found.reasons.push_back(
        {"Skillnaden är mindre än avrundningen.", "The difference is less than the rounding."});
    return found;
  }
  if (auto reason = other_denominator(figure, sum, published))
    found.reasons.push_back(std::move(*reason));
  add_basis(figure, found.reasons);
  add_state(sum, own, published, found.reasons);
  if (found.reasons.empty())
    found.reasons.push_back({"Uppgifterna här förklarar inte skillnaden.",
                             "The data here do not explain the difference."});
  return found;
}

Result<std::optional<PublishedValue>> published_value(store::Reader& reader,
                                                      std::string_view key_figure,
                                                      std::string_view region, int year,
                                                      store::AsOf as_of) {
  const auto versions = store::observation_history(reader, key_figure, region, year, as_of);
  if (!versions) return tl::unexpected{versions.error()};
  std::optional<PublishedValue> found;
  for (const auto& version : *versions) {
    const auto& one = version.observation;
    if (version.superseded_at || !one.value || !one.category.empty() ||
        one.period != std::to_string(year) || one.series == Series::kOwn)
      continue;
    if (found && found->series == Series::kKolada) continue;
    found = PublishedValue{*one.value,    one.series,      one.status,
                           one.numerator, one.denominator, version.recorded_at};
  }
  return found;
}

}  // namespace tertil::figures
