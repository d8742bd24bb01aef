#include "collectors/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "collectors/header.hpp"
#include "collectors/mapping_text.hpp"
#include "collectors/mapping_time.hpp"
#include "collectors/privacy.hpp"
#include "collectors/synonyms.hpp"
#include "collectors/table_formats.hpp"
#include "collectors/unit.hpp"

namespace tertil::collectors {

using nlohmann::json;

namespace {

constexpr std::int64_t kMostRows = 1'000'000;
constexpr std::size_t kSamples = 5;
constexpr std::size_t kKeptTexts = 60;
constexpr double kLeast = 0.5;  ///< Less likely than this is no suggestion.

/// What one column of the file holds.
struct Seen {
  std::string name;
  std::string unit;                ///< From the header.
  std::vector<std::string> texts;  ///< Different ones, the first sixty.
  std::set<std::string> known;
  std::int64_t filled{0};
  std::int64_t numbers{0};
  std::vector<std::int64_t> fits;  ///< By form of date, how many cells it reads.
  std::optional<Personal> personal;
};

const std::vector<std::string>& date_forms() {
  static const std::vector<std::string> forms{
      "ISO",        "DD.MM.YYYY",    "YYYYMMDD",  "YYYYMM",           "YYYYMMDDHH",
      "MMM YYYY",   "D/M/YYYY",      "M/D/YYYY",  "YYYY-MM-DD HH.mm", "DD.MM.YYYY HH:mm",
      "YYYY/MM/DD", "YYYYMMDD HHmm", "D MMM YYYY"};
  return forms;
}

class File {
 public:
  bool read(const ByteSource& bytes, const Limits& limits);
  std::vector<Seen> columns;
  FileForm form;
  std::int64_t header_row{0};
  std::int64_t rows{0};
  bool all_rows{true};
  std::optional<RowFault> refused;

 private:
  void see(const TableRow& row);
  std::deque<ColumnWatch> watches_;
  Privacy everything_;
};

bool File::read(const ByteSource& bytes, const Limits& limits) {
  everything_.all = true;
  auto opened = open_table(bytes, {}, limits, form);
  if (auto* refusal = std::get_if<Refusal>(&opened)) {
    refused = refusal->fault;
    return false;
  }
  HeaderedTable table(std::move(std::get<std::unique_ptr<TableReader>>(opened)));
  if (const auto& header = table.header()) {
    header_row = header->row;
    for (std::size_t i = 0; i < header->names.size(); ++i) {
      auto& column = columns.emplace_back();
      column.name = header->names[i];
      if (i < header->units.size() && unit_named(header->units[i])) column.unit = header->units[i];
    }
  }
  TableRow row;
  RowKind kind = RowKind::kData;
  while (rows < kMostRows && table.next(row, kind)) {
    if (kind != RowKind::kData || row.fault) continue;
    ++rows;
    const auto& names = table.table().names();
    while (columns.size() < std::max(names.size(), row.cells.size())) {
      auto& column = columns.emplace_back();
      const auto at = columns.size() - 1;
      column.name = at < names.size() ? names[at] : fmt::format("#{}", at + 1);
    }
    see(row);
  }
  all_rows = rows < kMostRows;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i < watches_.size()) columns[i].personal = watches_[i].found();
    if (columns[i].name.empty()) columns[i].name = fmt::format("#{}", i + 1);
  }
  return true;
}

void File::see(const TableRow& row) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const auto& cell = row.cells[i];
    if (watches_.size() <= i) {
      while (watches_.size() <= i)
        watches_.emplace_back(columns[watches_.size()].name, everything_);
    }
    if (cell.kind == CellKind::kEmpty) continue;
    auto& column = columns[i];
    ++column.filled;
    watches_[i].see(cell.text, row.row);
    if (column.texts.size() < kKeptTexts && column.known.insert(cell.text).second) {
      column.texts.push_back(cell.text);
    }
    if (column.filled > 1000) continue;  // enough to know the kind
    const auto number = cell.kind == CellKind::kNumber
                            ? std::variant<double, NumberFault>(cell.number)
                            : parse_number(cell.text, DecimalMark::kCommaLikely);
    const auto* why = std::get_if<NumberFault>(&number);
    if (why == nullptr || *why == NumberFault::kAmbiguous) ++column.numbers;
    column.fits.resize(date_forms().size());
    for (std::size_t f = 0; f < date_forms().size(); ++f) {
      TimeMapping form_only;
      form_only.formats = {date_forms()[f]};
      if (read_moment(cell, form_only)) ++column.fits[f];
    }
  }
}

std::int64_t looked(const Seen& column) { return std::min<std::int64_t>(column.filled, 1000); }

/// The form that reads every cell that was looked at.
std::optional<std::string> date_form(const Seen& column) {
  for (std::size_t f = 0; f < column.fits.size(); ++f) {
    if (looked(column) > 0 && column.fits[f] == looked(column)) return date_forms()[f];
  }
  return std::nullopt;
}

bool is_numeric(const Seen& column) {
  return looked(column) > 0 && column.numbers * 10 >= looked(column) * 9;
}

std::string_view type_word(FieldType type) {
  switch (type) {
    case FieldType::kDecimal: return "decimal";
    case FieldType::kInteger: return "integer";
    case FieldType::kYear: return "year";
    case FieldType::kPeriod: return "period";
    case FieldType::kChoice: return "choice";
    case FieldType::kBoolean: return "boolean";
    case FieldType::kDate: return "date";
    case FieldType::kInstant: return "time";
    case FieldType::kText: break;
  }
  return "text";
}

double fit_of(const Seen& column, Target target, const Field& field) {
  const auto named = unit_in_name(column.name);
  double score = likeness(named.name, target, field.name);
  const bool number = field.type == FieldType::kDecimal || field.type == FieldType::kInteger;
  const auto unit = unit_named(column.unit.empty() ? named.unit : column.unit);
  if (number && unit && field.name == "quantity") score = std::max(score, 0.8);
  if (field.name == "distanceKm" && unit && unit->dimension == Dimension::kDistance)
    score = std::max(score, 0.8);
  if (column.filled == 0) return score * 0.5;
  const bool time = field.type == FieldType::kDate || field.type == FieldType::kInstant;
  if (number && !is_numeric(column)) {  // some cells may be wrong: that is what checks are for
    score *= 0.3 + 0.7 * static_cast<double>(column.numbers) / static_cast<double>(looked(column));
  }
  if (time && !date_form(column)) score *= 0.3;
  if (!number && !time && field.type == FieldType::kText && is_numeric(column) &&
      field.name != "meter" && field.name != "building" && field.name != "transactionId" &&
      field.name != "ewcCode") {
    score *= 0.8;
  }
  return score;
}

struct Match {
  std::size_t column;
  std::string field;
  double confidence;
};

/// The best pairs first, each column and field once.
std::vector<Match> matches(const std::vector<Seen>& columns, Target target) {
  std::vector<Match> all;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto personal = columns[i].personal;
    for (const Field& field : schema_of(target).fields) {
      const bool may = !personal ||
                       (personal == Personal::kRegistration && field.name == "vehicle") ||
                       (personal == Personal::kName &&
                        (field.name == "name" || field.name == "site" || field.name == "building"));
      const double fit = may ? fit_of(columns[i], target, field) : 0.0;
      if (fit >= kLeast) all.push_back({i, std::string(field.name), fit});
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
  std::vector<Match> best;
  for (auto& one : all) {
    const bool taken = std::any_of(best.begin(), best.end(), [&one](const auto& other) {
      return other.column == one.column || other.field == one.field;
    });
    if (!taken) best.push_back(std::move(one));
  }
  std::sort(best.begin(), best.end(),
            [](const auto& a, const auto& b) { return a.column < b.column; });
  return best;
}

Target likely_target(const std::vector<Seen>& columns) {
  Target best = Target::kEnergyReading;
  double most = 0.0;
  for (const Target target : all_targets()) {
    double sum = 0.0;
    double wanted = 0.0;
    const auto found = matches(columns, target);
    for (const Field& field : schema_of(target).fields) {
      const auto match = std::find_if(found.begin(), found.end(), [&field](const auto& one) {
        return one.field == field.name;
      });
      if (match != found.end()) sum += match->confidence * (field.required ? 2.0 : 1.0);
      if (field.required) wanted += 2.0;
    }
    const double score = sum - 0.5 * wanted;
    if (score > most || (target == Target::kEnergyReading && score == most)) {
      most = score;
      best = target;
    }
  }
  return best;
}

/// Writes the draft from what was seen and matched.
class Drafter {
 public:
  Drafter(const File& file, Target target, const std::vector<Match>& found)
      : file_(file), target_(target), found_(found), schema_(schema_of(target)) {}

  json draft();

 private:
  void add_field(const Match& match);
  void add_times();
  void add_months();
  json& field(std::string to) {
    fields_.push_back({{"to", std::move(to)}});
    return fields_.back();
  }
  [[nodiscard]] bool mapped(std::string_view to) const {
    return std::any_of(fields_.begin(), fields_.end(),
                       [to](const auto& one) { return one["to"] == to; });
  }

  const File& file_;
  Target target_;
  const std::vector<Match>& found_;
  const Schema& schema_;
  json fields_ = json::array();
  json lookups_ = json::object();
  json mapping_ = json::object();
};

void Drafter::add_field(const Match& match) {
  const Seen& column = file_.columns[match.column];
  const Field& to = schema_.fields[*schema_.index_of(match.field)];
  json& made = field(match.field);
  made["from"] = column.name;
  if (to.type == FieldType::kDecimal) {
    const auto unit = column.unit.empty() ? unit_in_name(column.name).unit : column.unit;
    const bool from_column = std::any_of(found_.begin(), found_.end(),
                                         [](const auto& one) { return one.field == "unit"; });
    if (!unit.empty() && !(to.name == "quantity" && from_column)) made["unit"] = unit;
  }
  const bool time = to.type == FieldType::kDate || to.type == FieldType::kInstant ||
                    (to.type == FieldType::kPeriod &&
                     !std::all_of(column.texts.begin(), column.texts.end(),
                                  [](const auto& one) { return is_period(one); }));
  if (time) {
    const auto form = date_form(column);
    if (form && *form != "ISO") made["format"] = *form;
    if (form == "ISO" && to.type != FieldType::kInstant &&
        std::any_of(column.texts.begin(), column.texts.end(),
                    [](const auto& one) { return one.size() != 10; })) {
      made["format"] = "ISO";
    }
  }
  if (to.type != FieldType::kChoice || to.name == "unit") return;
  json table = json::object();
  bool other = false;
  for (const auto& word : column.texts) {
    if (table.size() >= 40) break;
    const auto choice = likely_choice(to, word);
    if (choice) table[word] = *choice;
    other = other || !choice || *choice != word;
  }
  if (!other || table.empty()) return;
  const auto name = match.field + "s";
  made["lookup"] = name;
  made["on_missing"] = "quarantine";
  lookups_[name] = std::move(table);
}

/// A reading has a start and an end; files often tell only one.
void Drafter::add_times() {
  if (target_ != Target::kEnergyReading || mapped("start") == mapped("end")) return;
  const std::string there = mapped("start") ? "start" : "end";
  const auto at = std::find_if(fields_.begin(), fields_.end(),
                               [&there](const auto& one) { return one["to"] == there; });
  const json known = *at;
  const auto form = known.value("format", std::string());
  const bool whole = form == "YYYYMM" || form == "MMM YYYY" || form == "YYYYMMDDHH" ||
                     form == "YYYYMMDD" || form == "DD.MM.YYYY";
  const auto texts = std::find_if(file_.columns.begin(), file_.columns.end(), [&](const auto& one) {
    return one.name == known.value("from", std::string());
  });
  const bool days =
      texts != file_.columns.end() && std::all_of(texts->texts.begin(), texts->texts.end(),
                                                  [](const auto& one) { return one.size() <= 10; });
  json& other = field(there == "start" ? "end" : "start");
  if (there == "start" && (whole || days)) {
    other["from"] = known["from"];
    other["format"] = form.empty() ? "ISO" : form;
    other["part"] = "end";
  } else {
    other["from_field"] = there;
    other[there == "start" ? "plus" : "minus"] = "hour";
  }
}

/// The form of a month with its year that a column is named by: "2024-01", "202401", "2024M01",
/// "jan-24", "jan 24", "januari 2024", "januari-2024", "2024 januari"; empty if it is none.
std::string_view month_form(const std::string& name) {
  for (const std::string_view form :
       {"YYYY-MM", "YYYYMM", "YYYY'M'MM", "MMM-YY", "MMM YY", "MMM YYYY", "MMM-YYYY", "YYYY MMM"}) {
    TimeMapping time;
    time.formats = {std::string{form}};
    if (read_moment({CellKind::kText, name, 0.0}, time)) return form;
  }
  return {};
}

/// A column for each month becomes a row for each.
void Drafter::add_months() {
  std::vector<std::string> months;
  std::vector<std::string> forms;  // with a year in them, that fit
  for (const auto& column : file_.columns) {
    const auto form = month_form(column.name);
    if (form.empty() && !month_named(column.name)) continue;
    months.push_back(column.name);
    if (!form.empty() && std::ranges::find(forms, form) == forms.end()) forms.emplace_back(form);
  }
  if (months.size() < 3 || !schema_.index_of("quantity")) return;
  mapping_["unpivot"] = {{"columns", months}};
  const auto year = std::find_if(file_.columns.begin(), file_.columns.end(), [](const auto& one) {
    return folded(one.name) == "år" || folded(one.name) == "year";
  });
  for (std::size_t i = fields_.size(); i-- > 0;) {
    const auto to = fields_[i]["to"];
    if (to == "quantity" || to == "start" || to == "end" || to == "date") fields_.erase(i);
  }
  const bool reading = target_ == Target::kEnergyReading;
  for (const std::string to : {"start", "end"}) {
    if (!reading && to == "end") continue;
    json& made = field(reading ? to : "date");
    if (!forms.empty()) {
      made["from"] = "@name";
      made["format"] = forms;
    } else {
      made["template"] =
          "{@name} " + (year != file_.columns.end() ? "{" + year->name + "}" : "2024");
      made["format"] = "MMM YYYY";
    }
    if (to == "end") made["part"] = "end";
  }
  json& quantity = field("quantity");
  quantity["from"] = "@value";
  for (const auto& column : file_.columns)
    if (!column.unit.empty()) quantity["unit"] = column.unit;
}

json Drafter::draft() {
  mapping_["mapping"] = {
      {"id", "my-source"}, {"version", 1}, {"target", name_of(target_)}, {"owner", "13"}};
  mapping_["name"] = {{"sv", "Min källa"}, {"en", "My source"}};
  mapping_["attribution"] = {{"sv", "Källa: …"}, {"en", "Source: …"}};
  for (const auto& match : found_) add_field(match);
  add_times();
  add_months();
  json layout = json::object();
  if ((file_.form.format == "csv" || file_.form.format == "xlsx") && file_.header_row > 0)
    layout["header_row"] = file_.header_row;
  const auto table = file_.form.format == "ndjson" ? "json" : file_.form.format;
  mapping_["source"] = json::object();
  if (!layout.empty()) mapping_["source"][table] = layout;
  mapping_["source"]["format"] = file_.form.format;
  json dropped = json::array();
  json coded = json::object();
  for (std::size_t i = 0; i < file_.columns.size(); ++i) {
    const auto& column = file_.columns[i];
    if (!column.personal) continue;
    const bool used = std::any_of(found_.begin(), found_.end(),
                                  [i](const auto& match) { return match.column == i; });
    if (!used) dropped.push_back(column.name);
    if (used && *column.personal == Personal::kRegistration) coded[column.name] = "hmac";
  }
  json privacy = json::object();
  if (!dropped.empty()) privacy["drop_columns"] = dropped;
  if (!coded.empty()) privacy["pseudonymise"] = coded;
  if (!privacy.empty()) mapping_["privacy"] = privacy;
  mapping_["field"] = fields_;
  if (!lookups_.empty()) mapping_["lookup"] = lookups_;
  return mapping_;
}

json column_json(const Seen& column, const File& file, const Schema& schema, const Match* match) {
  json samples = json::array();
  for (const auto& text : column.texts) {
    if (samples.size() == kSamples) break;
    samples.push_back(column.personal ? masked_whole(text) : masked(shortened(text, 100)));
  }
  json out{{"name", column.name},
           {"samples", samples},
           {"empty", file.rows - column.filled},
           {"looksPersonal", nullptr},
           {"suggested", nullptr}};
  if (column.personal) out["looksPersonal"] = name_of(*column.personal);
  if (match != nullptr) {
    const auto unit = column.unit.empty() ? unit_in_name(column.name).unit : column.unit;
    const auto type = schema.fields[*schema.index_of(match->field)].type;
    out["suggested"] = {{"to", match->field},
                        {"type", type_word(type)},
                        {"unit", unit.empty() ? json(nullptr) : json(unit)},
                        {"confidence", match->confidence}};
  }
  return out;
}

}  // namespace

json suggest(const ByteSource& bytes, std::optional<Target> target, const Limits& limits) {
  File file;
  const bool readable = file.read(bytes, limits);
  json answer{{"format", file.form.format},
              {"encoding", file.form.encoding},
              {"sheets", json::array()},
              {"headerRow", file.header_row},
              {"rows", nullptr},
              {"columns", json::array()},
              {"mapping", nullptr},
              {"toml", ""},
              {"target", nullptr},
              {"refused", nullptr}};
  if (!readable) {
    const auto& fault = *file.refused;
    answer["refused"] = {{"rule", fault.rule},
                         {"message", {{"sv", fault.message.sv}, {"en", fault.message.en}}}};
    return answer;
  }
  if (file.form.format == "xlsx") answer["sheets"] = sheet_names(bytes, limits);
  if (file.all_rows) answer["rows"] = file.rows;
  const Target chosen = target.value_or(likely_target(file.columns));
  const auto found = matches(file.columns, chosen);
  for (std::size_t i = 0; i < file.columns.size(); ++i) {
    const auto match =
        std::find_if(found.begin(), found.end(), [i](const auto& one) { return one.column == i; });
    answer["columns"].push_back(column_json(file.columns[i], file, schema_of(chosen),
                                            match == found.end() ? nullptr : &*match));
  }
  answer["target"] = name_of(chosen);
  answer["mapping"] = Drafter(file, chosen, found).draft();
  answer["toml"] = toml_from(answer["mapping"]);
  return answer;
}

}  // namespace tertil::collectors
