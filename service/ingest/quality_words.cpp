#include "service/ingest/quality_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analytics/decimals.hpp"
#include "service/domain/spoken_number.hpp"

namespace tertil::ingest::quality_words {

Text spoken(double number, std::string_view unit) {
  constexpr int kDigits = 4;
  constexpr int kMostDecimals = 9;
  if (!std::isfinite(number)) return number < 0 ? Text{"−∞", "−∞"} : Text{"∞", "∞"};
  const double size = std::abs(number);
  const int whole = size > 0.0 ? static_cast<int>(std::floor(std::log10(size))) + 1 : kDigits;
  const int most = std::clamp(kDigits - whole, 0, kMostDecimals);
  const int decimals = std::min(most, analytics::decimals(analytics::round_to(number, most)));
  const auto said = [&](Language language) {
    auto text = format_number(number, decimals, language);
    return unit.empty() ? text : fmt::format("{}\u00A0{}", text, unit);
  };
  return {said(Language::kSwedish), said(Language::kEnglish)};
}

std::string where(const store::SeriesOf& series, int period) {
  return fmt::format("{}, {}", series.label, store::period_text(period, series.per_year));
}

Text range(double value, double least, double most, std::string_view unit) {
  const auto is = spoken(value, unit);
  const auto from = spoken(least, unit);
  const auto to = spoken(most, unit);
  return {fmt::format("{} ligger utanför {} till {}, som källan tillåter.", is.sv, from.sv, to.sv),
          fmt::format("{} is outside {} to {}, which the source allows.", is.en, from.en, to.en)};
}

Text unit_suspect(std::string_view where, double value, double usual, int powers,
                  std::string_view unit) {
  const auto is = spoken(value, unit);
  const auto before = spoken(usual, unit);
  const auto times = spoken(powers == 1 || powers == -1 ? 1e3 : 1e6, {});
  const bool more = powers > 0;
  return {fmt::format("{}: {} är omkring {} gånger {} än det brukar vara ({}). Är enheten rätt? "
                      "Raden väntar på att någon släpper eller förkastar den.",
                      where, is.sv, times.sv, more ? "större" : "mindre", before.sv),
          fmt::format("{}: {} is about {} times {} than usual ({}). Is the unit right? The row "
                      "waits until somebody releases or discards it.",
                      where, is.en, times.en, more ? "larger" : "smaller", before.en)};
}

Text change(std::string_view where, double value, double earlier, std::string_view unit,
            bool same_month) {
  const auto is = spoken(value, unit);
  const auto was = spoken(earlier, unit);
  return {fmt::format("{}: {} mot {} {}.", where, is.sv, was.sv,
                      same_month ? "samma tid året före" : "året före"),
          fmt::format("{}: {} against {} {}.", where, is.en, was.en,
                      same_month ? "at the same time the year before" : "the year before")};
}

Text sum_mismatch(std::string_view where, double parts, double whole, std::string_view unit) {
  const auto sum = spoken(parts, unit);
  const auto said = spoken(whole, unit);
  return {fmt::format("{}: delarna blir tillsammans {}, men helheten anges till {}.", where, sum.sv,
                      said.sv),
          fmt::format("{}: the parts come to {}, but the whole is given as {}.", where, sum.en,
                      said.en)};
}

Text gap(std::string_view where) {
  return {fmt::format("{}: perioden före saknas, fast det finns äldre uppgifter.", where),
          fmt::format("{}: the period before is missing, though there are older data.", where)};
}

Text overlap(std::string_view where) {
  return {fmt::format("{}: samma tid finns också med en annan indelning och räknas kanske dubbelt.",
                      where),
          fmt::format("{}: the same time is also there by another division and may count twice.",
                      where)};
}

Text few_months(std::string_view series, int year, int months) {
  return {fmt::format("{}: {} har uppgifter för {} av 12 månader.", series, year, months),
          fmt::format("{}: {} has data for {} of 12 months.", series, year, months)};
}

Text flat_line(std::string_view where, double value, std::size_t periods, std::string_view unit) {
  const auto is = spoken(value, unit);
  return {fmt::format("{}: exakt {} i {} perioder i följd. Lever mätaren?", where, is.sv, periods),
          fmt::format("{}: exactly {} in {} periods in a row. Is the meter alive?", where, is.en,
                      periods)};
}

Text outlier(std::string_view where, double value, std::string_view unit) {
  const auto is = spoken(value, unit);
  return {fmt::format("{}: {} avviker från det vanliga.", where, is.sv),
          fmt::format("{}: {} is unlike the rest.", where, is.en)};
}

Text level_shift(std::string_view where) {
  return {fmt::format("{}: nivån ändras varaktigt här.", where),
          fmt::format("{}: the level changes for good here.", where)};
}

Text about(std::string_view rule) {
  struct About {
    std::string_view rule;
    const char* sv;
    const char* en;
  };
  static constexpr std::array<About, 11> kAbout{
      {{"range", "Mängder inom källans gränser", "Quantities within the source's limits"},
       {"unit-suspect", "Fel enhet: omkring tusen gånger för mycket eller för litet",
        "Wrong unit: about a thousand times too much or too little"},
       {"change-from-last-year", "Ändring mot året före", "Change against the year before"},
       {"change-from-same-month", "Ändring mot samma tid året före",
        "Change against the same time the year before"},
       {"sum-mismatch", "Delarna blir tillsammans helheten", "The parts make up the whole"},
       {"gap", "Luckor i tiden", "Gaps in time"},
       {"overlap", "Samma tid två gånger", "The same time twice"},
       {"fewer-than-twelve-months", "Hela år", "Whole years"},
       {"flat-line", "Värden som står stilla", "Values that stand still"},
       {"outlier", "Värden som avviker från serien", "Values unlike their series"},
       {"level-shift", "Nivåer som ändras varaktigt", "Levels that change for good"}}};
  for (const auto& one : kAbout)
    if (one.rule == rule) return {one.sv, one.en};
  return {std::string{rule}, std::string{rule}};
}

}  // namespace tertil::ingest::quality_words
