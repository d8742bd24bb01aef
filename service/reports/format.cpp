#include "service/reports/format.hpp"

#include "service/reports/csvw.hpp"
#include "service/reports/json_stat.hpp"
#include "service/reports/xlsx.hpp"

namespace tertil::reports {

std::string_view to_string(Format format) {
  switch (format) {
    case Format::kJson: return "json";
    case Format::kCsv: return "csv";
    case Format::kXlsx: return "xlsx";
    case Format::kJsonStat: return "json-stat";
    case Format::kCsvw: return "csvw";
  }
  return "json";
}

std::optional<Format> parse_format(std::string_view text) {
  for (const auto format :
       {Format::kJson, Format::kCsv, Format::kXlsx, Format::kJsonStat, Format::kCsvw})
    if (to_string(format) == text) return format;
  return std::nullopt;
}

std::string_view content_type(Format format) {
  switch (format) {
    case Format::kJson:
    case Format::kJsonStat: return "application/json";
    case Format::kCsv: return "text/csv; charset=utf-8";
    case Format::kCsvw: return "application/csvm+json";
    case Format::kXlsx: return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  }
  return "application/json";
}

std::string file_name(const Table& table, Format format) {
  switch (format) {
    case Format::kJson: return table.name + ".json";
    case Format::kCsv: return table.name + ".csv";
    case Format::kXlsx: return table.name + ".xlsx";
    case Format::kJsonStat: return table.name + ".jsonstat.json";
    case Format::kCsvw: return table.name + ".csv-metadata.json";
  }
  return table.name;
}

Result<std::string> write(const Table& table, Format format, CsvDialect dialect,
                          std::string_view csv_address) {
  switch (format) {
    case Format::kCsv: return write_csv(table, dialect);
    case Format::kXlsx: return write_xlsx(table);
    case Format::kJsonStat: return write_json_stat(table);
    case Format::kCsvw: return write_csvw(table, dialect, csv_address);
    case Format::kJson: break;
  }
  return fail(ErrorCode::kInternal,
              {"En tabell skrivs inte som JSON.", "A table is not written as JSON."},
              "reports/format");
}

}  // namespace tertil::reports
