#include "service/figures/series_history.hpp"

#include <charconv>
#include <span>
#include <tuple>

#include "service/store/yearly_versions.hpp"

namespace tertil::figures {
namespace {

using store::YearlyVersion;

auto key_of(const YearlyVersion& version) {
  return std::tie(version.key_figure, version.series, version.area, version.period, version.owner);
}

std::optional<int> year_of(std::string_view period) {
  int year = 0;
  const auto [end, problem] = std::from_chars(period.data(), period.data() + period.size(), year);
  if (problem != std::errc{} || end != period.data() + period.size()) return std::nullopt;
  return year;
}

bool is_settled(Status status) { return status == Status::kFinal || status == Status::kRevised; }

/// The first preliminary value, and the final one that holds today. A value that is still
/// preliminary says nothing yet.
std::optional<analytics::RevisionPair> settled(std::span<const YearlyVersion> versions) {
  const auto& newest = versions.back();
  if (!newest.value || !is_settled(newest.status)) return std::nullopt;
  for (const auto& version : versions)
    if (version.value && version.status == Status::kPreliminary)
      return analytics::RevisionPair{*version.value, *newest.value};
  return std::nullopt;
}

void add(std::span<const YearlyVersion> versions, const Snapshot& snapshot, Figure& figure) {
  const auto& first = versions.front();
  const auto area = snapshot.area(first.area);
  const auto year = year_of(first.period);
  if (!area || *area == snapshot.country() || !year) return;
  auto& history = figure.history[static_cast<std::size_t>(first.series)];
  const auto* table = figure.table(first.series);
  const auto* today = table != nullptr ? table->cell(*area, *year) : nullptr;
  if (today == nullptr || today->value != first.value)
    history.revised.push_back({*area, *year, first.value});
  if (const auto pair = settled(versions)) history.settled.push_back(*pair);
}

}  // namespace

Result<void> add_history(store::Reader& reader, std::optional<Instant> as_of, Snapshot& snapshot) {
  const auto versions = store::yearly_versions(reader, as_of);
  if (!versions) return tl::unexpected{versions.error()};
  for (auto begin = versions->begin(); begin != versions->end();) {
    auto end = begin;
    while (end != versions->end() && key_of(*end) == key_of(*begin)) ++end;
    for (auto& figure : snapshot.figures)
      if (figure.definition.id == begin->key_figure) add({begin, end}, snapshot, figure);
    begin = end;
  }
  return {};
}

}  // namespace tertil::figures
