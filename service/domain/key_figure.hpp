/// @file service/domain/key_figure.hpp
/// @brief What a key figure (nyckeltal) means: name, unit, which end is best, where it comes from.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/text.hpp"

namespace tertil {

/// Which end of the scale is best. `kNone` is never ranked and never coloured.
enum class Polarity { kLow, kHigh, kNone };

/// Where values come from. Two series are never mixed in one ranking. The order is the order of
/// preference when two have equally many regions (contract 2a.3).
enum class Series { kKolada, kPrinted, kOwn };
inline constexpr Series kAllSeries[] = {Series::kKolada, Series::kPrinted, Series::kOwn};

/// A year from which values cannot be compared with those before it.
struct SeriesBreak {
  int year{0};
  Text text;
  friend bool operator==(const SeriesBreak&, const SeriesBreak&) = default;
};

/// The definition of a key figure, shared by all regions.
struct KeyFigure {
  std::string id;    ///< "energy-use-premises": in the API.
  std::string slug;  ///< "energi": in the pages' addresses.
  Text name;
  Text short_name;
  Text theme;
  std::string unit;  ///< "kWh/m²".
  int decimals{0};   ///< How many pages show; the store keeps what was given.
  Polarity polarity{Polarity::kNone};
  std::string kind;  ///< ratio, share, amount or count.
  Text definition;
  Text why;  ///< Why it matters.
  std::optional<double> minimum;
  std::optional<double> maximum;
  std::string kolada_id;      ///< "U60495"; empty if Kolada has none.
  bool in_comparison{false};  ///< One of the six of the national comparison.
  Text source;
  std::string source_url;
  Text licence;
  std::string next_publication;         ///< "2026-06-11"; empty if unknown.
  std::string next_publication_period;  ///< "2025": the period it will hold; empty if unknown.
  std::vector<SeriesBreak> breaks;
  std::vector<Text> notes;  ///< What a reader of the figures must know.
  friend bool operator==(const KeyFigure&, const KeyFigure&) = default;
};

[[nodiscard]] std::string_view to_string(Polarity polarity);
[[nodiscard]] std::optional<Polarity> parse_polarity(std::string_view text);
[[nodiscard]] std::string_view to_string(Series series);
[[nodiscard]] std::optional<Series> parse_series(std::string_view text);

}  // namespace tertil
