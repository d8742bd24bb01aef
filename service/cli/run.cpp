#include "service/cli/run.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <CLI/Config.hpp>

#include <algorithm>
#include <charconv>
#include <iostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/help.hpp"
#include "service/cli/version.hpp"

namespace tertil::cli {
namespace {

constexpr std::size_t kFewestColumns = 40;

Text description() {
  return {
      "tertil samlar, prövar, jämför och publicerar de svenska regionernas nyckeltal för "
      "klimat och miljö.",
      "tertil collects, checks, compares and publishes the climate and environmental key "
      "figures of Sweden's regions."};
}

Text footer() {
  return {
      "Exempel:\n"
      "  tertil serve --data /var/lib/tertil --listen 127.0.0.1:8080\n"
      "  tertil compare --region 13\n"
      "  tertil rank renewable-fuel-public-transport --year 2023\n"
      "  tertil import --source own-key-figures varden.csv\n\n"
      "Slutkoder: 0 klart, 1 misslyckades, 2 fel i anropet, 3 anmärkningar på data,\n"
      "4 ett annat system svarade inte som det skulle.\n\n"
      "Inställningar: tertil.toml, sedan miljövariabler (TERTIL_AVSNITT__NYCKEL), sedan\n"
      "val på kommandoraden; den senare gäller. ”tertil config show” visar alla.\n"
      "”tertil KOMMANDO --help” visar mer om ett kommando.",
      "Examples:\n"
      "  tertil serve --data /var/lib/tertil --listen 127.0.0.1:8080\n"
      "  tertil compare --region 13\n"
      "  tertil rank renewable-fuel-public-transport --year 2023\n"
      "  tertil import --source own-key-figures values.csv\n\n"
      "Exit codes: 0 done, 1 failed, 2 wrong call, 3 the data has findings, 4 another\n"
      "system did not answer as it should.\n\n"
      "Settings: tertil.toml, then the environment (TERTIL_SECTION__KEY), then options;\n"
      "the later one holds. \"tertil config show\" lists them all.\n"
      "\"tertil COMMAND --help\" tells more about a command."};
}

void declare(CLI::App& root, Context& context) {
  root.name("tertil");
  root.formatter(std::make_shared<HelpFormatter>(context.language));
  root.require_subcommand(1);
  root.set_help_flag("-h,--help", context.in_words({"Visar den här hjälpen", "Shows this help"}));
  root.set_version_flag("--version", fmt::format("tertil {}", version()),
                        context.in_words({"Visar programmets version", "Shows the version"}));
  const auto language =
      context.in_words({"Språk: sv eller en (annars efter LC_ALL, LC_MESSAGES, LANG)",
                        "Language: sv or en (else by LC_ALL, LC_MESSAGES, LANG)"});
  root.add_option("--lang", language)->type_name("sv|en")->check(one_of(context, {"sv", "en"}));
  root.footer(context.in_words(footer()));
  add_serve(root, context);
  add_import(root, context);
  add_mapping(root, context);
  add_watch(root, context);
  add_pull(root, context);
  add_compare(root, context);
  add_rank(root, context);
  add_certainty(root, context);
  add_movement(root, context);
  add_forecast(root, context);
  add_measures(root, context);
  add_plan(root, context);
  add_export(root, context);
  add_token(root, context);
  add_user(root, context);
  add_remind(root, context);
  add_audit(root, context);
  add_backup(root, context);
  add_verify_backup(root, context);
  add_restore(root, context);
  add_config(root, context);
  add_settings(root, context);
  add_doctor(root, context);
  add_migrate(root, context);
  add_copy(root, context);
  add_demo(root, context);
  add_describe_commands(root, context);
}

ExitCode parse_and_do(const Process& process) {
  Context context{process};
  context.language = choose_language(process.arguments, process.environment);
  CLI::App root{context.in_words(description())};
  declare(root, context);
  try {
    root.parse(std::vector<std::string>{process.arguments.rbegin(), process.arguments.rend()});
  } catch (const CLI::CallForHelp&) {
    process.out << root.help();
    return ExitCode::kOk;
  } catch (const CLI::CallForVersion& answer) {
    process.out << answer.what() << '\n';
    return ExitCode::kOk;
  } catch (const CLI::ParseError& error) {
    if (process.arguments.empty()) {
      process.err << root.help();
      return ExitCode::kUsage;
    }
    auto code = complain_of_usage(context, usage_message(error, root));
    process.err << context.in_words({"Hjälp: ", "Help: "}) << path_of(innermost(root))
                << " --help\n";
    return code;
  }
  return context.action();
}

std::size_t terminal_columns(const Environment& environment) {
  std::size_t columns = 80;
  if (winsize size{};
      isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    columns = size.ws_col;
  if (const auto asked = value_of(environment, "COLUMNS"); !asked.empty())
    std::from_chars(asked.data(), asked.data() + asked.size(), columns);
  return std::max(columns, kFewestColumns);
}

bool may_colour(const Environment& environment) {
  return isatty(STDOUT_FILENO) == 1 && value_of(environment, "NO_COLOR").empty() &&
         value_of(environment, "TERM") != "dumb";
}

}  // namespace

int run(const Process& process) {
  try {
    return static_cast<int>(parse_and_do(process));
  } catch (const std::exception& error) {  // a broken invariant, or the machine ran out
    process.err << "tertil: " << error.what() << '\n';
    return static_cast<int>(ExitCode::kFailed);
  }
}

int run(int argc, char* argv[]) {
  auto environment = read_environment();
  const Look look{terminal_columns(environment), may_colour(environment)};
  std::error_code ignored;
  const Process process{{argv + std::min(argc, 1), argv + argc},
                        std::move(environment),
                        std::cout,
                        std::cerr,
                        std::filesystem::read_symlink("/proc/self/exe", ignored),
                        look,
                        isatty(STDERR_FILENO) == 1};
  const int code = run(process);
  std::cout.flush();
  return std::cout ? code : static_cast<int>(ExitCode::kFailed);
}

}  // namespace tertil::cli
