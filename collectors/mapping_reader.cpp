#include "collectors/mapping_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "collectors/mapping_time.hpp"
#include "collectors/unit.hpp"

namespace tertil::collectors {

namespace {

std::optional<DecimalMark> decimal_mark(TomlReader& table) {
  const auto decimal = table.choice("decimal_char", {",", "."});
  const auto group = table.text("group_char");
  if (!decimal.empty() && decimal == group) {
    table.fail("group_char", "kan inte vara samma tecken som decimal_char.",
               "cannot be the same character as decimal_char.");
  }
  if (decimal == "," || group == ".") return DecimalMark::kComma;
  if (decimal == "." || group == ",") return DecimalMark::kPoint;
  return std::nullopt;
}

/// Conditions of one table; `column` may be missing where the caller says any column.
Condition read_condition(TomlReader& table) {
  Condition condition;
  condition.column = table.text("column", true);
  condition.any_of = table.texts("any_of");
  for (const auto* one : {"equals", "in"}) {
    for (auto& value : table.texts(one)) condition.any_of.push_back(std::move(value));
  }
  condition.none_of = table.texts("none_of");
  for (auto& value : table.texts("not_in")) condition.none_of.push_back(std::move(value));
  condition.matches = table.pattern("pattern");
  if (auto pattern = table.pattern("matches")) condition.matches = std::move(pattern);
  condition.not_matches = table.pattern("not_matches");
  if (table.has("empty")) condition.empty = table.flag("empty");
  const bool says_something = !condition.any_of.empty() || !condition.none_of.empty() ||
                              condition.matches || condition.not_matches || condition.empty;
  if (!says_something) {
    table.fail("column", "säg också in, not_in, matches, not_matches eller empty.",
               "say in, not_in, matches, not_matches or empty too.");
  }
  table.done();
  return condition;
}

std::vector<Condition> read_conditions(TomlReader& parent, std::string_view key) {
  std::vector<Condition> out;
  for (auto& table : parent.tables(key)) out.push_back(read_condition(table));
  return out;
}

void read_csv_keys(TomlReader& table, Layout& layout) {
  layout.encoding = table.choice("encoding", {"auto", "utf-8", "utf-8-bom", "utf-16le", "utf-16be",
                                              "windows-1252", "iso-8859-1"});
  if (layout.encoding.empty()) layout.encoding = "auto";
  const auto delimiter = table.text("delimiter");
  if (delimiter == "tab" || delimiter == "\t") {
    layout.delimiter = '\t';
  } else if (delimiter == ";" || delimiter == "," || delimiter == "|") {
    layout.delimiter = delimiter.front();
  } else if (!delimiter.empty() && delimiter != "auto") {
    table.fail("delimiter", "; , | eller tab.", "; , | or tab.");
  }
}

void read_layout_table(TomlReader& table, std::string_view format, Layout& layout) {
  if (format == "csv") read_csv_keys(table, layout);
  if (format == "xlsx") {
    layout.sheet = table.text("sheet_name");
    const auto* node = table.node("sheet");
    if (node != nullptr && node->is_integer()) {
      layout.sheet = std::to_string(node->value<std::int64_t>().value_or(1));
    } else if (node != nullptr) {
      layout.sheet = table.text("sheet");
    }
  }
  if (format == "json" || format == "xml") {
    layout.records = table.text("records");
    layout.encoding = table.text("encoding");
    if (layout.encoding.empty()) layout.encoding = "auto";
  } else {
    layout.header_rows = table.integers("header_row");
    for (const auto row : table.integers("header_rows")) layout.header_rows.push_back(row);
    for (const auto row : layout.header_rows) {
      const bool alone = row == 0 && layout.header_rows.size() == 1;
      if (row < 1 && !alone) {
        table.fail("header_row", "radnummer från 1, eller bara 0 när rubrikrad saknas.",
                   "row numbers from 1, or just 0 where there is no header.");
      }
    }
    std::sort(layout.header_rows.begin(), layout.header_rows.end());
    if (table.has("header_join")) layout.header_join = table.text("header_join");
    layout.first_row = table.integer("first_row", 1, 1'000'000);
    layout.footer_rows = table.integer("footer_rows", 0, 1000).value_or(0);
    layout.fill_columns = table.texts("fill_down");
    layout.fill_down = !layout.fill_columns.empty();
  }
  layout.skip_rows = read_conditions(table, "skip_rows_matching");
  layout.stop_at = read_conditions(table, "stop_at");
  layout.missing_values = table.texts("missing_values");
  layout.decimal = decimal_mark(table);
  table.done();
}

Layout read_layout(TomlReader& source) {
  Layout layout;
  layout.format = source.choice("format", {"auto", "csv", "xlsx", "json", "ndjson", "xml"});
  int tables = 0;
  for (const std::string_view format : {"csv", "xlsx", "json", "ndjson", "xml"}) {
    auto table = source.table(format);
    if (!table) continue;
    if (++tables > 1) {
      source.fail(format, "bara en av csv, xlsx, json och xml kan beskrivas.",
                  "only one of csv, xlsx, json and xml can be described.");
    }
    if (layout.format.empty()) layout.format = format;
    read_layout_table(*table, format == "ndjson" ? "json" : format, layout);
  }
  if (layout.format == "auto") layout.format.clear();
  return layout;
}

TimeMapping read_time(TomlReader& table) {
  TimeMapping time;
  time.formats = table.texts("format");
  for (auto& one : table.texts("formats")) time.formats.push_back(std::move(one));
  for (const auto& format : time.formats) {
    if (!is_time_format(format)) {
      table.fail(
          "format",
          fmt::format("”{}” är ingen form som känns igen; skriv t.ex. YYYY-MM-DD HH:mm.", format),
          fmt::format("“{}” is no form that is known; write e.g. YYYY-MM-DD HH:mm.", format));
    }
  }
  if (table.has("timezone")) time.zone = table.text("timezone");
  if (!is_zone(time.zone)) {
    table.fail("timezone", "Europe/Stockholm, UTC eller en förskjutning som +01:00.",
               "Europe/Stockholm, UTC or an offset such as +01:00.");
    time.zone = "UTC";
  }
  time.time_column = table.text("time_from");
  time.end_of_period = table.choice("part", {"start", "end"}) == "end";
  time.inclusive = table.choice("end", {"inclusive", "exclusive"}) == "inclusive";
  for (const auto* key : {"plus", "minus"}) {
    if (!table.has(key)) continue;
    const auto step = step_named(table.text(key));
    if (!step) {
      table.fail(key, "hour, day, week, month, year, 15min eller 30min.",
                 "hour, day, week, month, year, 15min or 30min.");
    } else {
      (std::string_view(key) == "plus" ? time.plus : time.minus) = *step;
    }
  }
  return time;
}

void read_unit(TomlReader& table, FieldMapping& field) {
  field.unit_column = table.text("unit_from");
  field.unit_lookup = table.text("unit_lookup");
  const auto* node = table.node("unit");
  if (node != nullptr && node->is_table()) {
    auto inner = table.table("unit");
    field.unit_column = inner->text("column", true);
    field.unit_lookup = inner->text("lookup");
    inner->done();
  } else if (node != nullptr) {
    field.unit = table.text("unit", true);
  }
  if (!field.unit.empty() && !unit_named(field.unit)) {
    table.fail("unit", fmt::format("enheten ”{}” känns inte igen.", field.unit),
               fmt::format("the unit “{}” is not known.", field.unit));
  }
  if (!field.unit.empty() && !field.unit_column.empty()) {
    table.fail("unit_from", "ange antingen unit eller unit_from.",
               "give either unit or unit_from.");
  }
}

void read_origin(TomlReader& table, FieldMapping& field) {
  field.from = table.texts("from");
  if (table.has("join")) field.join = table.text("join");
  field.template_text = table.text("template");
  if (const auto* node = table.node("value"); node != nullptr) {
    if (node->is_integer()) {
      field.value = std::to_string(node->value<std::int64_t>().value_or(0));
    } else if (node->is_floating_point()) {
      field.value = fmt::format("{}", node->value<double>().value_or(0.0));
    } else if (node->is_boolean()) {
      field.value = node->value<bool>().value_or(false) ? "true" : "false";
    } else {
      field.value = table.text("value", true);
    }
  }
  field.from_field = table.text("from_field");
  field.from_previous_row = table.flag("previous_row");
  field.by = table.texts("by");
  const int origins = (field.from.empty() ? 0 : 1) + (field.template_text.empty() ? 0 : 1) +
                      (field.value ? 1 : 0) + (field.from_field.empty() ? 0 : 1);
  if (origins != 1) {
    table.fail("from", "ange precis en av from, template, value och from_field.",
               "give exactly one of from, template, value and from_field.");
  }
}

void read_text_steps(TomlReader& table, FieldMapping& field) {
  if (auto split = table.table("split")) {
    field.split_by = split->text("by", true);
    field.part = static_cast<int>(split->integer("part", -100, 100).value_or(1));
    if (field.part == 0) split->fail("part", "från 1, eller −1 för den sista.", "from 1, or −1.");
    split->done();
  }
  field.regex = table.pattern("regex");
  field.lookup = table.text("lookup");
  const auto* node = table.node("on_missing");
  if (node != nullptr && node->is_table()) {
    auto inner = table.table("on_missing");
    field.on_missing = OnMissing::kConstant;
    field.missing_value = inner->text("value", true);
    inner->done();
  } else if (node != nullptr) {
    const auto word = table.choice("on_missing", {"quarantine", "reject", "keep"});
    if (word == "reject") field.on_missing = OnMissing::kReject;
    if (word == "keep") field.on_missing = OnMissing::kKeep;
  }
  if (table.has("default")) field.otherwise = table.text("default");
}

std::optional<FieldType> type_named(std::string_view name) {
  constexpr std::pair<std::string_view, FieldType> kTypes[] = {
      {"text", FieldType::kText},       {"string", FieldType::kText},
      {"decimal", FieldType::kDecimal}, {"number", FieldType::kDecimal},
      {"integer", FieldType::kInteger}, {"year", FieldType::kYear},
      {"period", FieldType::kPeriod},   {"choice", FieldType::kChoice},
      {"boolean", FieldType::kBoolean}, {"date", FieldType::kDate},
      {"time", FieldType::kInstant},    {"datetime", FieldType::kInstant}};
  for (const auto& [word, type] : kTypes) {
    if (word == name) return type;
  }
  return std::nullopt;
}

FieldMapping read_field(TomlReader& table) {
  FieldMapping field;
  field.line = table.line();
  field.to = table.text("to", true);
  read_origin(table, field);
  read_text_steps(table, field);
  if (const auto type = table.text("type"); !type.empty()) {
    field.type = type_named(type);
    if (!field.type) {
      table.fail("type", "text, decimal, integer, boolean, date, time, period, year eller choice.",
                 "text, decimal, integer, boolean, date, time, period, year or choice.");
    }
  }
  read_unit(table, field);
  field.decimal = decimal_mark(table);
  if (const auto scale = table.number("scale")) field.scale = *scale;
  if (field.scale == 0.0) table.fail("scale", "kan inte vara 0.", "cannot be 0.");
  field.negate = table.choice("sign", {"negate", "keep"}) == "negate";
  if (auto when = table.table("negate_when")) field.negate_when = read_condition(*when);
  field.min = table.number("min");
  field.max = table.number("max");
  field.time = read_time(table);
  table.done();
  return field;
}

}  // namespace

void read_mapping_tables(TomlReader& root, std::optional<TomlReader>& layout, Source& source) {
  Mapping mapping;
  if (layout) mapping.layout = read_layout(*layout);
  mapping.where = read_conditions(root, "where");
  if (auto table = root.table("unpivot")) {
    mapping.unpivot = Unpivot{table->texts("columns"), table->pattern("pattern")};
    if (mapping.unpivot->columns.empty() == !mapping.unpivot->pattern.has_value()) {
      table->fail("columns", "ange antingen columns eller pattern.",
                  "give either columns or pattern.");
    }
    table->done();
  }
  if (auto table = root.table("array")) {
    ArrayMapping array;
    array.values = table->text("values", true);
    array.start = table->text("start", true);
    array.start_form = read_time(*table);
    if (const auto step = step_named(table->text("step", true))) {
      array.step = *step;
    } else if (table->has("step")) {
      table->fail("step", "hour, day, week, month, year, 15min eller 30min.",
                  "hour, day, week, month, year, 15min or 30min.");
    }
    table->done();
    mapping.array = std::move(array);
  }
  for (auto& table : root.tables("field")) mapping.fields.push_back(read_field(table));
  if (!mapping.fields.empty()) source.mapping = std::move(mapping);
}

void read_privacy(TomlReader& root, Source& source) {
  Privacy& privacy = source.privacy;
  privacy.all = source.mapping.has_value();
  auto table = root.table("privacy");
  if (!table) return;
  privacy.drop_columns = table->texts("drop_columns");
  privacy.allow_columns = table->texts("allow_columns");
  privacy.drop_on_match = table->choice("on_match", {"reject", "drop"}) == "drop";
  if (table->has("reject_if_value_looks_like")) {
    privacy.all = false;
    for (const auto& name : table->texts("reject_if_value_looks_like")) {
      if (const auto kind = personal_named(name)) {
        privacy.reject_if_value_looks_like.push_back(*kind);
        continue;
      }
      table->fail("reject_if_value_looks_like",
                  "personnummer, email, phone, name och registration finns.",
                  "there are personnummer, email, phone, name and registration.");
    }
  }
  if (auto columns = table->table("pseudonymise")) {
    for (const auto& [name, node] : columns->raw()) {
      const std::string key(name.str());
      privacy.pseudonymise.push_back(key);
      const auto* asked = columns->node(key);
      if (asked->value_exact<std::string>() != "hmac") columns->fail(key, "\"hmac\".", "\"hmac\".");
    }
  }
  table->done();
}

namespace {

bool fits_unit(std::string_view field, Dimension dimension) {
  if (field == "distanceKm") return dimension == Dimension::kDistance;
  if (field == "reportedKgCo2e") return dimension == Dimension::kMass;
  return (field != "areaBra" && field != "areaAtemp") || dimension == Dimension::kArea;
}

/// Faults of one field against the target and the rest of the mapping.
void check_field(TomlReader& table, const FieldMapping& field, const Source& source) {
  const Schema& schema = schema_of(source.target);
  const auto index = schema.index_of(field.to);
  if (!index) {
    std::vector<std::string> names;
    names.reserve(schema.fields.size());
    for (const Field& one : schema.fields) names.emplace_back(one.name);
    const auto meant = nearest_word(field.to, names);
    table.fail(
        "to",
        fmt::format("{} har inget fält ”{}”.{} Fälten är {}.", name_of(source.target), field.to,
                    meant ? " Menades " + *meant + "?" : "", fmt::join(names, ", ")),
        fmt::format("{} has no field “{}”.{} The fields are {}.", name_of(source.target), field.to,
                    meant ? " Was " + *meant + " meant?" : "", fmt::join(names, ", ")));
    return;
  }
  for (const auto* key : {"lookup", "unit_lookup"}) {
    const auto& name = std::string_view(key) == "lookup" ? field.lookup : field.unit_lookup;
    if (!name.empty() && !source.lookups.contains(name)) {
      table.fail(key, fmt::format("tabellen [lookup.{}] finns inte.", name),
                 fmt::format("there is no table [lookup.{}].", name));
    }
  }
  if (!field.unit.empty()) {
    const auto unit = unit_named(field.unit);
    if (unit && !fits_unit(field.to, unit->dimension)) {
      table.fail("unit", fmt::format("{} kan inte mätas i {}.", field.to, field.unit),
                 fmt::format("{} cannot be measured in {}.", field.to, field.unit));
    }
  }
  if (!field.from_field.empty() && !schema.index_of(field.from_field)) {
    table.fail("from_field", "är inget fält i målet.", "is not a field of the target.");
  }
  for (const auto& by : field.by) {
    if (!schema.index_of(by)) table.fail("by", "fält i målet.", "fields of the target.");
  }
  for (const auto& column : field.from) {
    const bool dropped =
        std::any_of(source.privacy.drop_columns.begin(), source.privacy.drop_columns.end(),
                    [&column](const auto& one) { return folded(one) == folded(column); });
    if (dropped) {
      table.fail("from", fmt::format("kolumnen ”{}” tas bort i [privacy].", column),
                 fmt::format("the column “{}” is dropped in [privacy].", column));
    }
  }
}

}  // namespace

void check_mapping(TomlReader& root, const Source& source) {
  if (!source.mapping) {
    for (const auto* name : {"unpivot", "array", "where"}) {
      if (root.has(name)) root.fail(name, "har ingen verkan utan [[field]].", "needs [[field]]s.");
    }
    return;
  }
  const auto& fields = source.mapping->fields;
  auto tables = root.tables("field");
  std::vector<std::string_view> mapped;
  bool has_unit = false;
  for (std::size_t i = 0; i < fields.size() && i < tables.size(); ++i) {
    check_field(tables[i], fields[i], source);
    has_unit = has_unit || !fields[i].unit.empty() || !fields[i].unit_column.empty();
    if (std::find(mapped.begin(), mapped.end(), fields[i].to) != mapped.end()) {
      tables[i].fail("to", "fältet fylls redan av en annan [[field]].",
                     "the field is filled by another [[field]] already.");
    }
    mapped.push_back(fields[i].to);
  }
  const auto is_mapped = [&mapped](std::string_view name) {
    return std::find(mapped.begin(), mapped.end(), name) != mapped.end();
  };
  std::vector<std::string_view> missing;
  const Schema& schema = schema_of(source.target);
  for (const Field& field : schema.fields) {
    const bool filled = is_mapped(field.name) || (field.name == "unit" && has_unit);
    if ((field.required || field.needed) && !filled) missing.push_back(field.name);
  }
  for (const Alternative& pair : schema.alternatives) {
    if (!is_mapped(pair.first) && !is_mapped(pair.second)) missing.push_back(pair.first);
  }
  if (missing.empty()) return;
  root.fail("field", fmt::format("fält saknas: {}.", fmt::join(missing, ", ")),
            fmt::format("fields are missing: {}.", fmt::join(missing, ", ")));
}

}  // namespace tertil::collectors
