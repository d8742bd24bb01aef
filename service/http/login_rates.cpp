#include "service/http/login_rates.hpp"

#include <algorithm>
#include <string>

#include "service/http/problem.hpp"

namespace tertil::http {
namespace {

constexpr double kStartsForOne = 12;

double per_second(std::int64_t per_minute) { return static_cast<double>(per_minute) / 60.0; }

}  // namespace

LoginRates::LoginRates(std::int64_t per_minute)
    : names{per_second(per_minute), static_cast<double>(per_minute)},
      addresses{per_second(per_minute), static_cast<double>(per_minute)},
      starts{kStartsForOne * per_second(per_minute),
             kStartsForOne * static_cast<double>(per_minute)},
      seconds_for_one{std::max<std::int64_t>(1, (60 + per_minute - 1) / per_minute)} {}

Response too_many_logins(const Request& request, const LoginRates& rates) {
  auto response =
      problem(Error{ErrorCode::kTooMany,
                    {"För många misslyckade inloggningar. Vänta en minut och försök igen.",
                     "Too many failed logins. Wait a minute and try again."},
                    {}},
              request);
  std::erase_if(response.headers, [](const auto& line) { return line.first == "Retry-After"; });
  response.headers.emplace_back("Retry-After", std::to_string(rates.seconds_for_one));
  return response;
}

}  // namespace tertil::http
