/// @file service/http/problem.hpp
/// @brief Errors as `application/problem+json` (RFC 9457); the one place that knows HTTP statuses.
///
/// `type` is "/problem/<code>", e.g. "/problem/not-found", relative to the service; the words of
/// a code never change. `title` and `detail` are in the language the request asks for, `instance`
/// is "<path>#urn:tertil:request:<id>", so that a person can quote it and the log finds it.
/// `errors[]` says the same in both languages, with a
/// JSON pointer or "?name" (a query parameter) where one thing is to blame.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/result.hpp"
#include "service/http/exchange.hpp"

namespace tertil::http {

/// The status of each code. No default: a forgotten code does not compile.
[[nodiscard]] unsigned status_of(ErrorCode code);

/// "not-found": the last part of the problem's `type`.
[[nodiscard]] std::string_view name_of(ErrorCode code);

/// "Not Found": the reason phrase of a status we send; "Unknown" for any other.
[[nodiscard]] std::string_view reason_phrase(unsigned status);

/// One member of `errors[]`.
struct ProblemItem {
  std::string pointer;  ///< "?year" for a query parameter, "/rows/3" in a JSON body, or empty.
  std::string code;     ///< A rule id, kebab-case: "unknown-parameter".
  Text message;
};

/// A problem+json answer for an error that a resource or the store reports.
/// `where` goes to the log, never to the client. 429 and 503 carry Retry-After.
[[nodiscard]] Response problem(const Error& error, const Request& request,
                               const std::vector<ProblemItem>& items = {});

/// A problem+json answer for a refusal of HTTP itself (400, 405, 408, 414, 421, 431, 501 …), whose
/// type is "/problem/http-<status>".
[[nodiscard]] Response problem(unsigned status, const Text& detail, const Request& request,
                               const std::vector<ProblemItem>& items = {});

}  // namespace tertil::http
