#include "service/http/responder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "service/http/file_name.hpp"
#include "service/http/negotiate.hpp"
#include "service/http/target.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kReadMethods = "GET, HEAD, OPTIONS";

bool is_read(Method method) { return method == Method::kGet || method == Method::kHead; }

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

bool is_ours(const Shared& shared, std::string_view host) {
  const auto& names = shared.options.names;
  return names.empty() || std::ranges::find(names, lower(without_port(host))) != names.end();
}

/// The rightmost hop that no proxy of ours has vouched for.
std::string peer_of(const Shared& shared, const Head& head, const std::string& peer) {
  auto rest = head.forwarded_for.value;
  if (rest.empty() || !shared.trusts(peer)) return peer;
  std::string last = peer;
  while (!rest.empty()) {
    const auto comma = rest.rfind(',');
    auto hop = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
    hop.remove_prefix(std::min(hop.find_first_not_of(" \t"), hop.size()));
    hop = hop.substr(0, hop.find_last_not_of(" \t") + 1);
    if (hop.empty() || hop.size() > 64) break;
    last = hop;
    if (!shared.trusts(last)) break;
  }
  return last;
}

Request make_request(Core& core, const Head& head, const std::string& peer) {
  Request request;
  request.method = head.method;
  request.host = head.host;
  const auto type = lower(head.content_type.substr(0, head.content_type.find(';')));
  request.content_type = type.substr(0, type.find_last_not_of(" \t") + 1);
  if (!head.authorization.empty()) request.authorization = head.authorization;
  if (!head.idempotency_key.empty()) request.idempotency_key = head.idempotency_key;
  request.cookies = head.cookies.value;
  request.csrf_token = head.csrf_token;
  request.if_match = head.if_match;
  request.if_none_match = head.if_none_match.value;
  request.fetch_site = head.fetch_site;
  request.file_name = file_name_of(head.content_disposition);
  request.accept = head.accept.value;
  request.language = language_of(head.accept_language.value);
  request.peer = peer_of(core.shared, head, peer);
  if (core.shared.takes_headers_from(peer))  // the connection's end, whatever was forwarded
    request.proxy = ProxyHeaders{.secret = std::string{head.proxy[0].value},
                                 .user = std::string{head.proxy[1].value},
                                 .name = std::string{head.proxy[2].value},
                                 .groups = std::string{head.proxy[3].value},
                                 .email = std::string{head.proxy[4].value}};
  request.id = core.next_id();
  return request;
}

Answered finished(const Response& response, std::string where = {}) {
  auto answer = std::make_shared<Rendered>(render(response));
  answer->where = std::move(where);
  return answer;
}

Answered failure(const Error& error, const Exchange& exchange) {
  auto answer = finished(problem(error, exchange.request), error.where);
  answer->route_index = exchange.route_index;
  return answer;
}

Response no_content(std::string_view allow) {
  Response response;
  response.status = 204;
  response.headers.emplace_back("Allow", allow);
  return response;
}

Response not_allowed(std::string_view allow, const Request& request) {
  auto response = problem(
      405, {fmt::format("Här fungerar {}.", allow), fmt::format("What works here is {}.", allow)},
      request);
  response.headers.emplace_back("Allow", allow);
  return response;
}

/// Fills `next` from the cache or the static files; false if neither has the answer.
bool answer_from_memory(Core& core, const Head& head, Next& next) {
  auto& shared = core.shared;
  if (auto kept = core.cache.find(shared.site.version(), head.target)) {
    core.metrics.cache_hits.add();
    if (next.terms.gzip) core.cache.complete_gzip(head.target, *kept);
    next.route_index = kept->route_index;
    next.answer = std::move(kept);
  } else {
    next.fixed = shared.site.files.find_file(head.target);
    next.route_index = shared.metrics.static_route();
  }
  next.notable = false;
  return next.answer || next.fixed != nullptr;
}

/// The route's own conditions, before any body: query, rates, size. Null if all are met.
Answered check(Core& core, const Head& head, Exchange& exchange) {
  auto& shared = core.shared;
  const auto& limits = shared.limits();
  const auto& route = *exchange.route;
  const auto& request = exchange.request;
  if (const auto fault = check_query(route, request)) {
    const Error error{ErrorCode::kInvalidInput, fault->message, {}};
    return finished(problem(error, request, {*fault}));
  }
  const Text too_many{"För många frågor på kort tid. Vänta lite och försök igen.",
                      "Too many requests in a short time. Wait a little and try again."};
  const auto now_ms = exchange.terms.started_us / 1000;
  if (is_read(request.method) && route.pattern.starts_with("/api/") &&
      !shared.reads.take(request.peer, now_ms))
    return finished(problem({ErrorCode::kTooMany, too_many, {}}, request));

  exchange.body_limit = route.takes_file ? limits.upload_bytes : limits.body_bytes;
  if (head.content_length.value_or(0) > static_cast<std::uint64_t>(exchange.body_limit)) {
    const auto most = exchange.body_limit;
    return finished(problem({ErrorCode::kTooLarge,
                             {fmt::format("Innehållet är större än {} byte.", most),
                              fmt::format("The content is larger than {} bytes.", most)},
                             {}},
                            request));
  }
  if (!route.takes_file) return nullptr;
  if (!shared.import_rate.take(request.peer, now_ms) ||
      !shared.imports.enter(request.peer, limits.imports_in_flight))
    return finished(problem({ErrorCode::kTooMany, too_many, {}}, request));
  exchange.import_pass = PeerPass{shared.imports, request.peer};
  exchange.file = std::make_unique<UploadFile>(shared.options.upload_directory);
  return nullptr;
}

Next send(Next next, Answered answer) {
  next.step = Next::Step::kSend;
  next.answer = std::move(answer);
  return next;
}

Next begin_computed(Core& core, const Head& head, const std::string& peer, Next next) {
  auto& shared = core.shared;
  auto exchange = std::make_shared<Exchange>();
  auto& request = exchange->request;
  request = make_request(core, head, peer);
  next.request_id = request.id;
  next.notable = true;
  next.route_index = shared.metrics.no_route();
  if (head.has_body()) next.terms.keep_alive = false;  // until somebody is going to read it

  if (head.method == Method::kOther) {
    return send(std::move(next),
                refused(501, {"Metoden stöds inte.", "The method is unknown."}, request));
  }
  auto target = parse_target(head.target, head.method);
  if (!target) {
    next.terms.keep_alive = false;
    return send(
        std::move(next),
        refused(400, {"Adressen kan inte läsas.", "The request target cannot be read."}, request));
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  request.target = target->origin;
  if (!target->authority.empty()) request.host = target->authority;
  if (!request.host.empty() && !is_ours(shared, request.host)) {
    return send(
        std::move(next),
        refused(421, {"Det namnet svarar vi inte för.", "That is not a host we answer for."},
                request));
  }

  if (request.path == "*") return send(std::move(next), finished(no_content(shared.all_methods)));
  const auto* file =
      shared.site.has_page(request.path) ? shared.site.files.find(request.path) : nullptr;
  auto match = shared.router.find(request.method, request.path);
  const std::string_view allow = file != nullptr ? kReadMethods : match.allow;
  if (head.method == Method::kOptions && !allow.empty())
    return send(std::move(next), finished(no_content(allow)));
  if (file != nullptr && is_read(head.method)) {
    next.fixed = file;
    next.route_index = shared.metrics.static_route();
    next.notable = false;
    return next;
  }
  if (allow.empty()) {
    next.fixed = accepts_html(request.accept) ? shared.site.files.not_found_page() : nullptr;
    if (next.fixed != nullptr) return next;
    return send(
        std::move(next),
        refused(404, {"Den adressen finns inte.", "There is nothing at this address."}, request));
  }
  if (match.route == nullptr) return send(std::move(next), finished(not_allowed(allow, request)));

  exchange->route = match.route;
  exchange->route_index = next.route_index = match.index;
  request.path_parameters = std::move(match.path_parameters);
  exchange->if_none_match = head.if_none_match.value;
  exchange->version = shared.site.version();
  exchange->authorized = match.route->access == Access::kOpen;
  exchange->keep =
      exchange->authorized && is_read(head.method) && !head.has_body() && target->authority.empty();
  exchange->terms = next.terms;
  if (auto refusal = check(core, head, *exchange)) {
    refusal->route_index = match.index;
    return send(std::move(next), std::move(refusal));
  }
  next.terms.keep_alive = head.keep_alive && !core.draining;
  exchange->terms = next.terms;
  next.step = !head.has_body()       ? Next::Step::kRun
              : exchange->authorized ? Next::Step::kBody
                                     : Next::Step::kAuthorize;
  next.exchange = std::move(exchange);
  return next;
}

}  // namespace

bool Exchange::take(std::string_view bytes) {
  body_bytes += static_cast<std::int64_t>(bytes.size());
  if (body_bytes > body_limit) return false;
  (file ? piece : request.body).append(bytes);
  return true;
}

Next begin(Core& core, const Head& head, const std::string& peer, std::int64_t now_us) {
  Next next;
  next.terms.method = head.method;
  next.terms.keep_alive = head.keep_alive && !core.draining;
  next.terms.old_version = head.version < 11;
  next.terms.gzip = !head.accept_encoding.value.empty() && accepts_gzip(head.accept_encoding.value);
  next.terms.started_us = now_us;
  const bool simple = is_read(head.method) && !head.has_body() && is_ours(core.shared, head.host);
  if (simple && answer_from_memory(core, head, next)) return next;
  return begin_computed(core, head, peer, std::move(next));
}

bool needs_pool(const Exchange& exchange) {
  return exchange.route->where == Where::kPool || !exchange.authorized || exchange.file;
}

Answered authorize(const Shared& shared, Exchange& exchange) {
  try {
    if (!shared.site.authorize) {
      return failure({ErrorCode::kUnauthorized,
                      {"Den här adressen kräver en nyckel.", "This address needs a key."},
                      {}},
                     exchange);
    }
    const auto allowed = shared.site.authorize(*exchange.route, exchange.request);
    if (!allowed) return failure(allowed.error(), exchange);
  } catch (const std::exception& error) {
    return failure(
        {ErrorCode::kInternal, {"Något gick fel.", "Something went wrong."}, error.what()},
        exchange);
  }
  exchange.authorized = true;
  return nullptr;
}

Answered store_piece(Exchange& exchange) {
  const auto written = exchange.file->write(exchange.piece);
  exchange.piece.clear();
  return written ? nullptr : failure(written.error(), exchange);
}

Answered run(const Shared& shared, Exchange& exchange) {
  try {
    if (!exchange.authorized) {
      if (auto refusal = authorize(shared, exchange)) return refusal;
    }
    if (exchange.file) {
      if (auto failed = store_piece(exchange)) return failed;
      auto upload = exchange.file->finish();
      if (!upload) return failure(upload.error(), exchange);
      exchange.request.upload = std::move(*upload);
    }
    const auto response = exchange.route->handler(exchange.request);
    if (!response) return failure(response.error(), exchange);
    auto answer = finished(*response);
    answer->route_index = exchange.route_index;
    if (exchange.terms.gzip) add_gzip(*answer);
    return answer;
  } catch (const std::exception& error) {
    return failure(
        {ErrorCode::kInternal, {"Något gick fel.", "Something went wrong."}, error.what()},
        exchange);
  }
}

Answered refused(unsigned status, const Text& why, const Request& request) {
  return finished(problem(status, why, request));
}

Selected select(const Rendered& answer, const Terms& terms, std::string_view if_none_match) {
  const auto& form = terms.gzip && !answer.gzip.bytes.empty() ? answer.gzip : answer.identity;
  const bool conditional = is_read(terms.method) && answer.status == 200;
  if (conditional && !if_none_match.empty() && matches_etag(if_none_match, form.etag))
    return {304, form.not_modified};
  const std::string_view bytes = form.bytes;
  const auto head = bytes.substr(0, form.head_size);
  if (terms.method == Method::kHead) return {answer.status, head};
  if (form.file) return {answer.status, head, form.file.get(), bytes.size() - head.size()};
  return {answer.status, bytes};
}

}  // namespace tertil::http
