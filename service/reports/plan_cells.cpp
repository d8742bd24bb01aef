#include "service/reports/plan_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "collectors/header.hpp"
#include "collectors/json.hpp"
#include "collectors/number.hpp"
#include "service/reports/sheet_text.hpp"

namespace tertil::reports {
namespace {

using collectors::CellKind;
using nlohmann::json;
using Read = collectors::TableCell;

constexpr double kMostWhole = 1e9;

struct Place {
  std::string outer;
  std::string inner;  ///< Empty for a member of the part itself.
};

Place place_of(const SheetColumn& column) {
  const auto slash = column.pointer.find('/', 1);
  if (slash == std::string::npos) return {column.pointer.substr(1), {}};
  return {column.pointer.substr(1, slash - 1), column.pointer.substr(slash + 1)};
}

json value_in(const json& part, const SheetColumn& column) {
  const auto place = place_of(column);
  auto outer = part.value(place.outer, json{});
  if (place.inner.empty()) return outer;
  return outer.is_object() ? outer.value(place.inner, json{}) : json{};
}

const Text& yes() {
  static const Text text{"ja", "yes"};
  return text;
}
const Text& no() {
  static const Text text{"nej", "no"};
  return text;
}

/// One on each line; where that could not be read back, as JSON.
std::string joined(const json& list) {
  std::string lines;
  for (const auto& one : list) {
    const auto& text = one.get_ref<const std::string&>();
    if (text != collectors::trimmed_cell(text) || text.find_first_of("\r\n") != std::string::npos ||
        text.starts_with('['))
      return list.dump();
    lines += (lines.empty() ? "" : "\n") + text;
  }
  return lines;
}

json split(std::string_view text) {
  if (text.starts_with('[')) {
    auto parsed = collectors::parse_json(text);
    if (auto* list = std::get_if<json>(&parsed); list != nullptr && list->is_array())
      return std::move(*list);
  }
  auto list = json::array();
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = collectors::trimmed_cell(text.substr(0, end));
    if (!line.empty()) list.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return list;
}

/// Without what may differ between what was written and what is read.
std::string comparable(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i] == '\r' ? '\n' : text[i];
  }
  return std::string{collectors::trimmed_cell(plain)};
}

std::optional<double> number_in(const Read& read) {
  if (read.kind == CellKind::kNumber) return read.number;
  const auto parsed = collectors::parse_number(read.text, collectors::DecimalMark::kCommaLikely);
  const auto* number = std::get_if<double>(&parsed);
  return number != nullptr ? std::optional{*number} : std::nullopt;
}

std::optional<bool> truth_in(const Read& read) {
  if (read.kind == CellKind::kEmpty) return false;
  for (const auto* word : {"ja", "Ja", "yes", "Yes", "true", "1"})
    if (read.text == word) return true;
  for (const auto* word : {"nej", "Nej", "no", "No", "false", "0"})
    if (read.text == word) return false;
  return std::nullopt;
}

const SheetWord* word_in(const SheetColumn& column, std::string_view text) {
  const auto found = std::ranges::find_if(column.words, [&](const SheetWord& word) {
    return text == word.word || text == word.text.sv || text == word.text.en;
  });
  return found == column.words.end() ? nullptr : &*found;
}

Text words_of(const SheetColumn& column) {
  Text all;
  for (const auto& word : column.words) {
    all.sv += (all.sv.empty() ? "" : ", ") + word.text.sv;
    all.en += (all.en.empty() ? "" : ", ") + word.text.en;
  }
  return {"Ska vara något av: " + all.sv + ".", "Must be one of: " + all.en + "."};
}

/// A part's object whose members all say nothing is none.
void put(json& part, const SheetColumn& column, json value) {
  const auto place = place_of(column);
  if (place.inner.empty()) {
    part[place.outer] = std::move(value);
    return;
  }
  auto& outer = part[place.outer];
  if (!outer.is_object()) outer = json::object();
  if (value.is_null())
    outer.erase(place.inner);
  else
    outer[place.inner] = std::move(value);
  const bool says = std::ranges::any_of(outer, [](const json& one) { return !one.is_null(); });
  if (!says) outer = nullptr;
}

std::optional<Text> put_number(json& part, const SheetColumn& column, const Read& read) {
  const auto number = number_in(read);
  const bool whole = column.form == CellForm::kWhole;
  if (!number) return Text{"Ska vara ett tal.", "Must be a number."};
  if (whole && (std::trunc(*number) != *number || std::abs(*number) > kMostWhole))
    return Text{"Ska vara ett heltal.", "Must be a whole number."};
  put(part, column, whole ? json(static_cast<std::int64_t>(*number)) : json(*number));
  return std::nullopt;
}

}  // namespace

SheetCell cell_of(const json& part, const SheetColumn& column, Language language) {
  const auto value = value_in(part, column);
  if (column.form == CellForm::kTruth)
    return (value.is_boolean() && value.get<bool>() ? yes() : no()).in(language);
  if (value.is_number()) return value.get<double>();
  if (value.is_array() && !value.empty()) return sheet_text(joined(value)).plain;
  if (!value.is_string()) return {};
  const auto& text = value.get_ref<const std::string&>();
  if (text.empty()) return {};
  if (const auto* word = word_in(column, text)) return word->text.in(language);
  return sheet_text(text).plain;
}

bool is_same(const json& part, const SheetColumn& column, const Read& read) {
  if (column.form == CellForm::kTruth) {
    const auto value = value_in(part, column);
    return truth_in(read) == (value.is_boolean() && value.get<bool>());
  }
  if (column.form == CellForm::kWord) {
    const auto value = value_in(part, column);
    const auto* word = word_in(column, read.text);
    if (word != nullptr && value.is_string()) return value.get<std::string>() == word->word;
  }
  const auto shown = cell_of(part, column, Language::kSwedish);
  if (const auto* number = std::get_if<double>(&shown)) {
    const auto found = number_in(read);
    return found && fmt::format("{:.15g}", *found) == fmt::format("{:.15g}", *number);
  }
  const auto* text = std::get_if<std::string>(&shown);
  return comparable(text != nullptr ? *text : std::string{}) == comparable(read.text);
}

std::optional<Text> put_cell(json& part, const SheetColumn& column, const Read& read) {
  if (read.kind == CellKind::kError)
    return Text{fmt::format("Cellen är ett fel ({}).", read.text),
                fmt::format("The cell is an error ({}).", read.text)};
  const auto old = value_in(part, column);
  if (old.is_string() && sheet_text(old.get_ref<const std::string&>()).cut)
    return Text{"Texten är längre än en cell rymmer. Ändra den på planens sida.",
                "The text is longer than a cell holds. Change it on the plan's page."};
  if (column.form == CellForm::kTruth) {
    const auto truth = truth_in(read);
    if (!truth) return Text{"Ska vara ja eller nej.", "Must be yes or no."};
    put(part, column, *truth);
    return std::nullopt;
  }
  if (column.form == CellForm::kTexts) {
    put(part, column, split(comparable(read.text)));
    return std::nullopt;
  }
  if (read.kind == CellKind::kEmpty) {
    put(part, column, nullptr);
    return std::nullopt;
  }
  if (column.form == CellForm::kNumber || column.form == CellForm::kWhole)
    return put_number(part, column, read);
  if (column.form == CellForm::kWord) {
    const auto* word = word_in(column, read.text);
    if (word == nullptr) return words_of(column);
    put(part, column, word->word);
    return std::nullopt;
  }
  put(part, column, read.text);
  return std::nullopt;
}

}  // namespace tertil::reports
