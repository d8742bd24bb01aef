#include "service/http/provider_sign_in.hpp"

#include <fmt/format.h>

#include "collectors/remote/address.hpp"
#include "service/http/answer.hpp"
#include "service/http/negotiate.hpp"
#include "service/http/session_cookie.hpp"

namespace tertil::http {
namespace {

using Rates = std::shared_ptr<LoginRates>;

constexpr std::string_view kStart = "/api/v1/session/oidc/start";
constexpr std::string_view kProxy = "/api/v1/session/proxy";
constexpr std::string_view kPage = "/logga-in";
constexpr std::string_view kFrontPage = "/import";
constexpr std::string_view kKeptInAddresses = "/?#&=%:@!$'()*+,;[]~";

Response moved_to(const std::string& location) {
  Response response;
  response.status = 302;
  response.content_type.clear();
  response.headers.emplace_back("Location",
                                collectors::remote::percent_encoded(location, kKeptInAddresses));
  return response;
}

/// The sign-in page, in the language of the page that was wanted.
Response back_to_page(std::string_view why, const std::string& till) {
  auto location = fmt::format("{}?fel={}", kPage, why);
  if (till.find("lang=en") != std::string::npos) location += "&lang=en";
  if (access::is_own_page(till))
    location += fmt::format("&till={}", collectors::remote::percent_encoded(till));
  return moved_to(location);
}

Response back_to_page(const access::Refused& refused) {
  return back_to_page(access::page_code_of(refused.fault), refused.till);
}

tl::unexpected<Error> not_here() {
  return fail(ErrorCode::kNotFound, {"Det sättet att logga in är inte påslaget här.",
                                     "That way of signing in is not turned on here."});
}

Response too_many(const Request& request, const LoginRates& rates, const std::string& till) {
  if (accepts_html(request.accept)) return back_to_page("too-many", till);
  return too_many_logins(request, rates);
}

std::string text(const Request& request, std::string_view name) {
  return std::string{request.parameter(name).value_or("")};
}

/// Another site may not begin a sign-in here, and asking for the head begins nothing.
bool is_our_own(const Request& request) {
  return request.method == Method::kGet &&
         (request.fetch_site.empty() || request.fetch_site == "same-origin" ||
          request.fetch_site == "none");
}

Result<Response> start(const Backend& backend, LoginRates& rates, const Request& request) {
  if (!backend.oidc) return not_here();
  const auto till = text(request, "till");
  if (!is_our_own(request)) return back_to_page("again", till);
  if (!rates.starts.take(request.peer, backend.people->options().steady()))
    return too_many(request, rates, till);
  const auto begun =
      backend.oidc->start(backend.engine, backend.clock, till, request.cookie(kSignInCookie));
  if (!begun) {
    access::People::note_refusal(backend.engine, "oidc", begun.error(), request.id);
    return back_to_page(access::page_code_of(begun.error().fault), till);
  }
  auto response = moved_to(begun->location);
  set_cookie(response, kSignInCookie, begun->browser, access::kAttemptMinutes * 60);
  return response;
}

Response entered(const access::Login& login, const std::string& till) {
  auto response = moved_to(till);
  set_cookie(response, kSessionCookie, login.session);
  return response;
}

Result<Response> finish(const Backend& backend, LoginRates& rates, const Request& request) {
  if (!backend.oidc) return not_here();
  if (request.method != Method::kGet) return back_to_page("again", {});
  if (!rates.addresses.take(request.peer, backend.people->options().steady()))
    return too_many(request, rates, {});
  const auto end = backend.oidc->finish(backend.engine, backend.clock, *backend.people,
                                        {.state = text(request, "state"),
                                         .code = text(request, "code"),
                                         .issuer = text(request, "iss"),
                                         .error = text(request, "error"),
                                         .browser = std::string{request.cookie(kSignInCookie)},
                                         .old_session = std::string{request.cookie(kSessionCookie)},
                                         .request = request.id});
  if (!end) return back_to_page(end.error());
  rates.addresses.give_back(request.peer);
  rates.starts.give_back(request.peer);
  auto response = entered(end->login, end->till);
  set_cookie(response, kSignInCookie, {});
  return response;
}

Result<Response> by_proxy(const Backend& backend, LoginRates& rates, const Request& request) {
  // From anybody else the headers were dropped before they came here.
  if (!backend.proxy || !request.proxy) return not_here();
  const auto asked = text(request, "till");
  const auto till = access::is_own_page(asked) ? asked : std::string{kFrontPage};
  if (request.method != Method::kGet) return back_to_page("again", till);
  if (!rates.addresses.take(request.peer, backend.people->options().steady()))
    return too_many(request, rates, till);
  const auto& said = *request.proxy;
  const auto login =
      access::enter_by_proxy(backend.engine, backend.clock, *backend.people, *backend.proxy,
                             {.secret = said.secret,
                              .user = said.user,
                              .name = said.name,
                              .groups = said.groups,
                              .email = said.email},
                             std::string{request.cookie(kSessionCookie)}, request.id);
  if (!login) return back_to_page(access::page_code_of(login.error().fault), till);
  rates.addresses.give_back(request.peer);
  return entered(*login, till);
}

Parameter till_parameter() {
  return query_parameter("till", "string", "/import",
                         {"Sidan att komma till efteråt: en sökväg på den här webbplatsen.",
                          "The page to come to afterwards: a path on this site."});
}

Route route_of(std::string_view pattern, Text summary, Text description, Text way_on,
               const std::vector<unsigned>& problems, Handler handler) {
  Route route;
  route.pattern = pattern;
  route.summary = std::move(summary);
  route.description = std::move(description);
  route.answers = answers({}, {}, false, problems);
  route.answers.front() = {302, "", std::move(way_on), {}};
  route.where = Where::kPool;
  route.handler = std::move(handler);
  return route;
}

Route start_route(const Backend& backend, const Rates& rates) {
  auto route = route_of(
      kStart,
      {"Börjar logga in hos regionens inloggningstjänst", "Begins to sign in at a provider"},
      {"Leder webbläsaren till regionens OpenID-tjänst (auktoriseringskod med PKCE). Går det inte "
       "leder den till inloggningssidan med ett skäl i fel.",
       "Leads the browser to the region's OpenID provider (authorization code with PKCE). Where "
       "that cannot be done it leads to the sign-in page with a reason in fel."},
      {"Till inloggningstjänsten, eller till inloggningssidan.",
       "To the provider, or to the sign-in page."},
      {400, 404, 429, 503},
      [&backend, rates](const Request& request) { return start(backend, *rates, request); });
  route.parameters = {till_parameter()};
  return route;
}

Route callback_route(const Backend& backend, const Rates& rates) {
  auto route = route_of(
      access::kOidcCallback,
      {"Tar emot den som loggat in hos inloggningstjänsten",
       "Receives whoever has signed in at the provider"},
      {"Hit leder inloggningstjänsten webbläsaren. Prövar svaret (RFC 9207, PKCE, ID-token), ger "
       "rollen efter grupp och leder vidare till sidan som begärdes. Andra parametrar än de som "
       "står här hoppas över.",
       "Here the provider leads the browser. Judges the answer (RFC 9207, PKCE, ID token), gives "
       "the role by group and leads on to the page that was asked for. Parameters not listed here "
       "are passed over."},
      {"Till sidan som begärdes, med inloggningens kaka, eller till inloggningssidan med ett skäl.",
       "To the page asked for, with the login's cookie, or to the sign-in page with a reason."},
      {400, 404, 429, 503},
      [&backend, rates](const Request& request) { return finish(backend, *rates, request); });
  route.parameters = {
      query_parameter("state", "string", "vbcf1Qw0m9o", {"Som vi sände det.", "As we sent it."}),
      query_parameter("code", "string", "SplxlOBeZQQYbYS6WxSbIA",
                      {"Koden att byta mot en token.", "The code to exchange for a token."}),
      query_parameter("iss", "string", "https://login.exempel.se",
                      {"Vem som svarar (RFC 9207).", "Who answers (RFC 9207)."}),
      query_parameter("error", "string", "access_denied",
                      {"Varför tjänsten säger nej.", "Why the provider says no."})};
  route.any_query = true;
  return route;
}

Route proxy_route(const Backend& backend, const Rates& rates) {
  auto route = route_of(
      kProxy, {"Loggar in den som proxyn svarar för", "Signs in whoever the proxy vouches for"},
      {"Bara för den omvända proxyn: från en utpekad lokal adress, med X-Tertil-Secret, -User, "
       "-Name och -Groups. Från alla andra kastas huvudena bort och svaret är 404.",
       "For the reverse proxy alone: from a named loopback address, with X-Tertil-Secret, -User, "
       "-Name and -Groups. From all others the headers are dropped and the answer is 404."},
      {"Till sidan som begärdes, med inloggningens kaka, eller till inloggningssidan med ett skäl.",
       "To the page asked for, with the login's cookie, or to the sign-in page with a reason."},
      {400, 404, 429, 503},
      [&backend, rates](const Request& request) { return by_proxy(backend, *rates, request); });
  route.parameters = {till_parameter()};
  return route;
}

}  // namespace

std::vector<Route> provider_sign_in_routes(const Backend& backend, const Rates& rates) {
  std::vector<Route> routes;
  routes.push_back(start_route(backend, rates));
  routes.push_back(callback_route(backend, rates));
  routes.push_back(proxy_route(backend, rates));
  return routes;
}

}  // namespace tertil::http
