#include "service/figures/computed.hpp"

#include <nlohmann/json.hpp>
#include <set>

#include "collectors/calendar.hpp"
#include "service/domain/observation.hpp"
#include "service/figures/energy_sums.hpp"
#include "service/figures/figure_parts.hpp"
#include "service/store/activity_rows.hpp"
#include "service/store/observations.hpp"

namespace tertil::figures {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kNational = "00";
constexpr std::string_view kSource = "computed";
constexpr std::string_view kOrigin = "Egen beräkning ur verksamhetsdata";
constexpr double kAlmostAll = 1.0 - 1e-9;  ///< Coverage is a sum of shares.

/// What is to be computed anew; figures of one owner and year come after one another.
struct Task {
  std::string owner;
  int year{0};
  std::string key_figure;
  friend auto operator<=>(const Task&, const Task&) = default;
};

int year_of(Instant instant) {
  constexpr std::int64_t kMicroseconds = 1'000'000;
  return collectors::local_month(instant.microseconds / kMicroseconds).year;
}

/// The years for which a computed value is open, so that one without data any more is closed.
Result<void> add_computed_years(store::Reader& reader, std::string_view owner, Activity activity,
                                std::set<int>& years) {
  for (const auto key_figure : figures_fed_by(activity)) {
    const auto known = store::computed_years(reader, owner, key_figure);
    if (!known) return tl::unexpected{known.error()};
    years.insert(known->begin(), known->end());
  }
  return {};
}

Result<std::set<int>> years_for(store::Reader& reader, const Touched& touched, int this_year) {
  if (!touched.years.empty()) return std::set<int>{touched.years.begin(), touched.years.end()};
  const auto known = years_with(reader, touched.activity, touched.owner, this_year);
  if (!known) return tl::unexpected{known.error()};
  std::set<int> years{known->begin(), known->end()};
  if (auto added = add_computed_years(reader, touched.owner, touched.activity, years); !added)
    return tl::unexpected{added.error()};
  return years;
}

/// A changed register of meters changes sums of readings that came before it (contract 2a.6).
Result<void> bring_sums_in_step(store::Writer& writer, std::span<const Touched> touched) {
  for (const auto& one : touched) {
    if (one.activity != Activity::kEnergy) continue;
    if (const auto followed = follow_register(writer, one.owner); !followed)
      return tl::unexpected{followed.error()};
  }
  return {};
}

Result<std::set<Task>> tasks_for(store::Reader& reader, std::span<const Touched> touched,
                                 int this_year) {
  std::set<Task> tasks;
  for (const auto& one : touched) {
    std::vector<std::string> owners{one.owner};
    if (one.owner == kNational) {  // what is national (factors, inhabitants) concerns everybody
      auto all = store::owners_with_activity(reader);
      if (!all) return tl::unexpected{all.error()};
      owners = std::move(*all);
    }
    for (const auto& owner : owners) {
      const auto years = years_for(reader, {owner, one.activity, one.years}, this_year);
      if (!years) return tl::unexpected{years.error()};
      for (const auto key_figure : figures_fed_by(one.activity))
        for (const int year : *years) tasks.insert({owner, year, std::string{key_figure}});
    }
  }
  return tasks;
}

std::string basis_of(const FigureParts& figure, const PartSum& sum) {
  Json basis;
  basis["formula"] = {{"id", figure.formula->id}, {"version", figure.formula->version}};
  if (figure.normalisation) {
    basis["raw"] = {{"value", sum.value.value_or(0.0)}, {"numerator", sum.numerator}};
    basis["normalised"] = {{"ratio", figure.normalisation->ratio},
                           {"normalYear", figure.normalisation->normal_year}};
  }
  if (!figure.factors.empty()) {
    auto& factors = basis["factors"] = Json::array();
    for (const auto& used : figure.factors)
      factors.push_back({{"item", used.item},
                         {"measure", used.measure},
                         {"value", used.value},
                         {"unit", used.unit},
                         {"validFrom", used.valid_from}});
  }
  return basis.dump();
}

Observation observation_of(const Task& task, const FigureParts& figure, int this_year) {
  const auto sum = sum_of(figure, {});
  Observation observation;
  observation.owner = task.owner;
  observation.key_figure = task.key_figure;
  observation.area = task.owner;
  observation.period = std::to_string(task.year);
  observation.series = Series::kOwn;
  observation.computed = true;
  if (!figure.computable || !sum.normalised_value) {
    observation.missing_reason = MissingReason::kNotSubmitted;
    observation.status = Status::kPreliminary;
    return observation;
  }
  observation.value = sum.normalised_value;
  observation.numerator = sum.normalised;
  if (!figure.formula->denominator_unit.empty()) observation.denominator = sum.denominator;
  observation.coverage = sum.coverage;
  const bool whole = sum.coverage.value_or(1.0) >= kAlmostAll && task.year < this_year;
  observation.status = whole ? Status::kFinal : Status::kPreliminary;
  observation.basis = basis_of(figure, sum);
  return observation;
}

/// Brings the stored value of one figure in step.
class Keeper {
 public:
  Keeper(store::Writer& writer, const store::Provenance& provenance)
      : writer_{writer}, provenance_{std::string{kSource}, provenance.batch} {}

  Result<void> keep(const Task& task, FigureParts& figure, int this_year) {
    const auto fact =
        store::to_fact(observation_of(task, figure, this_year), 0, std::string{kOrigin});
    const auto open = store::open_fact(writer_, store::kObservations, fact.key);
    if (!open) return tl::unexpected{open.error()};
    if (*open && (*open)->fact.values == fact.values) return {};
    if (!figure.has_data || !figure.computable) return withdraw(figure, fact, open->has_value());
    if (*open && is_verified((*open)->fact)) {
      figure.note("verified-value",
                  {"Värdet är granskat och ändras inte; beräkningen ger ett annat.",
                   "The value is verified and stays; the computation gives another."});
      return {};
    }
    return add(fact);
  }

 private:
  static bool is_verified(const store::Fact& fact) {
    constexpr std::size_t kVerifiedBy = 8;
    return !std::holds_alternative<std::monostate>(fact.values[kVerifiedBy]);
  }

  Result<void> add(const store::Fact& fact) {
    const auto added = store::add(writer_, store::kObservations, {&fact, 1}, provenance_);
    if (!added) return tl::unexpected{added.error()};
    return {};
  }

  /// What was entered by hand holds again; if nothing was, the reason is told, as long as there is
  /// activity at all.
  Result<void> withdraw(const FigureParts& figure, const store::Fact& fact, bool was_open) {
    if (was_open) {
      const auto held = store::withdraw_derived(writer_, store::kObservations, fact.key);
      if (!held) return tl::unexpected{held.error()};
      if (*held) return {};
    }
    return figure.has_data ? add(fact) : Result<void>{};
  }

  store::Writer& writer_;
  store::Provenance provenance_;
};

}  // namespace

Result<std::vector<ComputedNote>> recompute(store::Writer& writer, std::span<const Touched> touched,
                                            const store::Provenance& provenance) {
  const int this_year = year_of(writer.recorded_at());
  if (auto done = bring_sums_in_step(writer, touched); !done) return tl::unexpected{done.error()};
  const auto tasks = tasks_for(writer, touched, this_year);
  if (!tasks) return tl::unexpected{tasks.error()};
  Keeper keeper{writer, provenance};
  std::vector<ComputedNote> notes;
  ReadFleet fleet;
  for (const auto& task : *tasks) {
    auto figure = parts_of(writer, task.key_figure, task.owner, task.year, {}, &fleet);
    if (!figure) return tl::unexpected{figure.error()};
    if (!*figure) continue;
    if (auto kept = keeper.keep(task, **figure, this_year); !kept)
      return tl::unexpected{kept.error()};
    if (!(*figure)->has_data) continue;
    for (auto& note : (*figure)->notes) notes.push_back(std::move(note));
  }
  return notes;
}

}  // namespace tertil::figures
