#include "service/cli/figures_query.hpp"

#include <fmt/format.h>

#include <ostream>

#include "service/cli/nearest.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/reports/words.hpp"

namespace tertil::cli {

tl::expected<FiguresQuery, ExitCode> open_for_query(const ConfigurationOptions& options,
                                                    std::string_view as_of,
                                                    const Context& context) {
  std::optional<Instant> when;
  if (!as_of.empty()) {
    when = parse_rfc3339(as_of);
    if (!when)
      return tl::unexpected{
          complain_of_usage(context, {"--as-of ska vara en tid som 2026-11-22T13:00:00Z",
                                      "--as-of must be a time like 2026-11-22T13:00:00Z"})};
    if (*when > system_clock().now())
      return tl::unexpected{complain_of_usage(
          context, {"--as-of får inte ligga i framtiden", "--as-of must not be in the future"})};
  }
  const auto configuration = load_or_complain(options, context);
  if (!configuration) return tl::unexpected{configuration.error()};
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return tl::unexpected{complain(context, installation.error())};
  FiguresQuery query{*std::move(installation), nullptr, configuration->text("site.region")};
  query.snapshot = query.installation->published().current();
  if (when) {
    auto past = query.installation->published().as_of(*when);
    if (!past) return tl::unexpected{complain(context, past.error())};
    query.snapshot = *std::move(past);
  }
  return query;
}

void add_figures_options(CLI::App& command, const Context& context, std::string& scheme,
                         std::string& as_of) {
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  command
      .add_option(
          "--scheme", scheme,
          text("Indelning: thirds (tredjedelar) eller quartiles", "Classes: thirds or quartiles"))
      ->type_name(text("INDELNING", "SCHEME"))
      ->check(one_of(context, {"thirds", "quartiles"}));
  command
      .add_option("--as-of", as_of,
                  text("Som det var känt då, t.ex. 2026-11-22T13:00:00Z",
                       "As it was known then, e.g. 2026-11-22T13:00:00Z"))
      ->type_name(text("TID", "TIME"));
}

void add_key_figure_argument(CLI::App& command, const Context& context, std::string& key_figure) {
  command
      .add_option(context.in_words({"NYCKELTAL", "KEYFIGURE"}), key_figure,
                  context.in_words({"Nyckeltalets id eller kortnamn, t.ex. energi",
                                    "The key figure's id or short name, e.g. energi"}))
      ->required();
}

void add_year_option(CLI::App& command, const Context& context, const std::string& name, int& year,
                     const Text& description) {
  command.add_option(name, year, context.in_words(description))
      ->type_name(context.in_words({"ÅR", "YEAR"}))
      ->required()
      ->check(whole_number_between(context, 1900, 2100));
}

void add_region_option(CLI::App& command, const Context& context, std::string& region) {
  command
      .add_option("--region", region,
                  context.in_words({"Länskod, t.ex. 13 (annars den egna regionen)",
                                    "County code, e.g. 13 (else the installation's own region)"}))
      ->type_name(context.in_words({"KOD", "CODE"}));
}

void add_series_option(CLI::App& command, const Context& context, std::string& series) {
  command
      .add_option("--series", series,
                  context.in_words({"Var värdena kommer från: kolada, printed eller own (annars "
                                    "den med flest regioner)",
                                    "Where the values come from: kolada, printed or own (else the "
                                    "one with most regions)"}))
      ->type_name(context.in_words({"SERIE", "SERIES"}))
      ->check(one_of(context, {"kolada", "printed", "own"}));
}

ExitCode complain_of_unknown_figure(const Context& context, const figures::Snapshot& snapshot,
                                    std::string_view typed) {
  std::vector<std::string> known;
  for (const auto& figure : snapshot.figures) {
    known.push_back(figure.definition.id);
    known.push_back(figure.definition.slug);
  }
  const auto meant = nearest(typed, known);
  Text message{fmt::format("inget nyckeltal heter ”{}”", printable(typed)),
               fmt::format("no key figure is called \"{}\"", printable(typed))};
  if (!meant.empty()) {
    message.sv += fmt::format("; menade du {}?", meant);
    message.en += fmt::format("; did you mean {}?", meant);
  } else {
    std::string list;
    for (const auto& figure : snapshot.figures) list += "\n  " + figure.definition.id;
    context.err() << context.in_words({"Nyckeltal:", "Key figures:"}) << list << '\n';
  }
  return complain_of_usage(context, message);
}

Colour colour_of(figures::RankClass rank_class) {
  switch (rank_class) {
    case figures::RankClass::kGreen: return Colour::kGreen;
    case figures::RankClass::kYellow: return Colour::kYellow;
    case figures::RankClass::kRed: return Colour::kRed;
  }
  return Colour::kPlain;
}

Cell class_cell(std::optional<figures::RankClass> rank_class, figures::Scheme scheme,
                Language language) {
  if (!rank_class) return {};
  return {fmt::format("{} {}", reports::symbol(*rank_class),
                      reports::word(*rank_class, scheme).in(language)),
          colour_of(*rank_class)};
}

void write_wrapped(const Context& context, std::string_view text) {
  for (const auto& line : wrapped(printable(text), context.process.look.columns))
    context.out() << line << '\n';
}

}  // namespace tertil::cli
