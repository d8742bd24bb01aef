#include "service/ingest/fact_writing.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "service/ingest/dedupe.hpp"
#include "service/store/fact_payload.hpp"
#include "service/store/observations.hpp"
#include "service/store/reviews.hpp"

namespace tertil::ingest {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kAtOnce = 1000;

std::string camel(std::string_view column) {
  std::string name;
  for (const char letter : column) {
    if (!name.empty() && name.back() == '_')
      name.back() = static_cast<char>(std::toupper(letter));
    else
      name += letter;
  }
  return name;
}

Json shown_value(const store::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  return nullptr;
}

/// What would be stored, by field names as people know them; what is empty is left out.
std::string shown(const store::FactTable& table, const store::Fact& fact) {
  Json json = Json::object();
  const auto put = [&](std::string_view column, const store::Value& value) {
    const auto cell = shown_value(value);
    if (!cell.is_null() && !(cell.is_string() && cell.get_ref<const std::string&>().empty()))
      json[camel(column)] = cell;
  };
  const bool natural = !occurrence_column(table);
  for (std::size_t i = 1; i < fact.key.size() && natural; ++i) put(table.key[i], fact.key[i]);
  for (std::size_t i = 0; i < fact.values.size(); ++i) put(table.values[i], fact.values[i]);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

store::Reject verified_value(const store::Fact& fact, const std::string& record) {
  return {fact.row,
          "value",
          "",
          "verified-value",
          {"Värdet är verifierat av en person och ändras inte av en import. Raden ligger i "
           "granskningskön.",
           "A person has verified the value and no import changes it. The row is in the review "
           "queue."},
          record};
}

}  // namespace

std::optional<Suspicion> FactWriting::suspect(const store::Fact& fact) {
  const auto point = store::series_point(table_, fact);
  if (!point) return std::nullopt;
  const auto left = left_out_.find({point->series, point->period});
  if (left != left_out_.end()) return left->second;
  auto suspicion = checks_.check(*point, fact.row);
  if (suspicion) of_rows_.add_row(*suspicion);
  return suspicion;
}

Result<bool> FactWriting::goes_to_review(const store::Fact& fact, const std::string& record) {
  if (&table_ != &store::kObservations) return false;
  const auto review = store::review_of(writer_, fact, provenance_);
  if (!review) return tl::unexpected{review.error()};
  if (!*review) return false;
  if (auto added = store::add_review(writer_, **review); !added)
    return tl::unexpected{added.error()};
  checked_.set_aside(verified_value(fact, record));
  return true;
}

void FactWriting::hold(const store::Fact& fact, const std::string& record,
                       const Suspicion& suspicion) {
  held_.push_back({.id = 0,
                   .row = fact.row,
                   .rows = 1,
                   .rule = suspicion.rule,
                   .message = suspicion.message,
                   .record = record,
                   .shown = shown(table_, fact),
                   .expected = suspicion.expected,
                   .payload = store::to_payload(fact),
                   .decided = std::nullopt});
  note(checked_.findings, {fact.row, "", "", suspicion.rule, suspicion.message, record}, "hold",
       true);
  ++checked_.quarantined;
  ++checked_.held;
}

Result<void> FactWriting::take(const FactRow& row, std::optional<std::int64_t> occurrence) {
  store::Fact fact = row.fact;
  if (occurrence) fact.key.at(*occurrence_column(table_)) = *occurrence;
  const auto reviewed = goes_to_review(fact, row.record);
  if (!reviewed) return tl::unexpected{reviewed.error()};
  if (*reviewed) return {};
  const auto suspicion = suspect(fact);
  if (suspicion && suspicion->severity == Severity::kHold) {
    // What the store says already is no news that anybody need look at.
    const auto open = store::open_fact(writer_, table_, fact.key);
    if (!open) return tl::unexpected{open.error()};
    if (!*open || (*open)->fact.values != fact.values) {
      hold(fact, row.record, *suspicion);
      return held_.size() + facts_.size() < kAtOnce ? Result<void>{} : flush();
    }
  }
  const store::Reject told{
      fact.row,  "", "", suspicion ? suspicion->rule : "", suspicion ? suspicion->message : Text{},
      row.record};
  if (suspicion && suspicion->severity == Severity::kError) {
    checked_.set_aside(told);
    return {};
  }
  if (suspicion && suspicion->severity == Severity::kWarning)
    note(checked_.findings, told, "warning", true);
  facts_.push_back(std::move(fact));
  return held_.size() + facts_.size() < kAtOnce ? Result<void>{} : flush();
}

Result<void> FactWriting::flush() {
  auto counts = store::add(writer_, table_, facts_, provenance_);
  if (!counts) return tl::unexpected{counts.error()};
  counts_.stored += counts->stored;
  counts_.duplicate += counts->duplicate;
  counts_.superseded += counts->superseded;
  constexpr std::size_t kMostNamed = 1000;
  for (const auto row : counts->kept_losing)
    if (counts_.kept_losing.size() < kMostNamed) counts_.kept_losing.push_back(row);
  facts_.clear();
  if (auto added = store::add_held(writer_, provenance_.batch, held_); !added) return added;
  held_.clear();
  return {};
}

Result<store::WriteCounts> FactWriting::finish() {
  if (auto flushed = flush(); !flushed) return tl::unexpected{flushed.error()};
  return std::move(counts_);
}

}  // namespace tertil::ingest
