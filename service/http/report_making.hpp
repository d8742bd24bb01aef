/// @file service/http/report_making.hpp
/// @brief From what the store holds to a yearly report: shared by reading and locking.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "service/http/backend.hpp"
#include "service/http/router.hpp"
#include "service/reports/yearly_report.hpp"
#include "service/store/report_locks.hpp"

namespace tertil::http {

/// The report as it holds; kNotFound if there is none.
[[nodiscard]] Result<store::ReportVersion> report_named(store::Reader& reader,
                                                        std::string_view plan, std::string_view id);

/// The report of that draft with these figures.
[[nodiscard]] Result<reports::YearlyReport> made_report(
    const Backend& backend, store::Reader& reader, store::ReportVersion held,
    std::shared_ptr<const figures::Snapshot> snapshot, Instant as_of);

/// The draft with today's figures, as JSON.
[[nodiscard]] Result<reports::YearlyReport> live_report(const Backend& backend,
                                                        std::string_view plan, std::string_view id);

/// The newest lock of a report; kNotFound if it was never locked.
[[nodiscard]] Result<store::ReportLock> newest_lock(store::Reader& reader, std::string_view plan,
                                                    std::string_view id);

/// "\"3\"": of a report's draft, for If-Match.
[[nodiscard]] std::string etag_of(const store::ReportVersion& version);

}  // namespace tertil::http
