#include "service/http/plan_workbook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/http/own_unit.hpp"
#include "service/http/plan_words.hpp"
#include "service/reports/plan_import.hpp"

namespace tertil::http {
namespace {

using access::Action;

constexpr const char* kWorkbook =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Parsed<Response> export_plan(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  reports::PlanBook book;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = reports::read_plan_book(reader, request.path_parameter("plan"), *as_of);
    if (!found) return tl::unexpected{found.error()};
    book = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  auto workbook = reports::write_plan_workbook(book, export_language(request));
  if (!workbook) return failed(std::move(workbook.error()));
  Response response;
  response.content_type = kWorkbook;
  response.body = std::move(*workbook);
  response.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"{}.xlsx\"", book.plan.plan.id));
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

/// "Mål!7:Text": the place of a fault, for `errors`.
std::string pointer_of(const reports::PlanImportFault& fault) {
  auto place = fault.sheet;
  if (fault.row > 0) place += fmt::format("!{}", fault.row);
  if (!fault.column.empty()) place += ":" + fault.column;
  return place;
}

/// The problem with every fault, and with the whole judgement in `import`.
Response refused(const Request& request, const Error& error, const reports::PlanImport& import) {
  std::vector<ProblemItem> items;
  items.reserve(import.faults.size());
  for (const auto& fault : import.faults)
    items.push_back({pointer_of(fault), fault.code, fault.message});
  auto response = problem(error, request, items);
  response.body.insert(response.body.rfind('}'),
                       ",\"import\":" + reports::plan_import_to_json(import, false));
  return response;
}

Result<void> may_import(store::Reader& reader, const Caller& caller) {
  for (const auto action : {Action::kTargetEdit, Action::kAssessmentDecide})
    if (auto allowed = may(caller, action); !allowed) return allowed;
  for (const auto action : {Action::kPlanEdit, Action::kMeasureEdit})
    if (auto allowed = may_edit(reader, caller, action, {}); !allowed) return allowed;
  return {};
}

Parsed<Response> import_plan(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  constexpr std::array<std::string_view, 3> kTaken{"", kWorkbook, "application/octet-stream"};
  if (std::ranges::find(kTaken, request.content_type) == kTaken.end())
    return failed({ErrorCode::kUnsupported,
                   {"Skicka arbetsboken (XLSX) som rå kropp, inte som formulär.",
                    "Send the workbook (XLSX) as the raw body, not as a form."},
                   {}});
  if (!request.upload)
    return failed({ErrorCode::kInvalidInput,
                   {"Ingen fil kom med anropet.", "No file came with the request."},
                   {}});
  const bool dry_run = request.parameter("dryRun") == "true";
  reports::PlanImport import;
  const auto judge = [&](store::Reader& reader) -> Result<void> {
    if (auto allowed = may_import(reader, *caller); !allowed) return allowed;
    auto judged = reports::judge_plan_workbook(reader, request.path_parameter("plan"),
                                               collectors::ByteSource{request.upload->descriptor},
                                               backend.clock.now());
    if (!judged) return tl::unexpected{judged.error()};
    import = std::move(*judged);
    return {};
  };
  if (dry_run) {
    const auto read = backend.engine.read(judge);
    if (!read) return denied(backend, *caller, request, read.error());
    return private_json(reports::plan_import_to_json(import, true));
  }
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    if (auto judged = judge(writer); !judged) return judged;
    return reports::store_plan_import(writer, import, {caller->id, caller->role, request.id});
  });
  if (!written && !import.faults.empty()) return refused(request, written.error(), import);
  if (!written) return denied(backend, *caller, request, written.error());
  if (const auto refreshed = backend.published.refresh_if_changed(); !refreshed)
    return failed(refreshed.error());
  return private_json(reports::plan_import_to_json(import, false));
}

constexpr const char* kReceipt = R"({"plan":"handlingsplan-2023-2026","dryRun":true,
"summary":{"created":0,"changed":1,"unchanged":57,"faults":1},"changes":[{"sheet":"Mål","row":4,
"part":"goal","id":"resor","title":"Resor i tjänsten ska vara fossilfria.","action":"change",
"columns":["Mål"]}],"faults":[{"sheet":"Indikatorer","row":9,"column":"Vikt","code":"wrong-type",
"value":"tung","message":{"sv":"Ska vara ett tal.","en":"Must be a number."}}]})";

}  // namespace

std::vector<Route> plan_workbook_routes(const Backend& backend) {
  Route out;
  out.pattern = "/api/v1/plans/{plan}/workbook";
  out.summary = {"En hel plan som arbetsbok", "A whole plan as a workbook"};
  out.description = {
      "Ett blad för varje slag av innehåll i planen och ett som förklarar dem. Arbetsboken kan "
      "ändras och läsas in igen med POST import; kolumnen Version säger vilken version raden "
      "gjordes av. Text är alltid text, aldrig formler.",
      "A sheet for each kind of content in the plan and one that explains them. The workbook can "
      "be changed and imported again with POST import; the column Version says which version the "
      "row was made from. Text is always text, never formulas."};
  auto language = query_parameter("lang", "string", "sv",
                                  {"Språk i arbetsboken.", "Language of the workbook."});
  language.values = {"sv", "en"};
  out.parameters = {plan_words::plan_parameter(), std::move(language), as_of_parameter()};
  out.answers = {{200, kWorkbook, {"Arbetsboken.", "The workbook."}, {}}};
  for (auto& answer : answers({}, {}, false, {400, 404, 503}))
    if (answer.status != 200) out.answers.push_back(std::move(answer));
  out.where = Where::kPool;
  out.handler =
      answering([&backend](const Request& request) { return export_plan(backend, request); });

  Route in;
  in.method = Method::kPost;
  in.pattern = "/api/v1/plans/{plan}/import";
  in.summary = {"Läs in en plan ur en arbetsbok", "Import a plan from a workbook"};
  in.description = {
      "Arbetsboken som rå kropp. Allt lagras, eller inget: ett enda fel avvisar den med 422, och "
      "rader som andra har ändrat sedan den skrevs med 409. Varje fel namnger blad, rad och kolumn "
      "och säger vad som väntades. Rader som saknas tas inte bort. Med dryRun=true lagras inget.",
      "The workbook as the raw body. All of it is stored, or nothing: a single fault refuses it "
      "with 422, and rows that others have changed since it was written with 409. Each fault "
      "names sheet, row and column and says what was expected. Missing rows are not removed. With "
      "dryRun=true nothing is stored."};
  in.parameters = {plan_words::plan_parameter(), query_parameter("dryRun", "boolean", "true",
                                                                 {"Visa bara vad som skulle hända.",
                                                                  "Only show what would happen."})};
  in.answers = answers({"Vad som skapades, ändrades och var oförändrat; i en provkörning också "
                        "felen.",
                        "What was created, changed and unchanged; in a dry run the faults too."},
                       kReceipt, false, {400, 401, 403, 404, 409, 413, 415, 422, 503});
  in.takes_file = true;
  in.body_description = {"Arbetsboken (XLSX), som den är.", "The workbook (XLSX), as it is."};
  in.bodies = {{std::string{kWorkbook}, {}}};
  in.access = Access::kToken;
  in.action = Action::kTargetEdit;
  in.where = Where::kPool;
  in.handler =
      answering([&backend](const Request& request) { return import_plan(backend, request); });
  return {std::move(out), std::move(in)};
}

}  // namespace tertil::http
