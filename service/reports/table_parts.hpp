/// @file service/reports/table_parts.hpp
/// @brief Columns and cells that several tables have in common.
#pragma once
#include <optional>
#include <string>

#include "service/domain/key_figure.hpp"
#include "service/reports/table.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {

[[nodiscard]] Column key_figure_column();
[[nodiscard]] Column key_figure_name_column();
[[nodiscard]] Column region_column();
[[nodiscard]] Column region_name_column();
[[nodiscard]] Column year_column();
[[nodiscard]] Column unit_column();
[[nodiscard]] Column series_column();
[[nodiscard]] Column status_column();
/// The value itself, in the key figure's unit.
[[nodiscard]] Column value_column(const KeyFigure& definition);
[[nodiscard]] Column count_column(std::string key, Text header);
[[nodiscard]] Column text_column(std::string key, Text header);

/// A number, or an empty cell.
template <class T>
[[nodiscard]] TableCell number_cell(const std::optional<T>& maybe) {
  return maybe ? TableCell{static_cast<double>(*maybe)} : TableCell{};
}
template <class T>
[[nodiscard]] TableCell number_cell(T number) {
  return TableCell{static_cast<double>(number)};
}
/// The value; without one its reason; and "missing" where nobody has said anything.
[[nodiscard]] TableCell value_cell(const std::optional<double>& value,
                                   const std::optional<MissingReason>& reason);
/// A code in words, or an empty cell.
template <class T>
[[nodiscard]] TableCell word_cell(const std::optional<T>& maybe, Language language) {
  return maybe ? TableCell{word(*maybe).in(language)} : TableCell{};
}
[[nodiscard]] TableCell class_cell(const std::optional<figures::RankClass>& rank_class,
                                   figures::Scheme scheme, Language language);
/// The text, or an empty cell.
[[nodiscard]] TableCell text_cell(std::string text);

/// Definition, direction, breaks and notes of a key figure, for the sheet about the data.
void add_definition_notes(Table& table, const KeyFigure& definition);

}  // namespace tertil::reports
