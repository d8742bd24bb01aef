/// @file service/http/router.hpp
/// @brief The route table, as data: what is served, in words that the OpenAPI document, the tests
/// and the router itself all read.
///
/// A pattern is a path whose segments are words or a name in braces, which matches exactly one
/// non-empty segment: "/api/v1/key-figures/{id}/ranking". A word beats a name.
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/access/permissions.hpp"
#include "service/domain/result.hpp"
#include "service/http/exchange.hpp"
#include "service/http/problem.hpp"

namespace tertil::http {

enum class Access {
  kOpen,   ///< Anyone. Cacheable answers may come from the response cache.
  kToken,  ///< Needs a key or a login, and the right to `action`; never cached.
};

enum class Where {
  kInline,  ///< Answers from memory, at once, on the I/O thread: must not block.
  kPool,    ///< May block: runs on the blocking pool.
};

/// A body that a route takes, for the documentation.
struct Body {
  std::string content_type{"application/json"};
  std::string example{};  ///< JSON text where the type is JSON.
};

enum class In { kPath, kQuery, kHeader };

/// What a caller may send along. Query parameters are strict: one that is not listed, is given
/// twice, does not fit its type or is not among `values` gets 400 with the parameter's name.
struct Parameter {
  std::string name{};
  In in{In::kQuery};
  bool required{false};
  std::string type{"string"};         ///< JSON Schema's word: string, integer, number, boolean.
  std::vector<std::string> values{};  ///< The only ones allowed; empty means any.
  std::string example{};
  Text description{};
  bool keyed{false};  ///< Given once for each key, as `name.key`: `value.energy-use-premises=180`.
};

/// One answer a route can give, for the documentation.
struct Answer {
  unsigned status{200};
  std::string content_type{"application/json"};
  Text description{};
  std::string example{};  ///< JSON text; empty if there is none.
};

using Handler = std::function<Result<Response>(const Request&)>;

struct Route {
  Method method{Method::kGet};  ///< A kGet route answers HEAD as well.
  std::string pattern{};
  Text summary{};
  Text description{};
  std::vector<Parameter> parameters{};
  std::vector<Answer> answers{};
  std::vector<Body> bodies{};  ///< The forms of body it takes; empty: none, or a file as it is.
  Text body_description{};
  bool any_query{false};   ///< Parameters that are not listed are passed over, not refused.
  bool takes_file{false};  ///< The body becomes Request::upload (limits.upload_bytes).
  Access access{Access::kOpen};
  /// What a caller must be allowed to do. Needed where access is kToken: without it nobody may.
  std::optional<access::Action> action{};
  Where where{Where::kInline};
  Handler handler{};
};

/// Finds the route of a request. Immutable after construction, so threads share it freely.
class Router {
 public:
  /// @throws std::invalid_argument if two routes have the same method and shape, a pattern is
  /// malformed, or a route has no handler: the program must not start with it.
  explicit Router(std::vector<Route> routes);
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// What a method and a path lead to.
  struct Match {
    const Route* route{nullptr};  ///< Null if no route has this path and method.
    std::size_t index{0};         ///< Of the route in routes().
    std::vector<std::pair<std::string, std::string>> path_parameters;
    std::string allow;  ///< Methods the path has ("GET, HEAD, OPTIONS"); empty: no such path.
  };
  /// @param path decoded, beginning with "/". HEAD finds the GET route.
  [[nodiscard]] Match find(Method method, std::string_view path) const;

  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Node;
  /// The node that a path ends at, or null; depth is bounded by the deepest pattern.
  static const Node* descend(const Node& node, std::string_view rest,
                             std::vector<std::string_view>& taken);

  std::vector<Route> routes_;
  std::unique_ptr<Node> root_;
};

/// Checks the query against the route's parameters; the first fault found, or nothing.
[[nodiscard]] std::optional<ProblemItem> check_query(const Route& route, const Request& request);

/// "GET"; "?" for kOther.
[[nodiscard]] std::string_view name_of(Method method);

}  // namespace tertil::http
