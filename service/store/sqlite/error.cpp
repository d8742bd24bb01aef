#include "service/store/sqlite/error.hpp"

#include <cerrno>
#include <string>

namespace tertil::store::sqlite {
namespace {

Error full(std::string where) {
  return {ErrorCode::kStoreFull,
          {"Det finns ingen plats kvar på databasens disk. Ingenting sparades.",
           "There is no room left on the store's disk. Nothing was stored."},
          std::move(where)};
}

Error busy(std::string where) {
  return {ErrorCode::kBusy,
          {"Databasen kan inte svara just nu. Försök igen om en stund.",
           "The store cannot answer now. Try again in a moment."},
          std::move(where)};
}

Error read_only(std::string where) {
  return {ErrorCode::kBusy,
          {"Databasens disk är skrivskyddad. Ingenting sparades; gör den skrivbar och försök igen.",
           "The store's disk is read-only. Nothing was stored; make it writable and try again."},
          std::move(where)};
}

Error internal(std::string where) {
  return {ErrorCode::kInternal,
          {"Databasen kunde inte utföra det. Felet finns i loggen.",
           "The store could not do it. The log says why."},
          std::move(where)};
}

/// An input or output error is the disk's, and the system's errno may say which.
Error from_disk(sqlite3* db, std::string where) {
  switch (db != nullptr ? sqlite3_system_errno(db) : 0) {
    case ENOSPC:
    case EDQUOT: return full(std::move(where));
    case EROFS: return read_only(std::move(where));
    default: return internal(std::move(where));
  }
}

}  // namespace

Error make_error(sqlite3* db, int code, std::string_view doing) {
  std::string where = "store/sqlite: " + std::string{doing} + ": " +
                      (db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code)) + " (" +
                      std::to_string(code) + ")";
  switch (code & 0xFF) {  // the primary code; extended codes refine it in the upper bits
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT: return busy(std::move(where));
    case SQLITE_READONLY: return read_only(std::move(where));
    case SQLITE_FULL: return full(std::move(where));
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN: return from_disk(db, std::move(where));
    case SQLITE_CONSTRAINT:
      if (code != SQLITE_CONSTRAINT_UNIQUE && code != SQLITE_CONSTRAINT_PRIMARYKEY) {
        return internal(std::move(where));  // a check of ours that ingest should have made first
      }
      return {ErrorCode::kConflict,
              {"Det finns redan i databasen.", "It is in the store already."},
              std::move(where)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::kCorrupt,
              {"Databasen är skadad. Återställ den senaste säkerhetskopian.",
               "The store is damaged. Restore the latest backup."},
              std::move(where)};
    default: return internal(std::move(where));
  }
}

bool is_sync_failure(int code) {
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

}  // namespace tertil::store::sqlite
