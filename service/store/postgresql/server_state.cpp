#include "service/store/postgresql/server_state.hpp"

namespace tertil::store::postgresql {
namespace {

/// What others may not see of a connection is NULL: a role without pg_monitor cannot tell.
constexpr auto kState =
    "SELECT current_setting('server_version'), pg_is_in_recovery(), "
    "current_setting('default_transaction_read_only') = 'on', "
    "pg_database_size(current_database()), "
    "(SELECT max(number) FROM schema_migration), "
    "current_setting('synchronous_standby_names') <> '', "
    "(SELECT count(*) FROM pg_stat_replication WHERE sync_state IN ('sync', 'quorum')), "
    "(SELECT count(*) FROM pg_stat_replication WHERE sync_state IS NOT NULL), "
    "(SELECT count(*) FROM pg_stat_replication WHERE sync_state IS NULL), "
    "(SELECT extversion FROM pg_extension WHERE extname = 'citus')";

Standby standby_in(bool named, std::int64_t synchronous, std::int64_t seen, std::int64_t hidden) {
  if (named && synchronous > 0) return Standby::kSynchronous;
  if (hidden > 0) return Standby::kUnknown;
  return seen > 0 ? Standby::kAsynchronous : Standby::kNone;
}

}  // namespace

Result<Health> server_state(Reader& reader) {
  const auto rows = reader.query(kState, {});
  if (!rows) return tl::unexpected{rows.error()};
  const auto& row = rows->at(0);
  const auto number = [&row](std::size_t column) {
    const auto* found = std::get_if<std::int64_t>(&row[column]);
    return found != nullptr ? *found : 0;
  };
  Health health;
  health.schema = number(4);
  health.size_bytes = number(3);
  health.engine = "PostgreSQL " + std::get<std::string>(row[0]);
  health.standby = standby_in(number(5) != 0, number(6), number(7), number(8));
  if (const auto* citus = std::get_if<std::string>(&row[9])) {
    health.engine += " + Citus " + *citus;
    if (health.standby == Standby::kSynchronous) health.standby = Standby::kUnknown;
  }
  if (number(1) != 0) health.reason = "a standby: it takes reading only";
  if (number(2) != 0) health.reason = "default_transaction_read_only is on";
  health.writable = health.reason.empty();
  return health;
}

}  // namespace tertil::store::postgresql
