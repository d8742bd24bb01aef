/// @file service/ingest/quality_words.hpp
/// @brief What the rules say to people, in both languages.
#pragma once
#include <string>
#include <string_view>

#include "service/domain/text.hpp"
#include "service/store/series_sums.hpp"

namespace tertil::ingest::quality_words {

/// A number as people read it, in their language's own marks: every digit before the decimal mark,
/// grouped, decimals up to four digits in all, and the unit after it if there is one.
[[nodiscard]] Text spoken(double number, std::string_view unit);
/// "electricity M17, 2024-03".
[[nodiscard]] std::string where(const store::SeriesOf& series, int period);

[[nodiscard]] Text range(double value, double least, double most, std::string_view unit);
[[nodiscard]] Text unit_suspect(std::string_view where, double value, double usual, int powers,
                                std::string_view unit);
[[nodiscard]] Text change(std::string_view where, double value, double earlier,
                          std::string_view unit, bool same_month);
[[nodiscard]] Text sum_mismatch(std::string_view where, double parts, double whole,
                                std::string_view unit);
[[nodiscard]] Text gap(std::string_view where);
[[nodiscard]] Text overlap(std::string_view where);
[[nodiscard]] Text few_months(std::string_view series, int year, int months);
[[nodiscard]] Text flat_line(std::string_view where, double value, std::size_t periods,
                             std::string_view unit);
[[nodiscard]] Text outlier(std::string_view where, double value, std::string_view unit);
[[nodiscard]] Text level_shift(std::string_view where);
/// What a rule looks for, for the list of checks.
[[nodiscard]] Text about(std::string_view rule);

}  // namespace tertil::ingest::quality_words
