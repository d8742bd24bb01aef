#include "collectors/remote/address.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>

namespace tertil::collectors::remote {

namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

Url parsed(const std::string& text) {
  Url url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return nullptr;
  return url;
}

std::string part(const Url& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

enum class Reach { kAnywhere, kLoopback, kLinkLocal, kNowhere };

Reach reach_of_v4(std::uint32_t address) {
  const std::uint32_t first = address >> 24U;
  if (first == 127) return Reach::kLoopback;
  if ((address >> 16U) == 0xA9FEU) return Reach::kLinkLocal;  // 169.254/16, where clouds keep keys
  return first == 0 || first >= 224 ? Reach::kNowhere : Reach::kAnywhere;
}

Reach reach_of_v6(const in6_addr& address) {
  const auto* bytes = address.s6_addr;
  if (IN6_IS_ADDR_V4MAPPED(&address) || IN6_IS_ADDR_V4COMPAT(&address)) {
    if (IN6_IS_ADDR_LOOPBACK(&address)) return Reach::kLoopback;
    std::uint32_t v4 = 0;
    std::memcpy(&v4, bytes + 12, 4);
    return reach_of_v4(ntohl(v4));
  }
  if (IN6_IS_ADDR_LOOPBACK(&address)) return Reach::kLoopback;
  if (IN6_IS_ADDR_LINKLOCAL(&address)) return Reach::kLinkLocal;
  return IN6_IS_ADDR_UNSPECIFIED(&address) || bytes[0] == 0xFF ? Reach::kNowhere : Reach::kAnywhere;
}

std::string written(const sockaddr& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
  } else {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  }
  return text;
}

Reach reach_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return reach_of_v4(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return Reach::kNowhere;
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  return reach_of_v6(v6.sin6_addr);
}

}  // namespace

std::string Address::shown() const {
  const bool usual = (scheme == "https" && port == 443) || (scheme == "http" && port == 80);
  const bool v6 = host.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}{}{}", scheme, v6 ? "[" : "", host, v6 ? "]" : "",
                     usual ? std::string() : fmt::format(":{}", port), path);
}

std::optional<Address> parse_address(std::string_view text) {
  const Url url = parsed(std::string(text));
  if (!url) return std::nullopt;
  Address address;
  address.scheme = in_small_letters(part(url, CURLUPART_SCHEME));
  if (address.scheme != "https" && address.scheme != "http") return std::nullopt;
  if (!part(url, CURLUPART_USER).empty() || !part(url, CURLUPART_PASSWORD).empty()) {
    return std::nullopt;
  }
  address.host = in_small_letters(part(url, CURLUPART_HOST));
  if (address.host.starts_with('[')) address.host = address.host.substr(1, address.host.size() - 2);
  const std::string port = part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  std::from_chars(port.data(), port.data() + port.size(), address.port);
  address.path = part(url, CURLUPART_PATH);
  return address;
}

bool is_listed(const Address& url, const std::vector<std::string>& origins) {
  return std::any_of(origins.begin(), origins.end(), [&](const std::string& origin) {
    const auto listed = parse_address(origin);
    return listed && listed->scheme == url.scheme && listed->host == url.host &&
           listed->port == url.port;
  });
}

bool may_connect(std::string_view host, const sockaddr& address) {
  switch (reach_of(address)) {
    case Reach::kAnywhere: return true;
    case Reach::kLoopback: return host == "localhost" || host == written(address);
    case Reach::kLinkLocal: return host == written(address);
    case Reach::kNowhere: return false;
  }
  return false;
}

std::string percent_encoded(std::string_view text, std::string_view kept) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos ||
                       kept.find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string with_query(std::string url,
                       const std::vector<std::pair<std::string, std::string>>& query) {
  for (const auto& [name, value] : query) {
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += percent_encoded(name, "[]") + '=' + percent_encoded(value, ",*:");
  }
  return url;
}

std::optional<std::string> resolved(const std::string& base, const std::string& link) {
  const Url url = parsed(base);
  if (!url || curl_url_set(url.get(), CURLUPART_URL, link.c_str(), 0) != CURLUE_OK) {
    return std::nullopt;
  }
  return part(url, CURLUPART_URL);
}

}  // namespace tertil::collectors::remote
