#include <fmt/format.h>

#include <filesystem>
#include <ostream>

#include "service/backup/make.hpp"
#include "service/backup/rotation.hpp"
#include "service/cli/backed_up_store.hpp"
#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/operator_name.hpp"
#include "service/cli/step_progress.hpp"
#include "service/cli/version.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/last_backup.hpp"
#include "service/store/migrations.hpp"
#include "service/store/sqlite/engine.hpp"

namespace tertil::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kMostKept = 10'000;
constexpr std::int64_t kMebibyte = 1 << 20;

struct BackupOptions {
  std::string file;
  std::string directory;
  int keep{0};  ///< 0: all.
  bool force{false};
};

/// What came of it, for people and for scripts.
struct Outcome {
  fs::path file;
  backup::Made made;
  std::vector<std::string> removed;
  std::optional<Text> remark;  ///< Why the store does not know of it.
};

bool has_findings(const backup::Manifest& manifest) {
  return !manifest.missing_uploads.empty() || !manifest.damaged_uploads.empty();
}

/// In the store itself, without bringing its schema forward: a backup is made before that.
Result<void> note_in_store(const StoreFiles& files, const Outcome& outcome) {
  const auto known = store::migrations();
  const auto schema = static_cast<std::size_t>(outcome.made.manifest.contents.schema);
  auto engine = store::sqlite::open(files.database.string(), system_clock(),
                                    known.first(std::min(schema, known.size())));
  if (!engine) return tl::unexpected{engine.error()};
  return (*engine)->write([&](store::Writer& writer) -> Result<void> {
    auto noted =
        store::put_last_backup(writer, {outcome.made.manifest.made_at, outcome.made.bytes});
    if (!noted) return noted;
    return store::append_audit(
        writer, operator_entry(store::audit::kBackup,
                               fmt::format("backup/{}", outcome.file.filename().string())));
  });
}

void write_json(const Outcome& outcome, const Context& context) {
  reports::JsonWriter json;
  json.begin_object()
      .field("file", outcome.file.string())
      .field("bytes", outcome.made.bytes)
      .key("removed")
      .begin_array();
  for (const auto& name : outcome.removed) json.value(name);
  json.end_array().key("remark");
  if (outcome.remark)
    json.value(*outcome.remark);
  else
    json.value(nullptr);
  json.key("manifest").raw(backup::to_json(outcome.made.manifest)).end_object();
  context.out() << json.take() << '\n';
}

void write_uploads(const std::vector<std::string>& names, const Text& what,
                   const Context& context) {
  for (const auto& name : names)
    context.err() << fmt::format("tertil: {}: {}\n", context.in_words(what), name);
}

void write_words(const Outcome& outcome, const Context& context) {
  const auto& manifest = outcome.made.manifest;
  const auto uploads = [&](Language language) {
    return format_count(static_cast<std::int64_t>(manifest.parts.size()) - 1, language);
  };
  const auto size = [&](Language language) {
    return format_number(static_cast<double>(outcome.made.bytes) / kMebibyte, 1, language);
  };
  write_line(
      context,
      context.in_words({fmt::format("{}: {} MiB, databasen och {} sparade filer, läget {}.",
                                    outcome.file.string(), size(Language::kSwedish),
                                    uploads(Language::kSwedish), to_rfc3339(manifest.made_at)),
                        fmt::format("{}: {} MiB, the store and {} kept files, as of {}.",
                                    outcome.file.string(), size(Language::kEnglish),
                                    uploads(Language::kEnglish), to_rfc3339(manifest.made_at))}));
  for (const auto& name : outcome.removed)
    write_line(context, context.in_words({"borttagen: ", "removed: "}) + name);
  write_uploads(
      manifest.missing_uploads,
      {"en sparad fil saknas i datamappen", "a kept file is missing in the data directory"},
      context);
  write_uploads(manifest.damaged_uploads, {"en sparad fil är skadad", "a kept file is damaged"},
                context);
  if (outcome.remark) context.err() << "tertil: " << context.in_words(*outcome.remark) << '\n';
}

Result<void> make_folder(const fs::path& directory) {
  std::error_code fault;
  fs::create_directories(directory, fault);
  if (!fault) return {};
  return fail(ErrorCode::kInternal,
              {fmt::format("{} kan inte skapas: {}", directory.string(), fault.message()),
               fmt::format("{} cannot be made: {}", directory.string(), fault.message())});
}

Result<Outcome> make_and_tidy(const StoreFiles& files, const BackupOptions& options,
                              const Context& context) {
  Outcome outcome;
  outcome.file = options.file;
  if (!options.directory.empty()) {
    if (auto made = make_folder(options.directory); !made) return tl::unexpected{made.error()};
    outcome.file = fs::path{options.directory} / backup::dated_name(system_clock().now());
  }
  StepProgress progress{context};
  auto made = backup::make(
      {files.database, files.uploads, outcome.file, options.force, std::string{version()}},
      progress.teller());
  if (!made) return tl::unexpected{made.error()};
  outcome.made = *std::move(made);
  if (auto noted = note_in_store(files, outcome); !noted)
    outcome.remark =
        Text{"säkerhetskopian är gjord, men databasen kunde inte anteckna det: " +
                 noted.error().message.sv,
             "the backup is made, but the store could not note it: " + noted.error().message.en};
  if (options.keep > 0) {
    auto removed = backup::remove_oldest(options.directory, static_cast<std::size_t>(options.keep));
    if (!removed) return tl::unexpected{removed.error()};
    outcome.removed = *std::move(removed);
  }
  return outcome;
}

ExitCode back_up(const BackupOptions& options, const ConfigurationOptions& where,
                 const Context& context) {
  if (options.file.empty() == options.directory.empty())
    return complain_of_usage(context, {"ange antingen FILE eller --directory MAPP",
                                       "name either FILE or --directory DIR"});
  if (options.keep > 0 && options.directory.empty())
    return complain_of_usage(context,
                             {"--keep hör ihop med --directory", "--keep goes with --directory"});
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  const auto files = store_files(*configuration);
  if (!files) return complain(context, files.error());
  std::error_code ignored;
  if (!fs::exists(files->database, ignored))
    return complain(context,
                    {ErrorCode::kNotFound,
                     {fmt::format("det finns ingen databas i {}", files->database.string()),
                      fmt::format("there is no store at {}", files->database.string())},
                     {}});
  const auto outcome = make_and_tidy(*files, options, context);
  if (!outcome) return complain(context, outcome.error());
  if (context.json)
    write_json(*outcome, context);
  else
    write_words(*outcome, context);
  return has_findings(outcome->made.manifest) ? ExitCode::kFindings : ExitCode::kOk;
}

}  // namespace

void add_backup(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"backup",
       {"Säkerhetskopierar databasen och de sparade filerna till en fil, medan tjänsten är igång; "
        "slutkod 3 om någon sparad fil saknas eller är skadad",
        "Backs up the store and the kept files into one file, while the service runs; exit code 3 "
        "if a kept file is missing or damaged"},
       {"tertil backup /var/backups/tertil/fore-uppgradering.tar.zst",
        "tertil backup --directory /var/backups/tertil --keep 14"}});
  const auto options = std::make_shared<BackupOptions>();
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  command.add_option("FILE", options->file,
                     text("Filen som ska göras: tar i zstd, öppnas med tar --zstd -xf",
                          "The file to make: tar in zstd, opened by tar --zstd -xf"));
  command
      .add_option("--directory", options->directory,
                  text("Gör i stället en fil i mappen, med tiden i namnet",
                       "Makes a file in this folder instead, named by the time"))
      ->type_name(text("MAPP", "DIR"));
  command
      .add_option("--keep", options->keep,
                  text("Behåller så många i mappen och tar bort de äldsta; rör inga andra filer",
                       "Keeps so many in the folder and removes the oldest; touches no other file"))
      ->type_name("N")
      ->check(whole_number_between(context, 1, kMostKept));
  command.add_flag(
      "--force", options->force,
      text("Ersätter en fil som redan finns", "Replaces a file that is there already"));
  command.add_flag("--quiet", context.quiet, text("Visar inget förlopp", "Shows no progress"));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return back_up(*options, *where, context); });
}

}  // namespace tertil::cli
