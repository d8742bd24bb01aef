#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/reports/canonical_export.hpp"

namespace tertil::cli {
namespace {

struct ExportOptions {
  bool canonical{false};
  std::string type;
};

ExitCode export_facts(const ExportOptions& options, const ConfigurationOptions& where,
                      const Context& context) {
  if (!options.canonical)
    return complain_of_usage(
        context, {"ange hur: tertil export --canonical", "say how: tertil export --canonical"});
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());

  const auto put = [&](std::string_view line) -> Result<void> {
    if (context.out() << line << '\n') return {};
    return fail(ErrorCode::kInternal, {"utdata kan inte skrivas: full disk eller bruten ledning",
                                       "output cannot be written: full disk or broken pipe"});
  };
  const auto type =
      options.type.empty() ? std::nullopt : std::optional<std::string_view>{options.type};
  const auto done = (*installation)->engine().read([&](store::Reader& reader) {
    return reports::export_canonical(reader, put, type);
  });
  if (!done) return complain(context, done.error());
  note_export((*installation)->engine(), "facts/" + (type ? options.type : "all"));
  return ExitCode::kOk;
}

}  // namespace

void add_export(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"export",
       {"Skriver alla gällande uppgifter som sorterade JSON-rader: lika innehåll ger lika byte",
        "Writes every current fact as sorted JSON lines: equal content gives equal bytes"},
       {"tertil export --canonical > allt.ndjson",
        "tertil export --canonical --type keyFigureValue | sha256sum"}});
  const auto options = std::make_shared<ExportOptions>();
  command.add_flag("--canonical", options->canonical,
                   context.in_words({"Den form som kan jämföras mellan lager (krävs)",
                                     "The form that can be compared between stores (required)"}));
  std::vector<std::string> types{std::begin(reports::kExportTypes),
                                 std::end(reports::kExportTypes)};
  std::string list;
  for (const auto& type : types) list += (list.empty() ? "" : ", ") + type;
  command
      .add_option("--type", options->type,
                  context.in_words({"Bara en sort: " + list, "One type only: " + list}))
      ->type_name(context.in_words({"SORT", "TYPE"}))
      ->check(one_of(context, std::move(types)));
  const auto where = ConfigurationOptions::add_to(command, context);
  on_chosen(command, context,
            [&context, options, where] { return export_facts(*options, *where, context); });
}

}  // namespace tertil::cli
