#include "collectors/remote/http_client.hpp"

#include <curl/curl.h>
#include <fmt/format.h>
#include <netdb.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <stdexcept>

#include "collectors/remote/address.hpp"
#include "collectors/remote/faults.hpp"

namespace tertil::collectors::remote {

namespace {

constexpr std::size_t kMostHeaderBytes = std::size_t{64} * 1024;

void initialise_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

void append(List& list, const std::string& line) {
  if (auto* grown = curl_slist_append(list.get(), line.c_str())) {
    static_cast<void>(list.release());
    list.reset(grown);
  }
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { freeaddrinfo(list); }
};

std::string numeric(const addrinfo& one) {
  char host[NI_MAXHOST] = "";
  getnameinfo(one.ai_addr, one.ai_addrlen, host, sizeof host, nullptr, 0, NI_NUMERICHOST);
  return one.ai_family == AF_INET6 ? fmt::format("[{}]", host) : std::string(host);
}

/// "host:port:address,address" for libcurl, of those addresses that the host may have.
std::variant<std::string, RemoteFault> resolve(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int failed = getaddrinfo(address.host.c_str(), nullptr, &hints, &found);
  if (failed != 0) return fault::no_such_host(address.host, gai_strerror(failed));
  const std::unique_ptr<addrinfo, FreeAddresses> all(found);
  std::string allowed;
  for (const addrinfo* one = all.get(); one != nullptr; one = one->ai_next) {
    if (!may_connect(address.host, *one->ai_addr)) continue;
    allowed += allowed.empty() ? "" : ",";
    allowed += numeric(*one);
  }
  if (allowed.empty()) return fault::forbidden_address(address.host);
  const bool v6 = address.host.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}:{}", v6 ? "[" : "", address.host, v6 ? "]" : "", address.port,
                     allowed);
}

/// What comes in, and why no more is taken.
struct Incoming {
  HttpAnswer answer;
  std::int64_t max_bytes{0};
  std::size_t header_bytes{0};
  bool too_large{false};
  std::stop_token stop;
};

std::size_t take_body(const char* data, std::size_t, std::size_t size, void* into) {
  auto& incoming = *static_cast<Incoming*>(into);
  if (static_cast<std::int64_t>(incoming.answer.body.size() + size) > incoming.max_bytes) {
    incoming.too_large = true;
    return 0;
  }
  incoming.answer.body.append(data, size);
  return size;
}

std::size_t take_header(const char* data, std::size_t, std::size_t size, void* into) {
  auto& incoming = *static_cast<Incoming*>(into);
  incoming.header_bytes += size;
  if (incoming.header_bytes > kMostHeaderBytes) {
    incoming.too_large = true;
    return 0;
  }
  std::string_view line(data, size);
  if (line.starts_with("HTTP/")) incoming.answer.headers.clear();  // after 100 Continue
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return size;
  std::string name(line.substr(0, colon));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  line.remove_prefix(colon + 1);
  const auto begin = line.find_first_not_of(" \t\r\n");
  const auto end = line.find_last_not_of(" \t\r\n");
  incoming.answer.headers.emplace_back(std::move(name),
                                       begin == std::string_view::npos
                                           ? std::string()
                                           : std::string(line.substr(begin, end - begin + 1)));
  return size;
}

int look_whether_stopped(void* into, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Incoming*>(into)->stop.stop_requested() ? 1 : 0;
}

RemoteFault fault_of(CURLcode code, const Incoming& incoming, const HttpRequest& request,
                     const std::string& shown, const char* words) {
  if (incoming.too_large) return fault::too_large(shown, request.max_bytes);
  if (incoming.stop.stop_requested()) return fault::stopped();
  const std::string reason = *words == '\0' ? curl_easy_strerror(code) : words;
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return fault::timeout(shown, request.timeout.count() / 1000);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR: return fault::certificate(shown, reason);
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING: return fault::cut_short(shown);
    case CURLE_FILESIZE_EXCEEDED: return fault::too_large(shown, request.max_bytes);
    default: return fault::unreachable(shown, reason);
  }
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
  const auto found = std::find_if(headers.begin(), headers.end(),
                                  [&](const auto& one) { return one.first == name; });
  return found == headers.end() ? std::string() : found->second;
}

struct HttpClient::Handle {
  struct Free {
    void operator()(CURL* used) const { curl_easy_cleanup(used); }
  };
  std::unique_ptr<CURL, Free> curl;
};

HttpClient::HttpClient(ClientOptions options)
    : options_(std::move(options)), handle_(std::make_unique<Handle>()) {
  initialise_once();
  handle_->curl.reset(curl_easy_init());
  if (!handle_->curl) throw std::runtime_error("libcurl cannot be used");
}

HttpClient::~HttpClient() = default;

std::variant<HttpAnswer, RemoteFault> HttpClient::send(const HttpRequest& request) {
  const auto address = parse_address(request.url);
  if (!address) return fault::not_listed("?");
  const std::string shown = address->shown();
  CURL* curl = handle_->curl.get();
  curl_easy_reset(curl);

  List pinned;
  if (options_.proxy.empty()) {
    auto where = resolve(*address);
    if (auto* failed = std::get_if<RemoteFault>(&where)) return std::move(*failed);
    append(pinned, std::get<std::string>(where));
    curl_easy_setopt(curl, CURLOPT_RESOLVE, pinned.get());
  }
  curl_easy_setopt(curl, CURLOPT_PROXY, options_.proxy.c_str());
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "");

  Incoming incoming{.answer = {}, .max_bytes = request.max_bytes, .stop = options_.stop};
  char words[CURL_ERROR_SIZE] = "";
  List headers;
  for (const auto& [name, value] : request.headers)
    append(headers, fmt::format("{}: {}", name, value));
  append(headers, "Expect:");
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, words);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &incoming);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &incoming);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_whether_stopped);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &incoming);
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.max_bytes));
  if (request.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.c_str());
  }
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) return fault_of(code, incoming, request, shown, words);
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  incoming.answer.status = static_cast<int>(status);
  return std::move(incoming.answer);
}

}  // namespace tertil::collectors::remote
