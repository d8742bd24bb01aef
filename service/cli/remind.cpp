#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/cli/reminding.hpp"

namespace tertil::cli {
namespace {

using reminders::Happened;

Text words_for(const reminders::Told& told, bool dry_run) {
  const auto items = told.items;
  switch (told.happened) {
    case Happened::kNothing: return {"inget väntar", "nothing waits"};
    case Happened::kSent:
      return dry_run
                 ? Text{fmt::format("{} saker skulle sändas (provkörning)", items),
                        fmt::format("{} things would be sent (dry run)", items)}
                 : Text{fmt::format("{} saker sända", items), fmt::format("{} things sent", items)};
    case Happened::kAlready:
      return {"redan avgjord den här perioden", "settled before in this period"};
    case Happened::kElsewhere:
      return {"sänds av en annan process", "being sent by another process"};
    case Happened::kWaiting: return {"väntar på nästa försök", "waits for the next attempt"};
    case Happened::kLater:
      return {fmt::format("gick inte nu: svar {} ({}); försök igen", told.reply, told.reason),
              fmt::format("not now: reply {} ({}); try again", told.reply, told.reason)};
    case Happened::kRefused:
      return {fmt::format("avvisad: svar {} ({})", told.reply, told.reason),
              fmt::format("refused: reply {} ({})", told.reply, told.reason)};
    case Happened::kUnreachable:
      return {fmt::format("servern tar inte emot: svar {} ({})", told.reply, told.reason),
              fmt::format("the server takes nothing: reply {} ({})", told.reply, told.reason)};
  }
  return {};
}

ExitCode remind(bool dry_run, const ConfigurationOptions& where, const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  const auto smtp = smtp_settings(*configuration, context.process.environment);
  if (!smtp) return complain(context, smtp.error());
  if (!*smtp)
    return complain(context, Error{ErrorCode::kInternal,
                                   {"mail.server är inte satt i tertil.toml: ingen e-post sänds",
                                    "mail.server is not set in tertil.toml: no e-mail is sent"},
                                   {}});
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  mail::SmtpClient client{**smtp};
  const reminders::Round round{.actor = operator_name(), .dry_run = dry_run, .patient = false};
  auto lines = nlohmann::json::array();
  bool failed = false;
  const auto done = reminders::send_reminders(
      (*installation)->engine(), list_of(**installation), client, reminder_settings(*configuration),
      system_clock(), round, [&](const reminders::Told& told) {
        failed = failed || told.happened == Happened::kLater ||
                 told.happened == Happened::kRefused || told.happened == Happened::kUnreachable;
        if (context.json)
          lines.push_back({{"user", told.user},
                           {"items", told.items},
                           {"outcome", reminders::to_string(told.happened)},
                           {"reply", told.reply}});
        else if (!context.quiet)
          write_line(context,
                     fmt::format("{}: {}", told.user, context.in_words(words_for(told, dry_run))));
      });
  if (context.json)
    context.out() << nlohmann::json{{"dryRun", dry_run}, {"people", lines}}.dump() << '\n';
  if (!done) return complain(context, done.error());
  return failed ? ExitCode::kRemote : ExitCode::kOk;
}

}  // namespace

void add_remind(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"remind",
       {"Sänder var och en ett e-brev med det som väntar på dem, högst ett per period; slutkod 4 "
        "om e-postservern inte tog emot allt",
        "Sends each person one e-mail with what waits for them, at most one a period; exit code 4 "
        "if the mail server did not take everything"},
       {"tertil remind --dry-run", "tertil remind --config /etc/tertil/tertil.toml"}});
  const auto dry_run = std::make_shared<bool>(false);
  command.add_flag("--dry-run", *dry_run,
                   context.in_words({"Sänder och lagrar inget; visar vem som skulle få vad",
                                     "Sends and stores nothing; shows who would get what"}));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, dry_run, where] { return remind(*dry_run, *where, context); });
}

}  // namespace tertil::cli
