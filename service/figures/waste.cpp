#include "service/figures/waste.hpp"

#include <fmt/format.h>

#include "service/store/ewc.hpp"

namespace tertil::figures {
namespace {

constexpr double kPercent = 100.0;
constexpr double kMillion = 1e6;

const Formula& formula() {
  static const Formula one{
      "waste-recycling",
      1,
      "kg",
      "kg",
      kPercent,
      {"(materialåtervunnet + biologiskt behandlat) / allt avfall, efter vikt, utan bygg- och "
       "rivningsavfall (kapitel 17) och trädgårdsavfall (20 02 01).",
       "(recycled as material + treated biologically) / all waste, by weight, without "
       "construction and demolition waste (chapter 17) and garden waste (20 02 01)."}};
  return one;
}

}  // namespace

FigureParts waste_parts(const std::vector<store::WasteSum>& weights, int year) {
  FigureParts figure;
  figure.key_figure = "hospital-waste-recycling";
  figure.year = year;
  figure.formula = &formula();
  figure.levels = {"fraction", "hauler", "site"};
  for (const auto& row : weights) {
    figure.batches.insert(row.batch);
    if (store::outside_recycling_degree(row.ewc_code)) continue;
    const auto* code = store::find_ewc(row.ewc_code);
    if (code != nullptr)
      figure.names[{"fraction", row.ewc_code}] =
          fmt::format("{}{} {}", code->code, code->hazardous ? "*" : "", code->description);
    const bool recycled = row.treatment == "materialRecycling" || row.treatment == "biological";
    Part part{.path = {row.ewc_code, row.hauler, row.place}, .month = month_of_period(row.period)};
    const double quantity = row.millionths / kMillion;
    part.numerator = part.normalised = recycled ? quantity : 0.0;
    part.denominator = quantity;
    figure.parts.push_back(std::move(part));
  }
  expect_every_month(figure);
  figure.has_data = !weights.empty();
  figure.computable = sum_of(figure, {}).value.has_value();
  return figure;
}

}  // namespace tertil::figures
