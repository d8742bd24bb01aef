#include "service/ingest/effects.hpp"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "service/figures/ranking.hpp"

namespace tertil::ingest {
namespace {

using figures::Figure;
using figures::Snapshot;

std::optional<double> value_in(const figures::SeriesTable* table, Eigen::Index area, int year) {
  const auto* cell = table != nullptr ? table->cell(area, year) : nullptr;
  return cell != nullptr ? cell->value : std::nullopt;
}

std::string code_of(const Snapshot& snapshot, Eigen::Index area) {
  if (area == snapshot.country()) return std::string{kCountry};
  return snapshot.regions[static_cast<std::size_t>(area)].code;
}

/// Adds what differs in one figure, and notes the years in which anything did.
void compare_values(const Snapshot& after, const Figure* old_figure, const Figure& new_figure,
                    std::vector<Affected>& affected, std::set<int>& years) {
  for (const auto series : kAllSeries) {
    const auto* old_table = old_figure != nullptr ? old_figure->table(series) : nullptr;
    const auto* new_table = new_figure.table(series);
    int first = 9999;
    int last = 0;
    for (const auto* table : {old_table, new_table}) {
      if (table == nullptr) continue;
      first = std::min(first, table->first_year());
      last = std::max(last, table->last_year());
    }
    for (int year = first; year <= last; ++year) {
      for (Eigen::Index area = 0; area <= after.country(); ++area) {
        const auto was = value_in(old_table, area, year);
        const auto is = value_in(new_table, area, year);
        if (was == is) continue;
        affected.push_back({new_figure.definition.id, code_of(after, area), year, was, is});
        years.insert(year);
      }
    }
  }
}

/// Another best end changes every ranking there is.
void add_years_with_other_rules(const Figure* old_figure, const Figure& new_figure,
                                std::set<int>& years) {
  if (old_figure == nullptr || old_figure->definition.polarity == new_figure.definition.polarity)
    return;
  const auto span = new_figure.years();
  for (int year = span ? span->first : 0; span && year <= span->second; ++year) years.insert(year);
}

void compare_ranks(const Snapshot& before, const Snapshot& after, const std::string& key_figure,
                   int year, std::vector<RankMove>& moves) {
  const figures::RankingQuery query{key_figure, year, std::nullopt, figures::Scheme::kThirds};
  const auto old_ranking = figures::ranking(before, query);
  const auto new_ranking = figures::ranking(after, query);
  if (!old_ranking || !new_ranking) return;

  const auto class_word = [](const figures::RankedRow& row) {
    return row.rank_class ? std::string{figures::to_string(*row.rank_class)} : std::string{};
  };
  // Where no end is best nobody has a rank.
  const auto rank_in = [](const figures::Ranking& ranking, const figures::RankedRow& row) {
    return ranking.ranked ? std::optional{row.rank} : std::nullopt;
  };
  std::map<std::string, const figures::RankedRow*> now;
  for (const auto& row : new_ranking->rows) now[row.region] = &row;
  for (const auto& row : old_ranking->rows) {
    const auto found = now.find(row.region);
    RankMove move{key_figure,      year, row.region, rank_in(*old_ranking, row), std::nullopt,
                  class_word(row), ""};
    if (found != now.end()) {
      move.rank_after = rank_in(*new_ranking, *found->second);
      move.class_after = class_word(*found->second);
    }
    if (move.rank_before != move.rank_after || move.class_before != move.class_after)
      moves.push_back(std::move(move));
  }
}

}  // namespace

Effects effects_between(const Snapshot& before, const Snapshot& after) {
  Effects effects;
  for (const auto& figure : after.figures) {
    std::set<int> years;
    compare_values(after, before.figure(figure.definition.id), figure, effects.affected, years);
    add_years_with_other_rules(before.figure(figure.definition.id), figure, years);
    for (const auto year : years | std::views::reverse)
      compare_ranks(before, after, figure.definition.id, year, effects.rank_moves);
  }
  return effects;
}

}  // namespace tertil::ingest
