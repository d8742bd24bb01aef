#include "service/access/people.hpp"

#include <sodium.h>

#include <algorithm>

#include "service/store/audit.hpp"
#include "service/store/sessions.hpp"
#include "service/store/sha256.hpp"
#include "service/store/users.hpp"

namespace tertil::access {
namespace {

namespace audit = store::audit;

constexpr std::int64_t kMicroseconds = 1000;

tl::unexpected<Error> not_signed_in() {
  return fail(ErrorCode::kUnauthorized,
              {"Namnet eller lösenordet stämmer inte.", "The name or the password is wrong."});
}

store::AuditEntry entry(std::string_view action, std::string_view name, std::string_view role,
                        std::string_view note, std::string_view request) {
  store::AuditEntry made;
  made.actor = name;
  made.role = role;
  made.action = action;
  made.object = name.empty() ? std::string{"user"} : "user/" + std::string{name};
  made.note = note;
  made.request = request;
  return made;
}

/// A name that nobody has is not written down: it may be a password typed into the wrong field.
void note_failure(store::Engine& engine, const std::optional<store::User>& user,
                  std::string_view request) {
  const bool known = user && !user->removed_at;
  const auto written = engine.write([&](store::Writer& writer) {
    writer.leave_published_alone();
    return store::append_audit(
        writer, entry(audit::kLoginFailed, known ? user->name : "", known ? user->role : "",
                      known ? "wrong password" : "unknown name", request));
  });
  static_cast<void>(written);  // a store that cannot be written changes nothing about the answer
}

SignedIn signed_in(const FoundSession& found, std::string_view session, Instant now) {
  const auto in = [now](std::int64_t ms) { return Instant{now.microseconds + ms * kMicroseconds}; };
  return {.name = found.open.session.user,
          .display_name = found.open.display_name,
          .role = role_named(found.open.role).value_or(Role::kViewer),
          .org_unit = found.open.org_unit,
          .csrf_token = csrf_token_of(session),
          .idle_expires_at = in(found.idle_left_ms),
          .expires_at = in(found.left_ms)};
}

}  // namespace

std::string csrf_token_of(std::string_view session) {
  return store::sha256_hex("tertil csrf\n" + std::string{session});
}

bool same_secret(std::string_view one, std::string_view other) {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

People::People(PeopleOptions options)
    : options_{std::move(options)},
      passwords_{options_.cost,
                 std::clamp<std::ptrdiff_t>(options_.hashes_at_once, 1, Passwords::kMostAtOnce)},
      sessions_{options_.times, options_.steady} {}

Result<std::string> People::hash_new(std::string_view account, std::string_view password) {
  if (auto good = check_new_password(account, password); !good) return tl::unexpected{good.error()};
  return passwords_.hash(password);
}

Result<bool> People::is_password(const std::string& hash, std::string_view password) {
  if (hash.empty() || password.size() > kLongestPassword) return false;
  return passwords_.matches(hash, password);
}

Result<bool> People::is_right(const std::optional<std::string>& hash, const Attempt& attempt) {
  if (attempt.password.size() > kLongestPassword) return false;
  if (hash) return passwords_.matches(*hash, attempt.password);
  if (const auto wasted = passwords_.waste(attempt.password); !wasted)
    return tl::unexpected{wasted.error()};
  return false;
}

Result<Login> People::log_in(store::Engine& engine, const Clock& clock, const Attempt& attempt) {
  const auto name = account_name(attempt.name);
  std::optional<store::User> user;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_user(reader, name.value_or(""));
    if (!found) return tl::unexpected{std::move(found.error())};
    user = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};

  const bool has_password = user && !user->removed_at && !user->password_hash.empty();
  const auto right =
      is_right(has_password ? std::optional{user->password_hash} : std::nullopt, attempt);
  if (!right) return tl::unexpected{right.error()};
  if (!*right) {
    note_failure(engine, user, attempt.request);
    return not_signed_in();
  }

  Login login;
  login.session = LoginSessions::new_id();
  const auto now = clock.now();
  const auto session = sessions_.begin(login.session, user->name, now);
  const auto old_hash = LoginSessions::hash_of(attempt.old_session);
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto still = store::find_user(writer, user->name);
    if (!still) return tl::unexpected{still.error()};
    if ((*still)->password_hash != user->password_hash) return not_signed_in();  // just now
    if (auto done = store::drop_expired_sessions(writer, now); !done) return done;
    if (!attempt.old_session.empty())
      if (auto done = store::end_session(writer, old_hash); !done)
        return tl::unexpected{done.error()};
    if (auto done = store::add_session(writer, session); !done) return done;
    if (auto done = store::note_login(writer, user->name, now); !done) return done;
    return store::append_audit(writer,
                               entry(audit::kLogin, user->name, user->role, "", attempt.request));
  });
  if (!written) return tl::unexpected{written.error()};
  sessions_.forget(old_hash);
  auto who = find(engine, clock, login.session, LoginSessions::Use::kTouch);
  if (!who) return tl::unexpected{who.error()};
  if (!*who) return not_signed_in();  // removed in the same moment
  login.who = std::move(**who);
  return login;
}

Result<std::optional<SignedIn>> People::find(store::Engine& engine, const Clock& clock,
                                             std::string_view session, LoginSessions::Use use) {
  const auto found = sessions_.find(engine, clock, session, use);
  if (!found) return tl::unexpected{found.error()};
  if (!*found) return std::nullopt;
  return signed_in(**found, session, clock.now());
}

Result<void> People::log_out(store::Engine& engine, std::string_view session, const SignedIn& who,
                             std::string_view request) {
  const auto hash = LoginSessions::hash_of(session);
  auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto ended = store::end_session(writer, hash);
    if (!ended) return tl::unexpected{ended.error()};
    if (!*ended) return {};
    return store::append_audit(writer,
                               entry(audit::kLogout, who.name, to_string(who.role), "", request));
  });
  if (written) sessions_.forget(hash);
  return written;
}

}  // namespace tertil::access
