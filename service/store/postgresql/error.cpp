#include "service/store/postgresql/error.hpp"

#include <pqxx/except>

#include <algorithm>
#include <array>

namespace tertil::store::postgresql {
namespace {

/// Codes that end a connection: it was broken (08), the server stops or has stopped (57P0x).
bool says_lost(std::string_view sqlstate) {
  return sqlstate.starts_with("08") || sqlstate.starts_with("57P0");
}

std::string_view sqlstate_of(const std::exception& thrown) {
  if (dynamic_cast<const pqxx::serialization_failure*>(&thrown) != nullptr) return "40001";
  if (dynamic_cast<const pqxx::statement_completion_unknown*>(&thrown) != nullptr) return "40003";
  if (dynamic_cast<const pqxx::deadlock_detected*>(&thrown) != nullptr) return "40P01";
  if (dynamic_cast<const pqxx::transaction_rollback*>(&thrown) != nullptr) return "40000";
  if (const auto* sql = dynamic_cast<const pqxx::sql_error*>(&thrown)) return sql->sqlstate();
  return {};
}

/// One line, for a log.
std::string one_line(std::string_view text) {
  std::string line{text.substr(0, text.find_last_not_of(" \n\t") + 1)};
  std::ranges::replace(line, '\n', ' ');
  std::ranges::replace(line, '\t', ' ');
  return line;
}

Error internal(std::string where) {
  return {ErrorCode::kInternal,
          {"Databasen kunde inte utföra det. Felet finns i loggen.",
           "The store could not do it. The log says why."},
          std::move(where)};
}

}  // namespace

Error unreachable(std::string where) {
  return {ErrorCode::kBusy,
          {"Databasen kan inte svara just nu. Försök igen om en stund.",
           "The store cannot answer now. Try again in a moment."},
          std::move(where)};
}

Error unknown_outcome(std::string where) {
  return {ErrorCode::kBusy,
          {"Förbindelsen med databasen bröts medan det sparades. Det är inte säkert om det "
           "sparades: se efter, eller gör om det med samma idempotensnyckel.",
           "The connection to the store broke while it was being stored. It is not certain whether "
           "it was: look, or do it again with the same idempotency key."},
          std::move(where)};
}

Error error_of(std::string_view sqlstate, std::string where) {
  if (sqlstate == "23505") {
    return {ErrorCode::kConflict,
            {"Det finns redan i databasen.", "It is in the store already."},
            std::move(where)};
  }
  if (sqlstate == "53100") {
    return {ErrorCode::kStoreFull,
            {"Det finns ingen plats kvar på databasens disk. Ingenting sparades.",
             "There is no room left on the store's disk. Nothing was stored."},
            std::move(where)};
  }
  if (sqlstate == "25006") {
    return {ErrorCode::kBusy,
            {"Databasservern tar bara emot läsning. Ingenting sparades.",
             "The database server takes reading only. Nothing was stored."},
            std::move(where)};
  }
  if (sqlstate.starts_with("XX00") && sqlstate != "XX000") {
    return {ErrorCode::kCorrupt,
            {"Databasen är skadad. Återställ den senaste säkerhetskopian.",
             "The store is damaged. Restore the latest backup."},
            std::move(where)};
  }
  constexpr std::array<std::string_view, 4> kBusy{"40001", "40P01", "55P03", "57014"};
  const bool busy = std::ranges::find(kBusy, sqlstate) != kBusy.end() ||
                    sqlstate.starts_with("53") || says_lost(sqlstate);
  return busy ? unreachable(std::move(where)) : internal(std::move(where));
}

Failure failure_of(const std::exception& thrown, std::string_view doing) {
  const auto sqlstate = sqlstate_of(thrown);
  auto where = "store/postgresql: " + std::string{doing} + ": " + one_line(thrown.what());
  if (!sqlstate.empty()) where += " (" + std::string{sqlstate} + ")";
  const bool broken = dynamic_cast<const pqxx::broken_connection*>(&thrown) != nullptr ||
                      dynamic_cast<const pqxx::in_doubt_error*>(&thrown) != nullptr;
  if (broken) return {unreachable(std::move(where)), true, false};
  return {error_of(sqlstate, std::move(where)), says_lost(sqlstate),
          sqlstate == "40001" || sqlstate == "40P01"};
}

}  // namespace tertil::store::postgresql
