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

std::string_view Request::path_parameter(std::string_view name) const {
  const auto found =
      std::ranges::find(path_parameters, name, &std::pair<std::string, std::string>::first);
  if (found == path_parameters.end()) return {};
  return found->second;
}

}  // namespace tertil::http
