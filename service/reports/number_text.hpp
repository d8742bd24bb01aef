/// @file service/reports/number_text.hpp
/// @brief A stored number as the shortest decimal text that reads back as the same double.
///
/// 199 is "199", never "199.0"; 98.33 is "98.33"; -0 is "0"; a million is "1000000", not "1e+06".
/// Below 1e-6 and from 1e21 on an exponent is written, as in JSON written by browsers.
#pragma once
#include <string>

namespace tertil::reports {

/// Appends the number with a decimal point. @pre It is finite: missing values are not numbers.
void append_number(std::string& out, double value);

/// The same as a text of its own.
[[nodiscard]] std::string number_text(double value);

}  // namespace tertil::reports
