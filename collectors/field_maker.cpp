#include "collectors/field_maker.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "collectors/mapping_time.hpp"
#include "collectors/unit.hpp"

namespace tertil::collectors {

namespace {

bool is_number(FieldType type) {
  return type == FieldType::kDecimal || type == FieldType::kInteger;
}

bool is_time(FieldType type) {
  return type == FieldType::kInstant || type == FieldType::kDate || type == FieldType::kPeriod ||
         type == FieldType::kYear;
}

/// Whether there is more to do than to hand the text on.
bool says_how(const TimeMapping& time) {
  return !time.formats.empty() || !time.time_column.empty() || time.end_of_period ||
         time.inclusive || time.plus != Step::kNone || time.minus != Step::kNone ||
         time.zone != "Europe/Stockholm";
}

std::optional<std::string> yes_or_no(std::string_view text) {
  const auto word = folded(text);
  for (const auto* yes : {"true", "ja", "yes", "1", "x", "sant", "j", "y"})
    if (word == yes) return "true";
  for (const auto* no : {"false", "nej", "no", "0", "falskt", "n"})
    if (word == no) return "false";
  return std::nullopt;
}

std::string text_of_number(double number) { return fmt::format("{}", number); }

/// The unit in which a field without a unit beside it is kept.
std::optional<Dimension> kept_in(std::string_view field) {
  if (field == "distanceKm") return Dimension::kDistance;
  if (field == "reportedKgCo2e") return Dimension::kMass;
  if (field == "areaBra" || field == "areaAtemp") return Dimension::kArea;
  return std::nullopt;
}

Text expected_forms(std::string_view raw, const TimeMapping& time) {
  if (time.formats.empty()) return message::not_a_time(raw);
  const auto forms = fmt::format("{}", fmt::join(time.formats, ", "));
  return {fmt::format("”{}” är inte skrivet som {}.", shortened(raw, 60), forms),
          fmt::format("“{}” is not written as {}.", shortened(raw, 60), forms)};
}

}  // namespace

std::variant<double, NumberFault> number_of(const TableCell& cell, DecimalMark mark) {
  if (cell.kind == CellKind::kNumber) return cell.number;
  return parse_number(cell.text, mark);
}

TableCell FieldMaker::read(std::string_view column) const {
  if (column.starts_with('@')) {
    const auto found = words_->find(column);
    if (found != words_->end()) return found->second;
    if (column == "@row") return {CellKind::kText, std::to_string(row_->row), 0.0};
    if (cursor_.names().empty()) return {};
  }
  TableCell cell = cursor_.cell(*row_, column);
  if (cell.text.empty()) return cell;
  const auto& coded = source_.privacy.pseudonymise;
  const bool hide = std::any_of(coded.begin(), coded.end(), [&](const auto& one) {
    return folded(one) == folded(column) ||
           (column.starts_with('#') && cursor_.place_of(one) == cursor_.place_of(column));
  });
  if (hide) {
    const bool vehicle = names_registration(column) || schema_.index_of("vehicle").has_value();
    cell = {CellKind::kText, pseudonym(key_, vehicle ? "Fordon" : "Kod", cell.text), 0.0};
  }
  return cell;
}

std::string FieldMaker::column_of(std::string_view field) const {
  for (const auto& one : mapping_.fields) {
    if (one.to != field) continue;
    if (!one.from.empty()) return one.from.front();
    if (!one.template_text.empty()) return one.template_text;
    if (!one.from_field.empty()) return column_of(one.from_field);
    return std::string(field);
  }
  if (field == "unit") {
    for (const auto& one : mapping_.fields)
      if (!one.unit_column.empty()) return one.unit_column;
  }
  return std::string(field);
}

void FieldMaker::fail(const FieldMapping& field, std::string_view rule, std::string_view raw,
                      Text message, Row& out) const {
  auto column = column_of(field.to);
  if (column == "@value" || column == "@name") {
    if (const auto name = words_->find("@name"); name != words_->end()) column = name->second.text;
  }
  out.faults.push_back({.row = out.row,
                        .column = std::move(column),
                        .raw = shortened(raw, 1024),
                        .rule = std::string(rule),
                        .message = std::move(message),
                        .record = {}});
}

void FieldMaker::make(const TableRow& row, const RowWords& words, Row& out) {
  row_ = &row;
  words_ = &words;
  out.cells.assign(schema_.fields.size(), {});
  for (const bool derived : {false, true}) {
    for (const auto& field : mapping_.fields) {
      if (field.from_field.empty() == derived) continue;
      if (const auto index = schema_.index_of(field.to)) make_field(field, *index, out);
    }
  }
  remember(out);
}

/// Keeps what `previous_row` asks for.
void FieldMaker::remember(Row& out) {
  for (const auto& field : mapping_.fields) {
    if (!field.from_previous_row) continue;
    std::string group = field.to;
    for (const auto& by : field.by) group += '\n' + out.cells[*schema_.index_of(by)].text;
    const auto& value = out.cells[*schema_.index_of(field.from_field)].text;
    if (!value.empty()) before_[group] = value;
  }
}

std::optional<TableCell> FieldMaker::origin(const FieldMapping& field, Row& out) {
  if (field.value) return TableCell{CellKind::kText, *field.value, 0.0};
  if (!field.from_field.empty()) {
    const auto& base = out.cells[*schema_.index_of(field.from_field)];
    if (!field.from_previous_row) return TableCell{CellKind::kText, base.text, 0.0};
    std::string group = field.to;
    for (const auto& by : field.by) group += '\n' + out.cells[*schema_.index_of(by)].text;
    const auto found = before_.find(group);
    if (found != before_.end()) return TableCell{CellKind::kText, found->second, 0.0};
    fail(field, rule::kNoPreviousRow, {},
         {"Det finns ingen tidigare rad för samma mätare i filen att ta början från.",
          "No earlier row of the same meter is in the file to take the start from."},
         out);
    return std::nullopt;
  }
  if (field.from.size() == 1) return read(field.from.front());
  TableCell cell;
  if (!field.from.empty()) {
    for (const auto& column : field.from) {
      const auto part = read(column).text;
      if (part.empty()) continue;
      if (!cell.text.empty()) cell.text += field.join;
      cell.text += part;
    }
  } else {
    bool filled = false;
    const std::string& text = field.template_text;
    for (std::size_t at = 0; at < text.size();) {
      const auto open = std::min(text.find('{', at), text.size());
      cell.text += text.substr(at, open - at);
      const auto close = open < text.size() ? text.find('}', open) : std::string::npos;
      if (close == std::string::npos) break;
      const auto part = read(std::string_view(text).substr(open + 1, close - open - 1)).text;
      filled = filled || !part.empty();
      cell.text += part;
      at = close + 1;
    }
    if (!filled) cell.text.clear();
  }
  if (!cell.text.empty()) cell.kind = CellKind::kText;
  return cell;
}

bool FieldMaker::look_up(const FieldMapping& field, TableCell& cell, Row& out) {
  const auto table = source_.lookups.find(field.lookup);
  if (table == source_.lookups.end()) return true;
  auto found = table->second.find(cell.text);
  if (found == table->second.end()) {
    const auto wanted = folded(cell.text);
    found = std::find_if(table->second.begin(), table->second.end(),
                         [&wanted](const auto& entry) { return folded(entry.first) == wanted; });
  }
  if (found != table->second.end()) {
    cell = {CellKind::kText, found->second, 0.0};
    return true;
  }
  if (field.on_missing == OnMissing::kKeep) return true;
  if (field.on_missing == OnMissing::kConstant) {
    cell = {CellKind::kText, field.missing_value, 0.0};
    return true;
  }
  must_reject_ = must_reject_ || field.on_missing == OnMissing::kReject;
  std::vector<std::string> known;
  for (const auto& entry : table->second) {
    if (known.size() < 12) known.push_back(entry.first);
  }
  if (known.size() < table->second.size()) known.emplace_back("…");
  fail(field, rule::kUnknownValue, cell.text,
       {fmt::format("”{}” finns inte i tabellen {} ({}).", shortened(cell.text, 60), field.lookup,
                    fmt::join(known, ", ")),
        fmt::format("“{}” is not in the table {} ({}).", shortened(cell.text, 60), field.lookup,
                    fmt::join(known, ", "))},
       out);
  return false;
}

bool FieldMaker::change_text(const FieldMapping& field, TableCell& cell, Row& out) {
  if (!field.split_by.empty() && !cell.text.empty()) {
    std::vector<std::string> parts;
    std::size_t at = 0;
    for (auto end = cell.text.find(field.split_by); end != std::string::npos;
         end = cell.text.find(field.split_by, at)) {
      parts.push_back(cell.text.substr(at, end - at));
      at = end + field.split_by.size();
    }
    parts.push_back(cell.text.substr(at));
    const int count = static_cast<int>(parts.size());
    const int part = field.part > 0 ? field.part - 1 : count + field.part;
    if (part < 0 || part >= count) {
      fail(field, rule::kNoMatch, cell.text,
           {fmt::format("”{}” har {} delar; del {} saknas.", shortened(cell.text, 60), count,
                        field.part),
            fmt::format("“{}” has {} parts; part {} is missing.", shortened(cell.text, 60), count,
                        field.part)},
           out);
      return false;
    }
    cell = {CellKind::kText, std::string(trimmed_cell(parts[static_cast<std::size_t>(part)])), 0.0};
  }
  if (field.regex && !cell.text.empty()) {
    const auto match = field.regex->find(cell.text);
    if (!match) {
      fail(field, rule::kNoMatch, cell.text,
           {fmt::format("”{}” passar inte mönstret {}.", shortened(cell.text, 60),
                        field.regex->text()),
            fmt::format("“{}” does not match the pattern {}.", shortened(cell.text, 60),
                        field.regex->text())},
           out);
      return false;
    }
    cell = {CellKind::kText, match->groups.empty() ? match->whole : match->groups.front(), 0.0};
  }
  if (!field.lookup.empty() && !cell.text.empty() && !look_up(field, cell, out)) return false;
  if (cell.text.empty() && field.otherwise) cell = {CellKind::kText, *field.otherwise, 0.0};
  if (cell.text.empty()) cell.kind = CellKind::kEmpty;
  return true;
}

void FieldMaker::make_field(const FieldMapping& field, std::size_t index, Row& out) {
  auto cell = origin(field, out);
  if (!cell || !change_text(field, *cell, out)) return;
  Cell& made = out.cells[index];
  if (cell->kind == CellKind::kError) {
    made.text = cell->text;
    made.wrong_type = true;
    return;
  }
  const Field& to = schema_.fields[index];
  if (cell->text.empty()) return;
  if (is_number(to.type)) {
    make_number(field, to, *cell, made, out);
  } else if (is_time(to.type) && !field.from_field.empty()) {
    make_derived(field, to, *cell, made, out);
  } else if (is_time(to.type) && (says_how(field.time) || cell->kind == CellKind::kTime)) {
    make_time(field, to, *cell, made, out);
  } else {
    make_text(field, to, *cell, made);
  }
}

void FieldMaker::make_text(const FieldMapping& field, const Field& to, const TableCell& cell,
                           Cell& made) {
  static_cast<void>(field);
  made.text = cell.text;
  if (to.type == FieldType::kBoolean) {
    if (auto word = yes_or_no(cell.text)) made.text = std::move(*word);
  } else if (to.name == "unit") {
    const auto unit = unit_named(cell.text);
    if (unit && std::find(to.choices.begin(), to.choices.end(), unit->name) != to.choices.end()) {
      made.text = unit->name;
    }
  }
}

void FieldMaker::make_number(const FieldMapping& field, const Field& to, const TableCell& cell,
                             Cell& made, Row& out) {
  made.text = cell.text;
  const auto read_as = field.decimal.value_or(cursor_.mark());
  const auto read_number = number_of(cell, read_as);
  const auto* good = std::get_if<double>(&read_number);
  if (good == nullptr) {
    const bool twofold = std::get<NumberFault>(read_number) == NumberFault::kAmbiguous;
    return fail(field, twofold ? rule::kAmbiguousNumber : rule::kNotANumber, cell.text,
                twofold ? message::ambiguous_number(cell.text) : message::not_a_number(cell.text),
                out);
  }
  double number = *good;
  if ((field.min && number < *field.min) || (field.max && number > *field.max)) {
    const auto least = field.min ? text_of_number(*field.min) : "−∞";
    const auto most = field.max ? text_of_number(*field.max) : "∞";
    return fail(field, rule::kRange, cell.text,
                {fmt::format("{} ligger utanför {} till {}.", cell.text, least, most),
                 fmt::format("{} is outside {} to {}.", cell.text, least, most)},
                out);
  }
  bool negative = field.negate;
  if (field.negate_when && fits(read(field.negate_when->column).text, *field.negate_when)) {
    negative = !negative;
  }
  // A scale below one is told as what to divide by, so that 0.001 rounds once.
  const double divisor = std::round(1.0 / field.scale);
  const bool divides = std::abs(field.scale) < 1.0 && 1.0 / divisor == field.scale;
  number = divides ? number / divisor : number * field.scale;
  if (negative) number = -number;
  if (!convert_unit(field, to, number, out)) return;
  made.number = number == 0.0 ? 0.0 : number;
}

bool FieldMaker::convert_unit(const FieldMapping& field, const Field& to, double& number,
                              Row& out) {
  if (field.unit.empty() && field.unit_column.empty()) return true;
  std::string written = field.unit.empty() ? read(field.unit_column).text : field.unit;
  const std::string raw = written;
  if (const auto table = source_.lookups.find(field.unit_lookup); table != source_.lookups.end()) {
    const auto found = table->second.find(written);
    if (found != table->second.end()) written = found->second;
  }
  const auto unit = unit_named(written);
  const auto index = schema_.index_of("unit");
  const bool beside = index && to.name == "quantity";
  if (unit && beside) {
    const auto& choices = schema_.fields[*index].choices;
    const auto taken = [&choices](std::string_view name) {
      return std::find(choices.begin(), choices.end(), name) != choices.end();
    };
    if (taken(unit->name)) {
      out.cells[*index].text = unit->name;
      return true;
    }
    if (taken(kept_unit(unit->dimension))) {
      number = to_kept(*unit, number);
      out.cells[*index].text = kept_unit(unit->dimension);
      return true;
    }
  }
  const auto kept = kept_in(to.name);
  if (unit && !beside && (!kept || *kept == unit->dimension)) {
    number = to_kept(*unit, number);
    return true;
  }
  std::string choices = kept ? std::string(kept_unit(*kept)) : std::string();
  if (beside) choices = fmt::format("{}", fmt::join(schema_.fields[*index].choices, ", "));
  FieldMapping blamed;
  blamed.to = "unit";
  fail(field.unit_column.empty() ? field : blamed, rule::kUnknownUnit, raw,
       {fmt::format("Enheten ”{}” kan inte göras om till {}.", shortened(raw, 40), choices),
        fmt::format("The unit “{}” cannot be made into {}.", shortened(raw, 40), choices)},
       out);
  return false;
}

void FieldMaker::make_time(const FieldMapping& field, const Field& to, const TableCell& cell,
                           Cell& made, Row& out) {
  const TimeMapping& time = field.time;
  made.text = cell.text;
  auto moment = read_moment(cell, time);
  const auto rule = to.type == FieldType::kInstant ? rule::kNotATime
                    : to.type == FieldType::kDate  ? rule::kNotADate
                    : to.type == FieldType::kYear  ? rule::kNotAYear
                                                   : rule::kNotAPeriod;
  if (!moment) {
    const bool ours = to.type == FieldType::kPeriod && time.formats.empty() && is_period(cell.text);
    if (!ours) fail(field, rule, cell.text, expected_forms(cell.text, time), out);
    return;
  }
  if (!time.time_column.empty()) {
    const auto clock = read(time.time_column);
    const auto seconds = read_time_of_day(clock);
    if (!seconds) {
      return fail(field, rule::kNotATime, clock.text,
                  {fmt::format("”{}” är inget klockslag. Skriv 13:00.", shortened(clock.text, 60)),
                   fmt::format("“{}” is no time of day. Write 13:00.", shortened(clock.text, 60))},
                  out);
    }
    moment->second = *seconds;
    moment->precision = Step::kNone;
    moment->precision_seconds = 60;
  }
  if (time.end_of_period || time.inclusive) moment = end_of(*moment);
  if (time.plus != Step::kNone) moment = later(*moment, time.plus, 1);
  if (time.minus != Step::kNone) moment = later(*moment, time.minus, -1);
  if (to.type == FieldType::kDate) {
    // A day that is told with an offset, as 23:00Z, is the local one.
    if (moment->offset || time.zone != "Europe/Stockholm") {
      const auto at = instant_of(*moment, time.zone);
      if (const auto* written = std::get_if<WrittenTime>(&at); written && moment->second != 0) {
        made.text = date_text(local_day(written->seconds));
        return;
      }
    }
    made.text = date_text(moment->day);
  } else if (to.type == FieldType::kYear) {
    made.text = date_text(moment->day).substr(0, 4);
  } else if (to.type == FieldType::kPeriod) {
    const bool month = field.type == FieldType::kPeriod || moment->precision != Step::kYear;
    made.text = date_text(moment->day).substr(0, month ? 7 : 4);
  } else {
    const auto at = instant_of(*moment, time.zone);
    if (const auto* written = std::get_if<WrittenTime>(&at)) {
      made.text = instant_text(*written);
    } else if (std::get<TimeFault>(at) == TimeFault::kNoSuchLocal) {
      fail(field, rule::kNoSuchLocalTime, cell.text, message::no_such_local_time(cell.text), out);
    } else {
      fail(field, rule, cell.text, expected_forms(cell.text, time), out);
    }
  }
}

void FieldMaker::make_derived(const FieldMapping& field, const Field& to, const TableCell& cell,
                              Cell& made, Row& out) {
  made.text = cell.text;
  const Step step = field.time.plus != Step::kNone ? field.time.plus : field.time.minus;
  const int times = field.time.plus != Step::kNone ? 1 : -1;
  if (step == Step::kNone) return;
  if (to.type == FieldType::kDate) {
    if (const auto day = parse_date(cell.text)) {
      Moment moment;
      moment.day = *day;
      made.text = date_text(later(moment, step, times).day);
    }
    return;
  }
  const auto parsed = parse_time(cell.text);
  const auto* base = std::get_if<WrittenTime>(&parsed);
  if (base == nullptr) return;  // the field it comes from has the fault
  Seconds seconds = base->seconds;
  if (base->repeated) {
    std::string group = field.to + '\n' + cell.text;
    if (const auto meter = schema_.index_of("meter")) group += '\n' + out.cells[*meter].text;
    if (repeats_[group]++ > 0) seconds += 3600;  // the second time it is winter time
  }
  made.text = utc_text(stepped(seconds, step, times, field.time.zone));
}

}  // namespace tertil::collectors
