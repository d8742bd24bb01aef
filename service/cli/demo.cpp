#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/cli/trial_account.hpp"
#include "service/demo/example_files.hpp"
#include "service/demo/example_measures.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/figures/gases.hpp"
#include "service/store/batches.hpp"
#include "service/store/plans.hpp"
#include "service/store/settings.hpp"

namespace tertil::cli {
namespace {

/// Where example data goes unless somebody says otherwise: never where real data would be looked
/// for.
constexpr const char* kDemoDirectory = "exempeldata";

struct DemoCounts {
  std::int64_t files{0};
  std::int64_t rows{0};
  std::int64_t set_aside{0};
};

tl::expected<Configuration, ExitCode> configuration_of(const ConfigurationOptions& where,
                                                       const Context& context) {
  auto loaded = load_or_complain(where, context);
  if (!loaded) return loaded;
  if (loaded->setting("data.directory").origin.from != Origin::From::kDefault) return loaded;
  auto sources = where.sources(context.process);
  sources.flags.push_back({"data.directory", "--data", kDemoDirectory});
  return load_configuration(sources).configuration;
}

/// Example data never joins facts: a store that has taken in a file of a person's or a system's is
/// left alone.
Result<void> mark_as_example(store::Engine& engine) {
  bool marked = false;
  bool used = false;
  auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    const auto flag = store::setting(reader, store::kExampleData);
    if (!flag) return tl::unexpected{flag.error()};
    marked = flag->has_value();
    const auto listing = store::batches(reader, {1, 1000});
    if (!listing) return tl::unexpected{listing.error()};
    used = std::ranges::any_of(listing->items,
                               [](const store::Batch& batch) { return batch.actor != "tertil"; });
    return {};
  });
  if (!read) return read;
  if (marked) return {};
  if (used)
    return fail(ErrorCode::kConflict,
                {"datamappen har riktiga uppgifter; exempeldata läggs aldrig bland dem. Välj en "
                 "annan mapp med --data.",
                 "the data directory holds real data; example data never goes among it. Choose "
                 "another directory with --data."});
  return engine.write([](store::Writer& writer) -> Result<void> {
    if (auto put = store::put_setting(writer, store::kExampleData, "1"); !put) return put;
    return store::put_setting(writer, figures::kGwpSetSetting, demo::kExampleGwpSet);
  });
}

void show(const Context& context, const std::string& file, const DemoCounts& counts) {
  if (!context.process.interactive || context.quiet || context.json) return;
  context.err() << fmt::format("\r\x1b[K{} {} ({} {})", context.in_words({"läser in", "importing"}),
                               file, format_count(counts.rows, context.language),
                               context.in_words({"rader", "rows"}));
  context.err().flush();
}

Result<void> import_example(Installation& installation, const demo::ExampleFile& file,
                            DemoCounts& counts) {
  const auto taken = installation.raw().take_in(std::string_view{file.content});
  if (!taken) return tl::unexpected{taken.error()};
  ingest::ImportRequest request;
  request.source = file.source;
  request.descriptor = taken->descriptor();
  request.bytes = taken->bytes();
  request.sha256 = taken->sha256();
  request.file_name = file.name;
  request.actor = "demo";
  const auto outcome = installation.importer().import_file(request);
  if (!outcome) return tl::unexpected{outcome.error()};
  if (outcome->kind == ingest::ImportKind::kRejected)
    return fail(ErrorCode::kInternal,
                {fmt::format("exempelfilen {} avvisades", file.name),
                 fmt::format("the example file {} was rejected", file.name)},
                outcome->receipt);
  ++counts.files;
  counts.rows += outcome->rows_read;
  counts.set_aside += outcome->quarantined;
  return {};
}

/// Adds the example measures that the shipped plan does not have yet.
Result<void> add_example_measures(store::Engine& engine) {
  return engine.write([](store::Writer& writer) -> Result<void> {
    const auto plans = store::plans(writer);
    if (!plans) return tl::unexpected{plans.error()};
    if (plans->empty()) return {};
    const auto& plan = plans->front().plan.id;
    const auto there = store::measures(writer, plan);
    if (!there) return tl::unexpected{there.error()};
    for (auto& [id, measure] : demo::example_measures()) {
      if (std::ranges::find(*there, id, &store::MeasureVersion::id) != there->end()) continue;
      auto added = store::add_measure(
          writer, {plan, id, std::move(measure), std::nullopt, {1, "demo", {}, {}}});
      if (!added) return added;
    }
    return {};
  });
}

/// What somebody needs who wants to try the pages.
struct Trial {
  std::string serve;                    ///< The command that serves the directory.
  std::string address;                  ///< Where to sign in.
  std::string new_password;             ///< The command that sets another password.
  std::optional<std::string> password;  ///< Empty if the account was there already.
};

Trial trial_of(const Configuration& configuration, std::optional<std::string> password) {
  const auto& directory = configuration.text("data.directory");
  return {"tertil serve --data " + directory,
          fmt::format("http://{}/logga-in", configuration.text("server.listen")),
          fmt::format("tertil user password {} --data {}", kTrialAccount, directory),
          std::move(password)};
}

nlohmann::json report_json(const std::string& directory, const DemoCounts& counts,
                           const Trial& trial) {
  nlohmann::json account{{"name", kTrialAccount},
                         {"role", "coordinator"},
                         {"password", nullptr},
                         {"newPasswordCommand", trial.new_password}};
  if (trial.password) account["password"] = *trial.password;
  return {{"directory", directory},          {"exampleData", true},
          {"files", counts.files},           {"rowsRead", counts.rows},
          {"quarantined", counts.set_aside}, {"serveCommand", trial.serve},
          {"signInAt", trial.address},       {"account", std::move(account)}};
}

void report(const Context& context, const std::string& directory, const DemoCounts& counts,
            const Trial& trial) {
  const auto count = [&](std::int64_t number) { return format_count(number, context.language); };
  if (context.json) {
    context.out() << report_json(directory, counts, trial).dump() << '\n';
    return;
  }
  write_line(
      context,
      context.in_words(
          {fmt::format("Exempeldata i {}: {} filer, {} rader, {} i karantän. Inget av det är "
                       "fakta.",
                       directory, count(counts.files), count(counts.rows), count(counts.set_aside)),
           fmt::format("Example data in {}: {} files, {} rows, {} quarantined. None of it "
                       "is fact.",
                       directory, count(counts.files), count(counts.rows),
                       count(counts.set_aside))}));
  const auto told = [&](const Text& label, const std::string& what) {
    write_line(context, context.in_words(label) + what);
  };
  told({"Starta:     ", "Start it:   "}, trial.serve);
  told({"Logga in:   ", "Sign in at: "}, trial.address);
  told({"Namn:       ", "Name:       "}, kTrialAccount);
  if (trial.password) {
    told({"Lösenord:   ", "Password:   "}, *trial.password);
    told({"            Lösenordet visas bara nu. Ett nytt sätts med ",
          "            The password is shown this once. Set another with "},
         trial.new_password);
  } else {
    told({"Lösenord:   visades när kontot gjordes. Ett nytt sätts med ",
          "Password:   was shown when the account was made. Set another with "},
         trial.new_password);
  }
}

ExitCode load_example_data(const ConfigurationOptions& where, std::int64_t seed,
                           const Context& context) {
  const auto configuration = configuration_of(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  if (const auto marked = mark_as_example((*installation)->engine()); !marked)
    return complain(context, marked.error());
  DemoCounts counts;
  const auto done = demo::each_example_file({.seed = static_cast<std::uint64_t>(seed)},
                                            [&](const demo::ExampleFile& file) {
                                              show(context, file.name, counts);
                                              return import_example(**installation, file, counts);
                                            });
  if (context.process.interactive && !context.quiet && !context.json) context.err() << "\r\x1b[K";
  if (!done) return complain(context, done.error());
  if (const auto added = add_example_measures((*installation)->engine()); !added)
    return complain(context, added.error());
  auto password = make_trial_account((*installation)->engine());
  if (!password) return complain(context, password.error());
  report(context, configuration->text("data.directory"), counts,
         trial_of(*configuration, *std::move(password)));
  return ExitCode::kOk;
}

}  // namespace

void add_demo(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"demo",
       {"Fyller en egen datamapp (exempeldata, om inget annat sägs) med påhittade uppgifter, "
        "märkta ”Exempeldata” överallt, och gör där ett provkonto att logga in med",
        "Fills a data directory of its own (exempeldata unless told otherwise) with made-up data, "
        "marked \"Exempeldata\" everywhere, and makes a trial account there to sign in with"},
       {"tertil demo", "tertil demo --data /var/tmp/exempel --seed 7"}});
  const auto seed = std::make_shared<std::int64_t>(1);
  command
      .add_option("--seed", *seed,
                  context.in_words({"Frö: samma frö ger samma uppgifter (standard 1)",
                                    "Seed: the same seed gives the same data (default 1)"}))
      ->type_name("N")
      ->check(whole_number_between(context, 0, 1'000'000));
  command.add_flag("--quiet", context.quiet,
                   context.in_words({"Visar inget förlopp", "Shows no progress"}));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, seed, where] { return load_example_data(*where, *seed, context); });
}

}  // namespace tertil::cli
