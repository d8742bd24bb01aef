#include "service/reports/import_template.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <time.h>
#include <xlsxwriter.h>

#include <array>

#include "service/reports/memory_file.hpp"

namespace tertil::reports {
namespace {

using collectors::Field;
using collectors::FieldType;

constexpr lxw_row_t kLastRow = 5000;    ///< Rows that are checked while they are filled in.
constexpr time_t kCreated = 946684800;  ///< As in xlsx.cpp: equal templates are equal files.
constexpr double kLargest = 1e15;

/// How a field must be filled in, beyond its type.
Text duty_of(const collectors::Schema& schema, const Field& field) {
  if (field.required) return {"obligatorisk", "required"};
  for (const auto& pair : schema.alternatives) {
    if (field.name != pair.first && field.name != pair.second) continue;
    const auto other = field.name == pair.first ? pair.second : pair.first;
    if (pair.both_allowed)
      return {fmt::format("denna eller {}", other), fmt::format("this or {}", other)};
    return {fmt::format("antingen denna eller {}", other), fmt::format("either this or {}", other)};
  }
  return {"valfri", "optional"};
}

class Template {
 public:
  Template(const std::string& path, const collectors::Schema& schema, Language language)
      : book_{workbook_new(path.c_str())}, schema_{schema}, language_{language} {
    std::string title{collectors::name_of(schema.target)};
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = kCreated;
    workbook_set_properties(book_, &properties);
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    wrapped_ = workbook_add_format(book_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    text_ = workbook_add_format(book_);
    format_set_num_format(text_, "@");
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "yyyy-mm-dd");
    time_ = workbook_add_format(book_);
    format_set_num_format(time_, "yyyy-mm-dd hh:mm");
  }

  void add_empty_rows() {
    auto* sheet = workbook_add_worksheet(book_, say({"Uppgifter", "Data"}).c_str());
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
      const auto& field = schema_.fields[i];
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet, column, column, 16.0, format_of(field));
      worksheet_write_string(sheet, 0, column, std::string{field.name}.c_str(),
                             field.required ? bold_ : nullptr);
      check(sheet, column, field);
    }
    worksheet_freeze_panes(sheet, 1, 0);
  }

  void add_guide() {
    auto* sheet = workbook_add_worksheet(book_, say({"Så fyller du i", "How to fill in"}).c_str());
    const std::array headings{Text{"Kolumn", "Column"}, Text{"Krav", "Requirement"},
                              Text{"Form", "Form"}};
    for (std::size_t i = 0; i < headings.size(); ++i)
      worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), say(headings[i]).c_str(), bold_);
    lxw_row_t line = 1;
    for (const auto& field : schema_.fields) {
      worksheet_write_string(sheet, line, 0, std::string{field.name}.c_str(), nullptr);
      worksheet_write_string(sheet, line, 1, say(duty_of(schema_, field)).c_str(), wrapped_);
      worksheet_write_string(sheet, line, 2, say(form_of(field)).c_str(), wrapped_);
      ++line;
    }
    worksheet_set_column(sheet, 0, 0, 22.0, nullptr);
    worksheet_set_column(sheet, 1, 1, 30.0, nullptr);
    worksheet_set_column(sheet, 2, 2, 90.0, nullptr);
  }

  [[nodiscard]] lxw_error finish() { return workbook_close(book_); }

 private:
  [[nodiscard]] const std::string& say(const Text& text) {
    said_ = text.in(language_);
    return said_;
  }

  [[nodiscard]] lxw_format* format_of(const Field& field) const {
    if (field.type == FieldType::kDate) return date_;
    if (field.type == FieldType::kInstant) return time_;
    const bool number = field.type == FieldType::kDecimal || field.type == FieldType::kInteger ||
                        field.type == FieldType::kYear;
    return number ? nullptr : text_;
  }

  void check(lxw_worksheet* sheet, lxw_col_t column, const Field& field) {
    lxw_data_validation rule{};
    rule.ignore_blank = LXW_VALIDATION_ON;
    auto title = std::string{field.name}.substr(0, 32);
    auto message = form_of(field).in(language_).substr(0, 200);
    while (!message.empty() && (message.back() & 0xC0) == 0x80) message.pop_back();
    rule.error_title = title.data();
    rule.error_message = message.data();
    std::vector<std::string> owned;
    std::vector<char*> choices;
    if (field.type == FieldType::kChoice || field.type == FieldType::kBoolean) {
      if (field.type == FieldType::kBoolean)
        owned = {"true", "false"};
      else
        owned.assign(field.choices.begin(), field.choices.end());
      for (auto& one : owned) choices.push_back(one.data());
      choices.push_back(nullptr);
      rule.validate = LXW_VALIDATION_TYPE_LIST;
      rule.value_list = choices.data();
    } else if (field.type == FieldType::kDecimal) {
      rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.minimum_number = -kLargest;
      rule.maximum_number = kLargest;
    } else if (field.type == FieldType::kYear) {
      rule.validate = LXW_VALIDATION_TYPE_INTEGER;
      rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
      rule.minimum_number = 1900;
      rule.maximum_number = 2100;
    } else {
      return;
    }
    worksheet_data_validation_range(sheet, 1, column, kLastRow, column, &rule);
  }

  lxw_workbook* book_;
  const collectors::Schema& schema_;
  Language language_;
  std::string said_;
  lxw_format* bold_{nullptr};
  lxw_format* wrapped_{nullptr};
  lxw_format* text_{nullptr};
  lxw_format* date_{nullptr};
  lxw_format* time_{nullptr};
};

}  // namespace

Text form_of(const Field& field) {
  switch (field.type) {
    case FieldType::kText: return {"text", "text"};
    case FieldType::kDecimal: return {"tal", "number"};
    case FieldType::kInteger: return {"heltal", "whole number"};
    case FieldType::kYear: return {"år, fyra siffror", "year, four digits"};
    case FieldType::kPeriod:
      return {"period: 2024, 2024-T1, 2024-Q1 eller 2024-03",
              "period: 2024, 2024-T1, 2024-Q1 or 2024-03"};
    case FieldType::kBoolean: return {"true (ja) eller false (nej)", "true or false"};
    case FieldType::kDate: return {"datum, ÅÅÅÅ-MM-DD", "date, YYYY-MM-DD"};
    case FieldType::kInstant:
      return {"tid: svensk lokal tid ÅÅÅÅ-MM-DD TT:MM, eller RFC 3339 som 2024-03-01T10:00:00Z",
              "time: Swedish local time YYYY-MM-DD HH:MM, or RFC 3339 as 2024-03-01T10:00:00Z"};
    case FieldType::kChoice:
      return {fmt::format("ett av: {}", fmt::join(field.choices, ", ")),
              fmt::format("one of: {}", fmt::join(field.choices, ", "))};
  }
  return {};
}

Result<std::string> import_template(const collectors::Schema& schema, Language language) {
  const MemoryFile file;
  const auto failed = [] {
    return fail(ErrorCode::kBusy,
                {"Mallen kunde inte skapas just nu. Försök igen.",
                 "The template could not be made right now. Try again."},
                "reports/import_template");
  };
  if (!file.is_open()) return failed();
  Template book{file.path(), schema, language};
  book.add_empty_rows();
  book.add_guide();
  if (book.finish() != LXW_NO_ERROR) return failed();
  return file.bytes();
}

}  // namespace tertil::reports
