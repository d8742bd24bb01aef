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

Text advice_csv() {
  return {"Spara som ”CSV UTF-8” och skicka den filen.", "Save as “CSV UTF-8” and send that file."};
}

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

}  // namespace

std::optional<ForeignFormat> foreign_format(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv)) {
    const bool workbook = bytes.find("xl/") != std::string_view::npos ||
                          bytes.find("[Content_Types].xml") != std::string_view::npos;
    return workbook ? foreign("xlsx", "Excel, .xlsx", advice_csv())
                    : foreign("zip", "zip",
                              {"Packa upp den och skicka CSV eller JSON.",
                               "Unpack it and send CSV or JSON."});
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) {
    return foreign("xls", "Excel 97–2003, .xls", advice_csv());
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
  const Text advice{"Skicka CSV eller JSON.", "Send CSV or JSON."};
  return is_html(text) ? foreign("html", "HTML", advice) : foreign("xml", "XML", advice);
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
    return rest.empty() && is_kolada_answer(*value) ? TextKind::kJson : TextKind::kNdjson;
  }
  const std::size_t last = line.find_last_not_of(kWhite);
  return line[last] == '}' && rest.starts_with('{') ? TextKind::kNdjson : TextKind::kJson;
}

}  // namespace tertil::collectors
