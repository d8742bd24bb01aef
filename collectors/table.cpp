#include "collectors/table.hpp"

#include <array>

#include "collectors/file_kind.hpp"
#include "collectors/table_formats.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kBeginning = 4096;

std::optional<Encoding> encoding_named(std::string_view name) {
  for (const Encoding one :
       std::array{Encoding::kUtf8, Encoding::kUtf8Bom, Encoding::kUtf16Le, Encoding::kUtf16Be,
                  Encoding::kWindows1252, Encoding::kIso88591}) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}

bool is_eight_bit(Encoding encoding) {
  return encoding == Encoding::kWindows1252 || encoding == Encoding::kIso88591;
}

/// A mapping's word settles which eight-bit encoding it is, where the bytes leave that open. What
/// the bytes prove, by a byte order mark or by being UTF-8 throughout, they prove against it too.
std::variant<Encoding, EncodingFault> encoding_of(const ByteSource& bytes,
                                                  const TableOptions& options) {
  auto detected = detect_encoding(bytes);
  const auto said = options.encoding ? encoding_named(*options.encoding) : std::nullopt;
  if (!said || !is_eight_bit(*said)) return detected;
  const auto* found = std::get_if<Encoding>(&detected);
  if (found == nullptr || is_eight_bit(*found)) return *said;
  return detected;
}

OpenedTable open_text_table(const TextReader& text, const TableOptions& options,
                            const Limits& limits, FileForm& form) {
  std::string beginning;
  TextReader(text).read(beginning, kBeginning);
  if (is_xml(beginning)) {
    form.format = "xml";
    return open_xml_table(text, options, limits);
  }
  if (auto foreign = foreign_format(beginning)) {  // once more, for what was in UTF-16
    form.format = foreign->name;
    return refuse(rule::kUnsupportedFormat, 1, std::move(foreign->message));
  }
  switch (text_kind(text, limits)) {
    case TextKind::kNdjson: form.format = "ndjson"; return open_ndjson_table(text, options, limits);
    case TextKind::kJson: form.format = "json"; return open_json_table(text, options, limits);
    case TextKind::kCsv: break;
  }
  form.format = "csv";
  return open_csv_table(text, options, limits);
}

}  // namespace

OpenedTable open_table(const ByteSource& bytes, const TableOptions& options, const Limits& limits,
                       FileForm& form) {
  form = {};
  if (auto foreign = foreign_format(bytes); foreign && foreign->name != "xml") {
    form.format = foreign->name;
    return refuse(rule::kUnsupportedFormat, 1, std::move(foreign->message));
  }
  if (is_archive(bytes)) {
    form.format = "xlsx";
    return open_xlsx_table(bytes, options, limits, form);
  }
  const auto encoding = encoding_of(bytes, options);
  if (const auto* fault = std::get_if<EncodingFault>(&encoding)) {
    return refuse(rule::kBadEncoding, fault->line, fault->message);
  }
  form.encoding = name_of(std::get<Encoding>(encoding));
  return open_text_table(TextReader(bytes, std::get<Encoding>(encoding)), options, limits, form);
}

}  // namespace tertil::collectors
