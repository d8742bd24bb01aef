#include "service/access/provider_login.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/access/people.hpp"
#include "service/domain/mail_address.hpp"
#include "service/store/audit.hpp"
#include "service/store/provider_users.hpp"
#include "service/store/reminders.hpp"
#include "service/store/sessions.hpp"
#include "service/store/sha256.hpp"

namespace tertil::access {
namespace {

constexpr std::size_t kLongestPlain = 64;
constexpr std::size_t kDigestLetters = 24;

bool is_plain(std::string_view text) {
  return !text.empty() && text.size() <= kLongestPlain && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view{"-._@"}.find(c) != std::string_view::npos;
  });
}

/// The person's account by name and whether it may be used.
OrRefused<std::string> put_account(store::Writer& writer, const Vouched& person,
                                   bool& rights_changed) {
  const auto known = store::find_provider_user(writer, person.issuer, person.subject);
  if (!known) return refuse(SignInFault::kStore, known.error().where);
  if (*known && (*known)->removed_at) return refuse(SignInFault::kBlocked);
  store::ProviderUser user{.name = account_name_of(person),
                           .issuer = person.issuer,
                           .subject = person.subject,
                           .display_name = person.name,
                           .role = std::string{to_string(person.role.role)},
                           .org_unit = person.role.org_unit};
  if (*known) {
    user.name = (*known)->name;
    rights_changed = (*known)->role != user.role || (*known)->org_unit != user.org_unit;
  } else if (const auto taken = store::find_user(writer, user.name); !taken) {
    return refuse(SignInFault::kStore, taken.error().where);
  } else if (*taken) {
    user.name = digest_name_of(person);
  }
  if (const auto put = store::put_provider_user(writer, user); !put)
    return refuse(SignInFault::kStore, put.error().where);
  return user.name;
}

}  // namespace

std::string digest_name_of(const Vouched& person) {
  return fmt::format(
      "{}:~{}", person.way,
      store::sha256_hex(person.issuer + '\n' + person.subject).substr(0, kDigestLetters));
}

std::string account_name_of(const Vouched& person) {
  return is_plain(person.subject) ? fmt::format("{}:{}", person.way, person.subject)
                                  : digest_name_of(person);
}

bool is_vouched_name(std::string_view name) {
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) return false;
  auto rest = name.substr(colon + 1);
  if (rest.starts_with('~')) rest.remove_prefix(1);
  return (name.substr(0, colon) == "oidc" || name.substr(0, colon) == "proxy") && is_plain(rest);
}

OrRefused<Login> People::let_in(store::Engine& engine, const Clock& clock, const Vouched& person) {
  Login login;
  login.session = LoginSessions::new_id();
  const auto now = clock.now();
  const auto old_hash = LoginSessions::hash_of(person.old_session);
  OrRefused<std::string> name = refuse(SignInFault::kStore);
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    bool rights_changed = false;
    name = put_account(writer, person, rights_changed);
    if (!name) return fail(ErrorCode::kRefused, {"Ingen släpps in.", "Nobody is let in."});
    if (auto done = store::drop_expired_sessions(writer, now); !done) return done;
    if (!person.old_session.empty())
      if (auto done = store::end_session(writer, old_hash); !done)
        return tl::unexpected{done.error()};
    if (rights_changed)  // a session never outlives the rights it was given with
      if (auto done = store::end_sessions_of(writer, *name); !done)
        return tl::unexpected{done.error()};
    if (auto done = store::add_session(writer, sessions_.begin(login.session, *name, now)); !done)
      return done;
    if (auto done = store::note_login(writer, *name, now); !done) return done;
    if (is_mail_address(person.email))
      if (auto done = store::set_email(writer, *name, person.email); !done) return done;
    store::AuditEntry entry;
    entry.actor = *name;
    entry.role = to_string(person.role.role);
    entry.action = store::audit::kLogin;
    entry.object = "user/" + *name;
    entry.note = person.way;
    entry.request = person.request;
    return store::append_audit(writer, entry);
  });
  if (!name) return tl::unexpected{name.error()};
  if (!written) return refuse(SignInFault::kStore, written.error().where);
  sessions_.forget(old_hash);
  auto who = find(engine, clock, login.session, LoginSessions::Use::kTouch);
  if (!who) return refuse(SignInFault::kStore, who.error().where);
  if (!*who) return refuse(SignInFault::kBlocked);  // removed in the same moment
  login.who = std::move(**who);
  return login;
}

void People::note_refusal(store::Engine& engine, std::string_view way, const Refused& refused,
                          std::string_view request) {
  store::AuditEntry entry;
  entry.action = store::audit::kLoginFailed;
  entry.object = fmt::format("session/{}", way);
  entry.note = refused.detail.empty()
                   ? std::string{code_of(refused.fault)}
                   : fmt::format("{}: {}", code_of(refused.fault), refused.detail);
  entry.request = request;
  const auto written = engine.write([&](store::Writer& writer) {
    writer.leave_published_alone();
    return store::append_audit(writer, entry);
  });
  static_cast<void>(written);  // a store that cannot be written changes nothing about the answer
}

}  // namespace tertil::access
