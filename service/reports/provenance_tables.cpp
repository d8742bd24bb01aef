#include "service/reports/provenance_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "collectors/schema.hpp"
#include "service/reports/observation_json.hpp"
#include "service/reports/table_parts.hpp"

namespace tertil::reports {
namespace {

TableCell time_cell(const std::optional<Instant>& time) {
  return time ? TableCell{to_rfc3339(*time)} : TableCell{};
}

/// A rejected row by field name, where it is kept as a JSON object.
using Fields = std::map<std::string, std::string, std::less<>>;

std::optional<Fields> fields_of(const std::string& record) {
  const auto parsed = collectors::parse_json(record);
  const auto* json = std::get_if<nlohmann::json>(&parsed);
  if (json == nullptr || !json->is_object()) return std::nullopt;
  Fields fields;
  for (const auto& [name, value] : json->items())
    fields[name] = value.is_string() ? value.get<std::string>() : value.dump();
  return fields;
}

/// The fields that any of the rows has, in the order of the target's schema.
std::vector<std::string> names_in(const std::vector<std::optional<Fields>>& rows,
                                  std::string_view target) {
  std::vector<std::string> names;
  const auto in_any = [&](std::string_view name) {
    return std::ranges::any_of(rows, [&](const auto& row) { return row && row->contains(name); });
  };
  if (const auto known = collectors::target_named(target))
    for (const auto& field : collectors::schema_of(*known).fields)
      if (in_any(field.name)) names.emplace_back(field.name);
  for (const auto& row : rows)
    if (row)
      for (const auto& [name, value] : *row)
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  return names;
}

/// Adds one more fault to the line of a row; `at` is where the fault columns begin.
void add_fault(std::vector<TableCell>& cells, std::size_t at, const store::Reject& reject,
               Language language) {
  const auto add = [&](std::size_t column, const std::string& words) {
    if (auto* text = std::get_if<std::string>(&cells[at + column]); text != nullptr) {
      *text += "; " + words;
    } else {
      cells[at + column] = words;
    }
  };
  add(1, reject.column);
  add(2, reject.raw);
  add(3, reject.rule);
  add(4, reject.message.in(language));
}

}  // namespace

Table observations_table(std::string_view key_figure, std::string_view region,
                         std::span<const store::ObservationVersion> versions, Language language,
                         const NameOfSource& name_of) {
  Table table;
  table.name = fmt::format("observationer-{}-{}", key_figure, region);
  table.title = {fmt::format("Alla kända värden: {}, region {}", key_figure, region),
                 fmt::format("All known values: {}, region {}", key_figure, region)};
  table.language = language;
  table.columns = {key_figure_column(),
                   region_column(),
                   {"period", {"Period", "Period"}, Role::kTime, {}, -1},
                   text_column("category", {"Kategori", "Category"}),
                   series_column(),
                   {"value", {"Värde", "Value"}, Role::kMeasure, {}, -1},
                   status_column(),
                   {"numerator", {"Täljare", "Numerator"}, Role::kMeasure, {}, -1},
                   {"denominator", {"Nämnare", "Denominator"}, Role::kMeasure, {}, -1},
                   count_column("printedRank", {"Tryckt plats", "Printed rank"}),
                   count_column("printedOf", {"Tryckt av", "Printed of"}),
                   text_column("recordedAt", {"Infört", "Recorded at"}),
                   text_column("supersededAt", {"Ersatt", "Superseded at"}),
                   text_column("source", {"Källa", "Source"}),
                   text_column("origin", {"Hämtat ur", "Taken from"}),
                   text_column("batch", {"Import", "Import"}),
                   count_column("row", {"Rad", "Row"}),
                   text_column("fileName", {"Fil", "File"}),
                   text_column("sha256", {"SHA-256", "SHA-256"})};
  for (const auto& version : versions) {
    const auto& observation = version.observation;
    table.rows.push_back({observation.key_figure, observation.area, observation.period,
                          text_cell(observation.category), word(observation.series).in(language),
                          value_cell(observation.value, observation.missing_reason),
                          word(observation.status).in(language), number_cell(observation.numerator),
                          number_cell(observation.denominator),
                          number_cell(observation.printed_rank),
                          number_cell(observation.printed_of), to_rfc3339(version.recorded_at),
                          time_cell(version.superseded_at), name_of(version.source).in(language),
                          text_cell(version.origin), version.batch, number_cell(version.row),
                          text_cell(version.file_name), text_cell(version.sha256)});
  }
  return table;
}

Table imports_table(std::span<const store::Batch> batches, Language language) {
  Table table;
  table.name = "importer";
  table.title = {"Importer", "Imports"};
  table.language = language;
  table.columns = {{"id", {"Import", "Import"}, Role::kDimension, {}, -1},
                   text_column("source", {"Källa", "Source"}),
                   text_column("state", {"Läge", "State"}),
                   text_column("fileName", {"Fil", "File"}),
                   text_column("receivedAt", {"Mottagen", "Received at"}),
                   text_column("recordedAt", {"Införd", "Recorded at"}),
                   count_column("bytes", {"Byte", "Bytes"}),
                   count_column("rowsRead", {"Lästa rader", "Rows read"}),
                   count_column("stored", {"Lagrade", "Stored"}),
                   count_column("duplicate", {"Oförändrade", "Duplicates"}),
                   count_column("quarantined", {"I karantän", "Quarantined"}),
                   count_column("superseded", {"Ersatte tidigare", "Superseded"}),
                   text_column("format", {"Format", "Format"}),
                   text_column("encoding", {"Teckenkodning", "Encoding"}),
                   text_column("mappingVersion", {"Mappning", "Mapping version"}),
                   text_column("sha256", {"SHA-256", "SHA-256"})};
  for (const auto& batch : batches)
    table.rows.push_back(
        {batch.id, batch.source, std::string{store::to_string(batch.state)},
         text_cell(batch.file_name), to_rfc3339(batch.received_at), time_cell(batch.recorded_at),
         number_cell(batch.bytes), number_cell(batch.rows_read), number_cell(batch.stored),
         number_cell(batch.duplicate), number_cell(batch.quarantined),
         number_cell(batch.superseded), text_cell(batch.format), text_cell(batch.encoding),
         text_cell(batch.mapping_version), text_cell(batch.sha256)});
  return table;
}

Table rejects_table(const store::Batch& batch, std::span<const store::Reject> rejects,
                    Language language) {
  Table table;
  table.name = "avvisade-rader-" + batch.id;
  table.title = {"Avvisade rader i import " + batch.id, "Rejected rows of import " + batch.id};
  table.language = language;
  table.notes.push_back(
      {{"Så gör du", "What to do"},
       {"Rätta de första kolumnerna och skicka filen igen till samma källa. Kolumnerna om felet "
        "läses inte in.",
        "Correct the first columns and send the file again to the same source. The columns about "
        "the fault are not read."}});

  std::vector<std::optional<Fields>> fields;
  fields.reserve(rejects.size());
  for (const auto& reject : rejects) fields.push_back(fields_of(reject.record));
  const auto names = names_in(fields, batch.target);
  for (const auto& name : names) table.columns.push_back(text_column(name, {name, name}));
  // Columns that begin with "_" are passed over when the file comes back.
  const auto after = {count_column("_row", {"_rad", "_row"}),
                      text_column("_column", {"_kolumn", "_column"}),
                      text_column("_raw", {"_innehåll", "_content"}),
                      text_column("_rule", {"_regel", "_rule"}),
                      text_column("_message", {"_förklaring", "_explanation"}),
                      text_column("_record", {"_raden", "_record"})};
  table.columns.insert(table.columns.end(), after.begin(), after.end());

  for (std::size_t i = 0; i < rejects.size(); ++i) {
    const auto& reject = rejects[i];
    if (i > 0 && rejects[i - 1].row == reject.row) {  // one line a row, with all its faults
      add_fault(table.rows.back(), names.size(), reject, language);
      continue;
    }
    std::vector<TableCell> cells;
    for (const auto& name : names) {
      const auto found = fields[i] ? fields[i]->find(name) : Fields::iterator{};
      const bool there = fields[i] && found != fields[i]->end();
      cells.push_back(there ? text_cell(found->second) : TableCell{});
    }
    cells.insert(cells.end(),
                 {number_cell(reject.row), text_cell(reject.column), text_cell(reject.raw),
                  TableCell{reject.rule}, TableCell{reject.message.in(language)},
                  fields[i] ? TableCell{} : text_cell(reject.record)});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace tertil::reports
