#include "service/backup/verify.hpp"
#include "service/cli/backup_verdict.hpp"
#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/step_progress.hpp"
#include "service/cli/version.hpp"

namespace tertil::cli {
namespace {

ExitCode prove(const std::string& file, const Context& context) {
  const auto verdict = [&] {
    StepProgress progress{context};
    return backup::verify(file, version(), progress.teller());
  }();
  if (!verdict) return complain(context, verdict.error());
  return write_verdict(*verdict, file,
                       {"Säkerhetskopian går att återställa.", "The backup can be restored."},
                       context);
}

}  // namespace

void add_verify_backup(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"verify-backup",
       {"Prövar en säkerhetskopia: varje del, databasen, händelseloggen, innehållet, och att den "
        "svarar; ändrar inget, slutkod 3 om något är fel",
        "Proves a backup: every part, the store, the audit log, the contents, and that it answers; "
        "changes nothing, exit code 3 if something is wrong"},
       {"tertil verify-backup /var/backups/tertil/fore-uppgradering.tar.zst"}});
  const auto file = std::make_shared<std::string>();
  command
      .add_option(
          "FILE", *file,
          context.in_words({"Filen som tertil backup gjorde; databasen packas upp i $TMPDIR",
                            "The file that tertil backup made; its store is unpacked in "
                            "$TMPDIR"}))
      ->required();
  command.add_flag("--quiet", context.quiet,
                   context.in_words({"Visar inget förlopp", "Shows no progress"}));
  add_json_option(command, context);
  on_chosen(command, context, [&context, file] { return prove(*file, context); });
}

}  // namespace tertil::cli
