#include "service/figures/forecast.hpp"

#include <fmt/format.h>

#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/figures_query.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/figures/forecast_words.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/reports/forecast_json.hpp"

namespace tertil::cli {
namespace {

struct ForecastOptions {
  std::string key_figure;
  int year{0};
  std::string region;
  std::string series;
  std::string scheme{"thirds"};
  std::string as_of;
};

TerminalTable path_table(const figures::FigureForecast& answer, const Context& context) {
  const int decimals = answer.figure->definition.decimals;
  const auto number = [&](double value) {
    return format_number(value, decimals, context.language);
  };
  TerminalTable table{{{context.in_words({"År", "Year"})},
                       {context.in_words({"Värde", "Value"}), Align::kRight},
                       {context.in_words({"Lägst", "Low"}), Align::kRight},
                       {context.in_words({"Högst", "High"}), Align::kRight}}};
  for (const auto& [year, value] : answer.history)
    table.add({{std::to_string(year)}, {number(value)}});
  table.add_rule();
  for (const auto& step : answer.path)
    table.add({{std::to_string(step.year)},
               {number(step.value), Colour::kBold},
               {number(step.low)},
               {number(step.high)}});
  return table;
}

TerminalTable methods_table(const figures::FigureForecast& answer, const Context& context) {
  TerminalTable table{{{context.in_words({"Metod", "Method"})},
                       {context.in_words({"Medelfel", "Mean error"}), Align::kRight},
                       {context.in_words({"Prövad", "Tested"}), Align::kRight}}};
  for (const auto& error : answer.choice.errors) {
    const bool chosen = error.method == answer.choice.method;
    table.add({{context.in_words(figures::name_of(error.method)) + (chosen ? " ←" : ""),
                chosen ? Colour::kBold : Colour::kPlain},
               {format_number(error.all.absolute, answer.figure->definition.decimals + 1,
                              context.language)},
               {format_count(error.all.tests, context.language)}});
  }
  return table;
}

void write_forecast(const figures::FigureForecast& answer, const Context& context) {
  const auto& definition = answer.figure->definition;
  const auto& look = context.process.look;
  context.out() << fmt::format("{}, {} ({})\n", context.in_words(definition.name), answer.year,
                               definition.unit);
  write_wrapped(context, context.in_words(answer.text));
  if (answer.forecast) context.out() << '\n' << path_table(answer, context).render(look);
  if (answer.compared_on) context.out() << '\n' << methods_table(answer, context).render(look);
  context.out() << '\n';
  if (answer.outlook) write_wrapped(context, context.in_words(figures::outlook_rule()));
  const auto source = answer.series ? context.in_words(answer.source) + ". " : std::string{};
  write_wrapped(context, source + context.in_words(figures::own_processing()) + '.');
}

ExitCode forecast(const ForecastOptions& options, const ConfigurationOptions& where,
                  const Context& context) {
  const auto query = open_for_query(where, options.as_of, context);
  if (!query) return query.error();
  const auto& snapshot = *query->snapshot;
  if (snapshot.figure(options.key_figure) == nullptr)
    return complain_of_unknown_figure(context, snapshot, options.key_figure);
  const auto answer = figures::figure_forecast(
      snapshot,
      {options.key_figure, options.region.empty() ? query->region : options.region, options.year,
       parse_series(options.series), std::nullopt, figures::parse_scheme(options.scheme).value()});
  if (!answer) return complain(context, answer.error());
  if (context.json)
    context.out() << reports::to_json(*answer) << '\n';
  else
    write_forecast(*answer, context);
  return ExitCode::kOk;
}

}  // namespace

void add_forecast(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"forecast",
       {"Visar vart ett nyckeltal är på väg", "Shows where a key figure is heading"},
       {"tertil forecast energi --year 2026", "tertil forecast fornybart --year 2026 --json"}});
  const auto options = std::make_shared<ForecastOptions>();
  add_key_figure_argument(command, context, options->key_figure);
  add_year_option(command, context, "--year", options->year,
                  {"Året för prognosen", "The year of the forecast"});
  add_region_option(command, context, options->region);
  add_series_option(command, context, options->series);
  add_figures_options(command, context, options->scheme, options->as_of);
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return forecast(*options, *where, context); });
}

}  // namespace tertil::cli
