#include "service/ingest/drop_report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tertil::ingest {
namespace {

using Json = nlohmann::ordered_json;

Json both(const Text& text) { return {{"sv", text.sv}, {"en", text.en}}; }

/// "rad 3, kolumn value: ”12,x” är inget tal (not-a-number, 4 rader)".
Json findings_in(const Json& receipt) {
  auto sentences = Json::array();
  for (const auto& finding : receipt.value("findings", Json::array())) {
    const auto rows = finding.value("rows", 0);
    const auto message = finding.value("message", Json::object());
    const auto examples = finding.value("examples", Json::array());
    const auto row = examples.empty() ? 0 : examples.front().value("row", 0);
    const auto sentence = [&](const char* language, std::string_view first_row,
                              std::string_view of_rows) {
      return fmt::format("{}{} ({}, {} {})", row > 0 ? fmt::format("{} {}: ", first_row, row) : "",
                         message.value(language, ""), finding.value("rule", ""), rows, of_rows);
    };
    sentences.push_back({{"severity", finding.value("severity", "")},
                         {"sv", sentence("sv", "rad", rows == 1 ? "rad" : "rader")},
                         {"en", sentence("en", "row", rows == 1 ? "row" : "rows")}});
  }
  return sentences;
}

std::string_view state_of(const Result<ImportOutcome>& outcome) {
  if (!outcome) return "refused";
  switch (outcome->kind) {
    case ImportKind::kStored: return "stored";
    case ImportKind::kRepeated: return "repeated";
    case ImportKind::kRejected: return "rejected";
  }
  return "stored";
}

Text remedy_for(const Result<ImportOutcome>& outcome) {
  if (!outcome)
    return {"Rätta filen och lägg den i incoming igen.",
            "Correct the file and put it into incoming again."};
  if (outcome->kind == ImportKind::kRejected)
    return {"Rätta raderna som nämns i findings och lägg filen i incoming igen.",
            "Correct the rows named in findings and put the file into incoming again."};
  if (outcome->quarantined > 0)
    return {
        "Rätta de rader som nämns i findings och lägg dem i en ny fil i incoming; de andra är "
        "redan lagrade.",
        "Correct the rows named in findings and put them into a new file in incoming; the "
        "others are stored already."};
  return {"Inget mer behöver göras.", "Nothing more needs to be done."};
}

}  // namespace

bool is_done(const Result<ImportOutcome>& outcome) {
  return outcome && outcome->kind != ImportKind::kRejected;
}

Text summary_of(const Result<ImportOutcome>& outcome) {
  if (!outcome) return outcome.error().message;
  const auto& found = *outcome;
  if (found.kind == ImportKind::kRejected)
    return {fmt::format("Avvisad: inget av {} rader lagrades.", found.rows_read),
            fmt::format("Rejected: nothing of {} rows was stored.", found.rows_read)};
  if (found.kind == ImportKind::kRepeated)
    return {"Filen har tagits emot förut; inget nytt lagrades.",
            "The file has been received before; nothing new was stored."};
  return {fmt::format("Lagrad: {} av {} rader, {} dubbletter, {} i karantän.", found.stored,
                      found.rows_read, found.duplicate, found.quarantined),
          fmt::format("Stored: {} of {} rows, {} duplicates, {} quarantined.", found.stored,
                      found.rows_read, found.duplicate, found.quarantined)};
}

std::string to_json(const DropReport& report) {
  auto receipt = report.outcome ? Json::parse(report.outcome->receipt, nullptr, false) : Json();
  if (receipt.is_discarded()) receipt = Json();
  const Json json{{"file", report.file},
                  {"source", report.source},
                  {"at", to_rfc3339(report.at)},
                  {"state", state_of(report.outcome)},
                  {"summary", both(summary_of(report.outcome))},
                  {"whatToDo", both(remedy_for(report.outcome))},
                  {"findings", receipt.is_object() ? findings_in(receipt) : Json::array()},
                  {"receipt", receipt}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace tertil::ingest
