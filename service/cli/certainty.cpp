#include "service/figures/certainty.hpp"

#include <fmt/format.h>

#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/figures_query.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/reports/certainty_json.hpp"
#include "service/reports/words.hpp"

namespace tertil::cli {
namespace {

struct CertaintyOptions {
  std::string key_figure;
  int year{0};
  std::string region;
  std::string series;
  std::string scheme{"thirds"};
  std::string as_of;
};

std::string percent(double share) { return fmt::format("{:.0f} %", share * 100); }

Cell sure_cell(const analytics::RankCertainty& place, const Context& context) {
  if (!place.probability) return {};
  return place.sure ? Cell{context.in_words({"säker", "sure"})}
                    : Cell{context.in_words({"osäker", "unsure"}), Colour::kBold};
}

TerminalTable table_of(const figures::RankCertainties& answer, const std::string& own_region,
                       const Context& context) {
  TerminalTable table{{{context.in_words({"Plats", "Rank"}), Align::kRight},
                       {context.in_words({"Region", "Region"}), Align::kLeft, true},
                       {context.in_words({"Värde", "Value"}), Align::kRight},
                       {context.in_words({"Med 80 %", "With 80 %"}), Align::kRight},
                       {"▲", Align::kRight},
                       {"●", Align::kRight},
                       {"▼", Align::kRight},
                       {context.in_words({"Färg", "Colour"})}}};
  for (const auto& row : answer.rows) {
    const auto& place = row.place;
    const auto emphasis = row.region == own_region ? Colour::kBold : Colour::kPlain;
    const auto share = [&](double analytics::ClassProbability::*colour) {
      return Cell{place.probability ? percent((*place.probability).*colour) : std::string{"–"}};
    };
    table.add({{fmt::format("{}", place.rank)},
               {row.name, emphasis},
               {figures::spoken_as_stored(row.value, context.language), emphasis},
               {place.rank_low == place.rank_high
                    ? fmt::format("{}", place.rank_low)
                    : fmt::format("{}–{}", place.rank_low, place.rank_high)},
               share(&analytics::ClassProbability::green),
               share(&analytics::ClassProbability::yellow),
               share(&analytics::ClassProbability::red),
               sure_cell(place, context)});
  }
  return table;
}

void write_certainty(const figures::RankCertainties& answer, const std::string& own_region,
                     const Context& context) {
  const auto& definition = answer.figure->definition;
  context.out() << fmt::format("{}, {} ({})\n", context.in_words(definition.name), answer.year,
                               definition.unit);
  write_wrapped(context, context.in_words(answer.text));
  if (!answer.rows.empty())
    context.out() << '\n'
                  << table_of(answer, own_region, context).render(context.process.look) << '\n';
  write_wrapped(context, context.in_words(answer.errors.text));
  const auto source =
      answer.series ? context.in_words(figures::attribution(*answer.figure, *answer.series)) + ". "
                    : std::string{};
  write_wrapped(context, source + context.in_words(figures::own_processing()) + '.');
}

ExitCode certainty(const CertaintyOptions& options, const ConfigurationOptions& where,
                   const Context& context) {
  const auto query = open_for_query(where, options.as_of, context);
  if (!query) return query.error();
  const auto& snapshot = *query->snapshot;
  if (snapshot.figure(options.key_figure) == nullptr)
    return complain_of_unknown_figure(context, snapshot, options.key_figure);
  const auto& region = options.region.empty() ? query->region : options.region;
  const auto answer = figures::rank_certainty(
      snapshot, {options.key_figure, options.year, region, parse_series(options.series),
                 figures::parse_scheme(options.scheme).value()});
  if (!answer) return complain(context, answer.error());
  if (context.json)
    context.out() << reports::to_json(*answer) << '\n';
  else
    write_certainty(*answer, region, context);
  return ExitCode::kOk;
}

}  // namespace

void add_certainty(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"certainty",
       {"Visar hur säkra platser och färger är", "Shows how sure ranks and colours are"},
       {"tertil certainty renewable-fuel-public-transport --year 2023",
        "tertil certainty antibiotika --year 2022 --json"}});
  const auto options = std::make_shared<CertaintyOptions>();
  add_key_figure_argument(command, context, options->key_figure);
  add_year_option(command, context, "--year", options->year, {"År", "Year"});
  add_region_option(command, context, options->region);
  add_series_option(command, context, options->series);
  add_figures_options(command, context, options->scheme, options->as_of);
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return certainty(*options, *where, context); });
}

}  // namespace tertil::cli
