/// @file service/reports/yearly_report_forms.hpp
/// @brief A yearly report as HTML, XLSX and JSON: the forms in which it is locked.
#pragma once
#include <string>
#include <string_view>

#include "service/reports/yearly_report.hpp"

namespace tertil::reports {

/// One file that needs nothing else: semantic Swedish HTML without scripts, its looks in a single
/// <style>. Tables have captions and scopes, so that a browser prints a tagged PDF and a word
/// processor takes it over. A draft is marked "UTKAST". Texts are escaped.
[[nodiscard]] std::string report_html(const YearlyReport& report);

/// The policy to serve such a file with: nothing but the style that stands in these very bytes, by
/// its hash.
[[nodiscard]] std::string report_policy(std::string_view html);

/// Sheets for comparison, key figures, goals and measures, and one that says what they are.
[[nodiscard]] Result<std::string> report_xlsx(const YearlyReport& report);

/// Everything, for programs: the comparison as GET /comparison gives it and as it is printed.
[[nodiscard]] std::string report_json(const YearlyReport& report);

[[nodiscard]] const Text& word(store::ReportState state);  ///< "Utkast"
[[nodiscard]] const Text& word(MeasureState state);        ///< "Pågår"
[[nodiscard]] const Text& word(Timeliness timeliness);     ///< "Försenad"
/// "Uppfylls delvis"; "Ännu inte bedömt" where there is no verdict.
[[nodiscard]] const Text& verdict_word(std::string_view verdict);

}  // namespace tertil::reports
