#include "collectors/row_check.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "collectors/calendar.hpp"

namespace tertil::collectors {

namespace {

/// After so many faulty rows only the first fault of a row is told: it is the file that is wrong.
constexpr std::int64_t kDetailedRows = 1000;
constexpr std::size_t kKeptCell = 1024;
constexpr std::size_t kKeptRecord = 4096;
constexpr double kLargestInteger = 9007199254740992.0;  // 2^53

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20U && c != '\t' && c != '\n' && c != '\r') || byte == 0x7FU;
  });
}

bool has_number(FieldType type) {
  return type != FieldType::kText && type != FieldType::kPeriod && type != FieldType::kChoice;
}

bool has_text(FieldType type) {
  return !has_number(type) || type == FieldType::kDate || type == FieldType::kInstant;
}

/// `true` and `false` in any case: spreadsheets write them in capitals.
std::optional<bool> parse_boolean(std::string_view text) {
  std::string small(text.substr(0, 6));
  for (char& c : small) c = static_cast<char>(c | 0x20);
  if (small == "true") return true;
  if (small == "false") return false;
  return std::nullopt;
}

Text words_for(const Alternative& pair, bool both) {
  if (pair.rule == rule::kYearXorPeriod) return message::year_xor_period(both);
  if (pair.rule == rule::kValueXorReason) return message::value_xor_reason(both);
  if (pair.both_allowed) return message::at_least_one(pair.first, pair.second);
  return message::one_of_two(pair.first, pair.second, both);
}

}  // namespace

void RowCheck::start(RecordBatch& batch) const {
  batch.schema = &schema_;
  batch.rows.clear();
  batch.records.clear();
  batch.columns.resize(schema_.fields.size());
  for (Column& column : batch.columns) {
    column.present.clear();
    column.text.clear();
    column.numbers.clear();
  }
}

bool RowCheck::take(Row& row, RecordBatch& batch, std::vector<RowFault>& faults) {
  found_ = std::move(row.faults);
  row.faults.clear();
  if (found_.empty()) {
    values_.assign(schema_.fields.size(), {});
    const bool one_is_enough = faulty_rows_ >= kDetailedRows;
    for (std::size_t i = 0; i < schema_.fields.size(); ++i) {
      if (one_is_enough && !found_.empty()) break;
      read(schema_.fields[i], row.cells[i], values_[i]);
    }
    if (found_.empty() || !one_is_enough) check_alternatives();
    const bool is_value = schema_.target == Target::kKeyFigureValue;
    if (is_value && (found_.empty() || !one_is_enough)) complete_key_figure_value();
  }
  if (!found_.empty()) {
    ++faulty_rows_;
    for (RowFault& fault : found_) {
      fault.row = row.row;
      fault.record = shortened(row.record, kKeptRecord);
      fault.first_of_row = &fault == &found_.front();
      faults.push_back(std::move(fault));
    }
    return false;
  }
  batch.rows.push_back(row.row);
  batch.records.push_back(std::move(row.record));
  for (std::size_t i = 0; i < values_.size(); ++i) {
    Column& column = batch.columns[i];
    column.present.push_back(values_[i].present ? 1 : 0);
    const FieldType type = schema_.fields[i].type;
    if (has_number(type)) column.numbers.push_back(values_[i].number);
    if (has_text(type)) column.text.push_back(std::move(values_[i].text));
  }
  return true;
}

void RowCheck::read(const Field& field, const Cell& cell, Value& value) {
  if (cell.wrong_type) {
    value.present = true;  // something stands there, so no second fault says that it is empty
    return add_fault(rule::kWrongType, field.name, cell.text, message::wrong_type(field.name));
  }
  if (cell.empty()) {
    if (field.required) {
      add_fault(rule::kRequired, field.name, {}, message::required(field.name));
    }
    return;
  }
  value.present = true;
  if (field.type == FieldType::kDecimal || field.type == FieldType::kInteger) {
    read_number(field, cell, value);
  } else {
    read_text(field, cell, value);
  }
}

void RowCheck::read_number(const Field& field, const Cell& cell, Value& value) {
  const auto number = cell.number ? std::variant<double, NumberFault>(*cell.number)
                                  : parse_number(cell.text, mark_);
  if (const auto* fault = std::get_if<NumberFault>(&number)) {
    if (*fault == NumberFault::kAmbiguous) {
      add_fault(rule::kAmbiguousNumber, field.name, cell.text,
                message::ambiguous_number(cell.text));
    } else {
      add_fault(rule::kNotANumber, field.name, cell.text, message::not_a_number(cell.text));
    }
    return;
  }
  value.number = std::get<double>(number);
  if (value.number == 0.0) value.number = 0.0;  // no negative zero
  const bool whole =
      std::trunc(value.number) == value.number && std::abs(value.number) <= kLargestInteger;
  if (field.type == FieldType::kInteger && !whole) {
    add_fault(rule::kNotAnInteger, field.name, cell.text, message::not_an_integer(cell.text));
  }
}

void RowCheck::read_text(const Field& field, const Cell& cell, Value& value) {
  const std::string& text = cell.text;
  switch (field.type) {
    case FieldType::kYear:
      if (const auto year = parse_year(text)) {
        value.number = *year;
      } else {
        add_fault(rule::kNotAYear, field.name, text, message::not_a_year(text));
      }
      return;
    case FieldType::kBoolean:
      if (const auto said = parse_boolean(text)) {
        value.number = *said ? 1.0 : 0.0;
      } else {
        add_fault(rule::kNotABoolean, field.name, text, message::not_a_boolean(text));
      }
      return;
    case FieldType::kDate: return read_date(field, cell, value);
    case FieldType::kInstant: return read_instant(field, cell, value);
    case FieldType::kPeriod:
      if (!is_period(text)) {
        add_fault(rule::kNotAPeriod, field.name, text, message::not_a_period(text));
      }
      break;
    case FieldType::kChoice:
      if (std::find(field.choices.begin(), field.choices.end(), text) == field.choices.end()) {
        add_fault(rule::kNotAllowed, field.name, text, message::not_allowed(text, field.choices));
      }
      break;
    default:
      if (cell.number) {
        add_fault(rule::kWrongType, field.name, text, message::wrong_type(field.name));
      } else if (has_control_character(text)) {
        add_fault(rule::kControlCharacter, field.name, text,
                  message::control_character(field.name));
      }
  }
  value.text = text;
}

void RowCheck::read_date(const Field& field, const Cell& cell, Value& value) {
  const auto date = parse_date(cell.text);
  if (!date) {
    return add_fault(rule::kNotADate, field.name, cell.text, message::not_a_date(cell.text));
  }
  value.number = *date;
  value.text = cell.text;
}

void RowCheck::read_instant(const Field& field, const Cell& cell, Value& value) {
  const auto time = parse_time(cell.text);
  if (const auto* found = std::get_if<WrittenTime>(&time)) {
    value.number = static_cast<double>(found->seconds);
    if (found->repeated) value.text = kRepeatedHour;
  } else if (std::get<TimeFault>(time) == TimeFault::kNoSuchLocal) {
    add_fault(rule::kNoSuchLocalTime, field.name, cell.text,
              message::no_such_local_time(cell.text));
  } else {
    add_fault(rule::kNotATime, field.name, cell.text, message::not_a_time(cell.text));
  }
}

void RowCheck::check_alternatives() {
  for (const Alternative& pair : schema_.alternatives) {
    const bool both = value(pair.first).present && value(pair.second).present;
    const bool neither = !value(pair.first).present && !value(pair.second).present;
    const bool fine = !neither && (!both || pair.both_allowed);
    if (!fine) add_fault(pair.rule, pair.first, {}, words_for(pair, both));
  }
}

void RowCheck::complete_key_figure_value() {
  Value& series = value("series");
  if (series.present && series.text != source_.series) {
    add_fault(rule::kWrongSeries, "series", series.text,
              message::wrong_series(series.text, source_.series));
  }
  series.present = true;
  series.text = source_.series;

  Value& status = value("status");
  if (!status.present && value("value").present) {
    add_fault(rule::kRequired, "status", {}, message::required("status"));
  } else if (!status.present) {
    status.present = true;
    status.text = "final";
  }

  Value& year = value("year");
  Value& period = value("period");
  if (year.present) {
    period.text = std::to_string(static_cast<int>(year.number));
    period.present = true;
  } else if (const auto whole_year = parse_year(period.text)) {
    year.number = *whole_year;
    year.present = true;
  }
}

void RowCheck::add_fault(std::string_view rule, std::string_view column, std::string_view raw,
                         Text message) {
  found_.push_back({.row = 0,
                    .column = std::string(column),
                    .raw = shortened(raw, kKeptCell),
                    .rule = std::string(rule),
                    .message = std::move(message),
                    .record = {}});
}

}  // namespace tertil::collectors
