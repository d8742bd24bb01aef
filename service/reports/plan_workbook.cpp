#include "service/reports/plan_workbook.hpp"

#include <fmt/format.h>
#include <time.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "service/reports/memory_file.hpp"
#include "service/reports/plan_cells.hpp"
#include "service/reports/plan_json.hpp"
#include "service/reports/sheet_text.hpp"

namespace tertil::reports {
namespace {

using nlohmann::json;

constexpr double kNarrow = 12.0;
constexpr double kWide = 40.0;
/// As in xlsx.cpp: equal plans are equal files.
constexpr time_t kCreated = 946684800;

json content_of(const Plan& plan) {
  return {{"name", plan.name},
          {"from", plan.from},
          {"to", plan.to},
          {"decidedBy", plan.decided_by},
          {"reference", plan.reference},
          {"source", {{"text", plan.source.text}, {"document", plan.source.document}}}};
}

const std::vector<Text>& notes() {
  static const std::vector<Text> all{
      {"Arbetsboken är en hel plan. Ändra, lägg till rader och läs in den igen på planens sida "
       "eller med tertil plan import.",
       "The workbook is a whole plan. Change it, add rows and import it on the plan's page or with "
       "tertil plan import."},
      {"Provkör först: då visas vad som skulle ändras och alla fel, och inget lagras.",
       "Try it out first: that shows what would change and every fault, and stores nothing."},
      {"Id och Version ska stå kvar på rader som finns. Har någon ändrat raden efter att "
       "arbetsboken hämtades, så avvisas den: hämta en ny.",
       "Id and Version must stay in rows that are there. If somebody has changed the row since "
       "the workbook was fetched it is refused: fetch a new one."},
      {"En ny rad har ingen version. Skriv ett eget id om andra nya rader ska hänvisa till den, "
       "annars får den ett.",
       "A new row has no version. Write an id of your own if other new rows shall refer to it, "
       "else it is given one."},
      {"En rad som saknas tas inte bort; det görs på planens sida. En kolumn eller ett blad som "
       "saknas ändrar inget.",
       "A row that is missing is not removed; that is done on the plan's page. A column or a "
       "sheet that is missing changes nothing."},
      {"Blad som Indikatorvärden är listor i en annan rad, som de nämner med dess id, i ordning. "
       "Rader som saknas där tas bort ur listan.",
       "Sheets such as Indicator values are lists inside another row, which they name by its id, "
       "in order. Rows that are missing there leave the list."},
      {"Flera texter i en cell står på var sin rad.",
       "Several texts in one cell stand on a line each."},
      {"Kolumnen Exempeldata läses inte in: ingen gör fakta av påhittade uppgifter.",
       "The column Example data is not imported: nobody makes facts of made-up data."}};
  return all;
}

class Book {
 public:
  Book(const std::string& path, Language language) : language_{language} {
    lxw_workbook_options options{};
    book_ = workbook_new_opt(path.c_str(), &options);
    header_ = workbook_add_format(book_);
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_VERTICAL_TOP);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    lxw_doc_properties properties{};
    std::string company = "tertil";
    properties.company = company.data();
    properties.created = kCreated;
    workbook_set_properties(book_, &properties);
  }

  void begin(const Text& title) {
    sheet_ = workbook_add_worksheet(book_, title.in(language_).c_str());
    worksheet_freeze_panes(sheet_, 1, 0);
    line_ = 0;
    column_ = 0;
  }
  void head(const Text& header, bool wide) {
    worksheet_set_column(sheet_, column_, column_, wide ? kWide : kNarrow, nullptr);
    worksheet_write_string(sheet_, line_, column_++, header.in(language_).c_str(), header_);
  }
  void end_row() {
    ++line_;
    column_ = 0;
  }
  void write(const SheetCell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))
      worksheet_write_string(sheet_, line_, column_, sheet_text(*text).written.c_str(), wrapped_);
    else if (const auto* number = std::get_if<double>(&cell))
      worksheet_write_number(sheet_, line_, column_, *number, wrapped_);
    ++column_;
  }
  [[nodiscard]] lxw_error finish() { return workbook_close(book_); }
  [[nodiscard]] Language language() const { return language_; }

 private:
  lxw_workbook* book_{nullptr};
  lxw_worksheet* sheet_{nullptr};
  lxw_format* header_{nullptr};
  lxw_format* wrapped_{nullptr};
  Language language_;
  lxw_row_t line_{0};
  lxw_col_t column_{0};
};

void head_columns(Book& out, const std::vector<SheetColumn>& columns) {
  for (const auto& column : columns)
    out.head(column.header, column.form == CellForm::kText || column.form == CellForm::kTexts);
}

void write_columns(Book& out, const std::vector<SheetColumn>& columns, const json& content) {
  for (const auto& column : columns) out.write(cell_of(content, column, out.language()));
}

void add_sheet(Book& out, const PlanSheet& sheet, const std::vector<PlanPart>& parts) {
  out.begin(sheet.title);
  out.head(id_header(), true);
  out.head(version_header(), false);
  head_columns(out, sheet.columns);
  out.head(example_header(), false);
  out.end_row();
  for (const auto& part : parts) {
    out.write(part.id);
    out.write(static_cast<double>(part.version));
    write_columns(out, sheet.columns, part.content);
    if (part.example) out.write(std::string{"Exempeldata"});
    out.end_row();
  }
}

void add_detail(Book& out, const SheetDetail& detail, const std::vector<PlanPart>& parts) {
  out.begin(detail.title);
  out.head(id_header(), true);
  head_columns(out, detail.columns);
  out.end_row();
  for (const auto& part : parts)
    for (const auto& one : part.content.at(detail.member)) {
      out.write(part.id);
      write_columns(out, detail.columns, one);
      out.end_row();
    }
}

}  // namespace

Result<PlanBook> read_plan_book(store::Reader& reader, std::string_view plan,
                                std::optional<Instant> as_of) {
  PlanBook book;
  auto plans = store::plans(reader, as_of);
  if (!plans) return tl::unexpected{plans.error()};
  const auto found = std::ranges::find(
      *plans, plan, [](const store::PlanVersion& one) -> std::string_view { return one.plan.id; });
  if (found == plans->end())
    return fail(ErrorCode::kNotFound, {"Det finns ingen sådan plan.", "There is no such plan."});
  book.plan = std::move(*found);
  auto items = store::plan_items(reader, plan, std::nullopt, as_of);
  if (!items) return tl::unexpected{items.error()};
  book.items = std::move(*items);
  auto measures = store::measures(reader, plan, as_of);
  if (!measures) return tl::unexpected{measures.error()};
  book.measures = std::move(*measures);
  return book;
}

std::vector<PlanPart> parts_in(const PlanBook& book, const PlanSheet& sheet) {
  if (sheet.part == "plan")
    return {{book.plan.plan.id, book.plan.stamp.version, content_of(book.plan.plan), false}};
  std::vector<PlanPart> parts;
  if (sheet.part == "measure")
    for (const auto& one : book.measures)
      parts.push_back({one.id, one.stamp.version, json::parse(measure_content(one.measure)),
                       one.measure.example});
  for (const auto& one : book.items)
    if (sheet.kind == one.kind)
      parts.push_back({one.id, one.stamp.version, json::parse(one.content), one.example});
  return parts;
}

Result<std::string> write_plan_workbook(const PlanBook& book, Language language) {
  const MemoryFile file;
  if (!file.is_open())
    return fail(ErrorCode::kBusy,
                {"Arbetsboken kunde inte skapas just nu. Försök igen.",
                 "The workbook could not be made right now. Try again."},
                "reports/plan_workbook: memfd_create");
  Book out{file.path(), language};
  for (const auto& sheet : plan_sheets()) {
    const auto parts = parts_in(book, sheet);
    add_sheet(out, sheet, parts);
    for (const auto& detail : sheet.details) add_detail(out, detail, parts);
  }
  out.begin(notes_title());
  out.head({"Så används arbetsboken", "How to use the workbook"}, true);
  out.end_row();
  for (const auto& note : notes()) {
    out.write(note.in(language));
    out.end_row();
  }
  if (const auto problem = out.finish(); problem != LXW_NO_ERROR)
    return fail(ErrorCode::kBusy,
                {"Arbetsboken kunde inte skrivas. Försök igen.",
                 "The workbook could not be written. Try again."},
                fmt::format("reports/plan_workbook: {}", lxw_strerror(problem)));
  return file.bytes();
}

}  // namespace tertil::reports
