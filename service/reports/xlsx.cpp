#include "service/reports/xlsx.hpp"

#include <fmt/format.h>
#include <time.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <functional>
#include <map>

#include "service/reports/memory_file.hpp"
#include "service/reports/sheet_text.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {
namespace {

constexpr double kNarrowest = 8.0;
constexpr double kWidest = 60.0;
/// Workbooks carry a time of creation. Ours is always this one, so that equal tables are equal
/// files: 2000-01-01T00:00:00Z.
constexpr time_t kCreated = 946684800;

/// About how wide a text is, in characters.
double width_of(std::string_view text) {
  return static_cast<double>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

class Workbook {
 public:
  explicit Workbook(const std::string& path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_FALSE;
    book_ = workbook_new_opt(path.c_str(), &options);
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_VERTICAL_TOP);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    gray_ = workbook_add_format(book_);
    format_set_italic(gray_);
    format_set_font_color(gray_, 0x595959);
  }

  void describe(const Table& table) {
    auto title = sheet_text(table.title.in(table.language)).plain.substr(0, 255);
    std::string company = "tertil";
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.company = company.data();
    properties.created = kCreated;
    workbook_set_properties(book_, &properties);
  }

  void add_rows(const Table& table, const std::string& name) {
    auto* sheet = workbook_add_worksheet(book_, name.c_str());
    std::vector<double> widths(table.columns.size(), kNarrowest);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto text = heading(table.columns[i], table.language);
      widths[i] = std::max(widths[i], std::min(width_of(text), 18.0));
      worksheet_write_string(sheet, 0, at(i), text.c_str(), header_);
    }
    lxw_row_t line = 1;
    for (const auto& row : table.rows) {
      for (std::size_t i = 0; i < row.size(); ++i)
        widths[i] = std::max(widths[i], write(sheet, line, i, row[i], table));
      ++line;
    }
    for (std::size_t i = 0; i < widths.size(); ++i)
      worksheet_set_column(sheet, at(i), at(i), std::min(widths[i] + 2.0, kWidest), nullptr);
    worksheet_freeze_panes(sheet, 1, 0);
    if (!table.columns.empty())
      worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                           at(table.columns.size() - 1));
  }

  void add_about(const Table& table) {
    const bool swedish = table.language == Language::kSwedish;
    auto* sheet = workbook_add_worksheet(book_, swedish ? "Om uppgifterna" : "About");
    worksheet_set_column(sheet, 0, 0, 24.0, nullptr);
    worksheet_set_column(sheet, 1, 1, 100.0, nullptr);
    lxw_row_t line = 0;
    const auto say = [&](const Text& label, const std::string& text) {
      if (text.empty()) return;
      worksheet_write_string(sheet, line, 0, label.in(table.language).c_str(), header_);
      worksheet_write_string(sheet, line, 1, sheet_text(text).written.c_str(), wrapped_);
      ++line;
    };
    say({"Titel", "Title"}, table.title.in(table.language));
    for (const auto& note : table.notes) say(note.label, note.text.in(table.language));
    say({"Källa", "Source"}, table.source.in(table.language));
    say({"Bearbetning", "Processing"}, table.processing.in(table.language));
    if (table.as_of) say({"Så som det var känt", "As known at"}, to_rfc3339(*table.as_of));
    if (table.updated) say({"Senast ändrad", "Last changed"}, to_rfc3339(*table.updated));
    say({"Värden", "Values"},
        Text{"Värden står som de lagrats; bladet visar dem med nyckeltalets decimaler.",
             "Values are as stored; the sheet shows them with the key figure's decimals."}
            .in(table.language));
  }

  [[nodiscard]] lxw_error finish() {
    auto problem = workbook_close(book_);
    book_ = nullptr;
    return problem;
  }

 private:
  static lxw_col_t at(std::size_t column) { return static_cast<lxw_col_t>(column); }

  static std::string heading(const Column& column, Language language) {
    auto text = column.header.in(language);
    if (!column.unit.empty()) text += " (" + column.unit + ")";
    return text;
  }

  /// Writes one cell and says how wide it wants to be.
  double write(lxw_worksheet* sheet, lxw_row_t line, std::size_t i, const TableCell& cell,
               const Table& table) {
    if (const auto* number = std::get_if<double>(&cell)) {
      worksheet_write_number(sheet, line, at(i), *number, number_format(table.columns[i].decimals));
      return kNarrowest;
    }
    if (const auto* text = std::get_if<std::string>(&cell)) {
      worksheet_write_string(sheet, line, at(i), sheet_text(*text).written.c_str(), nullptr);
      return std::min(width_of(*text), kWidest);
    }
    if (const auto* reason = std::get_if<MissingReason>(&cell)) {
      const auto& says = word(*reason).in(table.language);
      worksheet_write_string(sheet, line, at(i), says.c_str(), gray_);
      return width_of(says);
    }
    return kNarrowest;
  }

  lxw_format* number_format(int decimals) {
    if (decimals < 0) return nullptr;
    const auto [found, fresh] = numbers_.try_emplace(decimals, nullptr);
    if (fresh) {
      const auto digits = static_cast<std::size_t>(decimals);
      const auto pattern =
          decimals == 0 ? std::string{"#,##0"} : "#,##0." + std::string(digits, '0');
      found->second = workbook_add_format(book_);
      format_set_num_format(found->second, pattern.c_str());
    }
    return found->second;
  }

  lxw_workbook* book_{nullptr};
  lxw_format* header_{nullptr};
  lxw_format* wrapped_{nullptr};
  lxw_format* gray_{nullptr};
  std::map<int, lxw_format*> numbers_;
};

}  // namespace

namespace {

Result<std::string> written(const Table& described,
                            const std::function<void(Workbook&)>& add_sheets) {
  const MemoryFile file;
  if (!file.is_open())
    return fail(ErrorCode::kBusy,
                {"Arbetsboken kunde inte skapas just nu. Försök igen.",
                 "The workbook could not be made right now. Try again."},
                "reports/xlsx: memfd_create");
  Workbook book{file.path()};
  book.describe(described);
  add_sheets(book);
  book.add_about(described);
  if (const auto problem = book.finish(); problem != LXW_NO_ERROR)
    return fail(ErrorCode::kBusy,
                {"Arbetsboken kunde inte skrivas. Försök igen eller välj CSV.",
                 "The workbook could not be written. Try again or choose CSV."},
                fmt::format("reports/xlsx: {}", lxw_strerror(problem)));
  return file.bytes();
}

}  // namespace

Result<std::string> write_xlsx(const Table& table) {
  return written(table, [&](Workbook& book) {
    book.add_rows(table, table.language == Language::kSwedish ? "Uppgifter" : "Data");
  });
}

Result<std::string> write_xlsx(const std::vector<Table>& sheets) {
  return written(sheets.front(), [&](Workbook& book) {
    for (const auto& table : sheets) book.add_rows(table, table.title.in(table.language));
  });
}

}  // namespace tertil::reports
