#include "service/http/report_making.hpp"

#include <fmt/format.h>

#include "service/http/plans.hpp"

namespace tertil::http {

Result<store::ReportVersion> report_named(store::Reader& reader, std::string_view plan,
                                          std::string_view id) {
  auto held = store::report(reader, plan, id);
  if (!held) return tl::unexpected{held.error()};
  if (!*held)
    return fail(ErrorCode::kNotFound,
                {"Det finns ingen sådan rapport.", "There is no such report."});
  return std::move(**held);
}

Result<reports::YearlyReport> made_report(const Backend& backend, store::Reader& reader,
                                          store::ReportVersion held,
                                          std::shared_ptr<const figures::Snapshot> snapshot,
                                          Instant as_of) {
  reports::ReportInput input;
  auto plan = plan_named(reader, held.plan);
  if (!plan) return tl::unexpected{plan.error()};
  auto measures = store::measures(reader, held.plan);
  if (!measures) return tl::unexpected{measures.error()};
  for (auto& one : *measures) input.measures.push_back({one.id, std::move(one.measure)});
  input.snapshot = std::move(snapshot);
  input.plan = std::move(*plan);
  input.held = std::move(held);
  input.as_of = as_of;
  input.program = fmt::format("tertil {}", backend.site.version);
  return reports::yearly_report(std::move(input));
}

Result<reports::YearlyReport> live_report(const Backend& backend, std::string_view plan,
                                          std::string_view id) {
  std::optional<reports::YearlyReport> made;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto held = report_named(reader, plan, id);
    if (!held) return tl::unexpected{held.error()};
    auto report = made_report(backend, reader, std::move(*held), backend.published.current(),
                              backend.clock.now());
    if (!report) return tl::unexpected{report.error()};
    made = std::move(*report);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return std::move(*made);
}

Result<store::ReportLock> newest_lock(store::Reader& reader, std::string_view plan,
                                      std::string_view id) {
  auto locks = store::report_locks(reader, plan, id);
  if (!locks) return tl::unexpected{locks.error()};
  if (locks->empty())
    return fail(ErrorCode::kNotFound,
                {"Rapporten har inte låsts än.", "The report has not been locked yet."});
  return std::move(locks->front());
}

std::string etag_of(const store::ReportVersion& version) {
  return fmt::format("\"{}\"", version.stamp.version);
}

}  // namespace tertil::http
