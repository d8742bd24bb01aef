#include "service/http/account_json.hpp"

#include <fmt/format.h>

#include "service/store/sha256.hpp"

namespace tertil::http {
namespace {

using store::Account;

constexpr std::size_t kTagLength = 32;

/// By what somebody signs in.
std::string_view way_of(const Account& account) {
  if (account.issuer.empty()) return "password";
  return account.user.name.starts_with("proxy:") ? "proxy" : "oidc";
}

}  // namespace

std::string etag_of(const Account& account) {
  const auto& user = account.user;
  const auto removed = user.removed_at ? to_rfc3339(*user.removed_at) : std::string{};
  const auto digest = store::sha256_hex(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", user.name,
                                                    user.display_name, user.role, user.org_unit,
                                                    to_rfc3339(user.password_at), removed));
  return fmt::format("\"{}\"", digest.substr(0, kTagLength));
}

void write_account(reports::JsonWriter& writer, const Account& account, const Caller& caller) {
  const auto& user = account.user;
  const auto time = [](const std::optional<Instant>& when) {
    return when ? std::optional{to_rfc3339(*when)} : std::nullopt;
  };
  const bool local = account.issuer.empty();
  writer.begin_object()
      .field("name", user.name)
      .field("displayName", user.display_name)
      .field("role", user.role)
      .field("roleName",
             access::label_of(access::role_named(user.role).value_or(access::Role::kViewer)))
      .text_or_null("orgUnit", user.org_unit)
      .field("signIn", way_of(account))
      .text_or_null("issuer", account.issuer)
      .field("blocked", user.removed_at.has_value())
      .field("blockedAt", time(user.removed_at))
      .field("createdAt", to_rfc3339(user.created_at))
      .field("passwordAt", time(local ? std::optional{user.password_at} : std::nullopt))
      .field("lastLoginAt", time(user.last_login_at))
      .field("sessions", account.sessions)
      .field("you", caller.kind == CallerKind::kPerson && caller.id == user.name)
      .end_object();
}

}  // namespace tertil::http
