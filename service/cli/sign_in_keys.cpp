#include "service/cli/sign_in_keys.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "collectors/remote/address.hpp"
#include "service/access/oidc_provider.hpp"
#include "service/cli/read_value.hpp"

namespace tertil::cli {
namespace {

using Texts = std::vector<std::string>;
using Roles = std::vector<access::GroupRole>;

constexpr const char* kIssuer = "oidc.issuer";
constexpr const char* kPeers = "trusted_header.peers";

Key of(Kind kind, std::string name, Value standard, Text description) {
  return {std::move(name), kind, std::move(standard), std::move(description)};
}

void add_oidc(std::vector<Key>& keys) {
  const auto add = [&keys](Kind kind, const char* name, Value standard, Text description) {
    keys.push_back(
        of(kind, std::string{"oidc."} + name, std::move(standard), std::move(description)));
  };
  add(Kind::kText, "issuer", std::string{},
      {"Regionens OpenID-tjänst, exakt som issuer i dess /.well-known/openid-configuration; tomt: "
       "ingen. Endast https, utom på den egna maskinen.",
       "The region's OpenID provider, exactly as issuer in its /.well-known/openid-configuration; "
       "empty: none. Only https, except on this machine."});
  add(Kind::kText, "name", std::string{"inloggningstjänsten"},
      {"Vad knappen kallar den: Logga in med <namn>.",
       "What the button calls it: Sign in with "
       "<name>."});
  add(Kind::kText, "client_id", std::string{},
      {"Vad tjänsten känner oss som.", "What the provider knows us as."});
  add(Kind::kSecretFile, "client_secret_file", std::string{},
      {"Fil med klienthemligheten på första raden (chmod 600); ett namn utan snedstreck söks i "
       "$CREDENTIALS_DIRECTORY. Tomt: klient utan hemlighet (bara PKCE).",
       "File with the client secret on its first line (chmod 600); a name without slash is looked "
       "for in $CREDENTIALS_DIRECTORY. Empty: a client without secret (PKCE alone)."});
  add(Kind::kText, "public_url", std::string{},
      {"Vår adress som webbläsare ser den, t.ex. https://klimat.example.se; anmäl den med "
       "/api/v1/session/oidc/callback efter sig som redirect_uri.",
       "Our address as browsers see it, e.g. https://climate.example.se; register it followed by "
       "/api/v1/session/oidc/callback as redirect_uri."});
  add(Kind::kTexts, "scopes", Texts{"openid", "profile"},
      {"Vad vi ber om; openid måste vara med.", "What we ask for; openid must be among it."});
  add(Kind::kText, "groups_claim", std::string{"groups"},
      {"Uppgiften i ID-token som grupperna står i.", "The ID token's claim that has the groups."});
  add(Kind::kText, "name_claim", std::string{"name"},
      {"Uppgiften i ID-token som namnet står i.", "The ID token's claim that has the name."});
  add(Kind::kText, "email_claim", std::string{},
      {"Uppgiften i ID-token som e-postadressen för påminnelser står i, t.ex. email (be då om "
       "scope email); tomt: ingen tas.",
       "The ID token's claim that has the e-mail address of reminders, e.g. email (then ask for "
       "the scope email); empty: none is taken."});
  add(Kind::kRoles, "roles", Roles{},
      {"Grupp till roll; den första raden som passar gäller, och utan rad släpps ingen in.",
       "Group to role; the first line that fits holds, and nobody without one gets in."});
}

void add_trusted_header(std::vector<Key>& keys) {
  const auto add = [&keys](Kind kind, const char* name, Value standard, Text description) {
    keys.push_back(of(kind, std::string{"trusted_header."} + name, std::move(standard),
                      std::move(description)));
  };
  add(Kind::kTexts, "peers", Texts{},
      {"Lokala adresser (127.0.0.1, ::1) vars X-Tertil-User, -Name, -Groups vi tror på, "
       "tillsammans med hemligheten; tomt: inga.",
       "Loopback addresses (127.0.0.1, ::1) whose X-Tertil-User, -Name, -Groups we believe, "
       "together with the secret; empty: none."});
  add(Kind::kSecretFile, "secret_file", std::string{},
      {"Fil med hemligheten som proxyn sänder i X-Tertil-Secret (chmod 600, minst 32 tecken).",
       "File with the secret that the proxy sends in X-Tertil-Secret (chmod 600, at least 32 "
       "characters)."});
  add(Kind::kText, "name", std::string{"regionens inloggning"},
      {"Vad knappen kallar sättet: Logga in med <namn>.",
       "What the button calls the way: Sign in "
       "with <name>."});
  add(Kind::kBoolean, "email", false,
      {"Om X-Tertil-Email är kontots adress för påminnelser; bara om proxyn själv alltid sätter "
       "huvudet.",
       "Whether X-Tertil-Email is the account's address for reminders; only if the proxy itself "
       "always sets the header."});
  add(Kind::kText, "separator", std::string{","},
      {"Vad som skiljer grupperna i X-Tertil-Groups.",
       "What parts the groups in X-Tertil-Groups."});
  add(Kind::kRoles, "roles", Roles{},
      {"Grupp till roll; den första raden som passar gäller, och utan rad släpps ingen in.",
       "Group to role; the first line that fits holds, and nobody without one gets in."});
}

bool is_loopback(const std::string& address) {
  in_addr v4{};
  if (inet_pton(AF_INET, address.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24U) == 127;
  return address == "::1";
}

/// Gathers faults of keys; each is placed where the key was set, or else where `anchor` was.
struct Faults {
  const Configuration& configuration;
  const char* anchor;
  std::vector<Fault>& all;

  void add(const char* key, Text message) const {
    const auto& own = configuration.setting(key).origin;
    const bool unset = own.from == Origin::From::kDefault;
    all.push_back({unset ? configuration.setting(anchor).origin : own, key, std::move(message)});
  }
};

void check_oidc(const Configuration& configuration, std::vector<Fault>& all) {
  const Faults faults{configuration, kIssuer, all};
  const auto& issuer = configuration.text(kIssuer);
  if (issuer.empty()) {
    for (const auto* key : {"oidc.client_id", "oidc.public_url"})
      if (!configuration.text(key).empty())
        faults.add(key, {"oidc.issuer saknas", "oidc.issuer is missing"});
    return;
  }
  if (!access::is_safe_address(issuer, issuer) || issuer.find_first_of("?#") != issuer.npos)
    faults.add(kIssuer,
               {"väntade en https-adress utan frågesträng (http bara på den egna maskinen)",
                "expected an https address without a query (http only on this machine)"});
  if (configuration.text("oidc.client_id").empty())
    faults.add("oidc.client_id", {"saknas; oidc.issuer är satt", "missing; oidc.issuer is set"});
  const auto& ours = configuration.text("oidc.public_url");
  const auto address = collectors::remote::parse_address(ours);
  const bool local = address && (address->host == "localhost" || is_loopback(address->host));
  if (!address || (address->scheme != "https" && !local) || ours.ends_with('/') ||
      ours.find_first_of("?#") != ours.npos)
    faults.add(
        "oidc.public_url",
        {"väntade vår adress, t.ex. https://klimat.example.se, utan snedstreck sist",
         "expected our address, e.g. https://climate.example.se, without a slash at the end"});
  if (std::ranges::find(configuration.texts("oidc.scopes"), "openid") ==
      configuration.texts("oidc.scopes").end())
    faults.add("oidc.scopes", {"openid måste vara med", "openid must be among them"});
  if (configuration.roles("oidc.roles").empty())
    faults.add("oidc.roles",
               {"ingen grupp ger en roll: då släpps ingen in; lägg till [[oidc.roles]] med group "
                "och role",
                "no group gives a role, so nobody would get in; add [[oidc.roles]] with group and "
                "role"});
}

void check_trusted_header(const Configuration& configuration, std::vector<Fault>& all) {
  const Faults faults{configuration, kPeers, all};
  const auto& peers = configuration.texts(kPeers);
  if (peers.empty()) {
    if (!configuration.text("trusted_header.secret_file").empty())
      faults.add("trusted_header.secret_file",
                 {"trusted_header.peers saknas", "trusted_header.peers is missing"});
    return;
  }
  for (const auto& peer : peers)
    if (!is_loopback(peer))
      faults.add(kPeers, {fmt::format("{} är inte den egna maskinen: bara 127.0.0.1 och ::1", peer),
                          fmt::format("{} is not this machine: only 127.0.0.1 and ::1", peer)});
  if (configuration.text("trusted_header.secret_file").empty())
    faults.add("trusted_header.secret_file",
               {"saknas; utan hemlighet kunde vem som helst på maskinen logga in som vem som helst",
                "missing; without a secret anybody on this machine could sign in as anybody"});
  if (configuration.text("trusted_header.separator").empty())
    faults.add("trusted_header.separator", {"får inte vara tomt", "must not be empty"});
  if (configuration.roles("trusted_header.roles").empty())
    faults.add("trusted_header.roles",
               {"ingen grupp ger en roll: då släpps ingen in; lägg till [[trusted_header.roles]]",
                "no group gives a role, so nobody would get in; add [[trusted_header.roles]]"});
}

Result<std::string> secret_in(const Configuration& configuration, const Environment& environment,
                              const char* key, std::size_t shortest) {
  const auto& file = configuration.text(key);
  if (file.empty()) return std::string{};
  std::ifstream stream{secret_path(file, environment)};
  std::string secret;
  std::getline(stream, secret);
  secret.erase(secret.find_last_not_of(" \t\r") + 1);
  if (secret.size() >= shortest) return secret;
  return fail(ErrorCode::kInternal,
              {fmt::format("{}: hemligheten i {} kan inte läsas eller är kortare än {} tecken", key,
                           file, shortest),
               fmt::format("{}: the secret in {} cannot be read or is shorter than {} characters",
                           key, file, shortest)});
}

}  // namespace

std::vector<Key> sign_in_keys() {
  std::vector<Key> keys;
  add_oidc(keys);
  add_trusted_header(keys);
  return keys;
}

std::vector<Fault> sign_in_faults(const Configuration& configuration) {
  std::vector<Fault> all;
  check_oidc(configuration, all);
  check_trusted_header(configuration, all);
  return all;
}

Result<std::optional<access::OidcSettings>> oidc_settings(const Configuration& configuration,
                                                          const Environment& environment) {
  if (configuration.text(kIssuer).empty()) return std::nullopt;
  auto secret = secret_in(configuration, environment, "oidc.client_secret_file", 1);
  if (!secret) return tl::unexpected{std::move(secret.error())};
  return access::OidcSettings{.issuer = configuration.text(kIssuer),
                              .name = configuration.text("oidc.name"),
                              .client = configuration.text("oidc.client_id"),
                              .secret = std::move(*secret),
                              .public_url = configuration.text("oidc.public_url"),
                              .scopes = configuration.texts("oidc.scopes"),
                              .groups_claim = configuration.text("oidc.groups_claim"),
                              .name_claim = configuration.text("oidc.name_claim"),
                              .email_claim = configuration.text("oidc.email_claim"),
                              .roles = configuration.roles("oidc.roles")};
}

Result<std::shared_ptr<const access::TrustedHeaderSettings>> trusted_header_settings(
    const Configuration& configuration, const Environment& environment) {
  constexpr std::size_t kShortestSecret = 32;
  if (configuration.texts(kPeers).empty()) return nullptr;
  auto secret =
      secret_in(configuration, environment, "trusted_header.secret_file", kShortestSecret);
  if (!secret) return tl::unexpected{std::move(secret.error())};
  return std::make_shared<const access::TrustedHeaderSettings>(access::TrustedHeaderSettings{
      .name = configuration.text("trusted_header.name"),
      .secret = std::move(*secret),
      .separator = configuration.text("trusted_header.separator"),
      .roles = configuration.roles("trusted_header.roles"),
      .takes_email = std::get<bool>(configuration.setting("trusted_header.email").value)});
}

}  // namespace tertil::cli
