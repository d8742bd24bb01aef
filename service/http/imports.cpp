#include "service/http/imports.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "service/http/answer.hpp"
#include "service/http/decision_body.hpp"
#include "service/http/import_access.hpp"
#include "service/http/import_batch.hpp"
#include "service/http/import_words.hpp"
#include "service/http/json_object.hpp"
#include "service/http/shared_rates.hpp"
#include "service/ingest/kept_uploads.hpp"
#include "service/ingest/receipt.hpp"
#include "service/reports/json_writer.hpp"
#include "service/reports/provenance_tables.hpp"
#include "service/store/batches.hpp"
#include "service/store/uploads.hpp"

namespace tertil::http {
namespace {

using access::Action;
using nlohmann::json;

/// What the content may be announced as; the bytes themselves decide how they are read.
/// curl's `--data-binary` announces a form unless told otherwise.
bool is_taken(std::string_view content_type) {
  constexpr std::array<std::string_view, 14> kTaken{
      "",
      "text/csv",
      "text/plain",
      "application/csv",
      "application/json",
      "application/x-ndjson",
      "application/ndjson",
      "application/jsonl",
      "application/xml",
      "text/xml",
      "application/octet-stream",
      "application/vnd.ms-excel",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "application/x-www-form-urlencoded"};
  return std::ranges::find(kTaken, content_type) != kTaken.end();
}

/// Problem+json with the receipt beside the usual members.
Response rejected(const Request& request, const std::string& receipt) {
  std::vector<ProblemItem> items;
  const auto parsed = collectors::parse_json(receipt);
  if (const auto* read = std::get_if<json>(&parsed))
    for (const auto& finding : read->value("findings", json::array())) {
      if (finding.value("severity", "") != "error") continue;
      const auto& examples = finding.value("examples", json::array());
      const auto row = examples.empty() ? 0 : examples.front().value("row", 0);
      items.push_back({row > 0 ? fmt::format("/rows/{}", row) : std::string{},
                       finding.value("rule", ""),
                       {finding["message"].value("sv", ""), finding["message"].value("en", "")}});
    }
  auto response = problem(Error{ErrorCode::kRefused,
                                {"Inget av filen lagrades. Rätta raderna i findings och skicka "
                                 "filen igen.",
                                 "Nothing of the file was stored. Correct the rows in findings and "
                                 "send the file again."},
                                {}},
                          request, items);
  response.body.insert(response.body.rfind('}'), ",\"receipt\":" + receipt);
  return response;
}

/// The mapping that is tried out, if one is named in place of a source.
Parsed<const collectors::Source*> draft_in(const Backend& backend, const Request& request,
                                           const Caller& caller, bool dry_run) {
  const auto id = request.parameter("draft");
  if (id.has_value() == request.parameter("source").has_value())
    return bad_parameter("source", "missing-parameter",
                         {"Ange antingen source eller draft.", "Name either source or draft."});
  if (!id) return nullptr;
  if (!dry_run)
    return bad_parameter("draft", "dry-run-only",
                         {"Ett utkast kan bara provköras: lägg till dryRun=true.",
                          "A draft can only be tried out: add dryRun=true."});
  const auto draft =
      backend.importer.sources().draft(backend.engine, *id, caller.id, backend.clock.now());
  if (!draft) return failed(draft.error());
  return *draft;
}

/// What became of a file, as the sender is told: 201 with its address, 200, or 422.
Parsed<Response> received(const Request& request, const Result<ingest::ImportOutcome>& outcome,
                          bool dry_run) {
  if (!outcome) return failed(outcome.error());
  if (outcome->kind == ingest::ImportKind::kRejected) return rejected(request, outcome->receipt);
  auto response = private_json(outcome->receipt);
  if (outcome->kind == ingest::ImportKind::kStored && !dry_run) {
    response.status = 201;
    response.headers.emplace_back("Location", fmt::format("imports/{}", outcome->id));
  }
  return response;
}

Parsed<Response> send(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const std::string source{request.parameter("source").value_or("")};
  const bool dry_run = request.parameter("dryRun") == "true";
  const auto draft = draft_in(backend, request, *caller, dry_run);
  if (!draft) return tl::unexpected{draft.error()};
  if (const auto allowed = may(*caller, ImportAction::kSend, source); !allowed)
    return failed(allowed.error());
  if (!is_taken(request.content_type))
    return failed({ErrorCode::kUnsupported,
                   {"Skicka filen som rå kropp med t.ex. Content-Type: text/csv, inte som "
                    "formulär.",
                    "Send the file as the raw body with e.g. Content-Type: text/csv, not as a "
                    "form."},
                   {}});
  if (!request.upload)
    return failed({ErrorCode::kInvalidInput,
                   {"Ingen fil kom med anropet.", "No file came with the request."},
                   {}});
  if (auto counted = count_import(backend, caller->id); !counted) return failed(counted.error());
  const auto outcome = backend.importer.import_file({.source = source,
                                                     .descriptor = request.upload->descriptor,
                                                     .bytes = request.upload->bytes,
                                                     .sha256 = request.upload->sha256,
                                                     .file_name = request.file_name.value_or(""),
                                                     .idempotency_key = request.idempotency_key,
                                                     .actor = caller->id,
                                                     .dry_run = dry_run,
                                                     .role = caller->role,
                                                     .request_id = request.id,
                                                     .draft = *draft});
  return received(request, outcome, dry_run);
}

void begin_list(reports::JsonWriter& writer, store::Page page, std::int64_t total) {
  writer.begin_object()
      .field("page", page.page)
      .field("limit", page.limit)
      .field("total", total)
      .key("items")
      .begin_array();
}

std::string list_json(const store::Listing<store::Batch>& listing, store::Page page) {
  reports::JsonWriter writer{512 + 2048 * listing.items.size()};
  begin_list(writer, page, listing.total);
  for (const auto& batch : listing.items) writer.raw(ingest::receipt_json(batch));
  writer.end_array().end_object();
  return writer.take();
}

/// The receipts the caller may see: all, or those of one source. An importer sees its own source.
Parsed<std::optional<std::string>> source_to_list(const Caller& caller, const Request& request) {
  const auto named = request.parameter("source");
  if (named) return std::optional<std::string>{std::string{*named}};
  if (caller.role != "importer") return std::optional<std::string>{};
  if (caller.sources.size() == 1) return std::optional<std::string>{caller.sources.front()};
  return bad_parameter("source", "missing-parameter",
                       {"Nyckeln har flera källor; ange en med source.",
                        "The key has several sources; name one with source."});
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto source = source_to_list(*caller, request);
  if (!source) return tl::unexpected{source.error()};
  if (const auto allowed = may(*caller, ImportAction::kRead, source->value_or("")); !allowed)
    return failed(allowed.error());
  if (format_in(request) != reports::Format::kJson && !request.parameter("limit"))
    page->limit = kWholeList;

  store::Listing<store::Batch> listing;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = *source ? store::batches(reader, *page, std::string_view{**source})
                         : store::batches(reader, *page);
    if (!found) return tl::unexpected{std::move(found.error())};
    listing = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  auto response = in_format(
      request, false, [&] { return list_json(listing, *page); },
      [&](Language language) { return reports::imports_table(listing.items, language); });
  if (response) add_links(*response, request, *page, listing.total);
  return response;
}

/// Where the file's bytes are: kept, kept as a copy without dropped columns, or deleted since.
std::string raw_json(const std::optional<store::Upload>& upload) {
  if (!upload) return "null";
  const bool kept = !upload->kept_sha256.empty() && !upload->deleted_at;
  reports::JsonWriter writer{128};
  writer.begin_object()
      .field("kept", kept)
      .field("cleaned", !upload->kept_sha256.empty() && upload->kept_sha256 != upload->sha256)
      .text_or_null("deletedAt", upload->deleted_at ? to_rfc3339(*upload->deleted_at) : "")
      .end_object();
  return writer.take();
}

Parsed<std::optional<store::Upload>> upload_of(const Backend& backend, const store::Batch& batch) {
  std::optional<store::Upload> upload;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_upload(reader, batch.sha256);
    if (!found) return tl::unexpected{std::move(found.error())};
    upload = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  return upload;
}

Parsed<Response> one(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto batch = batch_for(backend, request, *caller, access::Action::kImportRead);
  if (!batch) return tl::unexpected{batch.error()};
  const auto upload = upload_of(backend, *batch);
  if (!upload) return tl::unexpected{upload.error()};
  auto receipt = ingest::receipt_json(*batch);
  receipt.insert(receipt.rfind('}'), ",\"raw\":" + raw_json(*upload));
  return private_json(std::move(receipt));
}

/// The file of an earlier import once more, under the mapping as it is now. Code names are made
/// when a file comes in, so that a copy with them cannot be read again.
Parsed<Response> rerun(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto batch = batch_for(backend, request, *caller, access::Action::kImportSend);
  if (!batch) return tl::unexpected{batch.error()};
  const auto upload = upload_of(backend, *batch);
  if (!upload) return tl::unexpected{upload.error()};
  auto& sources = backend.importer.sources();
  if (auto read = sources.refresh(backend.engine); !read) return failed(read.error());
  const auto source = sources.find(batch->source);
  if (!source) return failed(source.error());
  const bool kept = *upload && !(*upload)->kept_sha256.empty() && !(*upload)->deleted_at;
  if (!kept ||
      ((*upload)->kept_sha256 != batch->sha256 && !(*source)->privacy.pseudonymise.empty()))
    return failed({ErrorCode::kConflict,
                   {"Filen finns inte kvar så som den kom. Lämna in den på nytt.",
                    "The file is not kept as it came. Hand it in again."},
                   {}});
  if (auto counted = count_import(backend, caller->id); !counted) return failed(counted.error());
  const auto file =
      ingest::take_kept(backend.engine, backend.importer.raw(), (*upload)->kept_sha256);
  if (!file) return failed(file.error());
  const bool dry_run = request.parameter("dryRun") == "true";
  const auto outcome = backend.importer.import_file({.source = batch->source,
                                                     .descriptor = file->descriptor(),
                                                     .bytes = file->bytes(),
                                                     .sha256 = file->sha256(),
                                                     .file_name = batch->file_name,
                                                     .idempotency_key = std::nullopt,
                                                     .actor = caller->id,
                                                     .dry_run = dry_run,
                                                     .role = caller->role,
                                                     .request_id = request.id});
  return received(request, outcome, dry_run);
}

std::string rejects_json(const store::Listing<store::Reject>& listing, store::Page page) {
  reports::JsonWriter writer{512 + 512 * listing.items.size()};
  begin_list(writer, page, listing.total);
  for (const auto& reject : listing.items)
    writer.begin_object()
        .field("row", reject.row)
        .text_or_null("column", reject.column)
        .field("raw", reject.raw)
        .field("rule", reject.rule)
        .field("message", reject.message)
        .field("record", reject.record)
        .end_object();
  writer.end_array().end_object();
  return writer.take();
}

Parsed<Response> rejects(const Backend& backend, const Request& request) {
  auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto batch = batch_for(backend, request, *caller, access::Action::kImportRead);
  if (!batch) return tl::unexpected{batch.error()};
  if (format_in(request) != reports::Format::kJson && !request.parameter("limit"))
    page->limit = kWholeList;
  store::Listing<store::Reject> listing;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::rejects(reader, batch->id, *page, request.parameter("rule").value_or(""));
    if (!found) return tl::unexpected{std::move(found.error())};
    listing = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  auto response = in_format(
      request, false, [&] { return rejects_json(listing, *page); },
      [&](Language language) { return reports::rejects_table(*batch, listing.items, language); });
  if (response) add_links(*response, request, *page, listing.total);
  return response;
}

/// The reason in a body like {"reason":"wrong file"}; empty when there is no body.
Parsed<std::string> reason_in(const Request& request) {
  if (request.body.empty()) return std::string{};
  if (request.content_type != "application/json")
    return failed({ErrorCode::kUnsupported,
                   {"Skicka skälet som JSON: {\"reason\":\"…\"} med Content-Type: "
                    "application/json.",
                    "Send the reason as JSON: {\"reason\":\"…\"} with Content-Type: "
                    "application/json."},
                   {}});
  const auto wrong = [](std::string_view code, const Text& message) {
    return tl::unexpected{Fault{Error{ErrorCode::kInvalidInput, message, {}},
                                {{"/reason", std::string{code}, message}}}};
  };
  const auto parsed = collectors::parse_json(request.body);
  const auto* read = std::get_if<json>(&parsed);
  if (read == nullptr || !read->is_object() ||
      (read->contains("reason") && !read->at("reason").is_string()))
    return wrong("wrong-type",
                 {"Kroppen ska vara {\"reason\":\"…\"}.", "The body must be {\"reason\":\"…\"}."});
  auto reason = read->value("reason", "");
  if (const auto why = unfit(reason, kLongestReason)) return wrong(why->code, why->message);
  return reason;
}

Parsed<Response> retract(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  if (const auto allowed = may(*caller, ImportAction::kRetract, ""); !allowed)
    return failed(allowed.error());
  const auto reason = reason_in(request);
  if (!reason) return tl::unexpected{reason.error()};
  const auto outcome = backend.importer.retract(request.path_parameter("id"), caller->id, *reason);
  if (!outcome) return failed(outcome.error());
  return private_json(ingest::to_json(*outcome));
}

Route route_of(Method method, std::string pattern, access::Action action,
               const import_words::Words& words, std::vector<Parameter> parameters,
               std::vector<Answer> answers,
               std::function<Parsed<Response>(const Request&)> answer) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.summary = words.summary;
  route.description = words.description;
  route.parameters = std::move(parameters);
  route.answers = std::move(answers);
  route.access = Access::kToken;
  route.action = action;
  route.where = Where::kPool;
  route.handler = answering(std::move(answer));
  return route;
}

}  // namespace

std::vector<Route> import_routes(const Backend& backend) {
  const auto with = [&backend](auto answer) {
    return [&backend, answer](const Request& request) { return answer(backend, request); };
  };
  auto sending =
      route_of(Method::kPost, "/api/v1/imports", Action::kImportSend, import_words::send(),
               import_words::send_parameters(), import_words::send_answers(), with(send));
  sending.takes_file = true;
  const auto id = import_words::id_parameter();
  return {
      std::move(sending),
      route_of(
          Method::kGet, "/api/v1/imports", Action::kImportRead, import_words::list(),
          all_of<Parameter>(
              {{import_words::source_parameter(false)}, page_parameters(), format_parameters()}),
          import_words::list_answers(), with(list)),
      route_of(Method::kGet, "/api/v1/imports/{id}", Action::kImportRead, import_words::one(), {id},
               import_words::one_answers(), with(one)),
      route_of(Method::kGet, "/api/v1/imports/{id}/rejects", Action::kImportRead,
               import_words::rejects(),
               all_of<Parameter>(
                   {{id, import_words::rule_parameter()}, page_parameters(), format_parameters()}),
               import_words::rejects_answers(), with(rejects)),
      route_of(Method::kPost, "/api/v1/imports/{id}/rerun", Action::kImportSend,
               import_words::rerun(), {id, import_words::dry_run_parameter()},
               import_words::rerun_answers(), with(rerun)),
      route_of(Method::kPost, "/api/v1/imports/{id}/retract", Action::kImportRetract,
               import_words::retract(), {id}, import_words::retract_answers(), with(retract))};
}

}  // namespace tertil::http
