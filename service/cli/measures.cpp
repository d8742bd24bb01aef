#include <fmt/format.h>

#include <charconv>
#include <ostream>

#include "service/cli/chosen_plan.hpp"
#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/figures_query.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/plans/measure_choice.hpp"
#include "service/plans/measure_costs.hpp"
#include "service/reports/plan_analysis_json.hpp"
#include "service/reports/plan_json.hpp"

namespace tertil::cli {
namespace {

constexpr double kThousand = 1000.0;

struct MeasureOptions {
  std::string plan;
  double rate{plans::kDiscountRate};
  double frame{0.0};
  std::vector<std::string> must;
};

using Options = std::shared_ptr<MeasureOptions>;
/// What is asked about a plan's measures.
using Tell = ExitCode (*)(const MeasureOptions&, const reports::MeasureList&,
                          const figures::Snapshot&, const Context&);

std::string number(std::optional<double> value, double unit, const Context& context) {
  return value ? format_number(*value / unit, 0, context.language) : "–";
}

/// The name, marked as an example whether or not it says so itself.
std::string name_of(const store::MeasureVersion& version) {
  constexpr std::string_view kMark = "Exempeldata";
  const auto& name = version.measure.name;
  return !version.measure.example || name.starts_with(kMark) ? name
                                                             : std::string{kMark} + ": " + name;
}

void write_heading(const reports::MeasureList& list, const Context& context) {
  write_wrapped(context, list.plan.name);
  const auto percent = format_number(list.rate * 100, 1, context.language);
  write_wrapped(context,
                context.in_words({fmt::format("Kalkylränta {} % (antagande).", percent),
                                  fmt::format("Discount rate {} % (assumption).", percent)}));
  context.out() << '\n';
}

ExitCode tell_list(const MeasureOptions&, const reports::MeasureList& list,
                   const figures::Snapshot& snapshot, const Context& context) {
  if (context.json) {
    context.out() << reports::measures_to_json(list, snapshot) << '\n';
    return ExitCode::kOk;
  }
  write_heading(list, context);
  TerminalTable table{{{context.in_words({"Åtgärd", "Measure"}), Align::kLeft, true},
                       {context.in_words({"Invest. tkr", "Invest. kSEK"}), Align::kRight},
                       {context.in_words({"tkr/år", "kSEK/year"}), Align::kRight},
                       {context.in_words({"ton/år", "tonnes/year"}), Align::kRight},
                       {context.in_words({"kr/ton", "SEK/tonne"}), Align::kRight}}};
  for (const auto& version : list.measures) {
    const auto costs = plans::costs_of(version.measure, snapshot, list.rate);
    table.add({{name_of(version)},
               {number(version.measure.investment, kThousand, context)},
               {number(costs.annualised, kThousand, context)},
               {number(version.measure.co2e_tonnes, 1, context)},
               {number(costs.per_tonne, 1, context)}});
  }
  context.out() << table.render(context.process.look);
  for (const auto& version : list.measures) {
    const auto missing = plans::missing_for_cost(version.measure);
    if (missing.empty()) continue;
    std::string words;
    for (const auto& text : missing) words += (words.empty() ? "" : ", ") + context.in_words(text);
    context.out() << '\n';
    write_wrapped(context, name_of(version) +
                               context.in_words({": uppgift saknas om ", ": not known: "}) + words);
  }
  return ExitCode::kOk;
}

ExitCode tell_curve(const MeasureOptions&, const reports::MeasureList& list,
                    const figures::Snapshot& snapshot, const Context& context) {
  const auto curve = plans::cost_curve(list.measures, snapshot, list.rate);
  if (context.json) {
    context.out() << reports::cost_curve_to_json(curve, list.measures, list.rate) << '\n';
    return ExitCode::kOk;
  }
  write_heading(list, context);
  TerminalTable table{{{context.in_words({"Åtgärd", "Measure"}), Align::kLeft, true},
                       {context.in_words({"kr/ton", "SEK/tonne"}), Align::kRight},
                       {context.in_words({"ton/år", "tonnes/year"}), Align::kRight},
                       {context.in_words({"Summa ton", "Sum tonnes"}), Align::kRight},
                       {context.in_words({"tkr/år", "kSEK/year"}), Align::kRight}}};
  for (const auto& step : curve.steps)
    table.add({{name_of(list.measures[step.index])},
               {number(step.cost_per_tonne, 1, context)},
               {number(step.tonnes, 1, context)},
               {number(step.to, 1, context)},
               {number(step.annual_cost, kThousand, context)}});
  if (!curve.steps.empty()) context.out() << table.render(context.process.look) << '\n';
  write_wrapped(context, context.in_words(curve.text));
  for (const auto& apart : curve.apart)
    write_wrapped(context, context.in_words({"Utanför: ", "Apart: "}) +
                               name_of(list.measures[apart.index]) + " – " +
                               context.in_words(apart.reasons.front()));
  write_wrapped(context, context.in_words(figures::own_processing()) + '.');
  return ExitCode::kOk;
}

ExitCode tell_best(const MeasureOptions& options, const reports::MeasureList& list,
                   const figures::Snapshot& snapshot, const Context& context) {
  const plans::ChoiceQuery query{options.frame, options.must, list.rate};
  const auto best = plans::best_set(list.measures, snapshot, query);
  if (!best) return complain(context, best.error());
  if (context.json) {
    context.out() << reports::best_set_to_json(*best, list.measures, query) << '\n';
    return ExitCode::kOk;
  }
  write_heading(list, context);
  TerminalTable table{{{context.in_words({"Åtgärd", "Measure"}), Align::kLeft, true},
                       {context.in_words({"Invest. tkr", "Invest. kSEK"}), Align::kRight},
                       {context.in_words({"ton/år", "tonnes/year"}), Align::kRight}}};
  for (const auto index : best->chosen)
    table.add({{name_of(list.measures[index])},
               {number(list.measures[index].measure.investment, kThousand, context)},
               {number(list.measures[index].measure.co2e_tonnes, 1, context)}});
  if (!best->chosen.empty()) context.out() << table.render(context.process.look) << '\n';
  write_wrapped(context, context.in_words(best->text));
  for (const auto& aside : best->not_chosen)
    write_wrapped(context, context.in_words({"Inte vald: ", "Not chosen: "}) +
                               name_of(list.measures[aside.index]) + " – " +
                               context.in_words(aside.reasons.front()));
  write_wrapped(context, context.in_words(figures::own_processing()) + '.');
  return ExitCode::kOk;
}

ExitCode ask(const MeasureOptions& options, const ConfigurationOptions& where,
             const Context& context, Tell tell) {
  const auto query = open_for_query(where, {}, context);
  if (!query) return query.error();
  reports::MeasureList list;
  list.rate = options.rate;
  const auto read = query->installation->engine().read([&](store::Reader& reader) -> Result<void> {
    auto plan = chosen_plan(reader, options.plan);
    if (!plan) return tl::unexpected{plan.error()};
    list.plan = std::move(*plan);
    auto measures = store::measures(reader, list.plan.id);
    if (!measures) return tl::unexpected{measures.error()};
    list.measures = std::move(*measures);
    auto items = store::plan_items(reader, list.plan.id);
    if (!items) return tl::unexpected{items.error()};
    list.items = std::move(*items);
    list.today = plans::day_of(system_clock().now());
    return {};
  });
  if (!read) return complain(context, read.error());
  return tell(options, list, *query->snapshot, context);
}

/// A validator that takes numbers from `least` to `most` and says so otherwise.
CLI::Validator number_between(const Context& context, double least, double most) {
  const auto expected =
      context.in_words({fmt::format("ska vara ett tal från {} till {}", least, most),
                        fmt::format("must be a number from {} to {}", least, most)});
  return CLI::Validator{
      [=](std::string& text) {
        double value = 0;
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = fault == std::errc{} && end == text.data() + text.size();
        return whole && value >= least && value <= most ? std::string{} : expected;
      },
      ""};
}

/// What all three take, and what is done.
void finish(CLI::App& command, Context& context, const Options& options, Tell tell) {
  command
      .add_option("--plan", options->plan,
                  context.in_words({"Planens id; utan den den senaste planen",
                                    "The plan's id; without it the newest plan"}))
      ->type_name("ID");
  command
      .add_option("--discount-rate", options->rate,
                  context.in_words({"Real kalkylränta, 0.035 om inget anges",
                                    "Real discount rate, 0.035 unless given"}))
      ->type_name(context.in_words({"TAL", "NUMBER"}))
      ->check(number_between(context, 0, 1));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  command.callback([&command, &context, options, where, tell] {
    if (!command.get_subcommands().empty()) return;  // that one has said what is to be done
    context.action = [&context, options, where, tell] {
      return ask(*options, *where, context, tell);
    };
  });
}

}  // namespace

void add_measures(CLI::App& root, Context& context) {
  auto& measures = add_command(
      root, context,
      {"measures",
       {"Visar en plans åtgärder med kostnad per ton, eller deras kurva och bästa urval",
        "Shows a plan's measures with their cost per tonne, or their curve and best set"},
       {"tertil measures", "tertil measures curve --json",
        "tertil measures best --frame 20000000"}});
  const auto options = std::make_shared<MeasureOptions>();
  finish(measures, context, options, tell_list);
  finish(add_command(measures, context,
                     {"curve",
                      {"Visar åtgärderna med det billigaste tonnet först",
                       "Shows the measures with the cheapest tonne first"},
                      {"tertil measures curve", "tertil measures curve --discount-rate 0.05"}}),
         context, options, tell_curve);
  auto& best =
      add_command(measures, context,
                  {"best",
                   {"Visar det urval som ger mest inom en investeringsram",
                    "Shows the set that gives most within an investment frame"},
                   {"tertil measures best --frame 20000000",
                    "tertil measures best --frame 9000000 --must destruktionsanlaggning-lustgas"}});
  best.add_option("--frame", options->frame,
                  context.in_words({"Investeringsramen i kronor", "The frame in SEK"}))
      ->type_name(context.in_words({"KRONOR", "SEK"}))
      ->required()
      ->check(number_between(context, 0, 1e15));
  best.add_option("--must", options->must,
                  context.in_words({"Åtgärder som ska vara med", "Measures that shall be in it"}))
      ->type_name("ID")
      ->delimiter(',');
  finish(best, context, options, tell_best);
}

}  // namespace tertil::cli
