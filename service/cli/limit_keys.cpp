#include "service/cli/limit_keys.hpp"

#include <fmt/format.h>

namespace tertil::cli {

std::vector<Key> limit_keys() {
  std::vector<Key> keys;
  for (const auto& limit : http::limit_table()) {
    const auto with_unit = [&](const std::string& description) {
      return limit.unit.empty() ? description : fmt::format("{} [{}]", description, limit.unit);
    };
    keys.push_back({"limits." + std::string{limit.name},
                    Kind::kInteger,
                    limit.default_value(),
                    {with_unit(limit.description.sv), with_unit(limit.description.en)},
                    {},
                    limit.smallest,
                    limit.largest});
  }
  return keys;
}

Result<http::Limits> limits_of(const Configuration& configuration) {
  http::Limits limits;
  for (const auto& limit : http::limit_table()) {
    const auto value = configuration.integer("limits." + std::string{limit.name});
    if (auto set = http::set_limit(limits, limit.name, value); !set)
      return tl::unexpected{set.error()};
  }
  return limits;
}

}  // namespace tertil::cli
