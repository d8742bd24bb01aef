#include "service/access/trusted_header.hpp"

#include <algorithm>

#include "service/access/id_token.hpp"
#include "service/access/provider_login.hpp"

namespace tertil::access {
namespace {

constexpr std::string_view kWay = "proxy";

std::vector<std::string> parted(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    auto part = text.substr(0, end);
    part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
    part = part.substr(0, part.find_last_not_of(' ') + 1);
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return parts;
}

OrRefused<Login> judge(store::Engine& engine, const Clock& clock, People& people,
                       const TrustedHeaderSettings& settings, const ProxyWord& word,
                       const std::string& old_session, const std::string& request) {
  if (settings.secret.empty() || !same_secret(word.secret, settings.secret))
    return refuse(SignInFault::kWrongSecret);
  const bool twice = (word.user + word.name + word.groups).find('\n') != std::string::npos;
  if (twice || word.user.empty() || word.user != shown_name(word.user))
    return refuse(SignInFault::kNobody);
  auto role = role_by_groups(settings.roles, parted(word.groups, settings.separator));
  if (!role) return refuse(SignInFault::kNoGroup);
  auto name = shown_name(word.name);
  if (name.empty()) name = word.user;
  return people.let_in(engine, clock,
                       {.issuer = std::string{kWay},
                        .subject = word.user,
                        .name = std::move(name),
                        .role = std::move(*role),
                        .way = std::string{kWay},
                        .old_session = old_session,
                        .request = request,
                        .email = settings.takes_email ? word.email : std::string{}});
}

}  // namespace

OrRefused<Login> enter_by_proxy(store::Engine& engine, const Clock& clock, People& people,
                                const TrustedHeaderSettings& settings, const ProxyWord& word,
                                const std::string& old_session, const std::string& request) {
  auto login = judge(engine, clock, people, settings, word, old_session, request);
  if (!login) People::note_refusal(engine, kWay, login.error(), request);
  return login;
}

}  // namespace tertil::access
