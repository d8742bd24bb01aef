#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/figures/gases.hpp"
#include "service/ingest/gwp_choice.hpp"

namespace tertil::cli {
namespace {

constexpr auto kGwpSet = figures::kGwpSetSetting;

/// What the command line says; the parser writes to it later.
struct Chosen {
  std::string name;
  std::string value;
};

Result<ingest::GwpSets> sets_of(store::Engine& engine) {
  ingest::GwpSets sets;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = ingest::gwp_sets(reader);
    if (!found) return tl::unexpected{found.error()};
    sets = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return sets;
}

ExitCode show(const ConfigurationOptions& where, const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  const auto sets = sets_of((*installation)->engine());
  if (!sets) return complain(context, sets.error());
  if (context.json) {
    context.out()
        << nlohmann::json{{kGwpSet, {{"value", sets->chosen}, {"choices", sets->choices}}}}.dump()
        << '\n';
    return ExitCode::kOk;
  }
  const auto choices = fmt::format("{}", fmt::join(sets->choices, ", "));
  write_line(context,
             fmt::format("{} = {}  ({}: {})", kGwpSet, sets->chosen,
                         context.in_words({"GWP-värden för medicinska gaser; finns",
                                           "warming potentials of medical gases; there are"}),
                         choices));
  return ExitCode::kOk;
}

ExitCode set(const ConfigurationOptions& where, const std::string& value, const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  const auto done = ingest::choose_gwp_set(
      (*installation)->engine(), (*installation)->published(), value,
      operator_entry(store::audit::kConfig, fmt::format("setting/{}", kGwpSet)));
  if (!done) {
    if (done.error().code == ErrorCode::kInvalidInput)
      return complain_of_usage(context, done.error().message);
    return complain(context, done.error());
  }
  if (context.json) {
    context.out() << nlohmann::json{{"name", kGwpSet}, {"value", value}}.dump() << '\n';
    return ExitCode::kOk;
  }
  write_line(context, fmt::format("{} = {}; {}", kGwpSet, value,
                                  context.in_words({"medicinska gaser är beräknade på nytt",
                                                    "medical gases are computed anew"})));
  return ExitCode::kOk;
}

}  // namespace

void add_settings(CLI::App& root, Context& context) {
  auto& settings = add_command(root, context,
                               {"settings",
                                {"Visar eller väljer hur databasens nyckeltal beräknas",
                                 "Shows or chooses how the store's key figures are computed"},
                                {"tertil settings show", "tertil settings set gwp-set AR6"}});
  settings.require_subcommand(1);

  auto& show_command = add_command(
      settings, context,
      {"show",
       {"Visar vad som gäller och vad som kan väljas", "Shows what holds and what can be chosen"},
       {"tertil settings show --json"}});
  const auto show_where = ConfigurationOptions::add_to(show_command, context);
  add_json_option(show_command, context);
  on_chosen(show_command, context, [&context, show_where] { return show(*show_where, context); });

  auto& set_command =
      add_command(settings, context,
                  {"set",
                   {"Väljer, beräknar berörda nyckeltal på nytt och skriver i händelseloggen",
                    "Chooses, computes the figures concerned anew and writes in the audit log"},
                   {"tertil settings set gwp-set AR6"}});
  const auto chosen = std::make_shared<Chosen>();
  set_command
      .add_option("NAME", chosen->name,
                  context.in_words({"gwp-set: GWP-värden för medicinska gaser",
                                    "gwp-set: warming potentials of medical gases"}))
      ->required()
      ->check(one_of(context, {std::string{kGwpSet}}));
  set_command.add_option("VALUE", chosen->value, context.in_words({"Nytt värde", "The new value"}))
      ->required();
  const auto set_where = ConfigurationOptions::add_to(set_command, context);
  add_json_option(set_command, context);
  on_chosen(set_command, context,
            [&context, set_where, chosen] { return set(*set_where, chosen->value, context); });
}

}  // namespace tertil::cli
