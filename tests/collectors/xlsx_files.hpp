/// @file tests/collectors/xlsx_files.hpp
/// @brief Workbooks for tests: parts of raw XML put into an archive in memory.
#pragma once

#include <zip.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace tertil::collectors {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A zip archive of these entries.
inline std::string archive_of(const Parts& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* memory = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_t* zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);
  if (zip == nullptr) throw std::runtime_error("cannot make an archive");
  zip_source_keep(memory);
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(zip, text.data(), text.size(), 0);
    if (zip_file_add(zip, name.c_str(), source, 0) < 0) throw std::runtime_error(name);
  }
  if (zip_close(zip) != 0) throw std::runtime_error("cannot close an archive");
  zip_stat_t stat;
  zip_source_stat(memory, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_open(memory);
  zip_source_read(memory, bytes.data(), bytes.size());
  zip_source_close(memory);
  zip_source_free(memory);
  return bytes;
}

/// What a workbook is made of; every member may be replaced.
struct WorkbookParts {
  std::string sheets{R"(<sheet name="Blad1" sheetId="1" r:id="rId1"/>)"};
  std::string properties{};
  std::string relations{
      R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>)"};
  std::string styles{};           ///< Inside styleSheet; no part when empty.
  std::string strings{};          ///< Inside sst; no part when empty.
  std::vector<std::string> data;  ///< Inside the sheetData of each sheet.
  Parts others{};
};

inline std::string workbook_of(const WorkbookParts& parts) {
  const std::string head = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
  const std::string main = R"( xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
  const std::string links =
      R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")";
  const std::string package =
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  const std::string kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  std::string relations = parts.relations;
  if (!parts.styles.empty()) {
    relations += R"(<Relationship Id="s1" Type=")" + kinds + R"(styles" Target="styles.xml"/>)";
  }
  if (!parts.strings.empty()) {
    relations += R"(<Relationship Id="s2" Type=")" + kinds +
                 R"(sharedStrings" Target="sharedStrings.xml"/>)";
  }
  Parts all{{"[Content_Types].xml", head + "<Types/>"},
            {"_rels/.rels", head + package + R"(<Relationship Id="r1" Type=")" + kinds +
                                R"(officeDocument" Target="xl/workbook.xml"/></Relationships>)"},
            {"xl/workbook.xml", head + "<workbook" + main + links + ">" + parts.properties +
                                    "<sheets>" + parts.sheets + "</sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", head + package + relations + "</Relationships>"}};
  if (!parts.styles.empty()) {
    all.emplace_back("xl/styles.xml",
                     head + "<styleSheet" + main + ">" + parts.styles + "</styleSheet>");
  }
  if (!parts.strings.empty()) {
    all.emplace_back("xl/sharedStrings.xml", head + "<sst" + main + ">" + parts.strings + "</sst>");
  }
  for (std::size_t i = 0; i < parts.data.size(); ++i) {
    all.emplace_back(
        "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml",
        head + "<worksheet" + main + "><sheetData>" + parts.data[i] + "</sheetData></worksheet>");
  }
  all.insert(all.end(), parts.others.begin(), parts.others.end());
  return archive_of(all);
}

/// A relation to the sheet of that number.
inline std::string sheet_relation(int number) {
  const std::string n = std::to_string(number);
  return R"(<Relationship Id="rId)" + n +
         R"(" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet)" +
         n + R"(.xml"/>)";
}

}  // namespace tertil::collectors
