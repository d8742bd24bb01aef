#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/remote.hpp"
#include "service/domain/spoken_number.hpp"

namespace tertil::cli {
namespace {

struct PullOptions {
  std::string source;
  bool dry_run{false};
};

void write_import(const ingest::ImportOutcome& import, bool dry_run, const Context& context) {
  const auto count = [&](std::int64_t number) { return format_count(number, context.language); };
  const bool rejected = import.kind == ingest::ImportKind::kRejected;
  const Text heading = rejected ? Text{"avvisad: inget lagrades", "rejected: nothing was stored"}
                       : import.kind == ingest::ImportKind::kRepeated
                           ? Text{"redan mottagen", "received before"}
                       : dry_run ? Text{"skulle lagras (provkörning)", "would be stored (dry run)"}
                                 : Text{"lagrad", "stored"};
  const auto rows = fmt::format("{} = {} + {} + {}", count(import.rows_read), count(import.stored),
                                count(import.duplicate), count(import.quarantined));
  write_line(context, "  " + context.in_words(heading));
  write_line(context, context.in_words({"  lästa = lagrade + dubbletter + karantän: " + rows,
                                        "  read = stored + duplicate + quarantined: " + rows}));
  write_line(context, context.in_words({"  kvitto ", "  receipt "}) + import.id);
  const auto receipt = nlohmann::json::parse(import.receipt, nullptr, false);
  if (!receipt.is_object()) return;
  const auto* language = context.language == Language::kSwedish ? "sv" : "en";
  for (const auto& finding : receipt.value("findings", nlohmann::json::array()))
    write_line(context,
               fmt::format("  {} × {}: {}", finding.value("rows", 0), finding.value("rule", ""),
                           finding.value("message", nlohmann::json::object()).value(language, "")));
}

void write_result(const ingest::PullResult& result, const PullOptions& options,
                  const Context& context) {
  const auto count = [&](std::int64_t number) { return format_count(number, context.language); };
  if (result.unchanged) {
    write_line(context, context.in_words({options.source + ": inget nytt sedan förra hämtningen",
                                          options.source + ": nothing new since the last pull"}));
    return;
  }
  write_line(context,
             context.in_words({fmt::format("{}: hämtade {} sidor, {} byte", options.source,
                                           count(result.pages), count(result.bytes)),
                               fmt::format("{}: fetched {} pages, {} bytes", options.source,
                                           count(result.pages), count(result.bytes))}));
  write_import(*result.import, options.dry_run, context);
}

void write_json(const ingest::PullResult& result, const PullOptions& options,
                const Context& context) {
  nlohmann::json answer{{"source", options.source},  {"unchanged", result.unchanged},
                        {"pages", result.pages},     {"bytes", result.bytes},
                        {"dryRun", options.dry_run}, {"receipt", nullptr}};
  if (result.import) answer["receipt"] = nlohmann::json::parse(result.import->receipt);
  context.out() << answer.dump() << '\n';
}

ExitCode pull(const PullOptions& options, const ConfigurationOptions& where,
              const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto settings = remote_settings(*configuration, context.process.environment);
  if (!settings) return complain(context, settings.error());
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  auto& importer = (*installation)->importer();
  if (const auto source = importer.sources().find(options.source); !source)
    return complain_of_usage(context, source.error().message);
  ingest::Pulls pulls{(*installation)->engine(), importer, *std::move(settings)};
  const auto result = pulls.pull(options.source, "cli", options.dry_run);
  if (!result) return complain(context, result.error());
  context.json ? write_json(*result, options, context) : write_result(*result, options, context);
  const bool findings = result->import && (result->import->quarantined > 0 ||
                                           result->import->kind == ingest::ImportKind::kRejected);
  return findings ? ExitCode::kFindings : ExitCode::kOk;
}

}  // namespace

void add_pull(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"pull",
       {"Hämtar en källa över nätet nu och läser in den; slutkod 4 om det andra systemet inte "
        "svarade som det skulle",
        "Fetches a source over the network now and imports it; exit code 4 if the other system did "
        "not answer as it should"},
       {"tertil pull kolada", "tertil pull scb-population --dry-run --json"}});
  const auto options = std::make_shared<PullOptions>();
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  command
      .add_option(text("KÄLLA", "SOURCE"), options->source,
                  text("Källans id, t.ex. kolada", "The source's id, e.g. kolada"))
      ->required();
  command.add_flag("--dry-run", options->dry_run,
                   text("Hämtar men lagrar inget; visar vad som skulle bli nytt, ändrat eller "
                        "avvisat",
                        "Fetches but stores nothing; shows what would be new, changed or "
                        "rejected"));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return pull(*options, *where, context); });
}

}  // namespace tertil::cli
