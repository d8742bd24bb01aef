#include "service/store/engine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>
#include <thread>

#include "service/store/postgresql/address.hpp"
#include "service/store/postgresql/engine.hpp"
#include "service/store/sqlite/engine.hpp"

namespace tertil::store {
namespace {

/// The path in "sqlite:PATH".
Result<std::string> sqlite_path(std::string_view url) {
  constexpr std::string_view kScheme = "sqlite:";
  if (!url.starts_with(kScheme) || url.size() == kScheme.size() || url.ends_with('/') ||
      url.ends_with(":memory:") || url.find('\0') != std::string_view::npos) {
    return fail(ErrorCode::kInvalidInput,
                {"Databasens adress ska vara sqlite:SÖKVÄG, till exempel sqlite:data/tertil.db, "
                 "eller postgresql://ANVÄNDARE@VÄRD/DATABAS.",
                 "The store's address must be sqlite:PATH, for example sqlite:data/tertil.db, or "
                 "postgresql://USER@HOST/DATABASE."},
                "store: address");
  }
  return std::string{url.substr(kScheme.size())};
}

}  // namespace

Result<void> Writer::add_rows(std::string_view table, std::span<const std::string_view> columns,
                              std::span<const Row> rows) {
  std::string places;
  for (std::size_t n = 1; n <= columns.size(); ++n)
    fmt::format_to(std::back_inserter(places), "{}${}", n == 1 ? "" : ", ", n);
  const auto sql =
      fmt::format("INSERT INTO {} ({}) VALUES ({})", table, fmt::join(columns, ", "), places);
  for (const auto& row : rows)
    if (auto added = execute(sql, row); !added) return tl::unexpected{added.error()};
  return {};
}

bool Engine::wait_for_change(std::chrono::milliseconds most) {
  std::this_thread::sleep_for(most);
  return true;
}

Result<std::unique_ptr<Engine>> open(const std::string& url, const Clock& clock) {
  if (postgresql::is_address(url)) return postgresql::open(url, clock);
  const auto path = sqlite_path(url);
  if (!path) return tl::unexpected{path.error()};
  return sqlite::open(*path, clock);
}

Result<std::vector<std::string>> pending_migrations(const std::string& url) {
  if (postgresql::is_address(url)) return postgresql::pending_migrations(url);
  const auto path = sqlite_path(url);
  if (!path) return tl::unexpected{path.error()};
  return sqlite::pending_migrations(*path);
}

}  // namespace tertil::store
