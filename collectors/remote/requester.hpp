/// @file collectors/remote/requester.hpp
/// @brief Asks another system with manners: allowed hosts only, at its pace, patiently, signed in.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "collectors/pull_settings.hpp"
#include "collectors/remote/pace.hpp"
#include "collectors/remote/secrets.hpp"
#include "collectors/remote/transport.hpp"

namespace tertil::collectors::remote {

using Asked = std::variant<HttpAnswer, RemoteFault>;

/// How often and how long one request is tried again.
struct Patience {
  int attempts{5};                                   ///< The first one counted.
  std::chrono::milliseconds first_wait{1'000};       ///< Doubled each time, by chance half of it.
  std::chrono::milliseconds longest_wait{60'000};    ///< Of our own waits.
  std::chrono::milliseconds longest_asked{300'000};  ///< Of what Retry-After may ask for.
  std::chrono::milliseconds deadline{900'000};       ///< For everything a Requester is asked.
};

/// The requests of one pull. Tries again after 429, 5xx, time-outs and broken connections; honours
/// Retry-After; keeps to `requests_per_second`. 2xx and 304 are answers, all else is a fault.
class Requester {
 public:
  Requester(const PullSettings& settings, const Secrets& secrets, Transport& transport, Pace& pace,
            Patience patience = {});

  [[nodiscard]] Asked get(const std::string& url, Headers headers = {});
  [[nodiscard]] Asked post(const std::string& url, std::string body, std::string content_type);
  /// Never faster than that, whatever the settings say: the other system told its limit.
  void slow_down(double requests_per_second);
  [[nodiscard]] Pace& pace() { return pace_; }

 private:
  [[nodiscard]] Asked ask(HttpRequest request, bool signed_in);
  [[nodiscard]] Asked try_again_and_again(const HttpRequest& request, const std::string& shown);
  [[nodiscard]] std::variant<Headers, RemoteFault> sign_in_headers();
  [[nodiscard]] std::variant<Headers, RemoteFault> token_headers();
  [[nodiscard]] bool wait_for_turn();

  const PullSettings& settings_;
  const Secrets& secrets_;
  Transport& transport_;
  Pace& pace_;
  Patience patience_;
  std::chrono::milliseconds started_;
  std::chrono::milliseconds next_turn_{0};
  std::chrono::milliseconds between_;
  std::string token_;
  std::chrono::milliseconds token_ends_{0};
};

/// The seconds that a Retry-After header asks for: a number, or a date seen from `wall_clock`.
[[nodiscard]] std::optional<std::int64_t> retry_after(std::string_view header,
                                                      std::int64_t wall_clock);

}  // namespace tertil::collectors::remote
