#include "collectors/xlsx_workbook.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "collectors/workbook_fault.hpp"

namespace tertil::collectors {

namespace {

using Event = XmlPull::Event;
constexpr std::size_t kBlock = std::size_t{1} << 20U;
constexpr std::size_t kMostStringBytes = std::size_t{64} << 20U;
constexpr std::size_t kMostFormats = 65536;
constexpr std::size_t kMostParts = 10000;

struct Relation {
  std::string type;
  std::string part;
};
using Relations = std::map<std::string, Relation, std::less<>>;

/// "xl/workbook.xml" and "../media/a.png" make "media/a.png"; "/xl/a.xml" is from the root.
std::string resolved(std::string_view from, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string folder(from.substr(0, from.rfind('/') + 1));
  while (target.starts_with("./")) target.remove_prefix(2);
  while (target.starts_with("../")) {
    target.remove_prefix(3);
    if (!folder.empty()) folder.pop_back();
    folder.resize(folder.rfind('/') + 1);
  }
  return folder + std::string(target);
}

std::string relations_part(std::string_view part) {
  const std::size_t folder = part.rfind('/') + 1;
  return std::string(part.substr(0, folder)) + "_rels/" + std::string(part.substr(folder)) +
         ".rels";
}

/// The kind of a relation is the last word of its address, which has two spellings.
std::string_view last_word(std::string_view type) { return type.substr(type.rfind('/') + 1); }

Relations read_relations(const Workbook& book, std::string_view of) {
  Relations all;
  XmlPull xml = part_of(book, relations_part(of));
  for (Event event = xml.next(); event != Event::kDone && event != Event::kBad;
       event = xml.next()) {
    if (event != Event::kStart || xml.name() != "Relationship") continue;
    if (all.size() == kMostParts) break;
    if (xml.attribute("TargetMode") == "External") continue;
    all[xml.attribute("Id").value_or("")] = {
        std::string(last_word(xml.attribute("Type").value_or(""))),
        resolved(of, xml.attribute("Target").value_or(""))};
  }
  return all;
}

std::optional<int> integer(const std::optional<std::string>& text) {
  int value = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

bool is_true(const std::optional<std::string>& text) { return text == "1" || text == "true"; }

/// What an archive without a workbook is, in its own short name and in words.
std::pair<std::string, std::string> what_it_is(const ZipArchive& archive) {
  if (archive.has("xl/workbook.bin")) return {"xlsb", "Excel, .xlsb"};
  if (archive.has("content.xml") && archive.has("mimetype")) return {"ods", "OpenDocument, .ods"};
  if (archive.has("word/document.xml")) return {"docx", "Word, .docx"};
  if (archive.has("ppt/presentation.xml")) return {"pptx", "PowerPoint, .pptx"};
  if (archive.has("index/document.iwa")) return {"numbers", "Apple Numbers, .numbers"};
  return {"", ""};
}

std::optional<Refusal> read_sheets(Workbook& book, const std::string& part, const Limits& limits) {
  const Relations relations = read_relations(book, part);
  for (const auto& [id, relation] : relations) {
    if (relation.type == "sharedStrings") book.strings_part = relation.part;
    if (relation.type == "styles") book.styles_part = relation.part;
  }
  XmlPull xml = part_of(book, part);
  for (;;) {
    const Event event = xml.next();
    if (event == Event::kDone) return std::nullopt;
    if (event == Event::kBad) return fault_of(book, xml, part, limits);
    if (event != Event::kStart) continue;
    if (xml.name() == "workbookPr") book.from_1904 = is_true(xml.attribute("date1904"));
    if (xml.name() != "sheet") continue;
    const auto found = relations.find(xml.attribute("id").value_or(""));
    if (found == relations.end() || found->second.type != "worksheet") continue;
    if (book.sheets.size() == kMostParts) continue;
    const auto state = xml.attribute("state");
    book.sheets.push_back({xml.attribute("name").value_or(""), found->second.part,
                           state == "hidden" || state == "veryHidden"});
  }
}

std::optional<Refusal> read_strings(Workbook& book, const Limits& limits) {
  if (book.strings_part.empty() || !book.archive.has(book.strings_part)) return std::nullopt;
  XmlPull xml = part_of(book, book.strings_part);
  for (;;) {
    const Event event = xml.next();
    if (event == Event::kDone) return std::nullopt;
    if (event == Event::kBad) return fault_of(book, xml, book.strings_part, limits);
    if (event != Event::kStart || xml.name() != "si") continue;
    const auto text = string_item(xml);
    if (!text) return fault_of(book, xml, book.strings_part, limits);
    if (!book.strings.add(*text)) return refuse(rule::kTooLarge, 1, message::too_many_strings());
  }
}

std::optional<Refusal> read_styles(Workbook& book, const Limits& limits) {
  if (book.styles_part.empty() || !book.archive.has(book.styles_part)) return std::nullopt;
  std::map<int, CellFormat> own;
  XmlPull xml = part_of(book, book.styles_part);
  bool in_cell_formats = false;
  for (;;) {
    const Event event = xml.next();
    if (event == Event::kDone) return std::nullopt;
    if (event == Event::kBad) return fault_of(book, xml, book.styles_part, limits);
    if (event == Event::kEnd && xml.name() == "cellXfs") in_cell_formats = false;
    if (event != Event::kStart) continue;
    if (xml.name() == "cellXfs") in_cell_formats = true;
    if (xml.name() == "numFmt") {
      const std::string code = xml.attribute("formatCode").value_or("");
      const auto id = integer(xml.attribute("numFmtId"));
      if (id && own.size() < kMostFormats) own[*id] = {form_of_code(code), zeros_of_code(code)};
    }
    if (in_cell_formats && xml.name() == "xf" && book.formats.size() < kMostFormats) {
      const int id = integer(xml.attribute("numFmtId")).value_or(0);
      const auto found = own.find(id);
      book.formats.push_back(found == own.end() ? CellFormat{form_of_builtin(id), 0}
                                                : found->second);
    }
  }
}

}  // namespace

bool SharedStrings::add(std::string_view text) {
  const std::size_t needed = sizeof(std::uint32_t) + text.size();
  if (bytes_ + needed + begins_.size() * sizeof(std::uint32_t) > kMostStringBytes) return false;
  if (needed > kBlock) text = text.substr(0, kBlock / 2);  // still a fault of the cell, by its size
  if (blocks_.empty() || blocks_.back()->size() + sizeof(std::uint32_t) + text.size() > kBlock) {
    blocks_.push_back(std::make_unique<std::string>());
    blocks_.back()->reserve(kBlock);
  }
  std::string& block = *blocks_.back();
  begins_.push_back(static_cast<std::uint32_t>((blocks_.size() - 1) * kBlock + block.size()));
  const auto size = static_cast<std::uint32_t>(text.size());
  for (unsigned shift = 0; shift < 32; shift += 8) {
    block.push_back(static_cast<char>((size >> shift) & 0xFFU));
  }
  block.append(text);
  bytes_ += needed;
  return true;
}

std::string_view SharedStrings::at(std::size_t index) const {
  const std::string& block = *blocks_[begins_[index] / kBlock];
  const std::size_t begin = begins_[index] % kBlock;
  std::size_t size = 0;
  for (unsigned i = 0; i < 4; ++i) {
    size |= static_cast<std::size_t>(static_cast<unsigned char>(block[begin + i])) << (8 * i);
  }
  return std::string_view(block).substr(begin + 4, size);
}

XmlPull part_of(const Workbook& book, std::string_view name) {
  auto entry = std::make_shared<ZipEntry>(book.archive.entry(name));
  return XmlPull([entry](std::span<char> into) { return entry->read(into); });
}

Refusal fault_of(const Workbook& book, const XmlPull& xml, std::string_view name,
                 const Limits& limits) {
  if (book.archive.over_limit()) {
    return refuse(rule::kTooLarge, 1,
                  message::inflates_too_much(limits.inflated_bytes >> 20U, limits.inflation_ratio));
  }
  if (xml.has_doctype()) return refuse(rule::kBadWorkbook, 1, message::has_doctype(name));
  if (book.archive.damaged()) return refuse(rule::kBadWorkbook, 1, message::bad_archive());
  return refuse(rule::kBadWorkbook, 1, message::bad_part(name));
}

std::optional<std::string> string_item(XmlPull& xml) {
  std::string out;
  const int outside = xml.depth() - 1;
  bool in_text = false;
  for (;;) {
    const Event event = xml.next();
    if (event == Event::kBad || event == Event::kDone) return std::nullopt;
    if (event == Event::kStart && xml.name() == "rPh") {
      if (xml.skip() != Event::kEnd) return std::nullopt;
      continue;
    }
    if (event == Event::kStart) in_text = xml.name() == "t";
    if (event == Event::kText && in_text && out.size() < kBlock) out += xml.text();
    if (event != Event::kEnd) continue;
    in_text = false;
    if (xml.depth() == outside) return out;
  }
}

std::variant<std::unique_ptr<Workbook>, Refusal> open_workbook(const ByteSource& bytes,
                                                               const Limits& limits,
                                                               FileForm& form) {
  auto opened = ZipArchive::open(bytes, limits);
  if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
  auto book = std::make_unique<Workbook>(std::move(std::get<ZipArchive>(opened)));
  std::string part = "xl/workbook.xml";
  for (const auto& [id, relation] : read_relations(*book, "")) {
    if (relation.type == "officeDocument") part = relation.part;
  }
  if (const auto [name, words] = what_it_is(book->archive); !name.empty()) {
    form.format = name;
    return refuse(rule::kUnsupportedFormat, 1, message::no_workbook(words));
  }
  if (!book->archive.has(part)) {
    form.format = "zip";
    if (book->archive.over_limit() || book->archive.damaged()) {
      return fault_of(*book, part_of(*book, part), part, limits);
    }
    return refuse(rule::kUnsupportedFormat, 1,
                  message::unsupported_format("zip", {"Packa upp den och skicka filerna i den.",
                                                      "Unpack it and send the files in it."}));
  }
  if (auto refusal = read_sheets(*book, part, limits)) return std::move(*refusal);
  return book;
}

std::optional<Refusal> read_shared_parts(Workbook& book, const Limits& limits) {
  if (auto refusal = read_styles(book, limits)) return refusal;
  return read_strings(book, limits);
}

}  // namespace tertil::collectors
