#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/doctor_backup.hpp"
#include "service/cli/doctor_finding.hpp"
#include "service/cli/doctor_mail.hpp"
#include "service/cli/doctor_report.hpp"
#include "service/cli/doctor_sign_in.hpp"
#include "service/cli/doctor_sources.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/reports/json_writer.hpp"
#include "service/reports/words.hpp"
#include "service/store/audit.hpp"
#include "service/store/standby_words.hpp"
#include "service/store/uploads.hpp"
#include "service/store/users.hpp"

namespace tertil::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMebibyte = 1 << 20;
constexpr std::int64_t kLowSpace = 500 * kMebibyte;
constexpr std::int64_t kNoSpace = 50 * kMebibyte;
constexpr std::int64_t kSpareDescriptors = 256;              ///< Store, pages, log and the like.
constexpr std::int64_t kEarliestYear = 2026;                 ///< A clock before it was never set.
constexpr std::int64_t kStaleAfterSeconds = 400LL * 86'400;  ///< Yearly figures, and a month.

Finding check_data_directory(const fs::path& directory) {
  std::error_code ignored;
  if (!fs::exists(directory, ignored))
    return {"data-directory",
            Verdict::kDoubtful,
            {fmt::format("datamappen {} finns inte än", directory.string()),
             fmt::format("the data directory {} is not there yet", directory.string())},
            {"den skapas vid första start; är det fel mapp, ange --data eller $TERTIL_DATA",
             "it is made at the first start; if it is the wrong one, give --data or $TERTIL_DATA"}};
  if (::access(directory.c_str(), R_OK | W_OK | X_OK) != 0)
    return {
        "data-directory",
        Verdict::kBad,
        {fmt::format("datamappen {} kan inte skrivas av den här användaren", directory.string()),
         fmt::format("the data directory {} cannot be written by this user", directory.string())},
        {fmt::format("kör som rätt användare, eller: chown -R tertil: {}", directory.string()),
         fmt::format("run as the right user, or: chown -R tertil: {}", directory.string())}};
  return {"data-directory",
          Verdict::kGood,
          {fmt::format("datamappen {} kan läsas och skrivas", directory.string()),
           fmt::format("the data directory {} can be read and written", directory.string())}};
}

Finding check_disk_space(fs::path directory) {
  std::error_code ignored;
  while (!fs::exists(directory, ignored) && directory.has_relative_path())
    directory = directory.parent_path();
  struct statvfs disk {};
  if (statvfs(directory.empty() ? "." : directory.c_str(), &disk) != 0)
    return {"disk-space",
            Verdict::kDoubtful,
            {"det lediga utrymmet kan inte läsas", "the free space cannot be read"}};
  const auto free = static_cast<std::int64_t>(disk.f_bavail * disk.f_frsize);
  const auto amount = [&](Language language) {
    return fmt::format("{} MiB", format_count(free / kMebibyte, language));
  };
  Finding finding{"disk-space",
                  Verdict::kGood,
                  {amount(Language::kSwedish) + " ledigt för data",
                   amount(Language::kEnglish) + " free for data"}};
  if (free >= kLowSpace) return finding;
  finding.verdict = free < kNoSpace ? Verdict::kBad : Verdict::kDoubtful;
  finding.remedy = {"frigör utrymme eller flytta datamappen (--data)",
                    "free some space or move the data directory (--data)"};
  return finding;
}

Finding check_clock() {
  const auto now = to_rfc3339(system_clock().now());
  Finding finding{"clock", Verdict::kGood, {"klockan är " + now, "the clock says " + now}};
  if (std::stoi(now.substr(0, 4)) < kEarliestYear) {
    finding.verdict = Verdict::kBad;
    finding.remedy = {"ställ klockan: timedatectl set-ntp true",
                      "set the clock: timedatectl set-ntp true"};
  }
  return finding;
}

Finding check_statement(const Configuration& configuration) {
  if (!configuration.text("accessibility.contact_url").empty())
    return {"accessibility-statement",
            Verdict::kGood,
            {"tillgänglighetsredogörelsen säger var brister anmäls",
             "the accessibility statement says where faults are reported"}};
  return {"accessibility-statement",
          Verdict::kDoubtful,
          {"tillgänglighetsredogörelsen säger inte var brister anmäls, vilket lagen kräver",
           "the accessibility statement does not say where faults are reported, as the law asks"},
          {"ange accessibility.contact_url i tertil.toml",
           "set accessibility.contact_url in tertil.toml"}};
}

Finding check_web(const std::string& web) {
  std::error_code ignored;
  if (!web.empty() && fs::exists(fs::path{web} / "index.html", ignored))
    return {
        "web-files", Verdict::kGood, {"webbsidorna ligger i " + web, "the pages lie in " + web}};
  return {"web-files",
          Verdict::kDoubtful,
          {"inga webbsidor hittades; bara API:et svarar",
           "no web pages were found; only the API answers"},
          {"bygg dem (npm run build i web/) eller ange --web MAPP",
           "build them (npm run build in web/) or give --web DIR"}};
}

Finding check_descriptors(std::int64_t connections) {
  rlimit allowed{};
  getrlimit(RLIMIT_NOFILE, &allowed);
  const auto most = static_cast<std::int64_t>(
      std::min<rlim_t>(allowed.rlim_max, std::numeric_limits<std::int32_t>::max()));
  const auto needed = connections + kSpareDescriptors;
  Finding finding{"descriptors",
                  Verdict::kGood,
                  {fmt::format("{} filbeskrivare får öppnas, {} behövs", most, needed),
                   fmt::format("{} descriptors may be opened, {} are needed", most, needed)}};
  if (most < needed) {
    finding.verdict = Verdict::kDoubtful;
    finding.remedy = {
        fmt::format("sätt LimitNOFILE={} i enheten (ulimit -n), eller sänk limits.connections",
                    needed),
        fmt::format("set LimitNOFILE={} in the unit (ulimit -n), or lower limits.connections",
                    needed)};
  }
  return finding;
}

Finding of_error(std::string name, const Error& error) {
  return {std::move(name), Verdict::kBad, error.message};
}

void check_freshness(store::Engine& engine, std::vector<Finding>& findings) {
  figures::Published published{engine};
  if (auto built = published.refresh(); !built) {
    findings.push_back(of_error("figures", built.error()));
    return;
  }
  const auto snapshot = published.current();
  const auto now = system_clock().now().microseconds;
  for (const auto series : kAllSeries) {
    Instant newest;
    for (const auto& figure : snapshot->figures)
      if (figure.table(series) != nullptr)
        newest = std::max(newest, figure.recorded_at[static_cast<std::size_t>(series)]);
    if (newest.microseconds == 0) continue;
    const bool stale = (now - newest.microseconds) / 1'000'000 > kStaleAfterSeconds;
    const auto name = fmt::format("freshness-{}", to_string(series));
    Finding finding{
        name,
        stale ? Verdict::kDoubtful : Verdict::kGood,
        {fmt::format("{}: senast inläst {}", reports::word(series).sv, to_rfc3339(newest)),
         fmt::format("{}: last imported {}", reports::word(series).en, to_rfc3339(newest))}};
    if (stale)
      finding.remedy = {"läs in nya värden med tertil import",
                        "import new values with tertil import"};
    findings.push_back(std::move(finding));
  }
}

void check_people(store::Engine& engine, std::vector<Finding>& findings) {
  std::vector<store::User> users;
  store::AuditVerdict log;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::users(reader);
    if (!found) return tl::unexpected{found.error()};
    users = *std::move(found);
    auto walked = store::verify(reader);
    if (!walked) return tl::unexpected{walked.error()};
    log = *std::move(walked);
    return {};
  });
  if (!read) {
    findings.push_back(of_error("users", read.error()));
    return;
  }
  if (users.empty())
    findings.push_back({"users",
                        Verdict::kDoubtful,
                        {"ingen kan logga in än", "nobody can sign in yet"},
                        {"kör: tertil user add NAMN --role coordinator",
                         "run: tertil user add NAME --role coordinator"}});
  else
    findings.push_back(
        {"users",
         Verdict::kGood,
         {fmt::format("konton: {}", users.size()), fmt::format("accounts: {}", users.size())}});
  Finding audit{"audit-log",
                log.fault ? Verdict::kBad : Verdict::kGood,
                {fmt::format("händelseloggen är hel, {} poster", log.entries),
                 fmt::format("the audit log is whole, {} entries", log.entries)}};
  if (log.fault) {
    audit.found = {fmt::format("händelseloggen är ändrad vid post {}", log.fault->seq),
                   fmt::format("the audit log was tampered with at entry {}", log.fault->seq)};
    audit.remedy = {"jämför med en säkerhetskopia: tertil audit verify",
                    "compare with a backup: tertil audit verify"};
  }
  findings.push_back(std::move(audit));
}

void check_uploads(store::Engine& engine, std::vector<Finding>& findings) {
  store::UploadCounts uploads;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto counted = store::count_uploads(reader);
    if (!counted) return tl::unexpected{counted.error()};
    uploads = *counted;
    return {};
  });
  if (!read) {
    findings.push_back(of_error("uploads", read.error()));
    return;
  }
  const auto since = uploads.oldest ? to_rfc3339(*uploads.oldest).substr(0, 10) : std::string{"–"};
  findings.push_back({"uploads",
                      Verdict::kGood,
                      {fmt::format("sparade filer: {} (äldst {}), gallrade: {}", uploads.kept,
                                   since, uploads.deleted),
                       fmt::format("files kept: {} (oldest {}), deleted after their time: {}",
                                   uploads.kept, since, uploads.deleted)}});
}

/// Opens nothing that is not there, and changes no schema.
void check_store(const std::string& url, const Configuration& configuration,
                 std::vector<Finding>& findings) {
  constexpr std::string_view kSqlite = "sqlite:";
  std::error_code ignored;
  if (url.starts_with(kSqlite) && !fs::exists(url.substr(kSqlite.size()), ignored)) {
    findings.push_back({"store",
                        Verdict::kDoubtful,
                        {"databasen finns inte än", "the store is not there yet"},
                        {"den skapas vid första start (tertil serve)",
                         "it is made at the first start (tertil serve)"}});
    return;
  }
  const auto pending = store::pending_migrations(url);
  if (!pending) {
    findings.push_back(of_error("store", pending.error()));
    return;
  }
  if (!pending->empty()) {
    findings.push_back({"schema",
                        Verdict::kDoubtful,
                        {fmt::format("schemat ligger {} steg efter", pending->size()),
                         fmt::format("the schema is {} steps behind", pending->size())},
                        {"kör: tertil migrate", "run: tertil migrate"}});
    return;
  }
  auto engine = store::open(url);
  if (!engine) {
    findings.push_back(of_error("store", engine.error()));
    return;
  }
  const auto health = (*engine)->health();
  if (!health) {
    findings.push_back(of_error("store", health.error()));
    return;
  }
  Finding store{"store",
                health->writable ? Verdict::kGood : Verdict::kBad,
                {fmt::format("{}, schema {}, {} KiB", health->engine, health->schema,
                             health->size_bytes / 1024),
                 fmt::format("{}, schema {}, {} KiB", health->engine, health->schema,
                             health->size_bytes / 1024)}};
  if (!health->writable)
    store.remedy = {"kan inte skrivas: " + health->reason, "cannot be written: " + health->reason};
  findings.push_back(std::move(store));
  if (const auto words = store::standby_words(health->standby)) {
    const bool safe = health->standby == store::Standby::kSynchronous;
    findings.push_back({"failover", safe ? Verdict::kGood : Verdict::kDoubtful, *words,
                        safe ? Text{}
                             : Text{"för att inget ska gå förlorat när en server dör: sätt "
                                    "synchronous_standby_names i postgresql.conf",
                                    "so that nothing is lost when a server dies: set "
                                    "synchronous_standby_names in postgresql.conf"}});
  }
  check_freshness(**engine, findings);
  check_people(**engine, findings);
  check_uploads(**engine, findings);
  if (url.starts_with(kSqlite)) findings.push_back(check_backup(**engine));
  check_sources(**engine, configuration, findings);
  check_reminders(**engine, findings);
}

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kGood: return "ok";
    case Verdict::kDoubtful: return "warning";
    case Verdict::kBad: return "failed";
  }
  return "failed";
}

Cell mark_of(Verdict verdict, Language language) {
  switch (verdict) {
    case Verdict::kGood: return {"ok", Colour::kGreen};
    case Verdict::kDoubtful: return {Text{"varning", "warning"}.in(language), Colour::kYellow};
    case Verdict::kBad: return {Text{"FEL", "FAILED"}.in(language), Colour::kRed};
  }
  return {};
}

bool is_good(const std::vector<Finding>& findings) {
  return std::ranges::none_of(
      findings, [](const Finding& finding) { return finding.verdict == Verdict::kBad; });
}

void write_findings(const std::vector<Finding>& findings, const Context& context) {
  constexpr std::size_t kIndent = 10;
  const auto columns = context.process.look.columns - kIndent;
  for (const auto& finding : findings) {
    const auto mark = mark_of(finding.verdict, context.language);
    auto lead = mark.text + std::string(kIndent - width_of(mark.text), ' ');
    const auto put = [&](std::string_view text) {
      for (const auto& line : wrapped(printable(text), columns)) {
        context.out() << lead << line << '\n';
        lead.assign(kIndent, ' ');
      }
    };
    put(context.in_words(finding.found));
    if (!finding.remedy.sv.empty()) put("→ " + context.in_words(finding.remedy));
  }
}

ExitCode examine(const ConfigurationOptions& where, const Context& context) {
  const auto findings =
      examine(load_configuration(where.sources(context.process)), context.process.environment);
  if (context.json)
    context.out() << to_json(findings) << '\n';
  else
    write_findings(findings, context);
  return is_good(findings) ? ExitCode::kOk : ExitCode::kFailed;
}

}  // namespace

std::vector<Finding> examine(const Loaded& loaded, const Environment& environment) {
  std::vector<Finding> findings;
  for (const auto* faults : {&loaded.faults, &loaded.warnings})
    for (const auto& fault : *faults)
      findings.push_back(
          {"configuration",
           faults == &loaded.faults ? Verdict::kBad : Verdict::kDoubtful,
           {to_line(fault, Language::kSwedish), to_line(fault, Language::kEnglish)}});
  if (findings.empty())
    findings.push_back({"configuration",
                        Verdict::kGood,
                        {"inställningarna är i sin ordning", "the settings are in order"}});
  const auto& configuration = loaded.configuration;
  const fs::path data{configuration.text("data.directory")};
  findings.push_back(check_data_directory(data));
  if (const auto url = store_url(configuration, environment))
    check_store(*url, configuration, findings);
  else
    findings.push_back(of_error("store", url.error()));
  findings.push_back(check_disk_space(data));
  findings.push_back(check_clock());
  findings.push_back(check_web(configuration.text("server.web")));
  check_sign_in(configuration, findings);
  check_mail(configuration, environment, findings);
  findings.push_back(check_statement(configuration));
  findings.push_back(check_descriptors(configuration.integer("limits.connections")));
  return findings;
}

std::string to_json(const std::vector<Finding>& findings) {
  reports::JsonWriter json;
  json.begin_object().field("ok", is_good(findings)).key("checks").begin_array();
  for (const auto& finding : findings) {
    json.begin_object().field("name", finding.name).field("result", name_of(finding.verdict));
    json.field("found", finding.found).key("remedy");
    if (finding.remedy.sv.empty())
      json.value(nullptr);
    else
      json.value(finding.remedy);
    json.end_object();
  }
  return json.end_array().end_object().take();
}

void add_doctor(CLI::App& root, Context& context) {
  auto& command =
      add_command(root, context,
                  {"doctor",
                   {"Undersöker installationen och säger hur fel åtgärdas; ändrar inget",
                    "Examines the installation and says how to mend it; changes nothing"},
                   {"tertil doctor --data /var/lib/tertil", "tertil doctor --json"}});
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context, [&context, where] { return examine(*where, context); });
}

}  // namespace tertil::cli
