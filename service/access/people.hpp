/// @file service/access/people.hpp
/// @brief Signing in and out, and who is behind a session. Every login, failure and logout is
/// written into the audit log.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/memory_limit.hpp"
#include "service/access/login_sessions.hpp"
#include "service/access/passwords.hpp"
#include "service/access/role.hpp"
#include "service/access/sign_in_fault.hpp"
#include "service/domain/result.hpp"

namespace tertil::access {

/// What an installation can set, and what tests bring of their own.
struct PeopleOptions {
  SessionTimes times{};
  PasswordCost cost{cost_for(collectors::memory_limit())};
  std::int64_t hashes_at_once{2};
  std::int64_t logins_per_minute{5};  ///< Failed ones, for each name and each address.
  std::function<std::int64_t()> steady{steady_ms};
};

/// Somebody who is signed in.
struct SignedIn {
  std::string name;
  std::string display_name;
  Role role{Role::kViewer};
  std::string org_unit;    ///< The administration they work for; empty if none.
  std::string csrf_token;  ///< Must come with every change this session asks for.
  Instant idle_expires_at;
  Instant expires_at;
};

/// Somebody who wants to be.
struct Attempt {
  std::string name;
  std::string password;
  std::string old_session;  ///< The id the browser had, if any: it ends with a new login.
  std::string request;      ///< The request's id, for the audit log.
};

struct Login {
  std::string session;  ///< The new id: for the browser's cookie and nobody else.
  SignedIn who;
};

struct Vouched;  // provider_login.hpp

/// Safe to share; blocking.
class People {
 public:
  explicit People(PeopleOptions options = {});
  [[nodiscard]] const PeopleOptions& options() const { return options_; }

  /// kUnauthorized, in the same words and after the same time, whether the name or the password
  /// was wrong; kTooMany if too many hashes are being made.
  [[nodiscard]] Result<Login> log_in(store::Engine& engine, const Clock& clock,
                                     const Attempt& attempt);

  /// The hash of a new password for the account, made as few at a time as logins are. kRefused says
  /// what the password lacks.
  [[nodiscard]] Result<std::string> hash_new(std::string_view account, std::string_view password);

  /// Whether this is the password of the hash; false for an account that has none.
  [[nodiscard]] Result<bool> is_password(const std::string& hash, std::string_view password);

  /// Begins a session for somebody whom another system vouches for. Their account is made at the
  /// first login; name and role are taken anew at each, and a changed role ends their older
  /// sessions. kBlocked if the account has been removed here.
  [[nodiscard]] OrRefused<Login> let_in(store::Engine& engine, const Clock& clock,
                                        const Vouched& person);

  /// Writes into the audit log that somebody was not let in, and why.
  static void note_refusal(store::Engine& engine, std::string_view way, const Refused& refused,
                           std::string_view request);

  /// Who the session is of, if it is good.
  [[nodiscard]] Result<std::optional<SignedIn>> find(store::Engine& engine, const Clock& clock,
                                                     std::string_view session,
                                                     LoginSessions::Use use);

  /// Ends the session in the store; nothing happens if there is none.
  [[nodiscard]] Result<void> log_out(store::Engine& engine, std::string_view session,
                                     const SignedIn& who, std::string_view request);

 private:
  [[nodiscard]] Result<bool> is_right(const std::optional<std::string>& hash,
                                      const Attempt& attempt);

  PeopleOptions options_;
  Passwords passwords_;
  LoginSessions sessions_;
};

/// The token of a session: made from its id, so that nothing more is stored.
[[nodiscard]] std::string csrf_token_of(std::string_view session);

/// Whether two secrets are the same; takes as long wherever they differ.
[[nodiscard]] bool same_secret(std::string_view one, std::string_view other);

}  // namespace tertil::access
