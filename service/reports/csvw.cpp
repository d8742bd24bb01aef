#include "service/reports/csvw.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "service/reports/json_writer.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {
namespace {

/// What the cells of a column are.
struct Content {
  bool text{false};
  bool numbers{false};
  bool whole{true};          ///< All its numbers are.
  bool empty{false};         ///< Some cells are.
  std::set<std::string> no;  ///< The words for missing values.
};

Content content_of(const Table& table, std::size_t column) {
  Content content;
  for (const auto& row : table.rows) {
    const auto& cell = row[column];
    if (const auto* number = std::get_if<double>(&cell)) {
      content.numbers = true;
      content.whole = content.whole && std::trunc(*number) == *number;
    } else if (std::holds_alternative<std::string>(cell)) {
      content.text = true;
    } else if (const auto* reason = std::get_if<MissingReason>(&cell)) {
      content.no.insert(word(*reason).in(table.language));
    } else {
      content.empty = true;
    }
  }
  return content;
}

void write_datatype(JsonWriter& json, const Column& column, const Content& content,
                    CsvDialect dialect) {
  if (content.text || !(content.numbers || column.role == Role::kMeasure)) {
    json.field("datatype", "string");
  } else if (column.role == Role::kTime && content.whole) {
    json.field("datatype", "gYear");
  } else {
    json.key("datatype").begin_object().field("base", "double");
    json.key("format").begin_object();
    json.field("decimalChar", dialect == CsvDialect::kSwedish ? "," : ".");
    json.end_object().end_object();
  }
}

void write_column(JsonWriter& json, const Table& table, std::size_t at, CsvDialect dialect) {
  const auto& column = table.columns[at];
  const auto content = content_of(table, at);
  json.begin_object().field("name", column.key).key("titles").begin_array();
  const auto header =
      dialect == CsvDialect::kSwedish ? column.header.in(table.language) : column.key;
  json.value(header);
  json.end_array().field("dc:description", column.header.in(table.language));
  write_datatype(json, column, content, dialect);
  if (!content.no.empty() || content.empty) {
    json.key("null").begin_array().value("");
    for (const auto& said : content.no) json.value(said);
    json.end_array();
  }
  if (!column.unit.empty()) json.field("schema:unitText", column.unit);
  json.end_object();
}

}  // namespace

std::string write_csvw(const Table& table, CsvDialect dialect, std::string_view csv_address) {
  const auto language = table.language;
  JsonWriter json{2048};
  json.begin_object().key("@context").begin_array().value("http://www.w3.org/ns/csvw");
  json.begin_object().field("@language", language == Language::kSwedish ? "sv" : "en").end_object();
  json.end_array()
      .field("url", csv_address)
      .field("dc:title", table.title.in(language))
      .field("dc:source", table.source.in(language));
  if (!table.processing.sv.empty()) json.field("dc:provenance", table.processing.in(language));
  if (const auto updated = table.updated ? table.updated : table.as_of)
    json.field("dc:modified", to_rfc3339(*updated));
  json.key("notes").begin_array();
  for (const auto& note : table.notes)
    json.begin_object()
        .field("dc:title", note.label.in(language))
        .field("dc:description", note.text.in(language))
        .end_object();
  json.end_array().key("dialect").begin_object();
  json.field("encoding", "utf-8")
      .field("delimiter", dialect == CsvDialect::kSwedish ? ";" : ",")
      .field("quoteChar", "\"")
      .field("doubleQuote", true)
      .field("header", true)
      .field("trim", false)
      .key("lineTerminators")
      .begin_array()
      .value("\r\n")
      .end_array()
      .end_object();
  json.key("tableSchema").begin_object().key("columns").begin_array();
  for (std::size_t at = 0; at < table.columns.size(); ++at) write_column(json, table, at, dialect);
  json.end_array().end_object().end_object();
  return json.take();
}

}  // namespace tertil::reports
