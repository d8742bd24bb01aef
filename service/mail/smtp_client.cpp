#include "service/mail/smtp_client.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <mutex>
#include <stdexcept>

#include "service/domain/mail_address.hpp"

namespace tertil::mail {
namespace {

constexpr int kSmtpsPort = 465;
constexpr int kSubmissionPort = 587;

void initialise_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct Upload {
  std::string_view left;
  bool begun{false};
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  upload.begun = true;
  const auto taken = std::min(size * count, upload.left.size());
  std::memcpy(into, upload.left.data(), taken);
  upload.left.remove_prefix(taken);
  return taken;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

int look_whether_stopped(void* from, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::stop_token*>(from)->stop_requested() ? 1 : 0;
}

/// Whether the fault is the server's as a whole, not this mail's. libcurl gives CURLE_SEND_ERROR
/// when MAIL, RCPT or DATA is refused, and its words begin with which; a sender that is not taken
/// is so for everybody.
bool is_unreachable(CURLcode code, long reply, bool begun, std::string_view words) {
  const bool refused = reply >= 500 && reply < 600;
  if (refused && !begun && (code != CURLE_SEND_ERROR || words.starts_with("MAIL "))) return true;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED:
    case CURLE_LOGIN_DENIED:
    case CURLE_ABORTED_BY_CALLBACK: return true;
    default: return reply == 0 || reply == 220 || reply == 421;
  }
}

}  // namespace

bool ServerAddress::is_loopback() const {
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24U) == 127;
  return host == "localhost" || host == "::1";
}

std::optional<ServerAddress> parse_server(std::string_view url) {
  constexpr std::string_view kSmtps = "smtps://";
  constexpr std::string_view kSmtp = "smtp://";
  ServerAddress address;
  address.tls_at_once = url.starts_with(kSmtps);
  if (!address.tls_at_once && !url.starts_with(kSmtp)) return std::nullopt;
  url.remove_prefix((address.tls_at_once ? kSmtps : kSmtp).size());
  address.port = address.tls_at_once ? kSmtpsPort : kSubmissionPort;
  const auto end = url.starts_with('[') ? url.find(']') : std::string_view::npos;
  const auto colon = url.find(':', end == std::string_view::npos ? 0 : end);
  if (colon != std::string_view::npos) {
    const auto digits = url.substr(colon + 1);
    const auto [last, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (fault != std::errc{} || last != digits.data() + digits.size() || address.port < 1 ||
        address.port > 65535)
      return std::nullopt;
    url = url.substr(0, colon);
  }
  const bool v6 = end != std::string_view::npos;
  if (v6) {
    if (!url.ends_with(']')) return std::nullopt;
    url = url.substr(1, url.size() - 2);
  }
  const auto is_good = [v6](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || (v6 && c == ':');
  };
  if (url.empty() || !std::ranges::all_of(url, is_good)) return std::nullopt;
  address.host = url;
  return address;
}

struct SmtpClient::Handle {
  struct Free {
    void operator()(CURL* used) const { curl_easy_cleanup(used); }
  };
  std::unique_ptr<CURL, Free> curl;
};

SmtpClient::SmtpClient(SmtpSettings settings, std::stop_token stop)
    : settings_{std::move(settings)}, stop_{std::move(stop)}, handle_{std::make_unique<Handle>()} {
  initialise_once();
  handle_->curl.reset(curl_easy_init());
  if (!handle_->curl) throw std::runtime_error{"libcurl cannot be used"};
}

SmtpClient::~SmtpClient() = default;

void SmtpClient::prepare() {
  CURL* curl = handle_->curl.get();
  curl_easy_reset(curl);
  const auto& server = settings_.server;
  const bool v6 = server.host.find(':') != std::string::npos;
  const auto url =
      fmt::format("{}://{}{}{}:{}/{}", server.tls_at_once ? "smtps" : "smtp", v6 ? "[" : "",
                  server.host, v6 ? "]" : "", server.port, settings_.domain);
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings_.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_USE_SSL,
                   static_cast<long>(settings_.starttls || server.tls_at_once ? CURLUSESSL_ALL
                                                                              : CURLUSESSL_NONE));
  if (!settings_.username.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings_.username.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings_.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   static_cast<long>(settings_.connect_timeout.count()));
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                   static_cast<long>(std::max<std::int64_t>(1, settings_.timeout.count() / 1000)));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_whether_stopped);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &stop_);
}

Delivery SmtpClient::perform(const bool* begun) {
  CURL* curl = handle_->curl.get();
  char words[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
  const CURLcode code = curl_easy_perform(curl);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, nullptr);
  long reply = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &reply);
  Delivery delivery{Delivery::Outcome::kSent, static_cast<int>(reply), {}};
  if (code == CURLE_OK) return delivery;
  // Not libcurl's own words about this transfer: they may repeat what the server said, and with it
  // somebody's address.
  delivery.reason = curl_easy_strerror(code);
  if (begun == nullptr || is_unreachable(code, reply, *begun, words))
    delivery.outcome = Delivery::Outcome::kUnreachable;
  else if (reply >= 500 && reply < 600 && code != CURLE_OPERATION_TIMEDOUT)
    delivery.outcome = Delivery::Outcome::kRefused;
  else
    delivery.outcome = Delivery::Outcome::kLater;
  return delivery;
}

Delivery SmtpClient::send(const Letter& letter) {
  if (stop_.stop_requested()) return {Delivery::Outcome::kUnreachable, 0, "stopped"};
  if (!is_mail_address(letter.to.address) || !is_mail_address(letter.from.address))
    return {Delivery::Outcome::kRefused, 0, "not a mail address"};
  CURL* curl = handle_->curl.get();
  prepare();
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  const auto sender = fmt::format("<{}>", letter.from.address);
  const std::unique_ptr<curl_slist, FreeList> recipients{
      curl_slist_append(nullptr, fmt::format("<{}>", letter.to.address).c_str())};
  const auto bytes = to_rfc5322(letter);
  Upload upload{bytes};
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  return perform(&upload.begun);
}

Delivery SmtpClient::try_out() {
  prepare();
  curl_easy_setopt(handle_->curl.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  return perform(nullptr);
}

}  // namespace tertil::mail
