#include "service/ingest/conversion.hpp"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>

#include "service/figures/ranking_words.hpp"
#include "service/ingest/activity_conversion.hpp"
#include "service/ingest/row_view.hpp"
#include "service/store/activity.hpp"
#include "service/store/observations.hpp"
#include "service/store/populations.hpp"
#include "service/store/targets.hpp"

namespace tertil::ingest {
namespace {

using collectors::RecordBatch;
using collectors::Target;
using Converted = std::variant<store::Fact, RowRefusal>;

RowRefusal unknown_key_figure(const std::string& id) {
  return {"keyFigure",
          id,
          "unknown-key-figure",
          {fmt::format("Nyckeltalet ”{}” finns inte; se /api/v1/key-figures för alla.", id),
           fmt::format("There is no key figure “{}”; see /api/v1/key-figures for all.", id)}};
}

RowRefusal unknown_region(const std::string& code) {
  return {"region",
          code,
          "unknown-region",
          {fmt::format("”{}” är ingen region: väntade en länskod (01–25), riket eller en enhet "
                       "som 13/RGS.",
                       code),
           fmt::format("“{}” is no region: expected a county code (01–25), riket or a unit such "
                       "as 13/RGS.",
                       code)}};
}

/// A county code, the country, or a unit of a region ("13/RGS").
bool is_area(const figures::Snapshot& snapshot, std::string_view code, bool units) {
  if (snapshot.area(code)) return true;
  const auto slash = code.find('/');
  return units && slash != std::string_view::npos && slash + 1 < code.size() &&
         snapshot.region(code.substr(0, slash)) != nullptr;
}

std::optional<RowRefusal> outside_bounds(const KeyFigure& definition, std::string_view column,
                                         double value) {
  const bool low = definition.minimum && value < *definition.minimum;
  const bool high = definition.maximum && value > *definition.maximum;
  if (!low && !high) return std::nullopt;
  const auto bound = low ? *definition.minimum : *definition.maximum;
  const auto said = [&](double number, Language language) {
    return figures::spoken_as_stored(number, language);
  };
  return RowRefusal{
      std::string{column},
      said(value, Language::kEnglish),
      "out-of-range",
      {fmt::format("{} är {} än {} {}, som är gränsen för ”{}”.", said(value, Language::kSwedish),
                   low ? "mindre" : "större", said(bound, Language::kSwedish), definition.unit,
                   definition.name.sv),
       fmt::format("{} is {} than {} {}, the limit of “{}”.", said(value, Language::kEnglish),
                   low ? "less" : "more", said(bound, Language::kEnglish), definition.unit,
                   definition.name.en)}};
}

std::optional<RowRefusal> check_printed(const RowView& row) {
  const auto rank = row.integer("printedRank");
  const auto of = row.integer("printedOf");
  if (!rank && !of) return std::nullopt;
  if (rank && of && *rank >= 1 && *of >= *rank && *of <= 21) return std::nullopt;
  return RowRefusal{"printedRank",
                    rank ? std::to_string(*rank) : "",
                    "printed-rank",
                    {"Tryckt plats ska anges som plats och antal, med plats från 1 till antalet "
                     "och antalet högst 21.",
                     "A printed rank is given as rank and number ranked: rank from 1 to the "
                     "number, the number at most 21."}};
}

Converted convert_value(const Surroundings& surroundings, const RowView& row) {
  const auto* figure = surroundings.snapshot.figure(row.text("keyFigure"));
  if (figure == nullptr || figure->definition.id != row.text("keyFigure"))
    return unknown_key_figure(row.text("keyFigure"));
  if (!is_area(surroundings.snapshot, row.text("region"), true))
    return unknown_region(row.text("region"));
  const auto series = parse_series(surroundings.source.series);
  const auto status = parse_status(row.text("status"));

  Observation observation;
  observation.owner = surroundings.source.owner;
  observation.key_figure = figure->definition.id;
  observation.area = row.text("region");
  observation.period = row.text("period");
  observation.category = row.text("category");
  observation.series = series.value_or(Series::kOwn);
  observation.status = status.value_or(Status::kFinal);
  observation.value = row.number("value");
  observation.missing_reason = parse_missing_reason(row.text("missingReason"));
  observation.numerator = row.number("numerator");
  observation.denominator = row.number("denominator");
  observation.printed_rank = row.integer("printedRank");
  observation.printed_of = row.integer("printedOf");
  if (observation.value)
    if (auto refusal = outside_bounds(figure->definition, "value", *observation.value))
      return std::move(*refusal);
  if (auto refusal = check_printed(row)) return std::move(*refusal);
  return store::to_fact(observation, row.row(), row.text("source"));
}

Converted convert_population(const Surroundings& surroundings, const RowView& row) {
  if (!is_area(surroundings.snapshot, row.text("region"), false))
    return unknown_region(row.text("region"));
  store::Population population;
  population.owner = surroundings.source.owner;
  population.region = row.text("region");
  population.year = row.integer("year").value_or(0);
  population.value = row.number("value").value_or(0.0);
  if (population.value < 0)
    return RowRefusal{"value",
                      fmt::format("{}", population.value),
                      "negative-quantity",
                      {"En folkmängd kan inte vara negativ.", "A population cannot be negative."}};
  return store::to_fact(population, row.row(), row.text("source"));
}

Converted convert_target(const Surroundings& surroundings, const RowView& row) {
  const auto* figure = surroundings.snapshot.figure(row.text("keyFigure"));
  if (figure == nullptr || figure->definition.id != row.text("keyFigure"))
    return unknown_key_figure(row.text("keyFigure"));
  if (surroundings.snapshot.region(row.text("region")) == nullptr)
    return unknown_region(row.text("region"));
  tertil::Target target;
  target.key_figure = figure->definition.id;
  target.region = row.text("region");
  target.year = row.integer("year").value_or(0);
  target.value = row.number("value").value_or(0.0);
  target.baseline_year = row.integer("baselineYear");
  target.baseline_value = row.number("baselineValue");
  target.path = row.text("path") == "step" ? TargetPath::kStep : TargetPath::kLinear;
  target.decision = row.text("decision");
  if (target.baseline_year.has_value() != target.baseline_value.has_value())
    return RowRefusal{"baselineYear",
                      "",
                      "baseline-incomplete",
                      {"Basår och startvärde ska anges båda eller ingetdera.",
                       "Baseline year and value are given both or neither."}};
  if (auto refusal = outside_bounds(figure->definition, "value", target.value))
    return std::move(*refusal);
  return store::to_fact(target, surroundings.source.owner, row.row(), row.text("source"));
}

}  // namespace

const store::FactTable& table_of(Target target) {
  switch (target) {
    case Target::kKeyFigureValue: return store::kObservations;
    case Target::kPopulation: return store::kPopulations;
    case Target::kTarget: return store::kTargets;
    case Target::kMeter: return store::kMeters;
    case Target::kProperty: return store::kProperties;
    case Target::kFuelTransaction: return store::kFuelTransactions;
    case Target::kVehicle: return store::kVehicles;
    case Target::kTravel: return store::kTravels;
    case Target::kGasMovement: return store::kGasMovements;
    case Target::kWasteWeight: return store::kWasteWeights;
    case Target::kFactor: return store::kFactors;
    case Target::kDegreeDays: return store::kDegreeDays;
    case Target::kEnergyReading: break;
  }
  throw std::logic_error{"readings are no facts: they lie in blocks"};
}

Converted convert(const Surroundings& surroundings, const RecordBatch& batch, std::size_t i) {
  const RowView row{batch, i};
  switch (surroundings.source.target) {
    case Target::kKeyFigureValue: return convert_value(surroundings, row);
    case Target::kPopulation: return convert_population(surroundings, row);
    case Target::kTarget: return convert_target(surroundings, row);
    default: return convert_activity(surroundings, row);
  }
}

}  // namespace tertil::ingest
