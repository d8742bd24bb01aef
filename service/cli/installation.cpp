#include "service/cli/installation.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>

#include "service/cli/read_value.hpp"
#include "service/ingest/first_start.hpp"

namespace tertil::cli {
namespace {

namespace fs = std::filesystem;

/// Folders that are made hold what not everybody may read.
Result<void> make_directory(const fs::path& directory) {
  const auto before = umask(0077);
  std::error_code fault;
  fs::create_directories(directory, fault);
  umask(before);
  if (!fault) return {};
  return fail(ErrorCode::kInternal,
              {fmt::format("datamappen {} kan inte skapas: {}; välj en annan med --data",
                           directory.string(), fault.message()),
               fmt::format("the data directory {} cannot be made: {}; choose another with --data",
                           directory.string(), fault.message())});
}

/// What an address may hold between ":" and "@".
std::string percent_encoded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 'a' && byte <= 'z') || c == '-' || c == '.' || c == '_';
    result += plain ? std::string{c} : fmt::format("%{:02X}", byte);
  }
  return result;
}

}  // namespace

Installation::Installation(std::unique_ptr<store::Engine> engine, const fs::path& uploads)
    : engine_{std::move(engine)},
      published_{*engine_},
      raw_{uploads},
      importer_{*engine_, published_, raw_} {}

Result<std::string> store_url(const Configuration& configuration, const Environment& environment) {
  auto url = configuration.text("data.store");
  const auto& file = configuration.text("data.password_file");
  const auto at = url.find('@');
  if (file.empty() || !url.starts_with("postgres") || at == std::string::npos) return url;
  std::ifstream stream{secret_path(file, environment)};
  std::string password;
  if (!std::getline(stream, password))
    return fail(ErrorCode::kInternal, {fmt::format("lösenordet i {} kan inte läsas", file),
                                       fmt::format("the password in {} cannot be read", file)});
  return url.insert(at, ':' + percent_encoded(password));
}

Result<std::unique_ptr<Installation>> open_installation(const Configuration& configuration,
                                                        const Environment& environment) {
  const fs::path data{configuration.text("data.directory")};
  if (auto made = make_directory(data); !made) return tl::unexpected{made.error()};
  const auto url = store_url(configuration, environment);
  if (!url) return tl::unexpected{url.error()};
  auto engine = store::open(*url);
  if (!engine) return tl::unexpected{engine.error()};
  auto installation = std::make_unique<Installation>(*std::move(engine), data / "uploads");
  auto& published = installation->published();
  if (auto put = ingest::put_reference_data(installation->engine(), published); !put)
    return tl::unexpected{put.error()};
  auto& sources = installation->importer().sources();
  sources.set_directory(configuration.text("sources.directory"));
  if (auto read = sources.reload(installation->engine()); !read)
    return tl::unexpected{read.error()};
  const auto imported =
      ingest::import_shipped_files(installation->engine(), installation->importer());
  if (!imported) return tl::unexpected{imported.error()};
  if (auto current = published.refresh_if_changed(); !current)
    return tl::unexpected{current.error()};
  return installation;
}

}  // namespace tertil::cli
