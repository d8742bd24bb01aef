#include <fmt/format.h>

#include <csignal>
#include <iostream>
#include <memory>
#include <system_error>
#include <thread>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/doctor_report.hpp"
#include "service/cli/drop_watch.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/limit_keys.hpp"
#include "service/cli/logging.hpp"
#include "service/cli/pull_log.hpp"
#include "service/cli/read_value.hpp"
#include "service/cli/reminding.hpp"
#include "service/cli/remote.hpp"
#include "service/cli/service_manager.hpp"
#include "service/cli/sign_in_ways.hpp"
#include "service/cli/spare_memory.hpp"
#include "service/cli/upload_sweep.hpp"
#include "service/cli/version.hpp"
#include "service/cli/watchdog.hpp"
#include "service/http/import_access.hpp"
#include "service/http/known_pages.hpp"
#include "service/http/routes.hpp"
#include "service/http/server.hpp"
#include "service/http/service_metrics.hpp"
#include "service/ingest/folder_watch.hpp"
#include "service/store/audit.hpp"

namespace tertil::cli {
namespace {

constexpr const char* kListen = "server.listen";
constexpr const char* kMetricsListen = "server.metrics_listen";
constexpr timespec kBetweenLooks{0, 500'000'000};          ///< At whether to stop.
constexpr std::chrono::milliseconds kBetweenChanges{500};  ///< Looks for others' commits.

http::SiteInfo site_info(const Configuration& configuration) {
  http::SiteInfo site;
  site.region = configuration.text("site.region");
  site.name = configuration.text("site.name");
  site.version = version();
  site.open_data.licence = configuration.text("open_data.licence");
  auto& address = site.open_data.public_url;
  address = configuration.text("open_data.public_url");
  if (address.empty()) address = configuration.text("oidc.public_url");
  while (address.ends_with('/')) address.pop_back();
  auto& statement = site.accessibility;
  const auto text = [&](const char* key) {
    return configuration.text(std::string{"accessibility."} + key);
  };
  const auto list = [&](const char* key) {
    return configuration.statements(std::string{"accessibility."} + key);
  };
  statement.organisation = text("organisation");
  statement.service = text("service");
  statement.compliance = text("compliance");
  statement.assessed = text("assessed");
  statement.updated = text("updated");
  statement.method = {text("method_sv"), text("method_en")};
  statement.contact_url = text("contact_url");
  statement.contact_email = text("contact_email");
  statement.complaint_url = text("complaint_url");
  statement.inaccessible = list("inaccessible");
  statement.disproportionate = list("disproportionate");
  statement.outside_law = list("outside_law");
  return site;
}

std::shared_ptr<access::People> people(const Configuration& configuration,
                                       const http::Limits& limits) {
  access::PeopleOptions options;
  options.times = {configuration.integer("session.idle_minutes") * 60'000,
                   configuration.integer("session.hours") * 3'600'000};
  options.hashes_at_once = limits.password_hashes;
  options.logins_per_minute = limits.logins_per_minute;
  return std::make_shared<access::People>(std::move(options));
}

/// Which requests the server reports, and which of those are written.
struct AccessChoice {
  http::AccessLog reported{http::AccessLog::kNone};
  bool errors_only{false};
};

AccessChoice access_choice(const std::string& name) {
  if (name == "errors") return {http::AccessLog::kNotable, true};
  if (name == "notable") return {http::AccessLog::kNotable, false};
  if (name == "all") return {http::AccessLog::kAll, false};
  return {};
}

void log_access(const http::AccessLine& line, bool errors_only) {
  const bool failed = line.status >= 500;
  if (errors_only && !failed) return;
  const auto level = failed               ? log::Level::kError
                     : line.where.empty() ? log::Level::kInfo
                                          : log::Level::kWarn;
  log::write(level, "request",
             {{"req_id", line.request_id},
              {"method", line.method},
              {"route", line.route},
              {"status", static_cast<int>(line.status)},
              {"dur_ms", line.duration_ms},
              {"where", line.where}});
}

http::Options server_options(const Configuration& configuration, const http::Limits& limits,
                             const std::filesystem::path& uploads) {
  const auto address = parse_address(configuration.text("server.listen")).value();
  const auto access = access_choice(configuration.text("server.access_log"));
  http::Options options;
  options.address = address.host;
  options.port = address.port;
  options.threads = static_cast<unsigned>(configuration.integer("server.threads"));
  options.workers = static_cast<unsigned>(configuration.integer("server.workers"));
  options.limits = limits;
  options.upload_directory = uploads;
  options.names = configuration.texts("server.names");
  options.trusted_proxies = configuration.texts("server.trusted_proxies");
  options.header_peers = configuration.texts("trusted_header.peers");
  options.frame_ancestors = configuration.text("server.frame_ancestors");
  options.access_log = access.reported;
  options.access_sink = [errors_only = access.errors_only](const http::AccessLine& line) {
    log_access(line, errors_only);
  };
  return options;
}

http::StaticFiles web_pages(const Configuration& configuration) {
  const auto& folder = configuration.text("server.web");
  return folder.empty() ? http::StaticFiles{} : http::StaticFiles{folder};
}

/// An address that cannot be had, and the key that asked for it.
struct CannotListen {
  std::string key;
  std::string address;
  std::string reason;
};

std::unique_ptr<http::Server> open_server(const char* key, const http::Options& options,
                                          http::Site site) {
  try {
    return std::make_unique<http::Server>(options, std::move(site));
  } catch (const std::system_error& error) {
    throw CannotListen{key, fmt::format("{}:{}", options.address, options.port),
                       error.code().message()};
  }
}

/// SIGHUP is waited for by one thread of ours: no other may be interrupted by it.
sigset_t block_hangup() {
  sigset_t hangup;
  sigemptyset(&hangup);
  sigaddset(&hangup, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &hangup, nullptr);
  return hangup;
}

/// Everything long-lived, in the order its parts need each other; destruction runs backwards.
class Service {
 public:
  /// @throws CannotListen if an address is taken.
  Service(const Configuration& configuration, const http::Limits& limits,
          const Environment& environment, Installation& installation, const OtherWays& ways)
      : environment_{environment},
        backend_{.published = installation.published(),
                 .engine = installation.engine(),
                 .importer = installation.importer(),
                 .clock = system_clock(),
                 .site = site_info(configuration),
                 .data_directory = configuration.text("data.directory"),
                 .people = people(configuration, limits),
                 .oidc = ways.oidc,
                 .proxy = ways.proxy,
                 .doctor =
                     [&configuration, &environment] {
                       return to_json(examine({configuration, {}, {}, {}}, environment));
                     },
                 .imports_per_minute = limits.imports_per_minute},
        has_pages_{!configuration.text("server.web").empty()},
        server_{open_server(kListen,
                            server_options(configuration, limits, installation.raw().directory()),
                            site(configuration))},
        metrics_{metrics_server(configuration)} {}

  /// Serves until SIGTERM or SIGINT has drained it.
  void run() {
    if (metrics_) metrics_->start();
    server_->run([this] { announce(); });
    notify_service_manager(environment_, "STOPPING=1");
    log::info("stopped");
  }
  [[nodiscard]] bool answers(std::chrono::milliseconds within) {
    return server_->is_responsive(within);
  }

 private:
  /// The first line of all is the one that scripts wait for.
  void announce() {
    std::cout << "listening on " << server_->url() << std::endl;
    notify_service_manager(environment_, "READY=1");
    log::info("started", {{"address", server_->url()},
                          {"metrics", metrics_ ? metrics_->url() : std::string{}},
                          {"version", version()}});
    if (other_metrics_port_)
      log::warn("the default port of the metrics is taken; another is used",
                {{"address", metrics_->url()}, {"key", kMetricsListen}});
    if (!has_pages_)
      log::warn("no web pages were found; only the API answers", {{"key", "server.web"}});
  }

  http::Site site(const Configuration& configuration) {
    http::Site site;
    site.routes = http::make_routes(backend_);
    site.files = web_pages(configuration);
    site.version = [this] { return backend_.published.version(); };
    site.has_page = [this](std::string_view path) {
      return http::has_page(*backend_.published.current(), path);
    };
    site.authorize = [this](const http::Route& route, const http::Request& request) {
      return http::authorize(backend_, route, request);
    };
    return site;
  }

  /// A port that was asked for must be free; the default one may be anybody's, then any will do.
  std::unique_ptr<http::Server> metrics_server(const Configuration& configuration) {
    const auto& setting = configuration.setting(kMetricsListen);
    const auto address = parse_address(configuration.text(kMetricsListen));
    if (!address) return nullptr;
    http::Options options;
    options.address = address->host;
    options.port = address->port;
    options.threads = 1;
    options.workers = 1;
    options.access_log = http::AccessLog::kNone;
    const auto open = [&] {
      http::Site site;
      site.routes.push_back(http::metrics_route(
          server_->metrics(), [this] { return http::service_metrics(backend_); }));
      site.version = [] { return std::uint64_t{0}; };
      return open_server(kMetricsListen, options, std::move(site));
    };
    try {
      return open();
    } catch (const CannotListen&) {
      if (setting.origin.from != Origin::From::kDefault) throw;
      options.port = 0;
      other_metrics_port_ = true;
      return open();
    }
  }

  const Environment& environment_;
  http::Backend backend_;
  bool has_pages_;
  bool other_metrics_port_{false};
  std::unique_ptr<http::Server> server_;
  std::unique_ptr<http::Server> metrics_;
};

/// An outside witness: who changes the audit log must change the system's log as well. Each
/// instance writes it into its own log: the more witnesses the better.
void tell_audit_head(store::Engine& engine) {
  const auto read = engine.read([](store::Reader& reader) -> Result<void> {
    const auto head = store::audit_head(reader);
    if (!head) return tl::unexpected{head.error()};
    log::info("audit", {{"seq", static_cast<int>(head->seq)}, {"head", head->hash}});
    return {};
  });
  if (!read) log::error("audit log not read", {{"where", read.error().where}});
}

/// At SIGHUP reads the log level again; each hour tells where the audit log ends.
void watch(const std::stop_token& stop, const sigset_t& hangup, store::Engine& engine,
           const ConfigurationOptions& where, const Process& process) {
  auto next_witness = std::chrono::steady_clock::now() + std::chrono::hours{1};
  while (!stop.stop_requested()) {
    if (const auto now = std::chrono::steady_clock::now(); now >= next_witness) {
      tell_audit_head(engine);
      next_witness = now + std::chrono::hours{1};
    }
    if (sigtimedwait(&hangup, nullptr, &kBetweenLooks) == SIGHUP) {
      const auto loaded = load_configuration(where.sources(process));
      for (const auto& fault : loaded.faults)
        log::error("configuration", {{"fault", to_line(fault, Language::kEnglish)}});
      const auto& level = loaded.configuration.text("log.level");
      if (loaded.faults.empty()) log::set_level(log::parse_level(level));
      log::info("reloaded", {{"log_level", level}, {"accepted", loaded.faults.empty()}});
    }
  }
}

/// Publishes what other processes commit: at once where the store tells, else twice a second.
void follow_others(const std::stop_token& stop, Installation& installation) {
  auto& engine = installation.engine();
  while (!stop.stop_requested()) {
    if (!engine.wait_for_change(kBetweenChanges)) continue;
    if (auto read = installation.importer().sources().refresh(engine); !read)
      log::error("sources not read", {{"where", read.error().where}});
    if (auto refreshed = installation.published().refresh_if_changed(); !refreshed)
      log::error("figures not refreshed",
                 {{"where", refreshed.error().where}, {"error", refreshed.error().message.en}});
  }
}

ExitCode complain_of_address(const Context& context, const CannotListen& fault) {
  context.err() << "tertil: "
                << context.in_words(
                       {fmt::format("{}: kan inte lyssna på {}: {}; välj en annan port, eller "
                                    "stoppa den som har den",
                                    fault.key, fault.address, fault.reason),
                        fmt::format("{}: cannot listen on {}: {}; choose another port, or stop "
                                    "whoever has it",
                                    fault.key, fault.address, fault.reason)})
                << '\n';
  return ExitCode::kFailed;
}

ExitCode serve(const ConfigurationOptions& where, const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  const auto limits = limits_of(*configuration);
  if (!limits) return complain(context, limits.error());
  auto remote = remote_settings(*configuration, context.process.environment);
  if (!remote) return complain(context, remote.error());
  const auto ways = other_ways(*configuration, context.process.environment, *remote);
  if (!ways) return complain(context, ways.error());
  const auto smtp = smtp_settings(*configuration, context.process.environment);
  if (!smtp) return complain(context, smtp.error());
  log::set_level(log::parse_level(configuration->text("log.level")));
  spare_memory();
  const auto hangup = block_hangup();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  for (const auto& problem : (*installation)->importer().sources().problems())
    log::error("source left out", {{"where", problem.where},
                                   {"line", problem.fault.line},
                                   {"column", problem.fault.column},
                                   {"error", problem.fault.message.en}});
  try {
    Service service{*configuration, *limits, context.process.environment, **installation, *ways};
    const std::jthread watcher{[&](const std::stop_token& stop) {
      watch(stop, hangup, (*installation)->engine(), where, context.process);
    }};
    const std::jthread follower{
        [&](const std::stop_token& stop) { follow_others(stop, **installation); }};
    ingest::Pulls pulls{(*installation)->engine(), (*installation)->importer(), *std::move(remote)};
    const std::jthread scheduler{[&](const std::stop_token& stop) {
      if (std::get<bool>(configuration->setting("remote.scheduled").value))
        pulls.run(log_pull, stop);
    }};
    const std::jthread reminding{[&](const std::stop_token& stop) {
      if (*smtp && std::get<bool>(configuration->setting("reminders.scheduled").value))
        send_reminders_when_due(**smtp, reminder_settings(*configuration), **installation, stop);
    }};
    const std::jthread sweeper{[&](const std::stop_token& stop) {
      sweep_uploads_at_night(*configuration, **installation, stop);
    }};
    const std::jthread drops{[&](const std::stop_token& stop) {
      const auto& directory = configuration->text("watch.directory");
      if (directory.empty()) return;
      auto folder = drop_folder(directory, **installation, log_drop);
      const auto complain_in_log = [](const Error& error) {
        log::error("drop folder", {{"error", error.message.en}, {"where", error.where}});
      };
      ingest::watch(folder, complain_in_log, stop);
    }};
    const std::jthread watchdog{[&](const std::stop_token& stop) {
      keep_watchdog_content(
          context.process.environment,
          [&](std::chrono::milliseconds within) { return service.answers(within); }, stop);
    }};
    service.run();
  } catch (const CannotListen& fault) {
    return complain_of_address(context, fault);
  }
  return ExitCode::kOk;
}

}  // namespace

void add_serve(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"serve",
       {"Svarar på API:et och visar webbsidorna tills den får SIGTERM; skriver ”listening on …” "
        "när den är redo",
        "Answers the API and shows the pages until SIGTERM; prints \"listening on …\" when ready"},
       {"tertil serve", "tertil serve --listen 127.0.0.1:0 --data /tmp/prov",
        "tertil serve --config /etc/tertil/tertil.toml"}});
  const auto where = ConfigurationOptions::add_to(command, context);
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  where->add_key(command, "--listen", "server.listen", text("ADRESS:PORT", "ADDR:PORT"),
                 text("Adress och port (annars 127.0.0.1:8080); port 0 tar en ledig",
                      "Address and port (else 127.0.0.1:8080); port 0 takes a free one"));
  where->add_key(command, "--web", "server.web", text("MAPP", "DIR"),
                 text("Mappen med webbsidorna", "The folder of the web pages"));
  where->add_key(command, "--metrics", "server.metrics_listen", text("ADRESS:PORT", "ADDR:PORT"),
                 text("Adress för /metrics (annars 127.0.0.1:9187); tom stänger av",
                      "Address of /metrics (else 127.0.0.1:9187); empty turns it off"));
  on_chosen(command, context, [&context, where] { return serve(*where, context); });
}

}  // namespace tertil::cli
