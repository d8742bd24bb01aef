#include "service/http/import_decisions.hpp"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "service/http/answer.hpp"
#include "service/http/decision_body.hpp"
#include "service/http/import_access.hpp"
#include "service/http/import_batch.hpp"
#include "service/http/import_decision_words.hpp"
#include "service/http/import_words.hpp"
#include "service/ingest/decisions.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/held_rows.hpp"
#include "service/store/reviews.hpp"

namespace tertil::http {
namespace {

using access::Action;
namespace words = import_decision_words;

ingest::Decisions decisions(const Backend& backend, const Request& request) {
  return {backend.engine, backend.published, backend.importer.sources(), request.id};
}

Parsed<Response> running(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  reports::JsonWriter writer{512};
  writer.begin_object().key("items").begin_array();
  for (const auto& import : backend.importer.running()) {
    if (!may(*caller, Action::kImportRead, import.source)) continue;
    writer.begin_object()
        .field("source", import.source)
        .text_or_null("fileName", import.file_name)
        .field("startedAt", to_rfc3339(import.started_at))
        .field("bytes", import.bytes)
        .field("bytesRead", import.bytes_read)
        .field("rowsRead", import.rows_read)
        .field("phase", ingest::to_string(import.phase))
        .end_object();
  }
  writer.end_array().end_object();
  return private_json(writer.take());
}

std::string held_json(const store::Listing<store::HeldRow>& listing, store::Page page) {
  reports::JsonWriter writer{512 + 512 * listing.items.size()};
  writer.begin_object()
      .field("page", page.page)
      .field("limit", page.limit)
      .field("total", listing.total)
      .key("items")
      .begin_array();
  for (const auto& row : listing.items) {
    writer.begin_object()
        .field("row", row.row)
        .field("rows", row.rows)
        .field("rule", row.rule)
        .field("message", row.message)
        .field("record", row.record)
        .key("values")
        .raw(row.shown)
        .field("expected", row.expected)
        .end_object();
  }
  writer.end_array().end_object();
  return writer.take();
}

Parsed<Response> held(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  const auto batch = batch_for(backend, request, *caller, Action::kImportRead);
  if (!batch) return tl::unexpected{batch.error()};
  store::Listing<store::HeldRow> listing;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::held_rows(reader, batch->id, *page);
    if (!found) return tl::unexpected{std::move(found.error())};
    listing = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  auto response = private_json(held_json(listing, *page));
  add_links(response, request, *page, listing.total);
  return response;
}

enum class What { kRelease, kDiscard, kAccept };

Parsed<Response> decide(const Backend& backend, const Request& request, What what) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto batch = batch_for(backend, request, *caller, Action::kHeldRelease);
  if (!batch) return tl::unexpected{batch.error()};
  const auto body =
      decision_in(request, what == What::kAccept ? DecisionNeeds::kRule : DecisionNeeds::kRows);
  if (!body) return tl::unexpected{body.error()};
  auto deciding = decisions(backend, request);
  const auto by = decision_of(*caller, *body);
  auto receipt = what == What::kRelease   ? deciding.release(batch->id, body->rows, by)
                 : what == What::kDiscard ? deciding.discard(batch->id, body->rows, by)
                                          : deciding.accept(batch->id, body->rule, by);
  if (!receipt) return failed(receipt.error());
  return private_json(std::move(*receipt));
}

void write_review(reports::JsonWriter& writer, const store::Review& review) {
  writer.begin_object()
      .field("id", review.id)
      .field("keyFigure", review.key_figure)
      .field("area", review.area)
      .field("period", review.period)
      .field("category", review.category)
      .field("series", review.series)
      .key("verified")
      .begin_object()
      .field("value", review.verified_value)
      .field("by", review.verified_by)
      .field("at", to_rfc3339(review.verified_at))
      .end_object()
      .key("incoming")
      .begin_object()
      .field("value", review.incoming_value)
      .field("source", review.source)
      .field("batch", review.batch)
      .end_object()
      .field("state", review.decided ? std::string_view{review.decided->word} : "open")
      .field("openedAt", to_rfc3339(review.opened_at));
  writer.key("decision");
  if (review.decided) {
    writer.begin_object()
        .field("by", review.decided->by.actor)
        .field("role", review.decided->by.role)
        .field("reason", review.decided->by.reason)
        .field("at", to_rfc3339(review.decided->at))
        .end_object();
  } else {
    writer.value(nullptr);
  }
  writer.end_object();
}

Parsed<Response> reviews(const Backend& backend, const Request& request) {
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  store::Listing<store::Review> listing;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::reviews(reader, *page, request.parameter("state").value_or(""));
    if (!found) return tl::unexpected{std::move(found.error())};
    listing = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  reports::JsonWriter writer{512 + 512 * listing.items.size()};
  writer.begin_object()
      .field("page", page->page)
      .field("limit", page->limit)
      .field("total", listing.total)
      .key("items")
      .begin_array();
  for (const auto& review : listing.items) write_review(writer, review);
  writer.end_array().end_object();
  auto response = private_json(writer.take());
  add_links(response, request, *page, listing.total);
  return response;
}

Parsed<Response> decide_review(const Backend& backend, const Request& request, bool accept) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto body = decision_in(request, DecisionNeeds::kReason);
  if (!body) return tl::unexpected{body.error()};
  const auto text = request.path_parameter("id");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size()) id = 0;
  auto deciding = decisions(backend, request);
  const auto by = decision_of(*caller, *body);
  const auto review = accept ? deciding.accept_review(id, by) : deciding.decline_review(id, by);
  if (!review) return failed(review.error());
  reports::JsonWriter writer{512};
  write_review(writer, *review);
  return private_json(writer.take());
}

Parsed<Response> verify(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto snapshot = backend.published.current();
  const auto figure = figure_in(*snapshot, request);
  if (!figure) return tl::unexpected{figure.error()};
  const auto body = decision_in(request, DecisionNeeds::kValue);
  if (!body) return tl::unexpected{body.error()};
  const auto batch =
      decisions(backend, request)
          .verify((*figure)->definition.id, body->area, body->period, decision_of(*caller, *body));
  if (!batch) return failed(batch.error());
  reports::JsonWriter writer{256};
  writer.begin_object()
      .field("keyFigure", (*figure)->definition.id)
      .field("area", body->area)
      .field("period", body->period)
      .field("verifiedBy", caller->id)
      .field("import", *batch)
      .end_object();
  return private_json(writer.take());
}

/// What a route is, but for its handler.
struct Shape {
  Method method;
  std::string pattern;
  Action action;
  const words::Said& said;
  std::vector<Parameter> parameters{};
};

template <class Answerer>
Route route_of(Shape shape, Answerer answerer) {
  Route route;
  route.method = shape.method;
  route.pattern = std::move(shape.pattern);
  route.summary = shape.said.summary;
  route.description = shape.said.description;
  route.parameters = std::move(shape.parameters);
  route.answers = shape.said.answers;
  if (!shape.said.body.empty()) {
    route.bodies = {{"application/json", shape.said.body}};
    route.body_description = {"Beslutet och dess skäl.", "The decision and its reason."};
  }
  route.access = Access::kToken;
  route.action = shape.action;
  route.where = Where::kPool;
  route.handler = answering(std::move(answerer));
  return route;
}

}  // namespace

std::vector<Route> import_decision_routes(const Backend& backend) {
  const auto id = import_words::id_parameter();
  const auto decided = [&backend](What what) {
    return [&backend, what](const Request& request) { return decide(backend, request, what); };
  };
  const auto reviewed = [&backend](bool accept) {
    return [&backend, accept](const Request& request) {
      return decide_review(backend, request, accept);
    };
  };
  std::vector<Route> routes;
  routes.push_back(
      route_of({Method::kGet, "/api/v1/imports/running", Action::kImportRead, words::running()},
               [&backend](const Request& request) { return running(backend, request); }));
  routes.push_back(route_of({Method::kGet, "/api/v1/imports/{id}/held", Action::kImportRead,
                             words::held(), all_of<Parameter>({{id}, page_parameters()})},
                            [&backend](const Request& request) { return held(backend, request); }));
  routes.push_back(route_of(
      {Method::kPost, "/api/v1/imports/{id}/release", Action::kHeldRelease, words::release(), {id}},
      decided(What::kRelease)));
  routes.push_back(route_of(
      {Method::kPost, "/api/v1/imports/{id}/discard", Action::kHeldRelease, words::discard(), {id}},
      decided(What::kDiscard)));
  routes.push_back(route_of(
      {Method::kPost, "/api/v1/imports/{id}/accept", Action::kHeldRelease, words::accept(), {id}},
      decided(What::kAccept)));
  routes.push_back(
      route_of({Method::kGet, "/api/v1/reviews", Action::kReviewDecide, words::reviews(),
                all_of<Parameter>({{words::state_parameter()}, page_parameters()})},
               [&backend](const Request& request) { return reviews(backend, request); }));
  routes.push_back(route_of({Method::kPost,
                             "/api/v1/reviews/{id}/accept",
                             Action::kReviewDecide,
                             words::accept_review(),
                             {words::review_parameter()}},
                            reviewed(true)));
  routes.push_back(route_of({Method::kPost,
                             "/api/v1/reviews/{id}/decline",
                             Action::kReviewDecide,
                             words::decline_review(),
                             {words::review_parameter()}},
                            reviewed(false)));
  auto key_figure = key_figure_parameter();
  routes.push_back(
      route_of({Method::kPost,
                "/api/v1/key-figures/{id}/verify",
                Action::kReviewDecide,
                words::verify(),
                {key_figure}},
               [&backend](const Request& request) { return verify(backend, request); }));
  return routes;
}

}  // namespace tertil::http
