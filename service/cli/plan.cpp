#include <fmt/format.h>

#include <fstream>
#include <ostream>

#include "service/cli/chosen_plan.hpp"
#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/reports/plan_import.hpp"

namespace tertil::cli {
namespace {

struct PlanOptions {
  std::string plan;
  std::string file;  ///< To write or to read.
  bool dry_run{false};
};

Result<void> write_file(const std::string& path, const std::string& bytes) {
  std::ofstream file{path, std::ios::binary};
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return {};
  return fail(ErrorCode::kInvalidInput, {fmt::format("filen {} kan inte skrivas", path),
                                         fmt::format("the file {} cannot be written", path)});
}

ExitCode export_plan(const PlanOptions& options, const ConfigurationOptions& where,
                     const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  auto& engine = (*installation)->engine();
  reports::PlanBook book;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    const auto plan = chosen_plan(reader, options.plan);
    if (!plan) return tl::unexpected{plan.error()};
    auto found = reports::read_plan_book(reader, plan->id);
    if (!found) return tl::unexpected{found.error()};
    book = std::move(*found);
    return {};
  });
  if (!read) return complain(context, read.error());
  const auto workbook = reports::write_plan_workbook(book, context.language);
  if (!workbook) return complain(context, workbook.error());
  const auto path = options.file.empty() ? book.plan.plan.id + ".xlsx" : options.file;
  if (const auto written = write_file(path, *workbook); !written)
    return complain(context, written.error());
  note_export(engine, "plan/" + book.plan.plan.id);
  write_line(context, path);
  return ExitCode::kOk;
}

void tell(const reports::PlanImport& import, bool dry_run, const Context& context) {
  std::int64_t created = 0;
  for (const auto& change : import.changes) {
    created += change.creates ? 1 : 0;
    std::string columns;
    for (const auto& column : change.columns) columns += (columns.empty() ? ": " : ", ") + column;
    write_line(context, fmt::format("  {} {}: {} {}{}", change.sheet, change.row,
                                    context.in_words(change.creates ? Text{"ny", "new"}
                                                                    : Text{"ändrad", "changed"}),
                                    change.id, columns));
  }
  for (const auto& fault : import.faults)
    write_line(context, fmt::format("  {} {} {} {}{}: {}", context.in_words({"fel", "fault"}),
                                    fault.sheet, fault.row, fault.column,
                                    fault.value.empty() ? "" : " (" + fault.value + ")",
                                    context.in_words(fault.message)));
  const auto changed = static_cast<std::int64_t>(import.changes.size()) - created;
  write_line(context,
             context.in_words({fmt::format("{} nya, {} ändrade, {} oförändrade, {} fel", created,
                                           changed, import.unchanged, import.faults.size()),
                               fmt::format("{} new, {} changed, {} unchanged, {} faults", created,
                                           changed, import.unchanged, import.faults.size())}));
  if (dry_run)
    write_line(context,
               context.in_words({"Provkörning: inget lagrades.", "Dry run: nothing was stored."}));
  else if (!import.faults.empty())
    write_line(context, context.in_words({"Inget lagrades: rätta felen först.",
                                          "Nothing was stored: correct the faults first."}));
}

ExitCode import_plan(const PlanOptions& options, const ConfigurationOptions& where,
                     const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  const auto file = (*installation)->raw().take_in(std::filesystem::path{options.file});
  if (!file) return complain(context, file.error());
  auto& engine = (*installation)->engine();
  reports::PlanImport import;
  const auto judge = [&](store::Reader& reader) -> Result<void> {
    const auto plan = chosen_plan(reader, options.plan);
    if (!plan) return tl::unexpected{plan.error()};
    auto judged = reports::judge_plan_workbook(
        reader, plan->id, collectors::ByteSource{file->descriptor()}, system_clock().now());
    if (!judged) return tl::unexpected{judged.error()};
    import = std::move(*judged);
    return {};
  };
  const auto done =
      options.dry_run
          ? engine.read(judge)
          : engine.write([&](store::Writer& writer) -> Result<void> {
              if (auto judged = judge(writer); !judged) return judged;
              return reports::store_plan_import(writer, import, {operator_name(), {}, {}});
            });
  if (!done && import.faults.empty()) return complain(context, done.error());
  if (context.json)
    context.out() << reports::plan_import_to_json(import, options.dry_run) << '\n';
  else
    tell(import, options.dry_run, context);
  return import.faults.empty() ? ExitCode::kOk : ExitCode::kFindings;
}

void add_plan_option(CLI::App& command, const Context& context,
                     const std::shared_ptr<PlanOptions>& options) {
  command
      .add_option("--plan", options->plan,
                  context.in_words({"Planens id; utan den den senaste planen",
                                    "The plan's id; without it the newest plan"}))
      ->type_name("ID");
}

}  // namespace

void add_plan(CLI::App& root, Context& context) {
  auto& plan = add_command(root, context,
                           {"plan",
                            {"Skriver en handlingsplan som arbetsbok (XLSX) eller läser in en",
                             "Writes an action plan as a workbook (XLSX) or imports one"},
                            {"tertil plan export", "tertil plan import plan.xlsx --dry-run"}});
  plan.require_subcommand(1);

  auto& out = add_command(plan, context,
                          {"export",
                           {"Skriver hela planen som en arbetsbok som kan ändras och läsas in igen",
                            "Writes the whole plan as a workbook that can be changed and imported"},
                           {"tertil plan export", "tertil plan export --output plan.xlsx"}});
  const auto writing = std::make_shared<PlanOptions>();
  add_plan_option(out, context, writing);
  out.add_option("--output", writing->file,
                 context.in_words({"Filen att skriva; utan den planens id med .xlsx",
                                   "The file to write; without it the plan's id with .xlsx"}))
      ->type_name(context.in_words({"FIL", "FILE"}));
  const auto from = ConfigurationOptions::add_to(out, context);
  on_chosen(out, context,
            [&context, writing, from] { return export_plan(*writing, *from, context); });

  auto& in = add_command(
      plan, context,
      {"import",
       {"Läser in en plans arbetsbok: allt eller inget; slutkod 3 om något är fel i den",
        "Imports a plan's workbook: all or nothing; exit code 3 if something is wrong with it"},
       {"tertil plan import plan.xlsx --dry-run", "tertil plan import plan.xlsx --json"}});
  const auto reading = std::make_shared<PlanOptions>();
  add_plan_option(in, context, reading);
  in.add_option(context.in_words({"FIL", "FILE"}), reading->file,
                context.in_words({"Arbetsboken", "The workbook"}))
      ->required();
  in.add_flag("--dry-run", reading->dry_run,
              context.in_words({"Lagrar inget; visar vad som skulle bli nytt, ändrat eller fel",
                                "Stores nothing; shows what would be new, changed or faulty"}));
  const auto into = ConfigurationOptions::add_to(in, context);
  add_json_option(in, context);
  on_chosen(in, context,
            [&context, reading, into] { return import_plan(*reading, *into, context); });
}

}  // namespace tertil::cli
