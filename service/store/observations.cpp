#include "service/store/observations.hpp"

#include <array>
#include <limits>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::array<std::string_view, 6> kKey{"owner",  "key_figure", "area",
                                               "period", "category",   "series"};
constexpr std::array<std::string_view, 11> kValues{
    "value",      "missing_reason", "status",      "numerator", "denominator", "printed_rank",
    "printed_of", "computed",       "verified_by", "coverage",  "basis"};
constexpr std::size_t kValue = 0;
constexpr std::size_t kStatus = 2;
constexpr std::size_t kComputed = 7;
constexpr std::size_t kVerifiedBy = 8;
constexpr std::size_t kAddedLater = 4;

bool is_given(const Value& value) { return !std::holds_alternative<std::monostate>(value); }

bool is_computed(std::span<const Value> values) { return is_given(values[kComputed]); }

int weight_of(Status status) {
  switch (status) {
    case Status::kEstimated: return 0;
    case Status::kPreliminary: return 1;
    case Status::kFinal:
    case Status::kRevised: return 2;
  }
  return 0;
}

/// Who says it weighs more than how final it is (contract 2a.3): a value that a person has
/// verified, then a computed one, then what was entered. The latest computation always holds, but
/// that nothing could be computed stands back for any value.
int weight(std::span<const Value> values) {
  constexpr int kVerified = 20;
  constexpr int kOfComputed = 10;
  if (!is_given(values[kVerifiedBy]) && is_computed(values))
    return is_given(values[kValue]) ? kOfComputed : -1;
  const int origin = is_given(values[kVerifiedBy]) ? kVerified : 0;
  const auto status = parse_status(text_in(values[kStatus]));
  return origin + (status ? weight_of(*status) : 0);
}

Result<Observation> observation_in(std::span<const Value> key, std::span<const Value> values) {
  const auto series = parse_series(text_in(key[5]));
  if (!series) return unknown_word("series", text_in(key[5]));
  const auto status = parse_status(text_in(values[kStatus]));
  if (!status) return unknown_word("status", text_in(values[kStatus]));
  std::optional<MissingReason> missing;
  if (const auto reason = optional_in<std::string>(values[1])) {
    missing = parse_missing_reason(*reason);
    if (!missing) return unknown_word("missing_reason", *reason);
  }
  return Observation{.owner = text_in(key[0]),
                     .key_figure = text_in(key[1]),
                     .area = text_in(key[2]),
                     .period = text_in(key[3]),
                     .category = text_in(key[4]),
                     .series = *series,
                     .value = optional_in<double>(values[0]),
                     .missing_reason = missing,
                     .status = *status,
                     .numerator = optional_in<double>(values[3]),
                     .denominator = optional_in<double>(values[4]),
                     .printed_rank = optional_int_in(values[5]),
                     .printed_of = optional_int_in(values[6]),
                     .computed = is_computed(values),
                     .verified_by = optional_in<std::string>(values[kVerifiedBy]).value_or(""),
                     .coverage = optional_in<double>(values[9]),
                     .basis = optional_in<std::string>(values[10]).value_or("")};
}

Result<ObservationVersion> version_in(const Row& row, std::optional<Instant> as_of) {
  const std::span cells{row};
  auto observation =
      observation_in(cells.first(kKey.size()), cells.subspan(kKey.size(), kValues.size()));
  if (!observation) return tl::unexpected{observation.error()};
  const auto rest = cells.subspan(kKey.size() + kValues.size());
  ObservationVersion version{.observation = std::move(*observation),
                             .source = text_in(rest[0]),
                             .batch = text_in(rest[1]),
                             .row = integer_in(rest[2]),
                             .origin = text_in(rest[3]),
                             .version = text_in(rest[4]),
                             .recorded_at = instant_in(rest[5]),
                             .superseded_at = optional_instant_in(rest[6]),
                             .file_name = text_in(rest[7]),
                             .sha256 = text_in(rest[8])};
  if (as_of && version.superseded_at > as_of) version.superseded_at.reset();
  return version;
}

Value text_or_null(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

/// A moment after everything recorded.
Instant latest() { return {std::numeric_limits<std::int64_t>::max()}; }

}  // namespace

constinit const FactTable kObservations{"observation", kKey,         kValues,
                                        &weight,       &is_computed, kAddedLater};

Fact to_fact(const Observation& observation, std::int64_t row, std::string origin,
             std::string version) {
  return {.key = {observation.owner, observation.key_figure, observation.area, observation.period,
                  observation.category, cell(to_string(observation.series))},
          .values = {cell(observation.value),
                     observation.missing_reason ? cell(to_string(*observation.missing_reason))
                                                : Value{},
                     cell(to_string(observation.status)), cell(observation.numerator),
                     cell(observation.denominator), cell(observation.printed_rank),
                     cell(observation.printed_of),
                     observation.computed ? Value{std::int64_t{1}} : Value{},
                     text_or_null(observation.verified_by), cell(observation.coverage),
                     text_or_null(observation.basis)},
          .row = row,
          .origin = std::move(origin),
          .version = std::move(version)};
}

Result<std::vector<Observation>> observations(Reader& reader, std::optional<Instant> as_of) {
  std::vector<Observation> found;
  auto visited = each(reader, kObservations, as_of, [&](const StoredFact& stored) -> Result<void> {
    auto observation = observation_in(stored.fact.key, stored.fact.values);
    if (!observation) return tl::unexpected{observation.error()};
    found.push_back(std::move(*observation));
    return {};
  });
  if (!visited) return tl::unexpected{visited.error()};
  return found;
}

Result<std::vector<ObservationVersion>> observation_history(Reader& reader,
                                                            std::string_view key_figure,
                                                            std::string_view area,
                                                            std::optional<int> year,
                                                            std::optional<Instant> as_of) {
  const std::array<Value, 4> parameters{cell(key_figure), cell(area),
                                        as_of.value_or(latest()).microseconds,
                                        year ? std::to_string(*year) : std::string{}};
  const auto rows = reader.query(
      "SELECT f.owner, f.key_figure, f.area, f.period, f.category, f.series, f.value, "
      "f.missing_reason, f.status, f.numerator, f.denominator, f.printed_rank, f.printed_of, "
      "f.computed, f.verified_by, f.coverage, f.basis, f.source, f.batch, f.row_number, f.origin, "
      "f.version, f.recorded_at, f.superseded_at, "
      "b.file_name, b.sha256 FROM observation f JOIN batch b ON b.id = f.batch "
      "WHERE f.key_figure = $1 AND f.area = $2 AND f.recorded_at <= $3 "
      "AND ($4 = '' OR substr(f.period, 1, 4) = $4) "
      "ORDER BY f.period, f.category, f.series, f.recorded_at, f.id",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<ObservationVersion> versions;
  for (const auto& row : *rows) {
    auto version = version_in(row, as_of);
    if (!version) return tl::unexpected{version.error()};
    versions.push_back(std::move(*version));
  }
  return versions;
}

Result<std::vector<SeriesRecorded>> series_recorded(Reader& reader, std::optional<Instant> as_of) {
  const Value at{as_of.value_or(latest()).microseconds};
  const auto rows = reader.query(
      "SELECT key_figure, series, max(recorded_at) FROM observation WHERE recorded_at <= $1 "
      "GROUP BY key_figure, series ORDER BY key_figure, series",
      {&at, 1});
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<SeriesRecorded> found;
  for (const auto& row : *rows) {
    const auto series = parse_series(text_in(row[1]));
    if (!series) return unknown_word("series", text_in(row[1]));
    found.push_back({text_in(row[0]), *series, instant_in(row[2])});
  }
  return found;
}

}  // namespace tertil::store
