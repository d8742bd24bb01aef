#include "service/store/postgresql/address.hpp"

#include <array>
#include <utility>
#include <vector>

namespace tertil::store::postgresql {
namespace {

constexpr std::array<std::string_view, 2> kSchemes{"postgresql://", "postgres://"};

/// Seconds and milliseconds: a server that does not answer is given up within five seconds.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kDefaults{
    {{"connect_timeout", "5"},
     {"tcp_user_timeout", "5000"},
     {"keepalives_idle", "5"},
     {"keepalives_interval", "2"},
     {"keepalives_count", "3"},
     {"client_encoding", "UTF8"},
     {"fallback_application_name", "tertil"}}};

/// Where the passwords of an address stand, last first.
std::vector<std::pair<std::size_t, std::size_t>> secrets_in(std::string_view url) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (const std::string_view name : {"?password=", "&password=", "?sslpassword=", "&sslpassword="})
    if (const auto at = url.find(name); at != std::string_view::npos) {
      const auto from = at + name.size();
      found.emplace_back(from, std::min(url.find('&', from), url.size()) - from);
    }
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return found;
  const auto from = scheme + 3;
  const auto at = url.substr(0, url.find('?', from)).rfind('@');
  const auto colon = url.find(':', from);
  if (at != std::string_view::npos && at >= from && colon < at)
    found.emplace_back(colon + 1, at - colon - 1);
  return found;
}

/// What "%C3%A5" stands for.
std::string decoded(std::string_view text) {
  const auto digit = [](char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    return kDigits.find(static_cast<char>(c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c));
  };
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool coded =
        text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) < 16 && digit(text[i + 2]) < 16;
    plain += coded ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
    if (coded) i += 2;
  }
  return plain;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  if (what.empty()) return;
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

}  // namespace

std::string Address::to_connect() const {
  std::string url = url_;
  for (const auto& [name, value] : kDefaults) {
    const bool given = url_.find('?' + std::string{name} + '=') != std::string::npos ||
                       url_.find('&' + std::string{name} + '=') != std::string::npos;
    if (given) continue;
    url += url.find('?') == std::string::npos ? '?' : '&';
    url += std::string{name} + '=' + std::string{value};
  }
  return url;
}

std::string Address::shown() const {
  std::string url = url_;
  for (const auto& [from, size] : secrets_in(url_)) url.replace(from, size, "…");
  return url;
}

std::string Address::without_secrets(std::string text) const {
  replace_all(text, to_connect(), shown());
  replace_all(text, url_, shown());
  for (const auto& [from, size] : secrets_in(url_)) {
    const auto secret = std::string_view{url_}.substr(from, size);
    replace_all(text, secret, "…");
    replace_all(text, decoded(secret), "…");
  }
  return text;
}

bool is_address(std::string_view url) {
  for (const auto scheme : kSchemes)
    if (url.starts_with(scheme)) return true;
  return false;
}

}  // namespace tertil::store::postgresql
