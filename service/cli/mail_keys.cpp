#include "service/cli/mail_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "collectors/remote/address.hpp"
#include "service/cli/read_value.hpp"
#include "service/domain/mail_address.hpp"

namespace tertil::cli {
namespace {

constexpr const char* kServer = "mail.server";

void add_mail(std::vector<Key>& keys) {
  const auto add = [&keys](Kind kind, const char* name, Value standard, Text description,
                           std::vector<std::string> choices = {}) {
    keys.push_back({std::string{"mail."} + name, kind, std::move(standard), std::move(description),
                    std::move(choices)});
  };
  add(Kind::kText, "server", std::string{},
      {"Servern som e-post lämnas till: smtps://VÄRD:465 eller smtp://VÄRD:587; tomt: ingen "
       "e-post.",
       "The server that e-mail is handed to: smtps://HOST:465 or smtp://HOST:587; empty: no "
       "e-mail."});
  add(Kind::kChoice, "starttls", std::string{"required"},
      {"Kryptering på smtp://: krävs (required) eller aldrig (never, bara på den egna maskinen).",
       "Encryption on smtp://: required, or never (only on this machine)."},
      {"required", "never"});
  add(Kind::kText, "from", std::string{},
      {"Avsändarens adress, t.ex. tertil@region.example.",
       "The sender's address, e.g. tertil@region.example."});
  add(Kind::kText, "from_name", std::string{"tertil"}, {"Avsändarens namn.", "The sender's name."});
  add(Kind::kText, "reply_to", std::string{},
      {"Adressen som svar går till; tomt: avsändarens.",
       "The address that answers go to; empty: the sender's."});
  add(Kind::kText, "username", std::string{},
      {"Namnet vi loggar in med hos servern; tomt: utan inloggning.",
       "The name we sign in to the server with; empty: without signing in."});
  add(Kind::kSecretFile, "password_file", std::string{},
      {"Fil med lösenordet på första raden (chmod 600); ett namn utan snedstreck söks i "
       "$CREDENTIALS_DIRECTORY.",
       "File with the password on its first line (chmod 600); a name without slash is looked for "
       "in $CREDENTIALS_DIRECTORY."});
  add(Kind::kText, "public_url", std::string{},
      {"Vår adress som läsarna ser den, för länkarna, t.ex. https://klimat.example.se; tomt: "
       "oidc.public_url.",
       "Our address as readers see it, for the links, e.g. https://climate.example.se; empty: "
       "oidc.public_url."});
}

void add_reminders(std::vector<Key>& keys) {
  keys.push_back({"mail.timeout_seconds",
                  Kind::kInteger,
                  std::int64_t{60},
                  {"Så länge vi väntar på servern för ett e-brev.",
                   "How long we wait for the server with one mail."},
                  {},
                  1,
                  600});
  keys.push_back(
      {"reminders.scheduled",
       Kind::kBoolean,
       false,
       {"Om serve sänder påminnelserna när det är dags; annars ”tertil remind”.",
        "Whether serve sends the reminders when they are due; else \"tertil remind\"."}});
  keys.push_back({"reminders.weekday",
                  Kind::kChoice,
                  std::string{"monday"},
                  {"Veckodagen då påminnelserna sänds.", "The weekday the reminders are sent on."},
                  {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}});
  keys.push_back({"reminders.time",
                  Kind::kText,
                  std::string{"07:00"},
                  {"Klockslaget i Sverige.", "The time of day in Sweden."}});
  keys.push_back({"reminders.days_ahead",
                  Kind::kInteger,
                  std::int64_t{14},
                  {"Så många dagar i förväg något tas med; det försenade är alltid med.",
                   "How many days ahead something is told of; what is late always is."},
                  {},
                  0,
                  365});
}

std::string public_url(const Configuration& configuration) {
  const auto& own = configuration.text("mail.public_url");
  return own.empty() ? configuration.text("oidc.public_url") : own;
}

/// Gathers faults of keys; each is placed where the key was set, or else where the server was.
struct Faults {
  const Configuration& configuration;
  std::vector<Fault>& all;

  void add(const char* key, Text message) const {
    const auto& own = configuration.setting(key).origin;
    const bool unset = own.from == Origin::From::kDefault;
    all.push_back({unset ? configuration.setting(kServer).origin : own, key, std::move(message)});
  }
};

void check_server(const Configuration& configuration, const Faults& faults) {
  const auto server = mail::parse_server(configuration.text(kServer));
  const bool never = configuration.text("mail.starttls") == "never";
  if (!server)
    faults.add(kServer, {"väntade smtps://VÄRD eller smtp://VÄRD, med eller utan :PORT",
                         "expected smtps://HOST or smtp://HOST, with or without :PORT"});
  else if (never && !server->tls_at_once && !server->is_loopback())
    faults.add("mail.starttls", {"never går bara på den egna maskinen (127.0.0.1, ::1, localhost)",
                                 "never is only for this machine (127.0.0.1, ::1, localhost)"});
}

void check_addresses(const Configuration& configuration, const Faults& faults) {
  const auto& from = configuration.text("mail.from");
  const auto& reply_to = configuration.text("mail.reply_to");
  const Text no_address{"väntade en e-postadress, t.ex. tertil@region.example",
                        "expected an e-mail address, e.g. tertil@region.example"};
  if (!is_mail_address(from)) faults.add("mail.from", no_address);
  if (!reply_to.empty() && !is_mail_address(reply_to)) faults.add("mail.reply_to", no_address);
  const auto ours = public_url(configuration);
  if (!collectors::remote::parse_address(ours) || ours.ends_with('/') ||
      ours.find_first_of("?#<> ") != std::string::npos)
    faults.add("mail.public_url",
               {"väntade vår adress, t.ex. https://klimat.example.se, utan snedstreck sist",
                "expected our address, e.g. https://climate.example.se, without a slash at the "
                "end"});
}

}  // namespace

std::vector<Key> mail_keys() {
  std::vector<Key> keys;
  add_mail(keys);
  add_reminders(keys);
  return keys;
}

std::vector<Fault> mail_faults(const Configuration& configuration) {
  std::vector<Fault> all;
  const Faults faults{configuration, all};
  if (!reminders::minute_of(configuration.text("reminders.time")))
    faults.add("reminders.time",
               {"väntade ett klockslag, t.ex. 07:30", "expected a time of day, e.g. 07:30"});
  if (configuration.text(kServer).empty()) {
    if (std::get<bool>(configuration.setting("reminders.scheduled").value))
      faults.add("reminders.scheduled", {"mail.server saknas", "mail.server is missing"});
    return all;
  }
  check_server(configuration, faults);
  check_addresses(configuration, faults);
  const bool name = !configuration.text("mail.username").empty();
  const bool password = !configuration.text("mail.password_file").empty();
  if (name != password)
    faults.add(
        name ? "mail.password_file" : "mail.username",
        {"saknas; namn och lösenord hör ihop", "missing; name and password belong together"});
  return all;
}

Result<std::optional<mail::SmtpSettings>> smtp_settings(const Configuration& configuration,
                                                        const Environment& environment) {
  const auto server = mail::parse_server(configuration.text(kServer));
  if (!server) return std::nullopt;
  mail::SmtpSettings settings;
  settings.server = *server;
  settings.starttls = configuration.text("mail.starttls") != "never";
  settings.username = configuration.text("mail.username");
  settings.ca_file = configuration.text("remote.ca_file");
  settings.timeout = std::chrono::seconds{configuration.integer("mail.timeout_seconds")};
  settings.connect_timeout = std::min(settings.connect_timeout, settings.timeout);
  settings.domain = domain_of(configuration.text("mail.from"));
  const auto& file = configuration.text("mail.password_file");
  if (file.empty()) return settings;
  std::ifstream stream{secret_path(file, environment)};
  std::getline(stream, settings.password);
  settings.password.erase(settings.password.find_last_not_of(" \t\r") + 1);
  if (settings.password.empty())
    return fail(ErrorCode::kInternal,
                {fmt::format("mail.password_file: lösenordet i {} kan inte läsas", file),
                 fmt::format("mail.password_file: the password in {} cannot be read", file)});
  return settings;
}

reminders::Settings reminder_settings(const Configuration& configuration) {
  reminders::Settings settings;
  settings.stationery.from = {configuration.text("mail.from_name"),
                              configuration.text("mail.from")};
  settings.stationery.reply_to = configuration.text("mail.reply_to");
  settings.stationery.public_url = public_url(configuration);
  settings.weekly.weekday =
      reminders::weekday_named(configuration.text("reminders.weekday")).value_or(1);
  settings.weekly.minute = reminders::minute_of(configuration.text("reminders.time")).value_or(0);
  settings.days_ahead = static_cast<int>(configuration.integer("reminders.days_ahead"));
  return settings;
}

}  // namespace tertil::cli
