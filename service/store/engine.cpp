#include "service/store/engine.hpp"

#include "service/store/sqlite/engine.hpp"

namespace tertil::store {
namespace {

/// The path in "sqlite:PATH".
Result<std::string> sqlite_path(std::string_view url) {
  if (url.starts_with("postgresql:") || url.starts_with("postgres:")) {
    return fail(ErrorCode::kInvalidInput,
                {"PostgreSQL kommer i en senare version. Ange sqlite:SÖKVÄG så länge.",
                 "PostgreSQL comes in a later version. Name sqlite:PATH until then."},
                "store: engine postgresql");
  }
  constexpr std::string_view kScheme = "sqlite:";
  if (!url.starts_with(kScheme) || url.size() == kScheme.size() || url.ends_with('/') ||
      url.ends_with(":memory:") || url.find('\0') != std::string_view::npos) {
    return fail(ErrorCode::kInvalidInput,
                {"Databasens adress ska vara sqlite:SÖKVÄG, till exempel sqlite:data/tertil.db.",
                 "The store's address must be sqlite:PATH, for example sqlite:data/tertil.db."},
                "store: address");
  }
  return std::string{url.substr(kScheme.size())};
}

}  // namespace

Result<std::unique_ptr<Engine>> open(const std::string& url, const Clock& clock) {
  const auto path = sqlite_path(url);
  if (!path) return tl::unexpected{path.error()};
  return sqlite::open(*path, clock);
}

Result<std::vector<std::string>> pending_migrations(const std::string& url) {
  const auto path = sqlite_path(url);
  if (!path) return tl::unexpected{path.error()};
  return sqlite::pending_migrations(*path);
}

}  // namespace tertil::store
