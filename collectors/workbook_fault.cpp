#include "collectors/workbook_fault.hpp"

#include <fmt/format.h>

#include "collectors/finding.hpp"

namespace tertil::collectors::message {

namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < 20; ++i) {
    out += (i > 0 ? ", ”" : "”") + shortened(names[i], 60) + "”";
  }
  if (names.size() > 20) out += ", …";
  return out;
}

}  // namespace

Text too_many_entries(std::size_t limit) {
  return {
      fmt::format("Arkivet har fler än {} delar och läses inte. Skicka tabellen som CSV.", limit),
      fmt::format("The archive has more than {} parts and is not read. Send the table as CSV.",
                  limit)};
}

Text inflates_too_much(std::size_t megabytes, std::size_t ratio) {
  return {
      fmt::format("Arbetsboken blir större än {} MiB, eller {} gånger sin filstorlek, när den "
                  "packas upp. Dela upp den eller skicka tabellen som CSV.",
                  megabytes, ratio),
      fmt::format("The workbook inflates to more than {} MiB, or {} times its size. Split it or "
                  "send the table as CSV.",
                  megabytes, ratio)};
}

Text too_many_strings() {
  return {"Arbetsboken har mer text än som ryms. Dela upp den eller skicka tabellen som CSV.",
          "The workbook has more text than there is room for. Split it or send the table as CSV."};
}

Text bad_archive() {
  return {
      "Filen är skadad eller ofullständig. Öppna den i Excel, spara den på nytt som .xlsx och "
      "skicka den filen.",
      "The file is damaged or incomplete. Open it in Excel, save it again as .xlsx and send "
      "that file."};
}

Text bad_part(std::string_view part) {
  return {
      fmt::format("Arbetsbokens del {} går inte att läsa. Öppna filen i Excel, spara den på "
                  "nytt som .xlsx och skicka den.",
                  shortened(part, 80)),
      fmt::format("The workbook's part {} cannot be read. Open the file in Excel, save it again "
                  "as .xlsx and send it.",
                  shortened(part, 80))};
}

Text has_doctype(std::string_view part) {
  return {
      fmt::format("Arbetsbokens del {} har en DOCTYPE, vilket inte tillåts.", shortened(part, 80)),
      fmt::format("The workbook's part {} has a DOCTYPE, which is not allowed.",
                  shortened(part, 80))};
}

Text no_workbook(std::string_view what) {
  return {
      fmt::format("Filen är {} och läses inte. Öppna den i Excel eller LibreOffice, välj ”Spara "
                  "som” och ”Excel-arbetsbok (.xlsx)”, och skicka den filen.",
                  what),
      fmt::format("The file is {} and is not read. Open it in Excel or LibreOffice, choose "
                  "“Save as” and “Excel workbook (.xlsx)”, and send that file.",
                  what)};
}

Text no_such_sheet(std::string_view sheet, const std::vector<std::string>& sheets) {
  return {fmt::format("Arbetsboken har inget blad ”{}”. Den har {}.", shortened(sheet, 60),
                      listed(sheets)),
          fmt::format("The workbook has no sheet “{}”. It has {}.", shortened(sheet, 60),
                      listed(sheets))};
}

Text no_rows() { return {"Arbetsboken har inga rader.", "The workbook has no rows."}; }

Text sheets_skipped(std::string_view read, const std::vector<std::string>& others) {
  return {fmt::format("Bladet ”{}” lästes. Andra blad har också rader: {}.", shortened(read, 60),
                      listed(others)),
          fmt::format("The sheet “{}” was read. Other sheets have rows too: {}.",
                      shortened(read, 60), listed(others))};
}

Text hidden_rows() {
  return {"Dolda eller bortfiltrerade rader lästes också.",
          "Hidden or filtered rows were read too."};
}

Text percent_cells() {
  return {"Celler som visas i procent har värdet som andel: 98 % är 0,98.",
          "Cells shown as a percentage hold a share: 98 % is 0.98."};
}

Text spreadsheet_error(std::string_view error) {
  return {fmt::format("Cellen har felet {} i kalkylbladet.", shortened(error, 40)),
          fmt::format("The cell has the spreadsheet error {}.", shortened(error, 40))};
}

}  // namespace tertil::collectors::message
