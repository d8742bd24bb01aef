#include "service/http/users.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/access/account_rules.hpp"
#include "service/http/account_json.hpp"
#include "service/http/answer.hpp"
#include "service/http/if_match.hpp"
#include "service/http/import_access.hpp"
#include "service/http/json_object.hpp"
#include "service/http/user_words.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/accounts.hpp"
#include "service/store/audit.hpp"
#include "service/store/provider_users.hpp"
#include "service/store/sessions.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;
using store::Account;
namespace audit = store::audit;

constexpr std::size_t kLongestName = 200;

Response shown(const Account& account, const Caller& caller) {
  reports::JsonWriter writer;
  write_account(writer, account, caller);
  auto response = private_json(writer.take());
  response.headers.emplace_back("ETag", etag_of(account));
  return response;
}

Result<Account> account_in(const Backend& backend, store::Reader& reader, const Request& request) {
  auto found = store::find_account(reader, request.path_parameter("name"), backend.clock.now());
  if (!found) return tl::unexpected{found.error()};
  if (!*found)
    return fail(ErrorCode::kNotFound,
                {"Det finns inget sådant konto.", "There is no such account."});
  return std::move(**found);
}

Parsed<Response> list(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto page = page_in(request);
  if (!page) return tl::unexpected{page.error()};
  std::vector<Account> all;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::accounts(reader, backend.clock.now());
    if (!found) return tl::unexpected{found.error()};
    all = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  const auto total = std::ssize(all);
  const auto first = std::min((page->page - 1) * page->limit, total);
  const auto last = std::min(first + page->limit, total);
  reports::JsonWriter writer;
  writer.begin_object().field("page", page->page).field("limit", page->limit);
  writer.field("total", total).key("items").begin_array();
  for (auto i = first; i < last; ++i)
    write_account(writer, all[static_cast<std::size_t>(i)], *caller);
  auto response = private_json(writer.end_array().end_object().take());
  add_links(response, request, *page, total);
  return response;
}

Parsed<Response> one(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  Account account;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = account_in(backend, reader, request);
    if (!found) return tl::unexpected{found.error()};
    account = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  return shown(account, *caller);
}

/// What may be said of an account in words: never its password.
Result<void> note(store::Writer& writer, const Caller& caller, const Request& request,
                  std::string_view action, const std::string& name, std::string words = {}) {
  store::AuditEntry entry;
  entry.actor = caller.id;
  entry.role = caller.role;
  entry.action = action;
  entry.object = "user/" + name;
  entry.note = std::move(words);
  entry.request = request.id;
  return store::append_audit(writer, entry);
}

struct Described {
  std::string display_name;
  std::string role;
  std::string org_unit;
};

Parsed<Described> described_in(const Backend& backend, const json& body) {
  const auto shown_name = text_member(body, "displayName", kLongestName);
  if (!shown_name) return tl::unexpected{shown_name.error()};
  const auto role = text_member(body, "role", kLongestName);
  if (!role) return tl::unexpected{role.error()};
  const auto known = access::role_named(*role);
  if (!known || *known == access::Role::kImporter)
    return bad_member("role", "unknown-value",
                      {"Välj viewer, contributor, editor, coordinator eller admin.",
                       "Choose viewer, contributor, editor, coordinator or admin."});
  const auto unit = text_member(body, "orgUnit", kLongestName);
  if (!unit) return tl::unexpected{unit.error()};
  const auto there = backend.engine.read(
      [&](store::Reader& reader) { return access::check_org_unit(reader, *unit); });
  if (!there && there.error().code == ErrorCode::kInvalidInput)
    return bad_member("orgUnit", "unknown-value", there.error().message);
  if (!there) return failed(there.error());
  return Described{*shown_name, *role, *unit};
}

Parsed<std::string> hash_in(const Backend& backend, const json& body, std::string_view name) {
  const auto password = text_member(body, "password", access::kLongestPassword);
  if (!password) return tl::unexpected{password.error()};
  auto hash = backend.people->hash_new(name, *password);
  if (!hash && hash.error().code == ErrorCode::kRefused)
    return bad_member("password", "weak-password", hash.error().message);
  if (!hash) return failed(hash.error());
  return std::move(*hash);
}

/// Runs a change of the path's account and its note as one write, and shows what came of it.
using Work = std::function<Result<void>(store::Writer&, const Caller&, const Account&)>;
Parsed<Response> change(const Backend& backend, const Request& request, const Work& work) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  Account account;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto before = account_in(backend, writer, request);
    if (!before) return tl::unexpected{before.error()};
    if (auto done = work(writer, *caller, *before); !done) return done;
    auto after = account_in(backend, writer, request);
    if (!after) return tl::unexpected{after.error()};
    account = std::move(*after);
    return {};
  });
  if (!written) return failed(written.error());
  return shown(account, *caller);
}

Parsed<Response> add(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  const auto body = object_in(request, {"name", "displayName", "role", "orgUnit", "password"});
  if (!body) return tl::unexpected{body.error()};
  const auto typed = text_member(*body, "name", kLongestName);
  if (!typed) return tl::unexpected{typed.error()};
  const auto name = access::account_name(*typed);
  if (!name) return bad_member("name", "bad-name", name.error().message);
  const auto described = described_in(backend, *body);
  if (!described) return tl::unexpected{described.error()};
  const auto hash = hash_in(backend, *body, *name);
  if (!hash) return tl::unexpected{hash.error()};
  store::User user;
  user.name = *name;
  user.display_name = described->display_name.empty() ? *name : described->display_name;
  user.role = described->role;
  user.org_unit = described->org_unit;
  user.password_hash = *hash;
  user.created_at = user.password_at = backend.clock.now();
  Account account;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    const auto there = store::find_account(writer, user.name, user.created_at);
    if (!there) return tl::unexpected{there.error()};
    if (*there)  // a blocked one too: whoever had it must not be taken for somebody else
      return fail(ErrorCode::kConflict, {"Det finns redan ett konto med det namnet.",
                                         "There is an account of that name already."});
    if (auto added = store::add_user(writer, user); !added) return added;
    if (auto noted = note(writer, *caller, request, audit::kUserAdd, user.name, user.role); !noted)
      return noted;
    auto made = store::find_account(writer, user.name, user.created_at);
    if (!made) return tl::unexpected{made.error()};
    account = std::move(**made);
    return {};
  });
  if (!written && written.error().code == ErrorCode::kConflict)
    return tl::unexpected{
        Fault{written.error(), {{"/name", "name-taken", written.error().message}}}};
  if (!written) return failed(written.error());
  auto response = shown(account, *caller);
  response.status = 201;
  response.headers.emplace_back("Location", fmt::format("users/{}", user.name));
  return response;
}

Result<void> check_match(const Request& request, const Account& account) {
  if (names(request.if_match, etag_of(account))) return {};
  return fail(ErrorCode::kStale,
              {"Kontot har ändrats sedan det lästes. Läs det på nytt (If-Match med ETag från GET).",
               "The account has changed since it was read. Read it again (If-Match with the ETag "
               "of the GET)."});
}

Result<void> check_local(const Account& account) {
  if (account.issuer.empty()) return {};
  return fail(ErrorCode::kRefused,
              {fmt::format("Kontot hanteras av {}. Ändra det där.", account.issuer),
               fmt::format("The account is managed by {}. Change it there.", account.issuer)});
}

Result<void> check_open(const Account& account) {
  if (!account.user.removed_at) return {};
  return fail(ErrorCode::kConflict, {"Kontot är spärrat. Häv spärren först.",
                                     "The account is blocked. Unblock it first."});
}

Parsed<Response> replace(const Backend& backend, const Request& request) {
  const auto body = object_in(request, {"displayName", "role", "orgUnit"});
  if (!body) return tl::unexpected{body.error()};
  const auto described = described_in(backend, *body);
  if (!described) return tl::unexpected{described.error()};
  return change(
      backend, request,
      [&](store::Writer& writer, const Caller& caller, const Account& account) -> Result<void> {
        if (auto match = check_match(request, account); !match) return match;
        if (auto local = check_local(account); !local) return local;
        if (auto open = check_open(account); !open) return open;
        auto user = account.user;
        const bool other_rights =
            user.role != described->role || user.org_unit != described->org_unit;
        if (user.role != described->role)
          if (auto stays = access::check_admin_stays(writer, caller.id, user); !stays) return stays;
        auto words = fmt::format("{} {} → {} {}", user.role, user.org_unit, described->role,
                                 described->org_unit);
        user.display_name = described->display_name.empty() ? user.name : described->display_name;
        user.role = described->role;
        user.org_unit = described->org_unit;
        if (auto changed = store::change_user(writer, user); !changed) return changed;
        if (other_rights && caller.id != user.name)  // a new login, with the new rights
          if (auto ended = store::end_sessions_of(writer, user.name); !ended)
            return tl::unexpected{ended.error()};
        return note(writer, caller, request, audit::kUserChange, user.name, std::move(words));
      });
}

Parsed<Response> block(const Backend& backend, const Request& request) {
  return change(
      backend, request,
      [&](store::Writer& writer, const Caller& caller, const Account& account) -> Result<void> {
        const auto& user = account.user;
        if (user.removed_at) return {};
        if (user.name == caller.id)
          return fail(ErrorCode::kRefused, {"Du kan inte spärra ditt eget konto.",
                                            "You cannot block your own account."});
        if (auto stays = access::check_admin_stays(writer, caller.id, user); !stays) return stays;
        if (auto ended = store::end_sessions_of(writer, user.name); !ended)
          return tl::unexpected{ended.error()};
        if (auto removed = store::remove_user(writer, user.name); !removed) return removed;
        return note(writer, caller, request, audit::kUserRemove, user.name);
      });
}

/// A local account has lost its password, so it needs a new one.
Parsed<Response> unblock(const Backend& backend, const Request& request) {
  const auto body = object_in(request, {"password"});
  if (!body) return tl::unexpected{body.error()};
  std::string hash;
  if (body->contains("password")) {
    auto made = hash_in(backend, *body, request.path_parameter("name"));
    if (!made) return tl::unexpected{made.error()};
    hash = std::move(*made);
  }
  return change(
      backend, request,
      [&](store::Writer& writer, const Caller& caller, const Account& account) -> Result<void> {
        auto user = account.user;
        if (!user.removed_at)
          return fail(ErrorCode::kConflict,
                      {"Kontot är inte spärrat.", "The account is not blocked."});
        if (!account.issuer.empty()) {
          if (auto allowed = store::allow_provider_user(writer, user.name); !allowed)
            return allowed;
        } else {
          if (hash.empty())
            return fail(ErrorCode::kRefused, {"Ange ett nytt lösenord: det gamla finns inte kvar.",
                                              "Give a new password: the old one is gone."});
          user.password_hash = hash;
          user.password_at = backend.clock.now();
          if (auto added = store::add_user(writer, user); !added) return added;
        }
        return note(writer, caller, request, audit::kUserAllow, user.name);
      });
}

Parsed<Response> set_password(const Backend& backend, const Request& request) {
  const auto body = object_in(request, {"password"});
  if (!body) return tl::unexpected{body.error()};
  const auto hash = hash_in(backend, *body, request.path_parameter("name"));
  if (!hash) return tl::unexpected{hash.error()};
  return change(
      backend, request,
      [&](store::Writer& writer, const Caller& caller, const Account& account) -> Result<void> {
        if (auto local = check_local(account); !local) return local;
        if (auto open = check_open(account); !open) return open;
        if (auto ended = store::end_sessions_of(writer, account.user.name); !ended)
          return tl::unexpected{ended.error()};
        if (auto set = store::set_password(writer, account.user.name, *hash); !set) return set;
        return note(writer, caller, request, audit::kUserPassword, account.user.name);
      });
}

Parsed<Response> sign_out(const Backend& backend, const Request& request) {
  return change(
      backend, request,
      [&](store::Writer& writer, const Caller& caller, const Account& account) -> Result<void> {
        const auto ended = store::end_sessions_of(writer, account.user.name);
        if (!ended) return tl::unexpected{ended.error()};
        return note(writer, caller, request, audit::kUserSignOut, account.user.name,
                    fmt::format("{}", *ended));
      });
}

using Answerer = Parsed<Response> (*)(const Backend&, const Request&);

constexpr std::pair<UserVerb, Answerer> kAnswerers[] = {{UserVerb::kList, list},
                                                        {UserVerb::kAdd, add},
                                                        {UserVerb::kShow, one},
                                                        {UserVerb::kChange, replace},
                                                        {UserVerb::kBlock, block},
                                                        {UserVerb::kUnblock, unblock},
                                                        {UserVerb::kPassword, set_password},
                                                        {UserVerb::kSignOut, sign_out}};

}  // namespace

std::vector<Route> user_routes(const Backend& backend) {
  std::vector<Route> routes;
  for (const auto& [verb, answer] : kAnswerers) {
    auto route = described(verb);
    route.access = Access::kToken;
    route.action = access::Action::kUserManage;
    route.where = Where::kPool;
    route.handler = answering(
        [&backend, answer = answer](const Request& request) { return answer(backend, request); });
    routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace tertil::http
