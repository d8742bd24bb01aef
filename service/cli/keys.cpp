#include "service/cli/keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/cli/limit_keys.hpp"
#include "service/cli/mail_keys.hpp"
#include "service/cli/nearest.hpp"
#include "service/cli/sign_in_keys.hpp"

namespace tertil::cli {
namespace {

using Texts = std::vector<std::string>;
using Statements = std::vector<Text>;

constexpr std::string_view kOpen = "://";

Key text(std::string name, std::string standard, Text description) {
  return {std::move(name), Kind::kText, std::move(standard), std::move(description)};
}

Key of(Kind kind, std::string name, std::string standard, Text description) {
  return {std::move(name), kind, std::move(standard), std::move(description)};
}

void add_server(std::vector<Key>& keys) {
  keys.push_back(of(Kind::kAddress, "server.listen", "127.0.0.1:8080",
                    {"Adress och port för API och sidor; port 0 tar en ledig.",
                     "Address and port of the API and the pages; port 0 takes a free one."}));
  keys.push_back(of(Kind::kDirectory, "server.web", "",
                    {"Mappen med webbsidorna; tomt letar bredvid programmet och i "
                     "/usr/share/tertil/web.",
                     "The folder of the web pages; empty looks beside the program and in "
                     "/usr/share/tertil/web."}));
  keys.push_back({"server.threads",
                  Kind::kInteger,
                  std::int64_t{0},
                  {"Trådar för in- och utdata; 0 ger en per processorkärna.",
                   "Threads for input and output; 0 gives one per core."},
                  {},
                  0,
                  256});
  keys.push_back({"server.names",
                  Kind::kTexts,
                  Texts{},
                  {"Värdnamn som besvaras (Host); tomt besvarar alla.",
                   "Host names that are answered; empty answers any."}});
  keys.push_back(of(Kind::kAddress, "server.metrics_listen", "127.0.0.1:9187",
                    {"Adress för mätvärden till Prometheus; tomt stänger av. Är standardporten "
                     "upptagen tas en ledig, och loggen säger vilken.",
                     "Address of the metrics for Prometheus; empty turns them off. If the default "
                     "port is taken a free one is used, and the log says which."}));
  keys.push_back({"server.access_log",
                  Kind::kChoice,
                  std::string{"errors"},
                  {"Vilka svar som loggas: inga (none), fel (errors), allt som inte kom ur minnet "
                   "(notable) eller alla (all). Frågesträngar loggas aldrig.",
                   "Which answers are logged: none, errors, all that did not come from the cache "
                   "(notable) or all. Query strings never are."},
                  {"none", "errors", "notable", "all"}});
  keys.push_back({"server.workers",
                  Kind::kInteger,
                  std::int64_t{3},
                  {"Trådar för frågor till databasen, och lika många för ändringar och inläsning.",
                   "Threads for questions to the store, and as many for changes and imports."},
                  {},
                  1,
                  64});
  keys.push_back({"server.trusted_proxies",
                  Kind::kTexts,
                  Texts{},
                  {"Adresser till omvända proxyservrar vars X-Forwarded-For vi tror på.",
                   "Addresses of reverse proxies whose X-Forwarded-For we believe."}});
  keys.push_back(text("server.frame_ancestors", "'none'",
                      {"Sidor som får visa tjänsten i en ram (CSP frame-ancestors).",
                       "Pages that may show the service in a frame (CSP frame-ancestors)."}));
}

void add_data(std::vector<Key>& keys) {
  keys.push_back(of(Kind::kNewDirectory, "data.directory", "data",
                    {"Datamappen: databasen och de mottagna filerna.",
                     "The data directory: the database and the files received."}));
  keys.push_back(of(Kind::kStore, "data.store", "",
                    {"Databasen: sqlite:FIL eller postgresql://…; tomt ger tertil.db i datamappen.",
                     "The store: sqlite:FILE or postgresql://…; empty gives tertil.db in the data "
                     "directory."}));
  keys.push_back(of(Kind::kSecretFile, "data.password_file", "",
                    {"Fil med lösenordet till PostgreSQL; ett namn utan snedstreck söks i "
                     "$CREDENTIALS_DIRECTORY.",
                     "File with the password for PostgreSQL; a name without slash is looked for in "
                     "$CREDENTIALS_DIRECTORY."}));
  keys.push_back(
      {"uploads.retention_days",
       Kind::kInteger,
       std::int64_t{30},
       {"Så många dagar mottagna filer sparas; 0 sparar dem för gott. Raderna och filens "
        "SHA-256 sparas alltid.",
        "How many days received files are kept; 0 keeps them for good. The rows and the "
        "file's SHA-256 are always kept."},
       {},
       0,
       36'500});
  keys.push_back(of(Kind::kNewDirectory, "watch.directory", "",
                    {"Släppmappen som serve och watch bevakar; tomt: ingen.",
                     "The drop folder that serve and watch look at; empty: none."}));
  keys.push_back({"log.level",
                  Kind::kChoice,
                  std::string{"info"},
                  {"Minsta allvar som loggas; läses om vid SIGHUP.",
                   "The least severity that is logged; read again at SIGHUP."},
                  {"debug", "info", "warn", "error"}});
  keys.push_back(of(Kind::kDirectory, "sources.directory", "",
                    {"Mapp med egna mappningsfiler (.toml); tomt läser inga.",
                     "A folder of mapping files of your own (.toml); empty reads none."}));
}

void add_session(std::vector<Key>& keys) {
  keys.push_back({"session.idle_minutes",
                  Kind::kInteger,
                  std::int64_t{30},
                  {"Så länge en inloggning gäller utan att användas.",
                   "How long a login lasts without being used."},
                  {},
                  1,
                  1440});
  keys.push_back({"session.hours",
                  Kind::kInteger,
                  std::int64_t{10},
                  {"Så länge en inloggning gäller som mest.", "How long a login lasts at most."},
                  {},
                  1,
                  24});
}

void add_site(std::vector<Key>& keys) {
  keys.push_back({"site.region",
                  Kind::kChoice,
                  std::string{"13"},
                  {"Länskoden för regionen vars installation detta är; 13 är Halland.",
                   "County code of the region whose installation this is; 13 is Halland."},
                  {"01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13",
                   "14", "17", "18", "19", "20", "21", "22", "23", "24", "25"}});
  keys.push_back(text("site.name", "tertil",
                      {"Tjänstens namn i sidhuvud och API.",
                       "The service's name in page headings "
                       "and the API."}));
}

void add_accessibility(std::vector<Key>& keys) {
  const auto add = [&keys](Key key) {
    key.name.insert(0, "accessibility.");
    keys.push_back(std::move(key));
  };
  add(text("organisation", "Region Halland",
           {"Aktören som svarar för tjänsten (tillgänglighetsredogörelsen).",
            "The body that answers for the service (accessibility statement)."}));
  add(text("service", "tertil",
           {"Tjänstens namn i tillgänglighetsredogörelsen.",
            "The service's name in the accessibility statement."}));
  add({"compliance",
       Kind::kChoice,
       std::string{"partly"},
       {"Hur väl kraven uppfylls: helt (fully), delvis (partly) eller inte (not).",
        "How far the requirements are met: fully, partly or not."},
       {"fully", "partly", "not"}});
  add(of(Kind::kDate, "assessed", "2026-11-22",
         {"Dagen då tillgängligheten bedömdes.", "The day accessibility was assessed."}));
  add(of(Kind::kDate, "updated", "2026-11-22",
         {"Dagen då redogörelsen ändrades.", "The day the statement was changed."}));
  add(text("method_sv",
           "Egen granskning: automatiska prov (axe, html-validate) av varje sida, och prov med "
           "tangentbord, i 320 punkters bredd, i utskrift och med tvingade färger.",
           {"Hur bedömningen gjordes, på svenska.", "How it was assessed, in Swedish."}));
  add(text("method_en",
           "Own review: automatic tests (axe, html-validate) of every page, and tests by keyboard, "
           "at 320 points, in print and with forced colours.",
           {"Hur bedömningen gjordes, på engelska.", "How it was assessed, in English."}));
  add(text("contact_url", "",
           {"Formulär eller sida där brister anmäls; lagen kräver ett.",
            "Form or page where faults are reported; the law asks for one."}));
  add(text("contact_email", "",
           {"E-post för anmälan av brister.", "E-mail for reporting faults."}));
  add(of(Kind::kUrl, "complaint_url", "https://www.digg.se/tdosanmalan",
         {"Diggs sida för anmälan.", "Digg's page for complaints."}));
  add({"inaccessible",
       Kind::kStatements,
       Statements{{"Sidorna har prövats med automatiska verktyg men ännu inte av användare med "
                   "hjälpmedel; det kan finnas brister som vi inte känner till.",
                   "The pages have been tried with automatic tools but not yet by users of "
                   "assistive technology; there may be faults we do not know of."}},
       {"Innehåll som inte är tillgängligt, med skäl.",
        "Content that is not accessible, with reasons."}});
  add({"disproportionate",
       Kind::kStatements,
       Statements{},
       {"Innehåll undantaget som oskäligt betungande (12 §), med skäl.",
        "Content exempt as a disproportionate burden (section 12), with reasons."}});
  add({"outside_law",
       Kind::kStatements,
       Statements{},
       {"Innehåll som lagen inte omfattar (9 §).", "Content outside the law (section 9)."}});
}

void add_open_data(std::vector<Key>& keys) {
  keys.push_back(
      of(Kind::kUrl, "open_data.public_url", "",
         {"Vår adress i datakatalogen (/datasets/dcat), t.ex. https://klimat.example.se; "
          "tomt: oidc.public_url, annars den adress som frågan ställdes till.",
          "Our address in the data catalogue (/datasets/dcat), e.g. "
          "https://climate.example.se; empty: oidc.public_url, else the address that "
          "was asked."}));
  keys.push_back(of(Kind::kUrl, "open_data.licence", "",
                    {"Licensen för det som är egen bearbetning, som adress, t.ex. "
                     "https://creativecommons.org/licenses/by/4.0/; tomt: ingen anges.",
                     "The licence of what is own processing, as an address, e.g. "
                     "https://creativecommons.org/licenses/by/4.0/; empty: none is stated."}));
}

void add_remote(std::vector<Key>& keys) {
  keys.push_back({"remote.scheduled",
                  Kind::kBoolean,
                  false,
                  {"Om serve hämtar de källor som har ett schema när det är dags.",
                   "Whether serve pulls the sources that have a schedule when they are due."}});
  keys.push_back(
      text("remote.proxy", "",
           {"Proxy för utgående hämtningar, t.ex. http://proxy.example:3128; tomt: ingen.",
            "Proxy for what is fetched, e.g. http://proxy.example:3128; empty: none."}));
  keys.push_back(text("remote.ca_file", "",
                      {"Fil med utfärdarcertifikat i stället för systemets; tomt: systemets.",
                       "File of issuers' certificates instead of the system's; empty: the "
                       "system's."}));
  keys.push_back(of(Kind::kDirectory, "remote.secrets", "",
                    {"Mapp med källornas hemligheter, en fil per hemlighet med rättigheterna 0600; "
                     "söks efter $CREDENTIALS_DIRECTORY.",
                     "Folder of the sources' secrets, a file each with mode 0600; looked in after "
                     "$CREDENTIALS_DIRECTORY."}));
  keys.push_back({"remote.addresses",
                  Kind::kTexts,
                  std::vector<std::string>{},
                  {"Andra adresser för källor som hämtas, t.ex. kolada=https://spegel.example/v3.",
                   "Other addresses for sources that are fetched, e.g. "
                   "kolada=https://mirror.example/v3."}});
}

std::vector<Key> make_keys() {
  std::vector<Key> keys;
  add_server(keys);
  add_data(keys);
  add_open_data(keys);
  add_remote(keys);
  add_session(keys);
  for (auto& key : sign_in_keys()) keys.push_back(std::move(key));
  for (auto& key : mail_keys()) keys.push_back(std::move(key));
  add_site(keys);
  add_accessibility(keys);
  for (auto& key : limit_keys()) keys.push_back(std::move(key));
  return keys;
}

/// The text as a TOML basic string; a password between "user:" and "@" becomes ***.
std::string toml_text(std::string_view plain) {
  std::string shown{plain};
  if (const auto at = shown.find('@'), open = shown.find(kOpen);
      open != std::string::npos && at != std::string::npos) {
    const auto colon = shown.find(':', open + kOpen.size());
    if (colon < at) shown.replace(colon + 1, at - colon - 1, "***");
  }
  std::string result{'"'};
  for (const char c : shown) {
    if (c == '"' || c == '\\')
      (result += '\\') += c;
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
      result += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else
      result += c;
  }
  return result + '"';
}

struct TomlWriter {
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return toml_text(value); }
  std::string operator()(const Texts& values) const {
    Texts parts;
    for (const auto& value : values) parts.push_back(toml_text(value));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  std::string operator()(const std::vector<access::GroupRole>& lines) const {
    Texts parts;
    for (const auto& line : lines)
      parts.push_back(fmt::format(
          "{{group = {}, role = {}{}}}", toml_text(line.group),
          toml_text(access::to_string(line.role)),
          line.org_unit.empty() ? "" : fmt::format(", org_unit = {}", toml_text(line.org_unit))));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  std::string operator()(const Statements& values) const {
    Texts parts;
    for (const auto& value : values)
      parts.push_back(
          fmt::format("{{sv = {}, en = {}}}", toml_text(value.sv), toml_text(value.en)));
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
};

}  // namespace

std::span<const Key> all_keys() {
  static const std::vector<Key> keys = make_keys();
  return keys;
}

const Key* find_key(std::string_view name) {
  const auto keys = all_keys();
  const auto found = std::ranges::find(keys, name, &Key::name);
  return found == keys.end() ? nullptr : &*found;
}

std::string nearest_key(std::string_view name) {
  const auto dot = name.find('.');
  std::vector<std::string> known;
  for (const auto& key : all_keys()) {
    auto section = key.name.substr(0, key.name.find('.'));
    if (dot == std::string_view::npos && (known.empty() || known.back() != section))
      known.push_back(std::move(section));
    else if (dot != std::string_view::npos)
      known.push_back(key.name);
  }
  if (auto word = nearest(name, known); !word.empty()) return word;
  if (dot == std::string_view::npos) return {};
  for (const auto& key : all_keys())
    if (key.name.substr(key.name.find('.')) == name.substr(dot)) return key.name;
  return {};
}

std::string environment_name(std::string_view key) {
  std::string name{"TERTIL_"};
  for (const char c : key) {
    if (c == '.')
      name += "__";
    else
      name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return name;
}

Text expected_of(const Key& key) {
  switch (key.kind) {
    case Kind::kText: return {"en text utan styrtecken", "a text without control characters"};
    case Kind::kInteger:
      return {fmt::format("ett heltal från {} till {}", key.minimum, key.maximum),
              fmt::format("a whole number from {} to {}", key.minimum, key.maximum)};
    case Kind::kBoolean: return {"true eller false", "true or false"};
    case Kind::kChoice:
      return {fmt::format("något av {}", fmt::join(key.choices, ", ")),
              fmt::format("one of {}", fmt::join(key.choices, ", "))};
    case Kind::kAddress:
      return {"ADRESS:PORT i siffror, till exempel 127.0.0.1:8080 eller [::1]:8080",
              "ADDRESS:PORT in digits, for example 127.0.0.1:8080 or [::1]:8080"};
    case Kind::kDirectory:
      return {"sökvägen till en mapp som finns", "the path of a folder that exists"};
    case Kind::kNewDirectory: return {"sökvägen till en mapp", "the path of a folder"};
    case Kind::kStore:
      return {
          "sqlite:FIL eller postgresql://VÄRD/DATABAS utan lösenord (det läggs i "
          "data.password_file)",
          "sqlite:FILE or postgresql://HOST/DATABASE without a password (put that in "
          "data.password_file)"};
    case Kind::kUrl:
      return {"en adress som börjar https://, http:// eller /",
              "an address that begins https://, http:// or /"};
    case Kind::kDate: return {"ett datum ÅÅÅÅ-MM-DD", "a date YYYY-MM-DD"};
    case Kind::kTexts:
      return {"en lista av texter, [\"a\", \"b\"] (i miljövariabel: a,b)",
              "a list of texts, [\"a\", \"b\"] (in a variable: a,b)"};
    case Kind::kStatements:
      return {"en lista [{sv = \"…\", en = \"…\"}] med båda språken ifyllda",
              "a list [{sv = \"…\", en = \"…\"}] with both languages filled in"};
    case Kind::kRoles:
      return {
          "en lista [{group = \"…\", role = \"…\"}], med role något av viewer, contributor, "
          "editor, coordinator, admin och org_unit vid behov",
          "a list [{group = \"…\", role = \"…\"}], with role one of viewer, contributor, "
          "editor, coordinator, admin and org_unit where needed"};
    case Kind::kSecretFile:
      return {"sökvägen till en fil som andra inte kan läsa (chmod 600)",
              "the path of a file that others cannot read (chmod 600)"};
  }
  return {"något annat", "something else"};
}

std::string to_toml(const Value& value) { return std::visit(TomlWriter{}, value); }

}  // namespace tertil::cli
