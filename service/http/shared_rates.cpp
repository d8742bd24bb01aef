#include "service/http/shared_rates.hpp"

#include "service/store/rate_budgets.hpp"

namespace tertil::http {
namespace {

bool is_counted(const Backend& backend, const SharedRate& rate) {
  return backend.engine.is_shared() && rate.per_minute > 0;
}

}  // namespace

Result<bool> has_left(const Backend& backend, const SharedRate& rate) {
  if (!is_counted(backend, rate)) return true;
  Result<bool> left = false;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    left = store::has_budget(reader, {rate.name, rate.per_minute}, backend.clock.now());
    return left ? Result<void>{} : tl::unexpected{left.error()};
  });
  if (!read) return tl::unexpected{read.error()};
  return left;
}

Result<bool> take_one(const Backend& backend, const SharedRate& rate) {
  if (!is_counted(backend, rate)) return true;
  Result<bool> taken = false;
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    taken = store::take_from_budget(writer, {rate.name, rate.per_minute}, backend.clock.now());
    return taken ? Result<void>{} : tl::unexpected{taken.error()};
  });
  if (!written) return tl::unexpected{written.error()};
  return taken;
}

Result<void> count_import(const Backend& backend, const std::string& caller) {
  const SharedRate rate{"import/" + caller, backend.imports_per_minute};
  auto left = has_left(backend, rate);
  if (left && *left) left = take_one(backend, rate);
  if (!left) return tl::unexpected{left.error()};
  if (*left) return {};
  return fail(ErrorCode::kTooMany,
              {"För många importer på kort tid. Vänta lite och försök igen.",
               "Too many imports in a short time. Wait a little and try again."});
}

}  // namespace tertil::http
