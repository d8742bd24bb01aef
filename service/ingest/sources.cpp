#include "service/ingest/sources.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <variant>

#include "collectors/shipped_sources.hpp"

namespace tertil::ingest {

Sources::Sources() {
  for (const auto& shipped : collectors::shipped_sources()) {
    auto parsed = collectors::parse_source(shipped.toml);
    if (const auto* fault = std::get_if<collectors::SourceFault>(&parsed))
      throw std::logic_error{
          fmt::format("source {}: line {}: {}", shipped.id, fault->line, fault->message.en)};
    sources_.push_back(std::get<collectors::Source>(std::move(parsed)));
  }
}

Result<const collectors::Source*> Sources::find(std::string_view id) const {
  for (const auto& source : sources_)
    if (source.id == id) return &source;
  std::vector<std::string_view> known;
  known.reserve(sources_.size());
  for (const auto& source : sources_) known.push_back(source.id);
  const auto list = fmt::format("{}", fmt::join(known, ", "));
  return fail(ErrorCode::kNotFound,
              {fmt::format("Källan ”{}” finns inte. Det finns: {}.", id, list),
               fmt::format("There is no source “{}”. There are: {}.", id, list)});
}

}  // namespace tertil::ingest
