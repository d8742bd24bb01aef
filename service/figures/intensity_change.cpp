#include "service/figures/intensity_change.hpp"

#include <fmt/format.h>

#include <tuple>
#include <utility>

#include "service/figures/figure_parts.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

constexpr std::string_view kEnergy = "energy-use-premises";
constexpr std::size_t kDeepest = 2;   // org unit and building: a meter has no area
constexpr double kAlmostAll = 0.995;  // what is written as 100 %
constexpr double kPercent = 100.0;

tl::unexpected<Error> refuse(Text message) { return fail(ErrorCode::kRefused, std::move(message)); }

bool has_readings(const FigureParts& figure, const std::vector<std::string>& path) {
  return figure.has_data && sum_of(figure, path).count > 0;
}

Result<IntensityOfYear> year_of(const FigureParts& figure, const UseChangeQuestion& question) {
  const int year = figure.year;
  const auto sum = sum_of(figure, question.path);
  if (!has_readings(figure, question.path))
    return refuse({fmt::format("Det finns inga avläsningar för {}.", year),
                   fmt::format("There are no readings for {}.", year)});
  if (sum.denominator <= 0.0)
    return refuse(
        {fmt::format("Ytan saknas för {}: lägg in BRA i fastighetsregistret.", year),
         fmt::format("The area is missing for {}: add BRA to the property register.", year)});
  if (!figure.normalisation)
    return refuse(
        {fmt::format("Graddagar saknas för {}: utan dem går väder inte att skilja från "
                     "användning. Läs in graddagar för alla månader med avläsningar.",
                     year),
         fmt::format("Degree days are missing for {}: without them weather cannot be told from "
                     "use. Import degree days for every month with readings.",
                     year)});
  return IntensityOfYear{.year = year,
                         .heat = sum.weather,
                         .other = sum.numerator - sum.weather,
                         .area = sum.denominator,
                         .degree_days = figure.normalisation->degree_days,
                         .coverage = sum.coverage,
                         .source = figure.normalisation->normal_year};
}

/// "+1,2": a change always has its sign.
std::string signed_number(double value, Language language) {
  auto text = spoken(value, 1, language);
  return value > 0.0 ? "+" + text : text;
}

Text words_of(const UseChange& change) {
  const auto& parts = change.parts;
  const auto sv = [](double value) { return signed_number(value, Language::kSwedish); };
  const auto en = [](double value) { return signed_number(value, Language::kEnglish); };
  return {fmt::format(
              "Energianvändningen per kvadratmeter ändrades med {}\u00a0kWh/m² från {} till {}: "
              "väder {}, yta {}, användning {}.",
              sv(parts.change), change.from.year, change.to.year, sv(parts.weather), sv(parts.area),
              sv(parts.use)),
          fmt::format(
              "Energy use per square metre changed by {}\u00a0kWh/m² from {} to {}: weather {}, "
              "area {}, use {}.",
              en(parts.change), change.from.year, change.to.year, en(parts.weather), en(parts.area),
              en(parts.use))};
}

std::vector<Text> limits_of(const UseChange& change) {
  std::vector<Text> limits{
      {"All värme räknas som väderberoende, också varmvatten; kyla räknas som användning.",
       "All heat counts as depending on the weather, hot water too; cooling counts as use."}};
  const auto covered = [](const IntensityOfYear& year) { return year.coverage.value_or(1.0); };
  if (covered(change.from) < kAlmostAll || covered(change.to) < kAlmostAll) {
    const auto percent = [&](const IntensityOfYear& year, Language language) {
      return spoken(covered(year) * kPercent, 0, language);
    };
    const auto& [from, to] = std::tie(change.from, change.to);
    limits.push_back(
        {fmt::format(
             "Avläsningarna täcker {}\u00a0% av {} och {}\u00a0% av {}; det som saknas syns som "
             "minskad användning.",
             percent(from, Language::kSwedish), from.year, percent(to, Language::kSwedish),
             to.year),
         fmt::format("Readings cover {}\u00a0% of {} and {}\u00a0% of {}; what is missing shows as "
                     "less use.",
                     percent(from, Language::kEnglish), from.year, percent(to, Language::kEnglish),
                     to.year)});
  }
  if (change.from.source != change.to.source)
    limits.push_back({fmt::format("Årens graddagar har olika källor ({} och {}); är de räknade "
                                  "olika blir väderdelen fel.",
                                  change.from.source, change.to.source),
                      fmt::format("The years' degree days have different sources ({} and {}); if "
                                  "they are computed differently the weather's part is wrong.",
                                  change.from.source, change.to.source)});
  return limits;
}

}  // namespace

Result<UseChange> use_change_of(const FigureParts& from, const FigureParts& to,
                                const UseChangeQuestion& question) {
  if (question.path.size() > kDeepest)
    return refuse({"En mätare har ingen yta; fråga om byggnaden.",
                   "A meter has no area; ask about the building."});
  if (!has_readings(from, question.path) && !has_readings(to, question.path))
    return fail(ErrorCode::kNotFound,
                {fmt::format("Det finns inga avläsningar för {} eller {}.", from.year, to.year),
                 fmt::format("There are no readings for {} or {}.", from.year, to.year)});
  UseChange change;
  change.key_figure = question.key_figure;
  change.region = question.region;
  change.path = question.path;
  auto before = year_of(from, question);
  if (!before) return tl::unexpected{before.error()};
  auto after = year_of(to, question);
  if (!after) return tl::unexpected{after.error()};
  change.from = std::move(*before);
  change.to = std::move(*after);
  const auto factors = [](const IntensityOfYear& year) {
    return analytics::IntensityYear{
        .heat = year.heat, .other = year.other, .weather = year.degree_days, .area = year.area};
  };
  change.parts = analytics::split_intensity(factors(change.from), factors(change.to));
  change.text = words_of(change);
  change.limits = limits_of(change);
  return change;
}

Result<UseChange> use_change(store::Reader& reader, const UseChangeQuestion& question) {
  if (question.key_figure != kEnergy)
    return fail(ErrorCode::kNotFound,
                {"Bara energianvändning per kvadratmeter delas i väder, yta och användning.",
                 "Only energy use per square metre is split into weather, area and use."});
  const auto from =
      parts_of(reader, question.key_figure, question.region, question.year_from, question.as_of);
  if (!from) return tl::unexpected{from.error()};
  const auto to =
      parts_of(reader, question.key_figure, question.region, question.year_to, question.as_of);
  if (!to) return tl::unexpected{to.error()};
  return use_change_of(**from, **to, question);
}

}  // namespace tertil::figures
