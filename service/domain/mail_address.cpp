#include "service/domain/mail_address.hpp"

#include <algorithm>

namespace tertil {
namespace {

constexpr std::size_t kLongestAddress = 254;
constexpr std::size_t kLongestLocal = 64;
constexpr std::size_t kLongestLabel = 63;
constexpr std::string_view kAtom = "!#$%&'*+-/=?^_`{|}~";

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_local(std::string_view local) {
  if (local.empty() || local.size() > kLongestLocal || local.front() == '.' || local.back() == '.')
    return false;
  return local.find("..") == std::string_view::npos && std::ranges::all_of(local, [](char c) {
           return is_letter_or_digit(c) || c == '.' || kAtom.find(c) != std::string_view::npos;
         });
}

bool is_host(std::string_view host) {
  while (true) {
    const auto dot = host.find('.');
    const auto label = host.substr(0, dot);
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-' ||
        label.back() == '-')
      return false;
    if (!std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; }))
      return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= kLongestAddress && at != std::string_view::npos &&
         is_local(text.substr(0, at)) && is_host(text.substr(at + 1));
}

std::string_view domain_of(std::string_view address) {
  return address.substr(std::min(address.find('@') + 1, address.size()));
}

}  // namespace tertil
