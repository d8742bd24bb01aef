#include "service/http/import_batch.hpp"

#include <optional>
#include <utility>

namespace tertil::http {

Parsed<store::Batch> batch_for(const Backend& backend, const Request& request, const Caller& caller,
                               access::Action action) {
  std::optional<store::Batch> batch;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_batch(reader, request.path_parameter("id"));
    if (!found) return tl::unexpected{std::move(found.error())};
    batch = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  if (!batch || !may(caller, action, batch->source))
    return failed(
        {ErrorCode::kNotFound, {"Det finns ingen sådan import.", "There is no such import."}, {}});
  return std::move(*batch);
}

}  // namespace tertil::http
