#include "service/figures/movement.hpp"

#include <fmt/format.h>

#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/figures_query.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/reports/movement_json.hpp"

namespace tertil::cli {
namespace {

struct MovementOptions {
  std::string key_figure;
  int from{0};
  int to{0};
  std::string region;
  std::string series;
  std::string scheme{"thirds"};
  std::string as_of;
};

TerminalTable parts_table(const analytics::MovementParts& parts, int change,
                          const Context& context) {
  TerminalTable table{{{context.in_words({"Orsak", "Cause"})},
                       {context.in_words({"Platser", "Places"}), Align::kRight}}};
  const auto add = [&](const Text& cause, int places) {
    const std::string sign = places == 0 ? "" : places < 0 ? "\u2212" : "+";
    table.add({{context.in_words(cause)}, {sign + std::to_string(std::abs(places))}});
  };
  add({"Det egna värdet", "The region's own value"}, parts.own);
  add({"De andras värden", "The others' values"}, parts.others);
  add({"Revideringar", "Revisions"}, parts.revisions);
  add({"Vilka som är med", "Who takes part"}, parts.membership);
  table.add_rule();
  add({"Ändring (minus är bättre)", "Change (minus is better)"}, change);
  return table;
}

void write_movement(const figures::RankMovement& answer, const Context& context) {
  const auto& definition = answer.figure->definition;
  context.out() << fmt::format("{}, {}–{} ({})\n", context.in_words(definition.name), answer.from,
                               answer.to, definition.unit);
  write_wrapped(context, context.in_words(answer.text));
  if (answer.parts)
    context.out() << '\n'
                  << parts_table(*answer.parts, answer.change, context).render(context.process.look)
                  << '\n';
  write_wrapped(context, context.in_words(answer.source) + ". " +
                             context.in_words(figures::own_processing()) + '.');
}

ExitCode movement(const MovementOptions& options, const ConfigurationOptions& where,
                  const Context& context) {
  const auto query = open_for_query(where, options.as_of, context);
  if (!query) return query.error();
  const auto& snapshot = *query->snapshot;
  if (snapshot.figure(options.key_figure) == nullptr)
    return complain_of_unknown_figure(context, snapshot, options.key_figure);
  if (options.from >= options.to)
    return complain_of_usage(
        context, {"--from ska vara ett år före --to", "--from must be a year before --to"});
  const auto answer = figures::rank_movement(
      snapshot,
      {options.key_figure, options.region.empty() ? query->region : options.region, options.from,
       options.to, parse_series(options.series), figures::parse_scheme(options.scheme).value()});
  if (!answer) return complain(context, answer.error());
  if (context.json)
    context.out() << reports::to_json(*answer) << '\n';
  else
    write_movement(*answer, context);
  return ExitCode::kOk;
}

}  // namespace

void add_movement(CLI::App& root, Context& context) {
  auto& command =
      add_command(root, context,
                  {"movement",
                   {"Förklarar varför platsen ändrades", "Explains why the rank moved"},
                   {"tertil movement energi --from 2017 --to 2023",
                    "tertil movement fornybart --from 2022 --to 2024 --region 14 --json"}});
  const auto options = std::make_shared<MovementOptions>();
  add_key_figure_argument(command, context, options->key_figure);
  add_year_option(command, context, "--from", options->from, {"Första året", "The first year"});
  add_year_option(command, context, "--to", options->to, {"Andra året", "The second year"});
  add_region_option(command, context, options->region);
  add_series_option(command, context, options->series);
  add_figures_options(command, context, options->scheme, options->as_of);
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return movement(*options, *where, context); });
}

}  // namespace tertil::cli
