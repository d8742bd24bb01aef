/// @file service/store/report_locks.hpp
/// @brief Locked reports: the very bytes that were made, with their digests, for ever.
///
/// Append-only. Nothing is rendered here and nothing is rendered again: a new rendering is a new
/// version. What is read is held against its digest; bytes that do not match are never given out.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store {

enum class ReportFormat { kHtml, kXlsx, kJson };
inline constexpr std::array kAllReportFormats{ReportFormat::kHtml, ReportFormat::kXlsx,
                                              ReportFormat::kJson};

[[nodiscard]] std::string_view to_string(ReportFormat format);  ///< "html"

/// A lock without its bytes. The arrays are in the order of kAllReportFormats.
struct ReportLock {
  std::string plan;
  std::string report;
  std::int64_t version{1};  ///< From 1, without gaps.
  std::int64_t draft{1};    ///< The version of the draft that was locked.
  std::string reason;       ///< Why in spite of what was missing; empty when nothing was.
  std::string actor;
  std::string role;
  Instant locked_at;  ///< Set by the store.
  Instant as_of;      ///< The figures are those known then.
  std::array<std::string, 3> sha256;
};

/// Appends a lock, with locked_at and sha256 as the store sets them. kConflict unless it follows
/// the newest one.
[[nodiscard]] Result<ReportLock> add_report_lock(Writer& writer, ReportLock lock,
                                                 const std::array<std::string, 3>& files);

/// The locks of every report of a plan, or of one, the newest first.
[[nodiscard]] Result<std::vector<ReportLock>> report_locks(Reader& reader, std::string_view plan,
                                                           std::string_view report = {});

/// A file as it was locked.
struct LockedFile {
  std::string bytes;
  std::string sha256;
};

/// kNotFound if there is no such lock; kCorrupt if the bytes are not those that were locked.
[[nodiscard]] Result<LockedFile> locked_file(Reader& reader, std::string_view plan,
                                             std::string_view report, std::int64_t version,
                                             ReportFormat format);

}  // namespace tertil::store
