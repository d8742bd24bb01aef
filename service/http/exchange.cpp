#include "service/http/exchange.hpp"

#include <unistd.h>

#include <algorithm>

namespace tertil::http {

Upload::~Upload() {
  if (descriptor >= 0) ::close(descriptor);
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  const auto found = std::ranges::find(query, name, &std::pair<std::string, std::string>::first);
  if (found == query.end()) return std::nullopt;
  return found->second;
}

std::string_view Request::cookie(std::string_view name) const {
  for (std::string_view rest = cookies; !rest.empty();) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    pair.remove_prefix(std::min(pair.find_first_not_of(" \t"), pair.size()));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    pair.remove_prefix(equals + 1);
    return pair.substr(0, pair.find_last_not_of(" \t") + 1);
  }
  return {};
}

std::string_view Request::path_parameter(std::string_view name) const {
  const auto found =
      std::ranges::find(path_parameters, name, &std::pair<std::string, std::string>::first);
  if (found == path_parameters.end()) return {};
  return found->second;
}

}  // namespace tertil::http
