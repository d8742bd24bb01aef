#include "service/store/populations.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "service/store/cell.hpp"

namespace tertil::store {
namespace {

constexpr std::array<std::string_view, 3> kKey{"owner", "region", "year"};
constexpr std::array<std::string_view, 1> kValues{"value"};

}  // namespace

constinit const FactTable kPopulations{"population", kKey, kValues};

Fact to_fact(const Population& population, std::int64_t row, std::string origin,
             std::string version) {
  return {.key = {population.owner, population.region, std::int64_t{population.year}},
          .values = {population.value},
          .row = row,
          .origin = std::move(origin),
          .version = std::move(version)};
}

Result<std::vector<Population>> populations(Reader& reader, std::optional<Instant> as_of) {
  std::vector<Population> found;
  auto visited = each(reader, kPopulations, as_of, [&](const StoredFact& stored) -> Result<void> {
    const auto& [key, values, row, origin, version] = stored.fact;
    found.push_back({.owner = text_in(key[0]),
                     .region = text_in(key[1]),
                     .year = static_cast<int>(integer_in(key[2])),
                     .value = real_in(values[0]),
                     .source = stored.source});
    return {};
  });
  if (!visited) return tl::unexpected{visited.error()};
  std::ranges::sort(
      found, {}, [](const Population& one) { return std::tie(one.region, one.year, one.owner); });
  return found;
}

}  // namespace tertil::store
