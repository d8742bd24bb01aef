#include "service/domain/key_figure.hpp"

namespace tertil {

std::string_view to_string(Polarity polarity) {
  switch (polarity) {
    case Polarity::kLow: return "low";
    case Polarity::kHigh: return "high";
    case Polarity::kNone: return "none";
  }
  return "none";
}

std::optional<Polarity> parse_polarity(std::string_view text) {
  for (const auto polarity : {Polarity::kLow, Polarity::kHigh, Polarity::kNone})
    if (to_string(polarity) == text) return polarity;
  return std::nullopt;
}

std::string_view to_string(Series series) {
  switch (series) {
    case Series::kKolada: return "kolada";
    case Series::kPrinted: return "printed";
    case Series::kOwn: return "own";
  }
  return "own";
}

std::optional<Series> parse_series(std::string_view text) {
  for (const auto series : kAllSeries)
    if (to_string(series) == text) return series;
  return std::nullopt;
}

}  // namespace tertil
