/// @file collectors/json_rows.hpp
/// @brief What the readers of JSON have in common. For this folder only.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "collectors/rows.hpp"

namespace tertil::collectors {

/// Adds a fault of `row` itself.
void add_fault(Row& row, std::string_view rule, Text message, std::string_view column = {},
               std::string_view raw = {});

/// Makes cells of an object's members. Members whose names begin with `_` are passed over,
/// unknown ones are faults and do not get into `row.record`.
void fill_row(const nlohmann::json& value, const Schema& schema, const Limits& limits, Row& row);

/// Whether a document is an answer of Kolada's data API, or an array of them.
[[nodiscard]] bool is_kolada_answer(const nlohmann::json& document);

/// Rows of Kolada's answers: one for each value, that is for each gender.
[[nodiscard]] OpenedRows open_kolada(nlohmann::json document, const Schema& schema,
                                     const Source& source);

/// Whether a document is a JSON-stat 2 dataset, or an array of them.
[[nodiscard]] bool is_json_stat(const nlohmann::json& document);

/// Rows of the target `population` from JSON-stat: one for each region and year, summed over all
/// other dimensions by their total category, else by all categories. Of months, December counts.
[[nodiscard]] OpenedRows open_json_stat(nlohmann::json document, const Schema& schema,
                                        const Source& source);

}  // namespace tertil::collectors
