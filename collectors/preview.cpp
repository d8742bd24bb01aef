#include "collectors/preview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/calendar.hpp"
#include "collectors/collect.hpp"
#include "collectors/mapped_rows.hpp"
#include "collectors/row_check.hpp"
#include "collectors/unit.hpp"

namespace tertil::collectors {

using nlohmann::json;

namespace {

json words(const Text& text) { return {{"sv", text.sv}, {"en", text.en}}; }

json field_of(const RecordBatch& batch, std::size_t field, std::size_t row) {
  const Column& column = batch.columns[field];
  switch (batch.schema->fields[field].type) {
    case FieldType::kInstant: return local_text(static_cast<Seconds>(column.numbers[row]));
    case FieldType::kBoolean: return column.numbers[row] != 0.0 ? "true" : "false";
    case FieldType::kDecimal:
    case FieldType::kInteger:
    case FieldType::kYear: return fmt::format("{}", column.numbers[row]);
    default: return column.text[row];
  }
}

/// Sums what can be added up, by field and the unit it is kept in.
class Totals {
 public:
  void add(const RecordBatch& batch, std::size_t row) {
    const auto unit_field = batch.schema->index_of("unit");
    for (std::size_t f = 0; f < batch.schema->fields.size(); ++f) {
      const Field& field = batch.schema->fields[f];
      if (field.type != FieldType::kDecimal || batch.columns[f].present[row] == 0) continue;
      const bool adds_up = field.name == "quantity" || field.name == "distanceKm" ||
                           field.name == "reportedKgCo2e" || field.name == "areaBra" ||
                           field.name == "areaAtemp" || field.name == "value";
      if (!adds_up) continue;
      double number = batch.columns[f].numbers[row];
      std::string unit = field.name == "distanceKm"       ? "km"
                         : field.name == "reportedKgCo2e" ? "kg"
                         : field.name.starts_with("area") ? "m²"
                                                          : "";
      if (field.name == "quantity" && unit_field && batch.columns[*unit_field].present[row] != 0) {
        unit = batch.columns[*unit_field].text[row];
        if (const auto known = unit_named(unit)) {
          number = to_kept(*known, number);
          unit = kept_unit(known->dimension);
        }
      }
      sums_[{std::string(field.name), unit}] += number;
    }
  }

  [[nodiscard]] json take() const {
    json out = json::array();
    for (const auto& [key, sum] : sums_)
      out.push_back({{"field", key.first}, {"unit", key.second}, {"sum", sum}});
    return out;
  }

 private:
  std::map<std::pair<std::string, std::string>, double> sums_;
};

json fault_json(const RowFault& fault) {
  return {{"row", fault.row},
          {"column", fault.column},
          {"raw", fault.raw},
          {"rule", fault.rule},
          {"message", words(fault.message)}};
}

json refused(const RowFault& fault) {
  return {{"rule", fault.rule}, {"message", words(fault.message)}};
}

json shown_row(const RecordBatch& batch, std::size_t row, const std::vector<std::string>& raw) {
  json fields = json::object();
  for (std::size_t f = 0; f < batch.schema->fields.size(); ++f) {
    if (batch.columns[f].present[row] == 0) continue;
    fields[std::string(batch.schema->fields[f].name)] = field_of(batch, f, row);
  }
  return {{"row", batch.rows[row]}, {"fields", std::move(fields)}, {"source", raw}};
}

json empty_answer() {
  return {{"rowsRead", 0},           {"shown", json::array()},    {"faults", json::array()},
          {"totals", json::array()}, {"unmapped", json::array()}, {"dropped", json::array()},
          {"refused", nullptr}};
}

/// A file with our own names: there is nothing to show beside the fields.
json preview_canonical(Collection collection, const PreviewLimits& bounds) {
  json answer = empty_answer();
  Totals totals;
  RecordBatch batch;
  while (collection.rows_read() < bounds.rows && collection.next(batch)) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
      totals.add(batch, i);
      if (answer["shown"].size() < bounds.shown) answer["shown"].push_back(shown_row(batch, i, {}));
    }
    for (auto& fault : collection.take_faults()) {
      if (answer["faults"].size() < bounds.faults) answer["faults"].push_back(fault_json(fault));
      if (collection.refused()) answer["refused"] = refused(fault);
    }
  }
  for (auto& fault : collection.take_faults()) {
    if (collection.refused()) answer["refused"] = refused(fault);
    if (answer["faults"].size() < bounds.faults) answer["faults"].push_back(fault_json(fault));
  }
  answer["rowsRead"] = collection.rows_read();
  answer["totals"] = totals.take();
  answer["dropped"] = collection.dropped_columns();
  return answer;
}

}  // namespace

json preview(const ByteSource& bytes, const Source& source, std::string_view pseudonym_key,
             const Limits& limits, const PreviewLimits& bounds) {
  if (!source.mapping) {
    return preview_canonical(Collection::open(bytes, source, limits, pseudonym_key), bounds);
  }
  json answer = empty_answer();
  const Schema& schema = schema_of(source.target);
  FileForm form;
  PrivacyOutcome outcome;
  auto opened = open_mapped(bytes, source, schema, limits, pseudonym_key, form, outcome);
  answer["dropped"] = outcome.dropped;
  if (const auto* refusal = std::get_if<Refusal>(&opened)) {
    answer["refused"] = refused(refusal->fault);
    answer["rowsRead"] = refusal->rows;
    return answer;
  }
  auto& reader = *std::get<std::unique_ptr<MappedReader>>(opened);
  RowCheck check(schema, source, reader.mark());
  Totals totals;
  Row row;
  RecordBatch batch;
  std::int64_t rows = 0;
  while (rows < bounds.rows && reader.next(row)) {
    ++rows;
    check.start(batch);
    std::vector<RowFault> faults;
    if (check.take(row, batch, faults)) {
      totals.add(batch, 0);
      if (answer["shown"].size() < bounds.shown)
        answer["shown"].push_back(shown_row(batch, 0, reader.raw_cells()));
    }
    for (auto& fault : faults) {
      if (answer["faults"].size() >= bounds.faults) break;
      if (schema.index_of(fault.column)) fault.column = reader.column_of(fault.column);
      fault.raw = masked(fault.raw);
      fault.message = {masked(fault.message.sv), masked(fault.message.en)};
      answer["faults"].push_back(fault_json(fault));
    }
  }
  answer["rowsRead"] = rows;
  answer["totals"] = totals.take();
  answer["unmapped"] = reader.unmapped();
  return answer;
}

}  // namespace tertil::collectors
