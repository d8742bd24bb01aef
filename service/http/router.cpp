#include "service/http/router.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <stdexcept>

namespace tertil::http {

/// One segment of the pattern tree.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> words;
  std::unique_ptr<Node> any;  // {name}
  std::array<const Route*, 8> by_method{};
  bool has_routes{false};
};

namespace {

constexpr std::array kMethods{Method::kGet, Method::kHead,  Method::kOptions, Method::kPost,
                              Method::kPut, Method::kPatch, Method::kDelete,  Method::kOther};

/// Cuts the first segment off "/a/b"; false when nothing is left.
bool next_segment(std::string_view& rest, std::string_view& segment) {
  if (rest.empty()) return false;
  rest.remove_prefix(1);  // '/'
  const auto end = std::min(rest.find('/'), rest.size());
  segment = rest.substr(0, end);
  rest.remove_prefix(end);
  return true;
}

bool is_name(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool fits(std::string_view type, std::string_view text) {
  const auto* end = text.data() + text.size();
  if (type == "integer") {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end;
  }
  if (type == "number") {
    double value = 0;
    const auto read = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    return read.ec == std::errc{} && read.ptr == end && value - value == 0;
  }
  if (type == "boolean") return text == "true" || text == "false";
  return true;
}

/// Whether a query parameter of this name is the one described.
bool is_called(const Parameter& parameter, std::string_view name) {
  if (!parameter.keyed) return name == parameter.name;
  return name.size() > parameter.name.size() + 1 && name.starts_with(parameter.name) &&
         name[parameter.name.size()] == '.';
}

}  // namespace

Router::Router(std::vector<Route> routes)
    : routes_{std::move(routes)}, root_{std::make_unique<Node>()} {
  for (const auto& route : routes_) {
    const auto refuse = [&route](std::string_view why) {
      throw std::invalid_argument{
          fmt::format("route {} {}: {}", name_of(route.method), route.pattern, why)};
    };
    if (!route.pattern.starts_with('/')) refuse("a pattern begins with /");
    if (!route.handler) refuse("it has no handler");
    auto* node = root_.get();
    std::string_view rest = route.pattern;
    std::string_view segment;
    while (next_segment(rest, segment)) {
      const bool braces = segment.find_first_of("{}") != std::string_view::npos;
      if (braces && !is_name(segment)) refuse("a name fills its whole segment");
      auto& child = braces ? node->any : node->words[std::string{segment}];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
    }
    auto& slot = node->by_method[static_cast<std::size_t>(route.method)];
    if (slot != nullptr) refuse("another route has the same method and shape");
    slot = &route;
    node->has_routes = true;
  }
}

Router::~Router() = default;

const Router::Node* Router::descend(const Node& node, std::string_view rest,
                                    std::vector<std::string_view>& taken) {
  std::string_view segment;
  if (!next_segment(rest, segment)) return node.has_routes ? &node : nullptr;
  const auto word = node.words.find(segment);
  if (word != node.words.end()) {
    if (const auto* found = descend(*word->second, rest, taken)) return found;
  }
  if (!node.any || segment.empty()) return nullptr;
  taken.push_back(segment);
  const auto* found = descend(*node.any, rest, taken);
  if (found == nullptr) taken.pop_back();
  return found;
}

Router::Match Router::find(Method method, std::string_view path) const {
  std::vector<std::string_view> taken;
  const auto* node = descend(*root_, path, taken);
  if (node == nullptr) return {};
  Match match;
  for (const auto candidate : kMethods) {
    const bool as_get = candidate == Method::kHead;
    const auto slot = static_cast<std::size_t>(as_get ? Method::kGet : candidate);
    if (node->by_method[slot] == nullptr && candidate != Method::kOptions) continue;
    match.allow += match.allow.empty() ? "" : ", ";
    match.allow += name_of(candidate);
  }
  const auto wanted = method == Method::kHead ? Method::kGet : method;
  match.route = node->by_method[static_cast<std::size_t>(wanted)];
  if (match.route == nullptr) return match;

  match.index = static_cast<std::size_t>(match.route - routes_.data());
  std::string_view rest = match.route->pattern;
  std::string_view segment;
  auto value = taken.begin();
  while (next_segment(rest, segment)) {
    if (!is_name(segment)) continue;
    match.path_parameters.emplace_back(segment.substr(1, segment.size() - 2), *value++);
  }
  return match;
}

std::optional<ProblemItem> check_query(const Route& route, const Request& request) {
  const auto item = [](std::string_view name, std::string code, std::string_view sv,
                       std::string_view en) {
    return ProblemItem{
        fmt::format("?{}", name),
        std::move(code),
        {fmt::format("Parametern {}: {}", name, sv), fmt::format("Parameter {}: {}", name, en)}};
  };
  for (auto at = request.query.begin(); at != request.query.end(); ++at) {
    const auto& [name, value] = *at;
    const auto known = std::ranges::find_if(route.parameters, [&name = name](const auto& p) {
      return p.in == In::kQuery && is_called(p, name);
    });
    if (known == route.parameters.end() && route.any_query) continue;
    if (known == route.parameters.end())
      return item(name, "unknown-parameter", "den finns inte här.", "it is not known here.");
    if (std::find_if(request.query.begin(), at,
                     [&name = name](const auto& p) { return p.first == name; }) != at)
      return item(name, "repeated-parameter", "den står två gånger.", "it is given twice.");
    if (!fits(known->type, value)) {
      return item(name, "wrong-type", fmt::format("värdet ska vara av typen {}.", known->type),
                  fmt::format("the value must be of type {}.", known->type));
    }
    if (!known->values.empty() && std::ranges::find(known->values, value) == known->values.end()) {
      const auto choices = fmt::format("{}", fmt::join(known->values, ", "));
      return item(name, "unknown-value", fmt::format("värdet ska vara ett av {}.", choices),
                  fmt::format("the value must be one of {}.", choices));
    }
  }
  for (const auto& parameter : route.parameters) {
    if (parameter.in == In::kQuery && parameter.required && !request.parameter(parameter.name))
      return item(parameter.name, "missing-parameter", "den saknas.", "it is missing.");
  }
  return std::nullopt;
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::kGet: return "GET";
    case Method::kHead: return "HEAD";
    case Method::kOptions: return "OPTIONS";
    case Method::kPost: return "POST";
    case Method::kPut: return "PUT";
    case Method::kPatch: return "PATCH";
    case Method::kDelete: return "DELETE";
    case Method::kOther: return "?";
  }
  return "?";
}

}  // namespace tertil::http
