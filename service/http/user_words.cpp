#include "service/http/user_words.hpp"

#include <fmt/format.h>

#include "service/http/answer.hpp"

namespace tertil::http {
namespace {

constexpr std::string_view kExample =
    R"({"name":"anna","displayName":"Anna Andersson","role":"editor","roleName":)"
    R"({"sv":"Handläggare","en":"Editor"},"orgUnit":"RGS","signIn":"password","issuer":null,)"
    R"("blocked":false,"blockedAt":null,"createdAt":"2026-09-01T08:00:00Z",)"
    R"("passwordAt":"2026-09-01T08:00:00Z","lastLoginAt":"2026-11-22T07:41:00Z","sessions":1,)"
    R"("you":false})";

constexpr std::string_view kPasswordBody = R"({"password":"korrekt häst batteri häftklammer"})";

struct Words {
  UserVerb verb;
  Method method;
  std::string_view rest;
  Text summary;
  Text description;
};

/// In the order of UserVerb.
const std::vector<Words>& all_words() {
  static const std::vector<Words> words{
      {UserVerb::kList,
       Method::kGet,
       "",
       {"Alla konton", "All accounts"},
       {"Konton med roll, förvaltning, hur de loggar in (password, oidc, proxy), senaste "
        "inloggning och om de är spärrade. Lösenord visas aldrig.",
        "Accounts with role, administration, how they sign in (password, oidc, proxy), last login "
        "and whether they are blocked. Passwords are never shown."}},
      {UserVerb::kAdd,
       Method::kPost,
       "",
       {"Lägg till ett lokalt konto", "Add a local account"},
       {"Lösenordet ska ha minst 12 tecken; det sparas bara som argon2id-hash och loggas aldrig.",
        "The password must have at least 12 characters; only its argon2id hash is kept, and it is "
        "never logged."}},
      {UserVerb::kShow,
       Method::kGet,
       "/{name}",
       {"Ett konto", "An account"},
       {"Med ETag att ange i If-Match.", "With an ETag to send as If-Match."}},
      {UserVerb::kChange,
       Method::kPut,
       "/{name}",
       {"Ändra ett lokalt konto", "Change a local account"},
       {"Kräver If-Match. En ny roll eller förvaltning loggar ut kontot. Ingen kan ta ifrån sig "
        "själv eller det sista kontot rätten att administrera.",
        "Needs If-Match. A new role or administration signs the account out. Nobody can take the "
        "right to administer from themselves or from the last account that has it."}},
      {UserVerb::kBlock,
       Method::kPost,
       "/{name}/block",
       {"Spärra ett konto", "Block an account"},
       {"Loggar ut kontot genast och tar bort dess lösenord.",
        "Signs the account out at once and takes its password away."}},
      {UserVerb::kUnblock,
       Method::kPost,
       "/{name}/unblock",
       {"Häv en spärr", "Unblock an account"},
       {"Ett lokalt konto behöver ett nytt lösenord; ett som ett annat system svarar för behöver "
        "inget.",
        "A local account needs a new password; one that another system vouches for needs none."}},
      {UserVerb::kPassword,
       Method::kPost,
       "/{name}/password",
       {"Sätt ett nytt lösenord", "Set a new password"},
       {"Loggar ut kontot överallt.", "Signs the account out everywhere."}},
      {UserVerb::kSignOut,
       Method::kPost,
       "/{name}/sign-out",
       {"Logga ut ett konto", "Sign an account out"},
       {"Avslutar alla dess inloggningar genast.", "Ends all its logins at once."}},
  };
  return words;
}

void describe_body(Route& route, UserVerb verb) {
  switch (verb) {
    case UserVerb::kAdd:
      route.bodies = {
          {"application/json",
           R"({"name":"anna","displayName":"Anna Andersson","role":"editor","orgUnit":"RGS",)"
           R"("password":"korrekt häst batteri häftklammer"})"}};
      route.body_description = {"Kontot.", "The account."};
      break;
    case UserVerb::kChange:
      route.bodies = {{"application/json",
                       R"({"displayName":"Anna Andersson","role":"editor","orgUnit":"RGS"})"}};
      route.body_description = {"Allt som kan ändras.", "All that can change."};
      break;
    case UserVerb::kUnblock:
    case UserVerb::kPassword:
      route.bodies = {{"application/json", std::string{kPasswordBody}}};
      route.body_description = {"Lösenordet.", "The password."};
      break;
    case UserVerb::kList:
    case UserVerb::kShow:
    case UserVerb::kBlock:
    case UserVerb::kSignOut: break;
  }
}

std::vector<unsigned> problems_of(UserVerb verb) {
  if (verb == UserVerb::kList) return {400, 401, 403, 503};
  if (verb == UserVerb::kShow) return {401, 403, 404, 503};
  if (verb == UserVerb::kChange) return {400, 401, 403, 404, 409, 412, 415, 422, 503};
  return {400, 401, 403, 404, 409, 415, 422, 503};
}

}  // namespace

Route described(UserVerb verb) {
  const auto& words = all_words().at(static_cast<std::size_t>(verb));
  Route route;
  route.method = words.method;
  route.pattern = fmt::format("/api/v1/users{}", words.rest);
  route.summary = words.summary;
  route.description = words.description;
  if (verb == UserVerb::kList) {
    route.parameters = page_parameters();
    route.answers =
        answers({"Kontona.", "The accounts."},
                fmt::format(R"({{"page":1,"limit":20,"total":1,"items":[{}]}})", kExample), false,
                problems_of(verb));
    return route;
  }
  if (verb != UserVerb::kAdd) {
    route.parameters = {
        query_parameter("name", "string", "anna", {"Kontots namn.", "The account's name."}, true)};
    route.parameters.front().in = In::kPath;
  }
  route.answers =
      answers({"Kontot.", "The account."}, std::string{kExample}, false, problems_of(verb));
  if (verb == UserVerb::kAdd) route.answers.front().status = 201;
  describe_body(route, verb);
  return route;
}

}  // namespace tertil::http
