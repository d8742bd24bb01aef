/// @file service/access/passwords.hpp
/// @brief Passwords: what is asked of a new one, and their argon2id hashes.
///
/// A hash takes a third of a second and 64 MiB on purpose. So that signing in cannot be used to
/// stop the service, few are made at once, and less memory is used where there is little.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

#include "service/domain/result.hpp"

namespace tertil::access {

/// What one hash costs.
struct PasswordCost {
  unsigned long long passes{3};
  std::size_t bytes{std::size_t{64} << 20};
  friend bool operator==(const PasswordCost&, const PasswordCost&) = default;
};

/// The cost where a process may use so much memory; empty means that there is no limit.
[[nodiscard]] PasswordCost cost_for(std::optional<std::int64_t> memory_limit);

/// Makes and checks hashes. Blocking; safe to share.
class Passwords {
 public:
  static constexpr std::ptrdiff_t kMostAtOnce = 64;

  explicit Passwords(PasswordCost cost, std::ptrdiff_t at_once) : cost_{cost}, places_{at_once} {}

  /// A hash with its salt and cost in it. kTooMany if as many as allowed are being made, kBusy if
  /// there is no memory for it.
  [[nodiscard]] Result<std::string> hash(std::string_view password);

  /// Whether the hash is of this password. Fails as `hash` does.
  [[nodiscard]] Result<bool> matches(const std::string& hash, std::string_view password);

  /// Costs what `matches` costs and says nothing: for names that nobody has, so that the time an
  /// answer takes does not tell which names there are.
  [[nodiscard]] Result<void> waste(std::string_view password);

 private:
  PasswordCost cost_;
  std::counting_semaphore<kMostAtOnce> places_;
};

inline constexpr std::size_t kShortestPassword = 12;   ///< Characters.
inline constexpr std::size_t kLongestPassword = 1024;  ///< Bytes.

/// Whether a new password will do for this account; kRefused says what it lacks. Length is what
/// counts: no rules about kinds of characters.
[[nodiscard]] Result<void> check_new_password(std::string_view name, std::string_view password);

/// The name as it is kept: lower case. kInvalidInput if it is not 1 to 64 letters a–z, digits,
/// dots, hyphens, underscores or @, or begins with anything but a letter or digit.
[[nodiscard]] Result<std::string> account_name(std::string_view typed);

}  // namespace tertil::access
