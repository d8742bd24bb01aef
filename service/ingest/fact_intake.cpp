#include "service/ingest/fact_intake.hpp"

#include <algorithm>
#include <utility>

#include "service/ingest/dedupe.hpp"
#include "service/ingest/fact_writing.hpp"
#include "service/store/fact_payload.hpp"

namespace tertil::ingest {
namespace {

using collectors::Target;
using figures::Activity;

constexpr std::size_t kMostPeriods = 100'000;  ///< Of all series; a file of more is not checked.
constexpr int kYearsBefore = 3;                ///< Of history that the checks look at.

store::Reject conflict(const FactRow& row) {
  return {row.fact.row,
          "",
          "",
          "conflict-in-file",
          {"Filen har flera rader för samma sak och tid (samma nyckel) som inte säger samma sak; "
           "ingen av dem tas.",
           "The file has several rows for the same thing and time (the same key) that do not "
           "agree; none of them is taken."},
          row.record};
}

store::Reject rejected_with_file(const FactRow& row) {
  return {row.fact.row,
          "",
          "",
          "file-rejected",
          {"Raden är riktig, men källan tar ingen fil som har någon felaktig rad.",
           "The row is right, but this source takes no file that has a bad row."},
          row.record};
}

}  // namespace

FactIntake::FactIntake(const collectors::Source& source, const figures::Snapshot& snapshot,
                       std::string pseudonym_key)
    : source_{source},
      snapshot_{snapshot},
      table_{table_of(source.target)},
      rules_{rules_for(source)},
      rows_{source, snapshot, std::move(pseudonym_key)} {}

void FactIntake::read(int descriptor, Progress& progress, CheckedFile& checked) {
  const bool taken =
      rows_.read(descriptor, progress, checked, [&](const FactRow& row) { look_at(row); });
  progress.phase = Phase::kChecking;
  marks_.compare();
  judge(!taken, checked);
}

void FactIntake::look_at(const FactRow& row) {
  marks_.add(key_text(table_, row.fact), values_text(row.fact),
             is_numbered(source_, table_, row.fact));
  if (const auto year = store::year_in(table_, row.fact)) years_.insert(*year);
  if (const auto point = store::series_point(table_, row.fact)) add_to_series(*point, row.fact.row);
}

void FactIntake::add_to_series(const store::SeriesPoint& point, std::int64_t row) {
  if (rules_.empty() || periods_in_file_ > kMostPeriods) return;
  auto& series = store::series_for(in_file_, point);
  if (const auto* figure = figure_of(point.series)) series.unit = figure->definition.unit;
  auto& periods = series.periods;
  const auto known = periods.size();
  periods[point.period].add(point.quantity, row);
  periods_in_file_ += periods.size() - known;
  if (!point.whole.empty()) in_file_[point.whole].per_year = point.per_year;
  if (source_.target != Target::kTravel) return;
  const auto stem = point.series.substr(0, point.series.rfind('\x1f') + 1);
  for (const int per_year : {1, 3, 4, 12})
    in_file_[stem + std::to_string(per_year)].per_year = per_year;
}

/// What a series of values is of; null for a series of anything else.
const figures::Figure* FactIntake::figure_of(std::string_view series) const {
  if (source_.target != Target::kKeyFigureValue) return nullptr;
  return snapshot_.figure(series.substr(0, series.find('\x1f')));
}

void FactIntake::judge(bool refused, CheckedFile& checked) {
  const bool bad = checked.quarantined + marks_.conflicts() > 0 &&
                   source_.on_bad_row == collectors::OnBadRow::kReject;
  checked.rejected = refused || bad;
  if (marks_.conflicts() == 0 && !checked.rejected) return;
  std::uint64_t place = 0;
  marks_.rewind();
  const auto judged = rows_.each([&](const FactRow& row) -> Result<void> {
    const auto verdict = marks_.of(place++);
    if (verdict.conflict) {
      checked.set_aside(conflict(row));
    } else if (checked.rejected) {
      checked.set_aside(rejected_with_file(row));
    }
    return {};
  });
  static_cast<void>(judged);  // nothing in it fails
}

Result<store::WriteCounts> FactIntake::write(store::Writer& writer,
                                             const store::Provenance& provenance,
                                             CheckedFile& checked) {
  store::SeriesSums before;
  const bool single_rows =
      std::ranges::any_of(in_file_, [](const auto& series) { return !series.second.keyed; });
  if (single_rows) {
    auto found = sums(writer);
    if (!found) return tl::unexpected{found.error()};
    before = std::move(*found);
  }
  RowChecks checks{rules_, before, in_file_};
  of_rows_ = {};
  FactWriting writing{writer, table_, provenance, checked, checks, left_out_, of_rows_};
  std::uint64_t place = 0;
  marks_.rewind();
  auto written = rows_.each([&](const FactRow& row) -> Result<void> {
    const auto verdict = marks_.of(place++);
    if (verdict.conflict) return {};
    return writing.take(row, is_numbered(source_, table_, row.fact)
                                 ? std::optional{verdict.occurrence}
                                 : std::nullopt);
  });
  if (!written) return tl::unexpected{written.error()};
  of_rows_.looked = checks.looked();
  return writing.finish();
}

std::vector<figures::Touched> FactIntake::touched() const {
  return touched_by(source_.target, source_.owner, years_);
}

Result<store::SeriesSums> FactIntake::sums(store::Reader& reader) const {
  if (in_file_.empty() || periods_in_file_ > kMostPeriods) return store::SeriesSums{};
  const int first = years_.empty() ? 0 : *years_.begin() - kYearsBefore;
  auto found = store::series_sums(reader, table_, source_.owner, first, in_file_);
  if (!found || source_.target != Target::kKeyFigureValue) return found;
  // Shares and ratios of units do not add up to that of their region.
  for (auto& [name, series] : *found) {
    const auto* figure = figure_of(name);
    if (figure != nullptr) series.unit = figure->definition.unit;
    const bool adds_up = figure != nullptr && (figure->definition.kind == "amount" ||
                                               figure->definition.kind == "count");
    if (!adds_up) series.whole.clear();
  }
  return found;
}

void FactIntake::leave_out(std::span<const Suspicion> suspicions) {
  for (const auto& suspicion : suspicions)
    left_out_.try_emplace({suspicion.series, suspicion.period}, suspicion);
}

std::vector<figures::Touched> touched_by(Target target, std::string_view owner,
                                         const std::set<int>& years) {
  const std::vector<int> known{years.begin(), years.end()};
  const auto of = [&](Activity activity, bool all_years = false) {
    return figures::Touched{std::string{owner}, activity, all_years ? std::vector<int>{} : known};
  };
  switch (target) {
    case Target::kEnergyReading:
    case Target::kDegreeDays: return {of(Activity::kEnergy)};
    case Target::kMeter:
    case Target::kProperty: return {of(Activity::kEnergy, true)};
    case Target::kFuelTransaction: return {of(Activity::kFleet), of(Activity::kTravel)};
    case Target::kVehicle: return {of(Activity::kFleet, true), of(Activity::kTravel, true)};
    case Target::kTravel: return {of(Activity::kTravel)};
    case Target::kGasMovement: return {of(Activity::kGases)};
    case Target::kPopulation: return {of(Activity::kGases)};
    case Target::kWasteWeight: return {of(Activity::kWaste)};
    case Target::kFactor:
      return {of(Activity::kEnergy, true), of(Activity::kFleet, true), of(Activity::kTravel, true),
              of(Activity::kGases, true), of(Activity::kWaste, true)};
    case Target::kKeyFigureValue:
    case Target::kTarget: break;
  }
  return {};
}

Result<store::Retraction> FactKeeping::retract(store::Writer& writer, std::string_view batch,
                                               std::vector<figures::Touched>& touched) const {
  auto done = store::retract(writer, table_, batch);
  if (!done) return tl::unexpected{done.error()};
  const auto owners = store::owners_of(writer, table_, batch);
  if (!owners) return tl::unexpected{owners.error()};
  for (const auto& owner : *owners)
    for (auto& one : touched_by(target_, owner, {})) touched.push_back(std::move(one));
  return done;
}

Result<bool> FactKeeping::still_current(store::Reader& reader, std::string_view batch) const {
  return store::still_current(reader, table_, batch);
}

Result<std::string> FactKeeping::digest_of(store::Reader& reader, std::string_view batch) const {
  return store::digest_of(reader, table_, batch);
}

Result<store::WriteCounts> FactKeeping::release(store::Writer& writer,
                                                const store::Provenance& provenance,
                                                std::string_view owner,
                                                std::span<const store::HeldRow> rows,
                                                std::vector<figures::Touched>& touched) const {
  std::vector<store::Fact> facts;
  std::set<int> years;
  for (const auto& row : rows) {
    auto fact = store::fact_in(row.payload);
    if (!fact)
      return fail(ErrorCode::kCorrupt,
                  {"En hållen rad kan inte läsas.", "A held row cannot be read."});
    if (const auto year = store::year_in(table_, *fact)) years.insert(*year);
    facts.push_back(std::move(*fact));
  }
  for (auto& one : touched_by(target_, owner, years)) touched.push_back(std::move(one));
  return store::add(writer, table_, facts, provenance);
}

}  // namespace tertil::ingest
