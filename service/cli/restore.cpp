#include "service/backup/restore.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "service/cli/backed_up_store.hpp"
#include "service/cli/backup_verdict.hpp"
#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/operator_name.hpp"
#include "service/cli/step_progress.hpp"
#include "service/cli/version.hpp"
#include "service/store/last_backup.hpp"

namespace tertil::cli {
namespace {

/// What a restored store knows of where it came from.
Result<void> note_origin(store::Engine& engine, const backup::Manifest& manifest,
                         const std::string& file, std::int64_t bytes) {
  return engine.write([&](store::Writer& writer) -> Result<void> {
    if (auto noted = store::put_last_backup(writer, {manifest.made_at, bytes}); !noted)
      return noted;
    return store::append_audit(writer, operator_entry(store::audit::kRestore, "backup/" + file,
                                                      to_rfc3339(manifest.made_at)));
  });
}

ExitCode put_back(const std::string& file, const ConfigurationOptions& where,
                  const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  const auto files = store_files(*configuration);
  if (!files) return complain(context, files.error());
  std::error_code ignored;
  const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(file, ignored));
  const auto name = std::filesystem::path{file}.filename().string();
  const auto verdict = [&] {
    StepProgress progress{context};
    return backup::restore(
        file, {files->directory, files->database, files->uploads}, version(),
        [&](store::Engine& engine, const backup::Manifest& manifest) {
          return note_origin(engine, manifest, name, bytes);
        },
        progress.teller());
  }();
  if (!verdict) return complain(context, verdict.error());
  const auto directory = files->directory.string();
  const auto code = write_verdict(
      *verdict, file,
      {fmt::format("Återställd till {}.", directory), fmt::format("Restored into {}.", directory)},
      context);
  if (code != ExitCode::kOk)
    complain(context, {ErrorCode::kRefused,
                       {"inget återställdes; ta en annan säkerhetskopia",
                        "nothing was restored; take another backup"},
                       {}});
  return code;
}

}  // namespace

void add_restore(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"restore",
       {"Återställer en säkerhetskopia till en tom datamapp, helt eller inte alls; prövar den "
        "först, slutkod 3 om den är skadad",
        "Restores a backup into an empty data directory, wholly or not at all; proves it first, "
        "exit code 3 if it is damaged"},
       {"tertil restore kopia.tar.zst --data /var/lib/tertil"}});
  const auto file = std::make_shared<std::string>();
  command
      .add_option(
          "FILE", *file,
          context.in_words({"Filen som tertil backup gjorde", "The file that tertil backup made"}))
      ->required();
  command.add_flag("--quiet", context.quiet,
                   context.in_words({"Visar inget förlopp", "Shows no progress"}));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context, [&context, file, where] { return put_back(*file, *where, context); });
}

}  // namespace tertil::cli
