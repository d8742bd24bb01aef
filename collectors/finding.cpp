#include "collectors/finding.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tertil::collectors {

namespace {

/// A value as a message may quote it: short and on one line.
std::string in_quotes(std::string_view raw) {
  std::string text = shortened(raw, 60);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20U) c = ' ';
  }
  return text;
}

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::kError: return "error";
    case Severity::kWarning: return "warning";
    case Severity::kInfo: return "info";
  }
  return "";
}

std::string shortened(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  std::size_t end = bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

namespace message {

Text missing_column(const std::vector<std::string>& missing,
                    const std::vector<std::string>& found) {
  return {
      fmt::format("Kolumn saknas: {}. Filens första rad har: {}.", fmt::join(missing, ", "),
                  in_quotes(fmt::format("{}", fmt::join(found, ", ")))),
      fmt::format("Column missing: {}. The file's first line has: {}.", fmt::join(missing, ", "),
                  in_quotes(fmt::format("{}", fmt::join(found, ", "))))};
}

Text unknown_column(std::string_view name, std::string_view likely,
                    const std::vector<std::string>& known) {
  Text text{fmt::format("Kolumnen ”{}” känns inte igen.", in_quotes(name)),
            fmt::format("The column “{}” is not known.", in_quotes(name))};
  if (!likely.empty()) {
    text.sv += fmt::format(" Menades ”{}”?", likely);
    text.en += fmt::format(" Was “{}” meant?", likely);
  }
  text.sv += fmt::format(
      " Tillåtna är {}. Ta bort kolumnen, eller börja dess namn med _ om den är en anteckning.",
      fmt::join(known, ", "));
  text.en +=
      fmt::format(" Allowed are {}. Remove the column, or begin its name with _ if it is a note.",
                  fmt::join(known, ", "));
  return text;
}

Text duplicate_column(std::string_view name) {
  return {
      fmt::format("Kolumnen ”{}” finns mer än en gång. Behåll en av dem.", in_quotes(name)),
      fmt::format("The column “{}” is there more than once. Keep one of them.", in_quotes(name))};
}

Text required(std::string_view field) {
  return {fmt::format("{} måste vara ifyllt.", field), fmt::format("{} must be filled.", field)};
}

Text not_a_number(std::string_view raw) {
  return {fmt::format("”{}” är inget tal. Skriv bara siffror, till exempel 1234,5, utan enhet "
                      "och procenttecken.",
                      in_quotes(raw)),
          fmt::format("“{}” is not a number. Write digits only, for example 1234.5, without a "
                      "unit or percent sign.",
                      in_quotes(raw))};
}

Text ambiguous_number(std::string_view raw) {
  return {fmt::format("”{}” kan läsas både som tusental och som decimaltal. Skriv det utan "
                      "tusentalstecken, till exempel 1234, eller med en nolla till, till exempel "
                      "1,2340.",
                      in_quotes(raw)),
          fmt::format("“{}” can be read as thousands and as a decimal number. Write it without a "
                      "thousands mark, for example 1234, or with one more zero, for example "
                      "1.2340.",
                      in_quotes(raw))};
}

Text not_an_integer(std::string_view raw) {
  return {fmt::format("”{}” är inget heltal.", in_quotes(raw)),
          fmt::format("“{}” is not a whole number.", in_quotes(raw))};
}

Text not_a_year(std::string_view raw) {
  return {fmt::format("”{}” är inget år. Skriv fyra siffror, 1900–2100.", in_quotes(raw)),
          fmt::format("“{}” is not a year. Write four digits, 1900–2100.", in_quotes(raw))};
}

Text not_a_period(std::string_view raw) {
  return {fmt::format("”{}” är ingen period. Skriv år (2024), tertial (2024-T1 till T3), kvartal "
                      "(2024-Q1 till Q4) eller månad (2024-01 till 12).",
                      in_quotes(raw)),
          fmt::format("“{}” is not a period. Write a year (2024), a third of a year (2024-T1 to "
                      "T3), a quarter (2024-Q1 to Q4) or a month (2024-01 to 12).",
                      in_quotes(raw))};
}

Text not_allowed(std::string_view raw, const std::vector<std::string_view>& choices) {
  return {fmt::format("”{}” är inte tillåtet här. Skriv något av: {}.", in_quotes(raw),
                      fmt::join(choices, ", ")),
          fmt::format("“{}” is not allowed here. Write one of: {}.", in_quotes(raw),
                      fmt::join(choices, ", "))};
}

Text control_character(std::string_view field) {
  return {fmt::format("{} innehåller ett styrtecken. Ta bort det.", field),
          fmt::format("{} contains a control character. Remove it.", field)};
}

Text wrong_series(std::string_view raw, std::string_view expected) {
  return {fmt::format("Källan lämnar serien ”{}”, inte ”{}”. Lämna series tomt eller skriv {}.",
                      expected, in_quotes(raw), expected),
          fmt::format("This source delivers the series “{}”, not “{}”. Leave series empty or "
                      "write {}.",
                      expected, in_quotes(raw), expected)};
}

Text wrong_type(std::string_view field) {
  return {fmt::format("{} har fel slags värde. Text ska stå inom citattecken, tal utan; listor "
                      "och objekt är inte tillåtna.",
                      field),
          fmt::format("{} has the wrong kind of value. Text stands in quotes, numbers do not; "
                      "lists and objects are not allowed.",
                      field)};
}

Text year_xor_period(bool both) {
  if (both) {
    return {"Både year och period är ifyllda. Fyll i bara ett av dem.",
            "Both year and period are filled. Fill only one of them."};
  }
  return {"Varken year eller period är ifyllt. Fyll i ett av dem.",
          "Neither year nor period is filled. Fill one of them."};
}

Text value_xor_reason(bool both) {
  if (both) {
    return {"Både value och missingReason är ifyllda. Ett värde har ingen orsak att saknas.",
            "Both value and missingReason are filled. A value has no reason to be missing."};
  }
  return {"Varken value eller missingReason är ifyllt. Skriv värdet eller varför det saknas.",
          "Neither value nor missingReason is filled. Write the value or why it is missing."};
}

Text not_a_boolean(std::string_view raw) {
  return {fmt::format("”{}” är varken true eller false.", in_quotes(raw)),
          fmt::format("“{}” is neither true nor false.", in_quotes(raw))};
}

Text not_a_date(std::string_view raw) {
  return {fmt::format("”{}” är inget datum. Skriv år-månad-dag, till exempel 2024-03-01.",
                      in_quotes(raw)),
          fmt::format("“{}” is not a date. Write year-month-day, for example 2024-03-01.",
                      in_quotes(raw))};
}

Text not_a_time(std::string_view raw) {
  return {fmt::format("”{}” är ingen tidpunkt. Skriv svensk tid (2024-03-01 11:00) eller tid med "
                      "tidszon (2024-03-01T10:00:00Z).",
                      in_quotes(raw)),
          fmt::format("“{}” is not a point in time. Write Swedish time (2024-03-01 11:00) or a "
                      "time with its zone (2024-03-01T10:00:00Z).",
                      in_quotes(raw))};
}

Text no_such_local_time(std::string_view raw) {
  return {fmt::format("Klockslaget ”{}” finns inte: klockan ställs fram förbi det den natten. "
                      "Skriv tiden med tidszon, till exempel 2024-03-31T01:30:00Z.",
                      in_quotes(raw)),
          fmt::format("There is no local time “{}”: the clocks are put forward past it that "
                      "night. Write the time with its zone, for example 2024-03-31T01:30:00Z.",
                      in_quotes(raw))};
}

Text ambiguous_local_time(std::string_view raw) {
  return {fmt::format("Klockslaget ”{}” kommer två gånger den natten och raden står ensam, så det "
                      "går inte att veta vilken som menas. Skriv tiden med tidszon, till exempel "
                      "2024-10-27T00:30:00Z.",
                      in_quotes(raw)),
          fmt::format("The local time “{}” comes twice that night and the row stands alone, so "
                      "nobody can tell which is meant. Write the time with its zone, for example "
                      "2024-10-27T00:30:00Z.",
                      in_quotes(raw))};
}

Text one_of_two(std::string_view first, std::string_view second, bool both) {
  if (both) {
    return {fmt::format("Både {} och {} är ifyllda. Fyll i bara ett av dem.", first, second),
            fmt::format("Both {} and {} are filled. Fill only one of them.", first, second)};
  }
  return {fmt::format("Varken {} eller {} är ifyllt. Fyll i ett av dem.", first, second),
          fmt::format("Neither {} nor {} is filled. Fill one of them.", first, second)};
}

Text at_least_one(std::string_view first, std::string_view second) {
  return {fmt::format("Varken {} eller {} är ifyllt. Fyll i minst ett av dem.", first, second),
          fmt::format("Neither {} nor {} is filled. Fill at least one of them.", first, second)};
}

Text too_many_cells(std::size_t found, std::size_t expected) {
  return {fmt::format("Raden har {} celler men filen har {} kolumner. Står en cell med "
                      "skiljetecken i utan citattecken?",
                      found, expected),
          fmt::format("The row has {} cells but the file has {} columns. Does a cell hold a "
                      "separator without quotes?",
                      found, expected)};
}

Text too_few_cells(std::size_t found, std::size_t expected) {
  return {fmt::format("Raden har {} celler men filen har {} kolumner.", found, expected),
          fmt::format("The row has {} cells but the file has {} columns.", found, expected)};
}

Text too_many_columns(std::size_t limit) {
  return {fmt::format("Fler än {} kolumner.", limit), fmt::format("More than {} columns.", limit)};
}

Text cell_too_large(std::size_t limit) {
  return {fmt::format("En cell är större än {} byte.", limit),
          fmt::format("A cell is larger than {} bytes.", limit)};
}

Text record_too_large(std::size_t limit) {
  return {fmt::format("Raden är större än {} byte.", limit),
          fmt::format("The row is larger than {} bytes.", limit)};
}

Text unclosed_quote() {
  return {
      "Ett citattecken öppnas på raden men stängs inte där det ska. Skriv två (\"\") för ett "
      "citattecken inne i texten.",
      "A quote is opened on this line but not closed where it should be. Write two (\"\") for "
      "a quote inside the text."};
}

Text stray_quote() {
  return {
      "Det står något mellan ett avslutande citattecken och nästa skiljetecken. Skriv två "
      "(\"\") för ett citattecken inne i texten.",
      "Something stands between a closing quote and the next separator. Write two (\"\") for a "
      "quote inside the text."};
}

Text empty_file() { return {"Filen är tom.", "The file is empty."}; }

Text json_too_large(std::size_t limit) {
  return {fmt::format("JSON-dokumentet är större än {} byte. Skicka ett objekt per rad (NDJSON) "
                      "eller CSV.",
                      limit),
          fmt::format("The JSON document is larger than {} bytes. Send one object a line (NDJSON) "
                      "or CSV.",
                      limit)};
}

Text not_an_object() {
  return {"Posten är inget JSON-objekt. Skriv {\"fält\": värde, …}.",
          "The record is not a JSON object. Write {\"field\": value, …}."};
}

Text unsupported_format(std::string_view what, const Text& advice) {
  return {fmt::format("Filformatet stöds inte ännu ({}). {}", what, advice.sv),
          fmt::format("The file format is not supported yet ({}). {}", what, advice.en)};
}

Text unknown_key_figure(std::string_view id) {
  return {fmt::format("Källan känner inte nyckeltalet ”{}”.", in_quotes(id)),
          fmt::format("The source does not know the key figure “{}”.", in_quotes(id))};
}

Text unknown_region(std::string_view code) {
  return {fmt::format("”{}” är ingen av de 21 regionerna och inte riket.", in_quotes(code)),
          fmt::format("“{}” is none of the 21 regions, nor the country.", in_quotes(code))};
}

Text unknown_status(std::string_view status) {
  return {
      fmt::format("Statusen ”{}” känns inte igen; värdet tas som slutligt.", in_quotes(status)),
      fmt::format("The status “{}” is not known; the value is taken as final.", in_quotes(status))};
}

Text deleted_at_source() {
  return {"Värdet är borttaget hos källan och lagras inte.",
          "The value has been deleted at its source and is not stored."};
}

Text more_pages() {
  return {"Svaret fortsätter på en sida till (next_url) som inte finns i filen.",
          "The answer goes on with another page (next_url) that is not in the file."};
}

Text bad_json_stat() {
  return {
      "Dokumentet är ingen JSON-stat-tabell med region och tid, eller dess delar går inte ihop: "
      "id, size, dimension och value måste beskriva samma celler.",
      "The document is no JSON-stat table with region and time, or its parts disagree: id, "
      "size, dimension and value must describe the same cells."};
}

Text overlapping_categories(std::string_view dimension) {
  return {fmt::format("Kategorierna i ”{}” överlappar varandra och kan inte summeras. Hämta bara "
                      "totalen, eller klasser som inte går in i varandra.",
                      in_quotes(dimension)),
          fmt::format("The categories of “{}” overlap and cannot be added up. Fetch the total "
                      "alone, or classes that do not run into each other.",
                      in_quotes(dimension))};
}

Text other_periods(std::int64_t cells) {
  return {fmt::format("{} värden gäller perioder som inte slutar ett år och togs inte med.", cells),
          fmt::format("{} values are of periods that do not end a year and were left out.", cells)};
}

}  // namespace message

}  // namespace tertil::collectors
