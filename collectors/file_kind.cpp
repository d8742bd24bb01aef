#include "collectors/file_kind.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/finding.hpp"
#include "collectors/json.hpp"
#include "collectors/json_rows.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kChunk = std::size_t{64} * 1024;
using std::string_view_literals::operator""sv;

constexpr std::string_view kWhite = " \t\r\n";
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv;
constexpr std::size_t kBeginning = 4096;

ForeignFormat foreign(std::string_view name, std::string_view words, const Text& advice) {
  return {std::string(name), message::unsupported_format(words, advice)};
}

std::string_view without_white(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kWhite);
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

bool is_html(std::string_view text) {
  std::string start(text.substr(0, 14));
  std::transform(start.begin(), start.end(), start.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return start.starts_with("<!doctype html") || start.starts_with("<html");
}

/// A workbook with a password lies encrypted in a compound file, in a stream of this name; the
/// name stands in the directory, whose first sector the header names.
bool is_encrypted(const ByteSource& bytes, std::string_view beginning) {
  constexpr std::string_view kStream = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"sv;
  if (beginning.size() < 512) return false;
  const auto byte = [&beginning](std::size_t at) {
    return static_cast<std::uint64_t>(static_cast<unsigned char>(beginning[at]));
  };
  const std::uint64_t shift = byte(30) == 12 ? 12 : 9;
  const std::uint64_t sector = byte(48) | byte(49) << 8U | byte(50) << 16U | byte(51) << 24U;
  std::string directory(kBeginning, '\0');
  directory.resize(bytes.read(directory, (sector + 1) << shift));
  return directory.find(kStream) != std::string::npos ||
         beginning.find(kStream) != std::string_view::npos;
}

}  // namespace

std::optional<ForeignFormat> foreign_format(std::string_view bytes) {
  if (bytes.starts_with(kCompoundFile)) {
    return foreign("xls", "Excel 97–2003, .xls",
                   {"Öppna den i Excel eller LibreOffice, välj ”Spara som” och ”Excel-arbetsbok "
                    "(.xlsx)”, och skicka den filen.",
                    "Open it in Excel or LibreOffice, choose “Save as” and “Excel workbook "
                    "(.xlsx)”, and send that file."});
  }
  if (bytes.starts_with("%PDF-"sv)) {
    return foreign("pdf", "PDF",
                   {"Skicka tabellen den bygger på, som CSV.",
                    "Send the table that it was made from, as CSV."});
  }
  if (bytes.starts_with("\x1F\x8B"sv)) {
    return foreign("gzip", "gzip",
                   {"Packa upp den och skicka CSV eller JSON.", "Unpack it and send CSV or JSON."});
  }
  const auto text = without_white(bytes.starts_with("\xEF\xBB\xBF"sv) ? bytes.substr(3) : bytes);
  if (!text.starts_with('<')) return std::nullopt;
  if (is_html(text)) {
    return foreign("html", "HTML",
                   {"Öppna den i Excel eller LibreOffice, spara som .xlsx eller ”CSV UTF-8” och "
                    "skicka den filen.",
                    "Open it in Excel or LibreOffice, save it as .xlsx or “CSV UTF-8” and send "
                    "that file."});
  }
  return foreign("xml", "XML",
                 {"Skicka CSV, XLSX eller JSON, eller gör en mappning för källan.",
                  "Send CSV, XLSX or JSON, or make a mapping for the source."});
}

std::optional<ForeignFormat> foreign_format(const ByteSource& bytes) {
  std::string beginning(kBeginning, '\0');
  beginning.resize(bytes.read(beginning, 0));
  if (beginning.starts_with(kCompoundFile) && is_encrypted(bytes, beginning)) {
    return foreign("encrypted", "Excel med lösenord / Excel with a password",
                   {"Ta bort lösenordet (Arkiv, Information, Skydda arbetsboken), spara som .xlsx "
                    "och skicka den filen.",
                    "Remove the password (File, Info, Protect Workbook), save it as .xlsx and send "
                    "that file."});
  }
  return foreign_format(beginning);
}

bool is_archive(const ByteSource& bytes) {
  std::string beginning(4, '\0');
  beginning.resize(bytes.read(beginning, 0));
  return beginning == "PK\x03\x04"sv || beginning == "PK\x05\x06"sv;
}

bool is_xml(std::string_view text) {
  text = without_white(text.starts_with("\xEF\xBB\xBF"sv) ? text.substr(3) : text);
  return text.starts_with('<') && !is_html(text);
}

TextKind text_kind(TextReader text, const Limits& limits) {
  std::string sample;
  bool ended = !text.read(sample, kChunk);
  const auto start = [&sample] { return without_white(sample); };
  if (!start().starts_with('{')) {
    return start().starts_with('[') ? TextKind::kJson : TextKind::kCsv;
  }
  // A first line that is longer than a record may be is the beginning of one document.
  while (!ended && start().find_first_of("\r\n") == std::string_view::npos &&
         sample.size() <= limits.record_bytes) {
    ended = !text.read(sample, kChunk);
  }
  const auto all = start();
  const std::size_t end = all.find_first_of("\r\n");
  if (end == std::string_view::npos && !ended) return TextKind::kJson;
  const auto line = all.substr(0, end);
  const auto rest =
      end == std::string_view::npos ? std::string_view() : without_white(all.substr(end));
  const auto parsed = parse_json(line, {.max_depth = limits.json_depth});
  if (const auto* value = std::get_if<nlohmann::json>(&parsed)) {
    const bool known = is_kolada_answer(*value) || is_json_stat(*value);
    return rest.empty() && known ? TextKind::kJson : TextKind::kNdjson;
  }
  const std::size_t last = line.find_last_not_of(kWhite);
  return line[last] == '}' && rest.starts_with('{') ? TextKind::kNdjson : TextKind::kJson;
}

}  // namespace tertil::collectors
