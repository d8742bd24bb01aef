#include "service/reports/yearly_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "service/figures/certainty.hpp"
#include "service/figures/forecast.hpp"
#include "service/figures/ranking_words.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {
namespace {

constexpr int kLastYears = 3;

Text place_words(int rank, int of, const std::optional<figures::RankClass>& rank_class,
                 figures::Scheme scheme) {
  if (!rank_class) return {fmt::format("{} av {}", rank, of), fmt::format("{} of {}", rank, of)};
  const auto& says = word(*rank_class, scheme);
  return {fmt::format("{} {} av {}, {}", symbol(*rank_class), rank, of, says.sv),
          fmt::format("{} {} of {}, {}", symbol(*rank_class), rank, of, says.en)};
}

Text rank_words(const figures::ComparisonCell& cell, figures::Scheme scheme) {
  Text text;
  const auto add = [&](const Text& label, int rank, int of, const auto& rank_class) {
    const auto says = place_words(rank, of, rank_class, scheme);
    const auto* gap = text.sv.empty() ? "" : ". ";
    text.sv += gap + label.sv + says.sv;
    text.en += gap + label.en + says.en;
  };
  if (cell.printed)
    add({"Tryckt: ", "Printed: "}, cell.printed->rank, cell.printed->of, cell.printed->rank_class);
  if (cell.computed)
    add({"Beräknad: ", "Computed: "}, cell.computed->rank, cell.computed->of,
        cell.computed->rank_class);
  return text.sv.empty() ? not_ranked_yet() : text;
}

/// The newest cell with a value, if any.
const figures::ComparisonCell* newest(const figures::ComparisonRow& row) {
  const figures::ComparisonCell* found = nullptr;
  for (const auto& cell : row.cells)
    if (cell.value) found = &cell;
  return found;
}

ReportFigure figure_of(const YearlyReport& report, const figures::ComparisonRow& row) {
  const auto& definition = row.figure->definition;
  ReportFigure made;
  made.figure = row.figure;
  if (row.target) made.target = row.target->text;
  if (const auto* cell = newest(row)) {
    made.year = cell->year;
    made.value =
        fmt::format("{} {}", figures::spoken(*cell->value, definition.decimals, Language::kSwedish),
                    definition.unit);
    made.rank = rank_words(*cell, report.comparison.scheme);
    if (cell->computed)
      if (const auto sure = figures::rank_certainty(*report.snapshot,
                                                    {definition.id, cell->year, report.plan.owner}))
        made.certainty = sure->text;
  }
  if (const auto ahead =
          figures::figure_forecast(*report.snapshot, {definition.id, report.plan.owner}))
    made.outlook = ahead->refused.value_or(ahead->text);
  const auto comment = report.draft.comments.find(definition.id);
  if (comment != report.draft.comments.end()) made.comment = comment->second;
  return made;
}

void add_method(YearlyReport& report) {
  auto& method = report.method;
  method.push_back(
      {{"Rangordning", "Ranking"},
       {"Plats = 1 + antalet regioner med strikt bättre värde. Lika värden delar plats och klass. "
        "En rangordning görs inom en serie; serier blandas aldrig.",
        "Rank = 1 + the number of regions that are strictly better. Equal values share rank and "
        "class. A ranking is made within one series; series are never mixed."}});
  method.push_back(
      {{"Klasser", "Classes"},
       {"Tredjedelar: bästa när platsen är högst K1 = avrundat n/3, sista när den är större än "
        "n − K1. Färgen visar bara rangordning jämfört med andra regioner, inte om resultatet är "
        "bra eller dåligt.",
        "Thirds: the best when the rank is at most K1 = n/3 rounded, the last when it is above "
        "n − K1. The colour only shows the ranking against other regions, not whether the result "
        "is good or bad."}});
  method.push_back(
      {{"Tryckt och beräknad plats", "Printed and computed rank"},
       {"Den tryckta platsen är den som stod i en årsredovisning, den beräknade är den som de "
        "värden ger som var kända när rapporten gjordes. Båda bevaras.",
        "The printed rank is the one that stood in an annual report, the computed one is what the "
        "values known when the report was made give. Both are kept."}});
  method.push_back(
      {{"Mål", "Targets"},
       {"Status jämför hur stor del av vägen från startvärdet till målet som är gjord med hur stor "
        "del av tiden som har gått. Den säger inget om platsen.",
        "The status holds the share of the way from baseline to target that is done against the "
        "share of the time that has passed. It says nothing of the rank."}});
  for (const auto& row : report.comparison.rows) {
    const auto& definition = row.figure->definition;
    method.push_back({definition.name, definition.definition});
    if (row.note) method.push_back({definition.name, *row.note});
  }
  method.push_back({{"Program", "Program"}, {report.program, report.program}});
}

void add_missing(YearlyReport& report) {
  for (const auto& figure : report.figures) {
    if (!figure.comment.empty()) continue;
    const auto& definition = figure.figure->definition;
    report.missing.push_back({"commentMissing",
                              definition.id,
                              {fmt::format("Kommentar saknas: {}", definition.name.sv),
                               fmt::format("Comment missing: {}", definition.name.en)}});
  }
  for (const auto& goal : report.goals)
    if (goal.verdict.empty() || (goal.verdict != "notAssessed" && goal.motivation.empty()))
      report.missing.push_back({"assessmentMissing",
                                goal.id,
                                {fmt::format("Bedömning eller motivering saknas: {}", goal.text),
                                 fmt::format("Assessment or motivation missing: {}", goal.text)}});
  if (report.draft.sign_off.body.empty() && report.draft.sign_off.name.empty())
    report.missing.push_back({"signOffMissing",
                              {},
                              {"Det står inte vem som fastställer rapporten.",
                               "It is not said who adopts the report."}});
}

/// Whether the region has a value of the national comparison that year.
bool has_value(const figures::Snapshot& snapshot, Eigen::Index area, int year) {
  return std::ranges::any_of(snapshot.figures, [&](const figures::Figure& figure) {
    const auto chosen = snapshot.choose(figure, area, year);
    return figure.definition.in_comparison && chosen.cell != nullptr && chosen.cell->value;
  });
}

}  // namespace

std::vector<int> report_years(const figures::Snapshot& snapshot, std::string_view region,
                              const Occasion& occasion) {
  const auto area = snapshot.area(region);
  int last = occasion.year;
  int base = occasion.year;
  for (const auto& figure : snapshot.figures) {
    if (!figure.definition.in_comparison) continue;
    for (const auto& target : figure.targets)
      if (target.region == region && target.baseline_year)
        base = std::min(base, *target.baseline_year);
  }
  if (area && occasion.kind != Occasion::Kind::kYear)
    while (last > base && !has_value(snapshot, *area, last)) --last;
  std::vector<int> years;
  if (base <= last - kLastYears) years.push_back(base);
  for (int year = last - kLastYears + 1; year <= last; ++year) years.push_back(year);
  return years;
}

Result<YearlyReport> yearly_report(ReportInput input) {
  const auto occasion = parse_occasion(input.held.id);
  if (!occasion)
    return fail(ErrorCode::kInvalidInput,
                {"Rapportens tillfälle är okänt.", "The report's occasion is unknown."});
  YearlyReport report;
  report.snapshot = std::move(input.snapshot);
  report.plan = std::move(input.plan);
  report.id = input.held.id;
  report.occasion = *occasion;
  report.title = plans::title_of(*occasion);
  report.state = input.held.state;
  report.draft_version = input.held.stamp.version;
  report.as_of = input.as_of;
  report.program = std::move(input.program);
  report.draft = plans::stored_report_draft(input.held.content);
  auto compared = figures::comparison(
      *report.snapshot,
      {report.plan.owner, report_years(*report.snapshot, report.plan.owner, *occasion),
       figures::Scheme::kThirds});
  if (!compared) return tl::unexpected{compared.error()};
  report.comparison = std::move(*compared);
  for (const auto& row : report.comparison.rows) report.figures.push_back(figure_of(report, row));
  report.goals = std::move(input.goals);
  for (auto& goal : report.goals) {
    const auto comment = report.draft.goal_comments.find(goal.id);
    if (comment != report.draft.goal_comments.end()) goal.comment = comment->second;
  }
  report.measures = std::move(input.measures);
  add_method(report);
  for (const auto& [series, text] : report.comparison.sources) report.sources.push_back(text);
  if (!report.plan.source.document.empty())
    report.sources.push_back(
        {"Plan: " + report.plan.source.document, "Plan: " + report.plan.source.document});
  add_missing(report);
  return report;
}

}  // namespace tertil::reports
