#include "service/figures/ranking_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analytics/decimals.hpp"

namespace tertil::figures {
namespace {

std::string written(double value, int decimals, Language language) {
  auto text = fmt::format("{:.{}f}", value, decimals);
  if (language == Language::kSwedish) std::ranges::replace(text, '.', ',');
  if (text.starts_with('-')) text.replace(0, 1, "\u2212");
  return text;
}

}  // namespace

const Text& word(Series series) {
  static const Text kolada{"Kolada", "Kolada"};
  static const Text printed{"Tryckt i rapport", "Printed in a report"};
  static const Text own{"Egna uppgifter", "Own data"};
  switch (series) {
    case Series::kKolada: return kolada;
    case Series::kPrinted: return printed;
    case Series::kOwn: return own;
  }
  return own;
}

Text attribution(const Figure& figure, Series series) {
  switch (series) {
    case Series::kKolada:
      return {fmt::format("Källa: Kolada {}", figure.definition.kolada_id),
              fmt::format("Source: Kolada {}", figure.definition.kolada_id)};
    case Series::kPrinted: {
      const auto& documents = figure.origins[static_cast<std::size_t>(series)];
      if (documents.empty()) return {"Källa: tryckt rapport", "Source: printed report"};
      const auto named = fmt::format("{}", fmt::join(documents, "; "));
      return {"Källa: " + named, "Source: " + named};
    }
    case Series::kOwn: return {"Källa: regionens egna uppgifter", "Source: the region's own data"};
  }
  return {"Källa saknas", "No source"};
}

const Text& own_processing() {
  static const Text text{"Egen bearbetning", "Own processing"};
  return text;
}

std::string spoken(double value, int decimals, Language language) {
  const auto rounded = analytics::round_to(value, decimals + 1);
  return written(rounded, std::max(decimals, analytics::decimals(rounded)), language);
}

std::string spoken_as_stored(double value, Language language) {
  return written(value, analytics::decimals(value), language);
}

Text describe(const Ranking& ranking) {
  const auto& definition = ranking.figure->definition;
  Text text;
  switch (definition.polarity) {
    case Polarity::kLow: text = {"Lägre värde är bättre.", "A lower value is better."}; break;
    case Polarity::kHigh: text = {"Högre värde är bättre.", "A higher value is better."}; break;
    case Polarity::kNone:
      text = {"Nyckeltalet har ingen bästa ände och rangordnas inte.",
              "The key figure has no best end and is not ranked."};
      break;
  }
  if (ranking.n == 0 || !ranking.median) {
    text.sv += fmt::format(" Ingen region har något värde för {}.", ranking.year);
    text.en += fmt::format(" No region has a value for {}.", ranking.year);
    return text;
  }
  const auto places = definition.decimals;
  text.sv += fmt::format(" {} av 21 regioner har ett värde för {}. Medianen är {}\u00a0{}.",
                         ranking.n, ranking.year,
                         spoken(*ranking.median, places, Language::kSwedish), definition.unit);
  text.en += fmt::format(" {} of 21 regions have a value for {}. The median is {}\u00a0{}.",
                         ranking.n, ranking.year,
                         spoken(*ranking.median, places, Language::kEnglish), definition.unit);
  if (ranking.ranked && !ranking.class_sizes) {
    text.sv += " För få uppgifter för färgklasser: minst nio behövs.";
    text.en += " Too few values for colour classes: at least nine are needed.";
  }
  return text;
}

std::optional<Text> why_different(const Figure& figure, const Printed& printed,
                                  double computed_value, int rank, int of, Series series) {
  if (printed.rank == rank && printed.of == of) return std::nullopt;
  const auto places = figure.definition.decimals;
  const auto said = [&](Language language) {
    return printed.value ? spoken(*printed.value, places, language) : std::string{"–"};
  };
  const Text origin = series == Series::kKolada
                          ? Text{"med Koladas värden i dag", "with Kolada's values of today"}
                          : Text{"med dagens värden", "with the values of today"};
  return Text{
      fmt::format("Tryckt plats {} av {} (värde {}); {} plats {} av {} (värde {}). Värden kan "
                  "ha reviderats efter trycket eller komma från olika källor.",
                  printed.rank, printed.of, said(Language::kSwedish), origin.sv, rank, of,
                  spoken(computed_value, places, Language::kSwedish)),
      fmt::format("Printed rank {} of {} (value {}); {} rank {} of {} (value {}). Values may "
                  "have been revised since it was printed, or come from different sources.",
                  printed.rank, printed.of, said(Language::kEnglish), origin.en, rank, of,
                  spoken(computed_value, places, Language::kEnglish))};
}

}  // namespace tertil::figures
