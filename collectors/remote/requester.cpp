#include "collectors/remote/requester.hpp"

#include <curl/curl.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "collectors/json.hpp"
#include "collectors/remote/address.hpp"
#include "collectors/remote/faults.hpp"

namespace tertil::collectors::remote {

using std::chrono::milliseconds;

namespace {

constexpr std::int64_t kDefaultTokenSeconds = 300;
constexpr std::int64_t kTokenMarginSeconds = 30;

milliseconds between_requests(double per_second) {
  return milliseconds{static_cast<std::int64_t>(std::ceil(1000.0 / per_second))};
}

std::string base64(const std::string& text) {
  std::string out(sodium_base64_ENCODED_LEN(text.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()),
                    text.size(), sodium_base64_VARIANT_ORIGINAL);
  out.pop_back();  // the closing NUL
  return out;
}

std::string form(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string body;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    body += (body.empty() ? "" : "&") + percent_encoded(name) + '=' + percent_encoded(value);
  }
  return body;
}

bool has_token(PullAuthKind kind) {
  return kind == PullAuthKind::kClientCredentials || kind == PullAuthKind::kPassword;
}

/// What an answer's status means for us; nothing when it is one we can use.
std::optional<RemoteFault> judge(const HttpAnswer& answer, const std::string& shown) {
  const int status = answer.status;
  if ((status >= 200 && status < 300) || status == 304) return std::nullopt;
  if (status >= 300 && status < 400) {
    const auto to = parse_address(answer.header("location"));
    return fault::redirected(shown, to ? to->shown() : "?");
  }
  if (status == 401 || status == 403) return fault::sign_in(shown, status);
  if (status == 404 || status == 410) return fault::gone(shown, status);
  return fault::status(shown, status);
}

}  // namespace

std::optional<std::int64_t> retry_after(std::string_view header, std::int64_t wall_clock) {
  std::int64_t seconds = 0;
  const auto end = std::from_chars(header.data(), header.data() + header.size(), seconds);
  if (!header.empty() && end.ec == std::errc() && end.ptr == header.data() + header.size()) {
    return std::max<std::int64_t>(seconds, 0);
  }
  const auto date = curl_getdate(std::string(header).c_str(), nullptr);
  if (date < 0) return std::nullopt;
  return std::max<std::int64_t>(date - wall_clock, 0);
}

Requester::Requester(const PullSettings& settings, const Secrets& secrets, Transport& transport,
                     Pace& pace, Patience patience)
    : settings_(settings),
      secrets_(secrets),
      transport_(transport),
      pace_(pace),
      patience_(patience),
      started_(pace.now()),
      between_(between_requests(settings.requests_per_second)) {}

void Requester::slow_down(double requests_per_second) {
  between_ = std::max(between_, between_requests(requests_per_second));
}

Asked Requester::get(const std::string& url, Headers headers) {
  return ask({.url = url, .headers = std::move(headers)}, true);
}

Asked Requester::post(const std::string& url, std::string body, std::string content_type) {
  return ask({.method = "POST",
              .url = url,
              .headers = {{"Content-Type", std::move(content_type)}},
              .body = std::move(body)},
             true);
}

Asked Requester::ask(HttpRequest request, bool signed_in) {
  const auto address = parse_address(request.url);
  if (!address) return fault::not_listed("?");
  const std::string shown = address->shown();
  if (!is_listed(*address, settings_.allowed_hosts)) return fault::not_listed(shown);
  request.timeout = std::chrono::seconds{settings_.timeout_seconds};
  request.max_bytes = settings_.max_answer_bytes;
  const Headers own = std::move(request.headers);
  for (bool renewed = false;; renewed = true) {
    request.headers = own;
    if (signed_in) {
      auto who = sign_in_headers();
      if (auto* failed = std::get_if<RemoteFault>(&who)) return std::move(*failed);
      for (auto& header : std::get<Headers>(who)) request.headers.push_back(std::move(header));
      for (const auto& header : settings_.headers) request.headers.push_back(header);
    }
    auto answer = try_again_and_again(request, shown);
    const auto* got = std::get_if<HttpAnswer>(&answer);
    if (got == nullptr) return answer;
    if (got->status == 401 && signed_in && has_token(settings_.auth.kind) && !renewed) {
      token_.clear();
      continue;
    }
    if (auto failed = judge(*got, shown)) return std::move(*failed);
    return answer;
  }
}

Asked Requester::try_again_and_again(const HttpRequest& request, const std::string& shown) {
  milliseconds wait = patience_.first_wait;
  for (int attempt = 1;; ++attempt) {
    if (!wait_for_turn()) return fault::stopped();
    auto answer = transport_.send(request);
    milliseconds pause{static_cast<std::int64_t>(static_cast<double>(wait.count()) *
                                                 (0.5 + pace_.chance() / 2.0))};
    RemoteFault failed;
    if (auto* got = std::get_if<HttpAnswer>(&answer)) {
      if (got->status != 429 && got->status < 500) return answer;
      failed = fault::status(shown, got->status);
      if (const auto asked = retry_after(got->header("retry-after"), pace_.wall_clock())) {
        const std::chrono::seconds seconds{*asked};
        if (seconds > patience_.longest_asked) return fault::too_long_to_wait(shown, *asked);
        pause = std::max<milliseconds>(pause, seconds);
      }
    } else {
      failed = std::move(std::get<RemoteFault>(answer));
    }
    const bool late = pace_.now() + pause - started_ > patience_.deadline;
    if (!failed.may_pass || attempt >= patience_.attempts || late) return failed;
    if (failed.problem == Problem::kStopped || !pace_.wait(pause)) return fault::stopped();
    wait = std::min(wait * 2, patience_.longest_wait);
  }
}

bool Requester::wait_for_turn() {
  const auto now = pace_.now();
  if (next_turn_ > now && !pace_.wait(next_turn_ - now)) return false;
  next_turn_ = std::max(now, next_turn_) + between_;
  return true;
}

std::variant<Headers, RemoteFault> Requester::sign_in_headers() {
  const PullAuth& auth = settings_.auth;
  if (auth.kind == PullAuthKind::kNone) return Headers{};
  if (has_token(auth.kind)) return token_headers();
  auto read = secrets_.read(auth.secret_file);
  if (const auto* reason = std::get_if<Text>(&read)) {
    return fault::secret(auth.secret_file, *reason);
  }
  const std::string& secret = std::get<std::string>(read);
  if (auth.kind == PullAuthKind::kBearer) return Headers{{"Authorization", "Bearer " + secret}};
  if (auth.kind == PullAuthKind::kHeader) return Headers{{auth.header, secret}};
  return Headers{{"Authorization", "Basic " + base64(auth.user + ':' + secret)}};
}

std::variant<Headers, RemoteFault> Requester::token_headers() {
  const PullAuth& auth = settings_.auth;
  if (token_.empty() || pace_.now() >= token_ends_) {
    std::string client_secret;
    std::string password;
    auto read = secrets_.read(auth.secret_file);
    if (const auto* reason = std::get_if<Text>(&read)) {
      return fault::secret(auth.secret_file, *reason);
    }
    const bool by_password = auth.kind == PullAuthKind::kPassword;
    (by_password ? password : client_secret) = std::get<std::string>(read);
    if (by_password && !auth.client_secret_file.empty()) {
      auto other = secrets_.read(auth.client_secret_file);
      if (const auto* reason = std::get_if<Text>(&other)) {
        return fault::secret(auth.client_secret_file, *reason);
      }
      client_secret = std::get<std::string>(other);
    }
    auto answer =
        ask({.method = "POST",
             .url = auth.token_url,
             .headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                         {"Accept", "application/json"}},
             .body = form({{"grant_type", by_password ? "password" : "client_credentials"},
                           {"client_id", auth.client_id},
                           {"client_secret", client_secret},
                           {"username", by_password ? auth.user : std::string()},
                           {"password", password},
                           {"scope", auth.scope}})},
            false);
    if (auto* failed = std::get_if<RemoteFault>(&answer)) return std::move(*failed);
    const auto address = parse_address(auth.token_url);
    const auto parsed = parse_json(std::get<HttpAnswer>(answer).body);
    const auto* document = std::get_if<nlohmann::json>(&parsed);
    const auto token = document != nullptr && document->is_object()
                           ? document->value("access_token", nlohmann::json())
                           : nlohmann::json();
    if (!token.is_string() || token.get_ref<const std::string&>().empty()) {
      return fault::no_token(address->shown());
    }
    token_ = token.get<std::string>();
    const auto lasts = document->value("expires_in", nlohmann::json());
    const std::int64_t seconds =
        lasts.is_number() ? static_cast<std::int64_t>(std::clamp(lasts.get<double>(), 0.0, 1e6))
                          : kDefaultTokenSeconds;
    token_ends_ = pace_.now() +
                  std::chrono::seconds{std::max<std::int64_t>(seconds - kTokenMarginSeconds, 1)};
  }
  return Headers{{"Authorization", "Bearer " + token_}};
}

}  // namespace tertil::collectors::remote
