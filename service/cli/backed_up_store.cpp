#include "service/cli/backed_up_store.hpp"

namespace tertil::cli {

Result<StoreFiles> store_files(const Configuration& configuration) {
  constexpr std::string_view kSqlite = "sqlite:";
  const auto& url = configuration.text("data.store");
  if (!url.starts_with(kSqlite))
    return fail(ErrorCode::kInvalidInput,
                {"Ett lager i PostgreSQL säkerhetskopieras med PostgreSQL:s egna verktyg (pg_dump, "
                 "pg_basebackup); de mottagna filerna är med i det.",
                 "A store on PostgreSQL is backed up with PostgreSQL's own tools (pg_dump, "
                 "pg_basebackup); the received files are in it."});
  const std::filesystem::path data{configuration.text("data.directory")};
  return StoreFiles{data, url.substr(kSqlite.size()), data / "uploads"};
}

}  // namespace tertil::cli
