/// @file service/reports/csvw.hpp
/// @brief What a table's CSV means, for programs: CSV on the Web metadata
/// (W3C Recommendation "Metadata Vocabulary for Tabular Data", 2015).
#pragma once
#include <string>
#include <string_view>

#include "service/reports/csv.hpp"

namespace tertil::reports {

/// JSON that describes what `write_csv` gives for the same table and dialect: columns with name,
/// title, datatype, unit and the words that stand for a missing value, and the dialect itself.
/// `csv_address` is where that CSV is, absolute or relative to where the metadata is.
[[nodiscard]] std::string write_csvw(const Table& table, CsvDialect dialect,
                                     std::string_view csv_address);

}  // namespace tertil::reports
