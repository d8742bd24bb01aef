/// @file collectors/xlsx_workbook.hpp
/// @brief What all sheets of a workbook share: their list, styles, strings, date system.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "collectors/rows.hpp"
#include "collectors/table.hpp"
#include "collectors/xlsx_format.hpp"
#include "collectors/xml_pull.hpp"
#include "collectors/zip_archive.hpp"

namespace tertil::collectors {

/// The strings of a workbook, one after another in blocks that never move.
class SharedStrings {
 public:
  /// False when there is no more room.
  bool add(std::string_view text);
  [[nodiscard]] std::size_t size() const { return begins_.size(); }
  [[nodiscard]] std::string_view at(std::size_t index) const;

 private:
  std::vector<std::unique_ptr<std::string>> blocks_;
  std::deque<std::uint32_t> begins_;  ///< Place of each string's length within all blocks.
  std::size_t bytes_{0};
};

struct Sheet {
  std::string name;
  std::string part;  ///< Its entry in the archive.
  bool hidden{false};
};

/// What a cell's style says of the number in it.
struct CellFormat {
  NumberForm form{NumberForm::kNumber};
  std::size_t zeros{0};  ///< Digits to show at least, as in "00000".
};

struct Workbook {
  explicit Workbook(ZipArchive opened) : archive(std::move(opened)) {}
  ZipArchive archive;
  std::vector<Sheet> sheets;  ///< Worksheets only, in the order of their tabs.
  std::vector<CellFormat> formats;
  SharedStrings strings;
  bool from_1904{false};
  std::string strings_part;
  std::string styles_part;
};

/// Reads the list of sheets; the strings and styles not yet.
[[nodiscard]] std::variant<std::unique_ptr<Workbook>, Refusal> open_workbook(
    const ByteSource& bytes, const Limits& limits, FileForm& form);

/// Reads strings and styles; a refusal when they are broken or too large.
[[nodiscard]] std::optional<Refusal> read_shared_parts(Workbook& book, const Limits& limits);

/// The events of a part of the workbook.
[[nodiscard]] XmlPull part_of(const Workbook& book, std::string_view name);
/// Why the part just read could not be: a limit, damage, a DOCTYPE or broken XML.
[[nodiscard]] Refusal fault_of(const Workbook& book, const XmlPull& xml, std::string_view name,
                               const Limits& limits);

/// The text of the string item or inline string that has just started, without phonetic guides;
/// nothing when the XML is broken.
[[nodiscard]] std::optional<std::string> string_item(XmlPull& xml);

}  // namespace tertil::collectors
