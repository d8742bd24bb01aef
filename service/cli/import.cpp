#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/import_progress.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/domain/spoken_number.hpp"

namespace tertil::cli {
namespace {

using ingest::ImportKind;
using ingest::ImportOutcome;

struct ImportOptions {
  std::string source;
  std::vector<std::string> files;
  bool dry_run{false};
};

Text heading_of(const ImportOutcome& outcome, bool dry_run) {
  switch (outcome.kind) {
    case ImportKind::kStored:
      return dry_run ? Text{"skulle lagras (provkörning)", "would be stored (dry run)"}
                     : Text{"lagrad", "stored"};
    case ImportKind::kRepeated:
      return {"redan mottagen; det första kvittot visas", "received before; the first receipt"};
    case ImportKind::kRejected: return {"avvisad: inget lagrades", "rejected: nothing was stored"};
  }
  return {"lagrad", "stored"};
}

Text severity_of(std::string_view word) {
  if (word == "error") return {"fel", "error"};
  if (word == "hold") return {"väntar", "held"};
  if (word == "warning") return {"varning", "warning"};
  return {"upplysning", "note"};
}

/// The gravest first.
nlohmann::json sorted_findings(const nlohmann::json& receipt) {
  constexpr std::array<std::string_view, 4> kOrder{"error", "hold", "warning", "info"};
  const auto rank = [&](const nlohmann::json& finding) {
    return std::ranges::find(kOrder, finding.value("severity", "")) - kOrder.begin();
  };
  std::vector<nlohmann::json> findings = receipt.value("findings", nlohmann::json::array());
  std::ranges::stable_sort(findings, {}, rank);
  return findings;
}

void write_held(const nlohmann::json& receipt, const Context& context) {
  const auto held = receipt.value("held", 0);
  if (held == 0) return;
  write_line(context,
             fmt::format("  {} {}", format_count(held, context.language),
                         context.in_words({"av raderna väntar på att en dataansvarig släpper eller "
                                           "förkastar dem (sidan Import)",
                                           "of the rows wait for a coordinator to release or "
                                           "discard them (the page Import)"})));
}

void write_findings(const nlohmann::json& receipt, const Context& context) {
  const auto* language = context.language == Language::kSwedish ? "sv" : "en";
  for (const auto& finding : sorted_findings(receipt)) {
    const auto message = finding.value("message", nlohmann::json::object());
    const auto rows = finding.value("rows", 0);
    auto line =
        fmt::format("  {}", severity_of(finding.value("severity", "")).in(context.language));
    if (rows > 0)
      line += fmt::format(", {} {}", format_count(rows, context.language),
                          context.in_words(rows == 1 ? Text{"rad", "row"} : Text{"rader", "rows"}));
    line += fmt::format("{} {}: {}", rows > 0 ? "" : ",", finding.value("rule", ""),
                        message.value(language, ""));
    const auto examples = finding.value("examples", nlohmann::json::array());
    if (!examples.empty() && examples.front().value("row", 0) > 0)
      line += fmt::format(" ({} {})", context.in_words({"först rad", "first row"}),
                          examples.front().value("row", 0));
    write_line(context, line);
  }
}

void write_receipt(const std::string& file, const ImportOptions& options,
                   const ImportOutcome& outcome, const Context& context) {
  const auto count = [&](std::int64_t number) { return format_count(number, context.language); };
  write_line(context, fmt::format("{} → {}: {}", file, options.source,
                                  context.in_words(heading_of(outcome, options.dry_run))));
  const auto rows =
      fmt::format("{} = {} + {} + {}", count(outcome.rows_read), count(outcome.stored),
                  count(outcome.duplicate), count(outcome.quarantined));
  write_line(context, context.in_words({"  lästa = lagrade + dubbletter + karantän: " + rows,
                                        "  read = stored + duplicate + quarantined: " + rows}));
  write_line(context, context.in_words({"  kvitto ", "  receipt "}) + outcome.id);
  const auto receipt = nlohmann::json::parse(outcome.receipt, nullptr, false);
  if (!receipt.is_object()) return;
  write_findings(receipt, context);
  write_held(receipt, context);
}

Result<ImportOutcome> import_one(Installation& installation, const ImportOptions& options,
                                 const std::string& file) {
  const auto taken = installation.raw().take_in(std::filesystem::path{file});
  if (!taken) return tl::unexpected{taken.error()};
  ingest::ImportRequest request;
  request.source = options.source;
  request.descriptor = taken->descriptor();
  request.bytes = taken->bytes();
  request.sha256 = taken->sha256();
  request.file_name = std::filesystem::path{file}.filename().string();
  request.actor = operator_name();
  request.dry_run = options.dry_run;
  return installation.importer().import_file(request);
}

ExitCode import_files(const ImportOptions& options, const ConfigurationOptions& where,
                      const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  if (auto source = (*installation)->importer().sources().find(options.source); !source)
    return complain_of_usage(context, source.error().message);

  auto code = ExitCode::kOk;
  std::vector<std::string> receipts;
  for (std::size_t i = 0; i < options.files.size(); ++i) {
    const auto outcome = [&] {
      const ImportProgress progress{
          (*installation)->importer(),
          fmt::format("{}/{} {}", i + 1, options.files.size(), options.files[i]), context};
      return import_one(**installation, options, options.files[i]);
    }();
    if (!outcome) {
      context.err() << printable(options.files[i]) << ":\n";
      code = std::max(code, complain(context, outcome.error()));
      continue;
    }
    if (outcome->quarantined > 0 || outcome->kind == ImportKind::kRejected)
      code = std::max(code, ExitCode::kFindings);
    receipts.push_back(outcome->receipt);
    if (!context.json) write_receipt(options.files[i], options, *outcome, context);
  }
  if (context.json && options.files.size() == 1 && !receipts.empty())
    context.out() << receipts.front() << '\n';
  else if (context.json)
    context.out() << fmt::format("[{}]\n", fmt::join(receipts, ","));
  return code;
}

}  // namespace

void add_import(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"import",
       {"Läser in filer och skriver ett kvitto för varje; slutkod 3 om någon rad sattes i karantän",
        "Imports files and writes a receipt for each; exit code 3 if any row was quarantined"},
       {"tertil import --source own-key-figures varden.csv",
        "tertil import --source targets mal.xlsx --dry-run --json"}});
  const auto options = std::make_shared<ImportOptions>();
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  command
      .add_option(
          "--source", options->source,
          text("Källans id, t.ex. own-key-figures", "The source's id, e.g. own-key-figures"))
      ->type_name("ID")
      ->required();
  command
      .add_option(text("FIL", "FILE"), options->files,
                  text("Filer att läsa in: CSV, XLSX, JSON eller NDJSON",
                       "Files to import: CSV, XLSX, JSON or NDJSON"))
      ->required();
  command.add_flag("--dry-run", options->dry_run,
                   text("Lagrar inget; visar vad som skulle bli nytt, ändrat eller avvisat",
                        "Stores nothing; shows what would be new, changed or rejected"));
  command.add_flag("--quiet", context.quiet, text("Visar inget förlopp", "Shows no progress"));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return import_files(*options, *where, context); });
}

}  // namespace tertil::cli
