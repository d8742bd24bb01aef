#include <fmt/format.h>

#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/figures_query.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/reports/ranking_json.hpp"
#include "service/reports/words.hpp"

namespace tertil::cli {
namespace {

constexpr int kMostDecimals = 6;

struct RankOptions {
  std::string key_figure;
  int year{0};
  std::string series;
  std::string scheme{"thirds"};
  std::string as_of;
};

/// As many decimals as the key figure is shown with, and more where two places would look alike:
/// 100.0 and 99.97 are two values, and only one of them may be best.
int telling_decimals(const figures::Ranking& ranking) {
  const auto looks_alike = [&](int decimals) {
    for (std::size_t i = 1; i < ranking.rows.size(); ++i) {
      const auto& better = ranking.rows[i - 1];
      const auto& worse = ranking.rows[i];
      if (better.rank != worse.rank && format_number(better.value, decimals, Language::kEnglish) ==
                                           format_number(worse.value, decimals, Language::kEnglish))
        return true;
    }
    return false;
  };
  int decimals = ranking.figure->definition.decimals;
  while (decimals < kMostDecimals && looks_alike(decimals)) ++decimals;
  return decimals;
}

/// " 8 (delad)", the digits under each other.
Cell place_of(const figures::RankedRow& row, const Context& context) {
  auto text = fmt::format("{:>2}", row.rank);
  if (row.tied > 1) text += context.in_words({" (delad)", " (shared)"});
  return {std::move(text)};
}

std::string printed_text(const std::optional<figures::Printed>& printed) {
  return printed ? fmt::format("{}/{}", printed->rank, printed->of) : std::string{};
}

TerminalTable table_of(const figures::Ranking& ranking, const std::string& own_region,
                       const Context& context) {
  const int decimals = telling_decimals(ranking);
  TerminalTable table{{{context.in_words({"Plats", "Rank"})},
                       {context.in_words({"Region", "Region"}), Align::kLeft, true},
                       {context.in_words({"Värde", "Value"}), Align::kRight},
                       {context.in_words(reports::word(ranking.scheme)), Align::kLeft, true},
                       {context.in_words({"Tryckt plats", "Printed"}), Align::kRight}}};
  const figures::RankedRow* previous = nullptr;
  for (const auto& row : ranking.rows) {
    if (previous != nullptr && previous->rank_class != row.rank_class) table.add_rule();
    const auto emphasis = row.region == own_region ? Colour::kBold : Colour::kPlain;
    table.add({place_of(row, context),
               {row.short_name, emphasis},
               {format_number(row.value, decimals, context.language), emphasis},
               class_cell(row.rank_class, ranking.scheme, context.language),
               {printed_text(row.printed)}});
    previous = &row;
  }
  if (!ranking.missing.empty() && previous != nullptr) table.add_rule();
  for (const auto& row : ranking.missing)
    table.add({{" –", Colour::kFaint},
               {row.short_name, Colour::kFaint},
               {"–", Colour::kFaint},
               {context.in_words(reports::word(row.reason)), Colour::kFaint},
               {printed_text(row.printed), Colour::kFaint}});
  return table;
}

void write_own(const figures::Ranking& ranking, const std::string& own_region,
               const Context& context) {
  for (const auto& row : ranking.rows) {
    if (row.region != own_region || !row.to_better_class) continue;
    const auto& step = *row.to_better_class;
    const int decimals = telling_decimals(ranking);
    const auto value = format_number(step.value, decimals, context.language);
    const auto gap = format_number(step.distance, decimals, context.language);
    const auto& words = context.in_words(reports::word(step.rank_class, ranking.scheme));
    write_wrapped(context, context.in_words(
                               {fmt::format("{}: {} nås vid {} {} ({} ifrån).", row.name, words,
                                            value, ranking.figure->definition.unit, gap),
                                fmt::format("{}: {} is reached at {} {} ({} away).", row.name,
                                            words, value, ranking.figure->definition.unit, gap)}));
  }
}

void write_ranking(const figures::Ranking& ranking, const std::string& own_region,
                   const Context& context) {
  const auto& definition = ranking.figure->definition;
  context.out() << fmt::format("{}, {} ({})\n", context.in_words(definition.name), ranking.year,
                               definition.unit);
  write_wrapped(context, context.in_words(ranking.text));
  context.out() << '\n'
                << table_of(ranking, own_region, context).render(context.process.look) << '\n';
  write_own(ranking, own_region, context);
  if (ranking.class_sizes)
    context.out() << fmt::format("▲ {} · ● {} · ▼ {}\n", ranking.class_sizes->green,
                                 ranking.class_sizes->yellow, ranking.class_sizes->red);
  if (ranking.differs) write_wrapped(context, context.in_words(*ranking.differs));
  const auto& source = context.in_words(ranking.source);
  write_wrapped(context, (source.empty() ? source : source + ". ") +
                             context.in_words(figures::own_processing()) + '.');
}

ExitCode rank(const RankOptions& options, const ConfigurationOptions& where,
              const Context& context) {
  const auto query = open_for_query(where, options.as_of, context);
  if (!query) return query.error();
  const auto& snapshot = *query->snapshot;
  if (snapshot.figure(options.key_figure) == nullptr)
    return complain_of_unknown_figure(context, snapshot, options.key_figure);
  const auto ranking =
      figures::ranking(snapshot, {options.key_figure, options.year, parse_series(options.series),
                                  figures::parse_scheme(options.scheme).value()});
  if (!ranking) return complain(context, ranking.error());
  if (context.json)
    context.out() << reports::to_json(*ranking) << '\n';
  else
    write_ranking(*ranking, query->region, context);
  return ExitCode::kOk;
}

}  // namespace

void add_rank(CLI::App& root, Context& context) {
  auto& command =
      add_command(root, context,
                  {"rank",
                   {"Rangordnar regionerna i ett nyckeltal", "Ranks the regions by one key figure"},
                   {"tertil rank renewable-fuel-public-transport --year 2023",
                    "tertil rank energi --year 2024 --scheme quartiles --json"}});
  const auto options = std::make_shared<RankOptions>();
  add_key_figure_argument(command, context, options->key_figure);
  add_year_option(command, context, "--year", options->year, {"År", "Year"});
  add_series_option(command, context, options->series);
  add_figures_options(command, context, options->scheme, options->as_of);
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return rank(*options, *where, context); });
}

}  // namespace tertil::cli
