/// @file service/store/audit_pages.hpp
/// @brief The audit log for reading: newest first, filtered, and cut to what the reader may see.
///
/// What somebody may see is part of the question, never sorted out afterwards (promises 5.1).
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "service/store/audit.hpp"
#include "service/store/page.hpp"

namespace tertil::store {

/// How much of the log somebody sees.
enum class AuditSight {
  kOwn,     ///< What they did themselves.
  kRegion,  ///< Also what anybody did to the region's data, plans and sources; not accounts, keys
            ///< and other people's logins.
  kAll,
};

/// Which entries are asked for. Empty members ask for everything.
struct AuditQuestion {
  std::string actor;   ///< The whole name.
  std::string action;  ///< How it begins: "import.", "user.add".
  std::string object;  ///< How it begins: "source/kolada".
  Instant from{};      ///< Inclusive.
  Instant before{};    ///< Exclusive; 0 is no end.
  AuditSight sight{AuditSight::kOwn};
  std::string who;  ///< Whoever asks, for kOwn and kRegion.
};

/// The entries of one page, newest first, and how many match in all.
[[nodiscard]] Result<Listing<AuditRecord>> audit_page(Reader& reader, const AuditQuestion& question,
                                                      Page page);

/// When the entry of that number was written; empty if there is none.
[[nodiscard]] Result<std::optional<Instant>> audit_time(Reader& reader, std::int64_t seq);

/// Who made each of the machine keys that are in the log, by the key's id.
[[nodiscard]] Result<std::map<std::string, std::string>> makers_of_tokens(Reader& reader);

}  // namespace tertil::store
