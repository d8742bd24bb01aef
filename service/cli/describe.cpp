#include <nlohmann/json.hpp>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/help.hpp"
#include "service/cli/version.hpp"

namespace tertil::cli {
namespace {

using nlohmann::json;

json describe(const CLI::Option& option) {
  const auto names = [](const std::vector<std::string>& bare, const char* lead) {
    std::vector<std::string> full;
    full.reserve(bare.size());
    for (const auto& name : bare) full.push_back(lead + name);
    return full;
  };
  auto all = names(option.get_snames(), "-");
  for (auto& name : names(option.get_lnames(), "--")) all.push_back(std::move(name));
  return {{"names", std::move(all)},
          {"positional", option.get_positional() ? json(option.get_name(true)) : json()},
          {"value", option.get_type_size() != 0 ? json(option.get_type_name()) : json()},
          {"many", option.get_items_expected_max() > 1},
          {"required", option.get_required()},
          {"text", option.get_description()}};
}

json describe(const CLI::App& app) {
  auto options = json::array();
  for (const auto* option : app.get_options()) options.push_back(describe(*option));
  auto commands = json::array();
  for (const auto* command : visible_commands(app)) commands.push_back(describe(*command));
  return {{"name", app.get_name()},        {"path", path_of(app)},
          {"text", app.get_description()}, {"footer", app.get_footer()},
          {"options", std::move(options)}, {"commands", std::move(commands)}};
}

}  // namespace

void add_describe_commands(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"describe-commands",
       {"Skriver alla kommandon som JSON; handboken och skalens kompletteringar görs av det",
        "Writes all commands as JSON; the manual page and the shells' completions are made of it"},
       {}});
  command.group("");  // for those who build tertil, not for those who run it
  on_chosen(command, context, [&root, &context] {
    auto described = describe(root);
    described["version"] = version();
    context.out() << described.dump(1) << '\n';
    return ExitCode::kOk;
  });
}

}  // namespace tertil::cli
