#include "service/store/facts_ahead.hpp"

namespace tertil::store {

Result<void> FactsAhead::look(Reader& reader, std::span<const Fact> facts) {
  known_.clear();
  if (facts.size() < kAtOnce) return {};
  if (question_.empty()) question_ = sql_.open_of_many(table_, kAtOnce);
  Row parameters;
  parameters.reserve(kAtOnce * table_.key.size());
  for (const auto& fact : facts.first(kAtOnce)) {
    parameters.insert(parameters.end(), fact.key.begin(), fact.key.end());
    known_.try_emplace(fact.key);
  }
  auto rows = reader.query(question_, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  for (auto& row : *rows) {
    auto open = sql_.read(std::move(row));
    auto& place = known_[open.stored.fact.key];
    place = std::move(open);
  }
  return {};
}

std::optional<std::optional<FactRow>> FactsAhead::take(const Row& key) {
  auto found = known_.extract(key);
  if (found.empty()) return std::nullopt;
  return std::move(found.mapped());
}

}  // namespace tertil::store
