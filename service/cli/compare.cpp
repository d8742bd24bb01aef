#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/figures_query.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/figures/comparison.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/reports/comparison_json.hpp"
#include "service/reports/words.hpp"

namespace tertil::cli {
namespace {

constexpr std::size_t kYearsBeside = 4;  ///< As many as fit in 80 columns with a readable name.
constexpr std::size_t kMostYears = 6;

struct CompareOptions {
  std::string region;
  std::vector<int> years;
  std::string scheme{"thirds"};
  std::string as_of;
};

std::string place_text(int rank, int of, std::optional<figures::RankClass> rank_class) {
  const std::string mark{rank_class ? reports::symbol(*rank_class) : "·"};
  return fmt::format("{} {}/{}", mark, rank, of);
}

Colour colour_of_class(std::optional<figures::RankClass> rank_class) {
  return rank_class ? colour_of(*rank_class) : Colour::kPlain;
}

/// The value, and the printed place where one was printed.
Cell printed_cell(const figures::ComparisonCell& cell, int decimals, Language language) {
  if (!cell.value)
    return {reports::word(cell.reason.value_or(MissingReason::kMissing)).in(language),
            Colour::kFaint};
  auto text = format_number(*cell.value, decimals, language);
  if (!cell.printed) return {std::move(text)};
  const auto& printed = *cell.printed;
  return {text + ' ' + place_text(printed.rank, printed.of, printed.rank_class),
          colour_of_class(printed.rank_class)};
}

/// The place that today's values give, with the value it is made from.
Cell computed_cell(const figures::ComparisonCell& cell, int decimals, Language language) {
  if (!cell.computed) return {};
  const auto& computed = *cell.computed;
  return {format_number(computed.value, decimals, language) + ' ' +
              place_text(computed.rank, computed.of, computed.rank_class),
          colour_of_class(computed.rank_class)};
}

TerminalTable places_table(const figures::Comparison& comparison, std::size_t first,
                           const Context& context) {
  const auto last = std::min(first + kYearsBeside, comparison.years.size());
  std::vector<Column> columns{{context.in_words({"Nyckeltal", "Key figure"}), Align::kLeft, true}};
  for (auto i = first; i < last; ++i)
    columns.push_back({std::to_string(comparison.years[i]), Align::kRight});
  TerminalTable table{std::move(columns)};
  for (const auto& row : comparison.rows) {
    const auto& definition = row.figure->definition;
    std::vector<Cell> printed{{context.in_words(definition.short_name), Colour::kBold}};
    std::vector<Cell> computed{{context.in_words({"  beräknad", "  computed"}), Colour::kFaint}};
    bool any = false;
    for (auto i = first; i < last; ++i) {
      printed.push_back(printed_cell(row.cells[i], definition.decimals, context.language));
      computed.push_back(computed_cell(row.cells[i], definition.decimals, context.language));
      any = any || row.cells[i].computed.has_value();
    }
    table.add(std::move(printed));
    if (any) table.add(std::move(computed));
  }
  return table;
}

TerminalTable targets_table(const figures::Comparison& comparison, const Context& context) {
  TerminalTable table{{{context.in_words({"Nyckeltal", "Key figure"}), Align::kLeft, true},
                       {context.in_words({"Mål", "Target"}), Align::kRight},
                       {context.in_words({"År", "Year"}), Align::kRight},
                       {context.in_words({"Senaste", "Latest"}), Align::kRight},
                       {context.in_words({"Enhet", "Unit"}), Align::kLeft, true},
                       {context.in_words({"Läge", "Status"})}}};
  for (const auto& row : comparison.rows) {
    if (!row.target) continue;
    const auto& definition = row.figure->definition;
    const auto& outlook = *row.target;
    const auto number = [&](double value) {
      return format_number(value, definition.decimals, context.language);
    };
    table.add({{context.in_words(definition.short_name)},
               {number(outlook.target.value)},
               {std::to_string(outlook.target.year)},
               {outlook.current_value ? number(*outlook.current_value) : "–"},
               {definition.unit},
               {context.in_words(reports::word(outlook.progress.status))}});
  }
  return table;
}

void write_comparison(const figures::Comparison& comparison, const Context& context) {
  const auto& look = context.process.look;
  context.out() << comparison.region->name << '\n';
  for (const auto& summary : comparison.summary)
    write_wrapped(context, fmt::format("{}: {}", summary.year, context.in_words(summary.text)));
  for (std::size_t first = 0; first < comparison.years.size(); first += kYearsBeside)
    context.out() << '\n' << places_table(comparison, first, context).render(look);
  context.out() << '\n';
  write_wrapped(context,
                context.in_words({"Första raden: värdet och den plats som trycktes i rapporten. "
                                  "Beräknad: platsen som dagens värden ger.",
                                  "First line: the value and the place printed in the report. "
                                  "Computed: the place that today's values give."}));
  if (const auto targets = targets_table(comparison, context); targets.rows() > 0)
    context.out() << '\n' << targets.render(look) << '\n';
  for (const auto& [series, text] : comparison.sources)
    write_wrapped(context, context.in_words(text) + '.');
  write_wrapped(context, context.in_words(figures::own_processing()) + '.');
}

ExitCode compare(const CompareOptions& options, const ConfigurationOptions& where,
                 const Context& context) {
  if (options.years.size() > kMostYears)
    return complain_of_usage(context, {"--years tar högst sex år", "--years takes at most six"});
  const auto query = open_for_query(where, options.as_of, context);
  if (!query) return query.error();
  const auto& region = options.region.empty() ? query->region : options.region;
  const auto comparison = figures::comparison(
      *query->snapshot, {region, options.years, figures::parse_scheme(options.scheme).value()});
  if (!comparison) return complain(context, comparison.error());
  if (context.json)
    context.out() << reports::to_json(*comparison) << '\n';
  else
    write_comparison(*comparison, context);
  return ExitCode::kOk;
}

}  // namespace

void add_compare(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"compare",
       {"Visar en regions nyckeltal, platser och mål år för år",
        "Shows a region's key figures, places and targets year by year"},
       {"tertil compare --region 13", "tertil compare --region 14 --years 2022,2023 --json"}});
  const auto options = std::make_shared<CompareOptions>();
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  command
      .add_option("--region", options->region,
                  text("Länskod, t.ex. 13 för Halland (annars site.region)",
                       "County code, e.g. 13 for Halland (else site.region)"))
      ->type_name(text("KOD", "CODE"))
      ->check(one_of(context, find_key("site.region")->choices));
  command
      .add_option("--years", options->years,
                  text("Högst sex år med komma emellan (annars de med tryckta värden)",
                       "At most six years parted by commas (else those with printed values)"))
      ->type_name(text("ÅR,ÅR", "YEAR,YEAR"))
      ->delimiter(',')
      ->check(whole_number_between(context, 1900, 2100));
  add_figures_options(command, context, options->scheme, options->as_of);
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return compare(*options, *where, context); });
}

}  // namespace tertil::cli
