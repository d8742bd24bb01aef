#include "service/ingest/held_batch.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <variant>

#include "collectors/json.hpp"

namespace tertil::ingest {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kAtOnce = 1000;

Json receipt_of(const store::Batch& batch) {
  auto parsed = collectors::parse_json(batch.receipt);
  auto* json = std::get_if<Json>(&parsed);
  return json != nullptr && json->is_object() ? std::move(*json) : Json::object();
}

Json decision_json(std::string_view word, const store::Decision& by, Instant at) {
  return {{"decision", word},
          {"by", by.actor},
          {"role", by.role},
          {"reason", by.reason},
          {"at", to_rfc3339(at)}};
}

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

store::Reject discarded(const store::HeldRow& row, const store::Decision& by) {
  return {row.row,
          "",
          "",
          row.rule,
          {fmt::format("{} Förkastad: {}", row.message.sv, by.reason),
           fmt::format("{} Discarded: {}", row.message.en, by.reason)},
          row.record};
}

}  // namespace

HeldBatch::HeldBatch(store::Writer& writer, const store::Batch& batch, std::string_view owner,
                     const std::optional<std::vector<std::int64_t>>& chosen,
                     const store::Decision& by)
    : writer_{writer}, batch_{batch}, owner_{owner}, by_{by} {
  if (chosen) chosen_.emplace(chosen->begin(), chosen->end());
}

Result<DecidedRows> HeldBatch::each(std::string_view word, const Take& take) {
  DecidedRows done;
  std::set<std::int64_t> found;
  for (std::int64_t after = 0;;) {
    auto rows = store::waiting_rows(writer_, batch_.id, after, kAtOnce);
    if (!rows) return tl::unexpected{rows.error()};
    if (rows->empty()) break;
    after = rows->back().id;
    if (chosen_) std::erase_if(*rows, [&](const auto& row) { return !chosen_->contains(row.row); });
    for (const auto& row : *rows) {
      if (auto noted = store::decide_held(writer_, row.id, word, by_); !noted)
        return tl::unexpected{noted.error()};
      found.insert(row.row);
      done.rows += row.rows;
    }
    if (auto taken = take(*rows, done); !taken) return tl::unexpected{taken.error()};
  }
  if (chosen_ ? found.size() < chosen_->size() : found.empty())
    return fail(ErrorCode::kConflict, {"Någon av raderna väntar inte på beslut.",
                                       "One of the rows does not wait for a decision."});
  return done;
}

Result<DecidedRows> HeldBatch::release() {
  const auto target = collectors::target_named(batch_.target);
  if (!target) return fail(ErrorCode::kCorrupt, {"Okänd måltabell.", "Unknown target."});
  return each("released", [&](std::span<const store::HeldRow> rows, DecidedRows& done) {
    const auto counts = keeping_of(*target).release(writer_, {batch_.source, batch_.id}, owner_,
                                                    rows, done.touched);
    if (!counts) return Result<void>{tl::unexpected{counts.error()}};
    done.counts.stored += counts->stored;
    done.counts.duplicate += counts->duplicate;
    done.counts.superseded += counts->superseded;
    return Result<void>{};
  });
}

Result<DecidedRows> HeldBatch::discard() {
  return each("discarded", [&](std::span<const store::HeldRow> rows, DecidedRows&) {
    std::vector<store::Reject> rejects;
    for (const auto& row : rows) rejects.push_back(discarded(row, by_));
    return store::add_rejects(writer_, batch_.id, rejects);
  });
}

std::string decided_receipt(const store::Batch& batch, std::int64_t held, std::string_view word,
                            std::int64_t rows, const store::Decision& by, Instant at) {
  auto json = receipt_of(batch);
  json["state"] = store::to_string(batch.state);
  json["stored"] = batch.stored;
  json["duplicate"] = batch.duplicate;
  json["quarantined"] = batch.quarantined;
  json["superseded"] = batch.superseded;
  json["new"] = batch.stored - batch.superseded;
  json["changed"] = batch.superseded;
  json["held"] = held;
  auto decision = decision_json(word, by, at);
  decision["rows"] = rows;
  json["decisions"].push_back(std::move(decision));
  return dump(json);
}

std::optional<std::string> accepted_receipt(const store::Batch& batch, std::string_view rule,
                                            const store::Decision& by, Instant at) {
  auto json = receipt_of(batch);
  bool found = false;
  for (const auto* list : {"checks", "findings"}) {
    if (!json.contains(list)) continue;
    for (auto& one : json[list]) {
      if (one.value("rule", "") != rule || one.value("state", "") == "ok") continue;
      one["state"] = "accepted";
      found = true;
    }
  }
  if (!found) return std::nullopt;
  auto decision = decision_json("accepted", by, at);
  decision["rule"] = rule;
  json["decisions"].push_back(std::move(decision));
  return dump(json);
}

}  // namespace tertil::ingest
