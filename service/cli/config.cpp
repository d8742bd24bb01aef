#include <fmt/format.h>

#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::cli {
namespace {

using reports::JsonWriter;

std::string_view name_of(Origin::From from) {
  switch (from) {
    case Origin::From::kDefault: return "default";
    case Origin::From::kFile: return "file";
    case Origin::From::kEnvironment: return "environment";
    case Origin::From::kFlag: return "flag";
  }
  return "default";
}

void write_origin(JsonWriter& json, const Origin& origin) {
  json.field("origin", name_of(origin.from)).text_or_null("name", origin.name);
  if (origin.line > 0) json.field("line", origin.line).field("column", origin.column);
}

struct ValueWriter {
  JsonWriter& json;
  void operator()(bool value) const { json.value(value); }
  void operator()(std::int64_t value) const { json.value(value); }
  void operator()(const std::string& value) const { json.value(value); }
  void operator()(const std::vector<std::string>& values) const { list(values); }
  void operator()(const std::vector<Text>& values) const { list(values); }
  void operator()(const std::vector<access::GroupRole>& lines) const {
    json.begin_array();
    for (const auto& line : lines)
      json.begin_object()
          .field("group", line.group)
          .field("role", access::to_string(line.role))
          .text_or_null("orgUnit", line.org_unit)
          .end_object();
    json.end_array();
  }
  template <class T>
  void list(const std::vector<T>& values) const {
    json.begin_array();
    for (const auto& value : values) json.value(value);
    json.end_array();
  }
};

std::string faults_json(const Loaded& loaded, const std::vector<Fault>& faults) {
  JsonWriter json;
  json.begin_object().field("ok", faults.empty());
  json.key("files").begin_array();
  for (const auto& file : loaded.files) json.value(file);
  json.end_array().key("faults").begin_array();
  for (const auto& fault : faults) {
    json.begin_object().text_or_null("key", fault.key);
    write_origin(json, fault.origin);
    json.field("message", fault.message).end_object();
  }
  json.end_array().end_object();
  return json.take();
}

ExitCode check(const ConfigurationOptions& options, const Context& context) {
  const auto loaded = load_configuration(options.sources(context.process));
  auto faults = loaded.faults;
  faults.insert(faults.end(), loaded.warnings.begin(), loaded.warnings.end());
  if (context.json) {
    context.out() << faults_json(loaded, faults) << '\n';
    return faults.empty() ? ExitCode::kOk : ExitCode::kFailed;
  }
  for (const auto& fault : faults)
    context.err() << "tertil: " << to_line(fault, context.language) << '\n';
  for (const auto& file : loaded.files)
    context.out() << context.in_words({"läst: ", "read: "}) << printable(file) << '\n';
  if (faults.empty())
    context.out() << context.in_words(
                         {"Konfigurationen är i sin ordning.", "The configuration is in order."})
                  << '\n';
  return faults.empty() ? ExitCode::kOk : ExitCode::kFailed;
}

std::string settings_json(const Configuration& configuration) {
  JsonWriter json;
  json.begin_object();
  for (const auto& setting : configuration.settings()) {
    json.key(setting.key->name).begin_object().key("value");
    std::visit(ValueWriter{json}, setting.value);
    write_origin(json, setting.origin);
    json.field("environment", environment_name(setting.key->name));
    json.field("description", setting.key->description).end_object();
  }
  json.end_object();
  return json.take();
}

/// A tertil.toml of all keys: what is set stands plainly, what is default behind a #.
std::string settings_toml(const Configuration& configuration, Language language) {
  std::string result;
  std::string section;
  for (const auto& setting : configuration.settings()) {
    const auto& name = setting.key->name;
    const auto dot = name.find('.');
    if (name.substr(0, dot) != section) {
      section = name.substr(0, dot);
      result += fmt::format("{}[{}]\n", result.empty() ? "" : "\n", section);
    }
    for (const auto& line : wrapped(setting.key->description.in(language), 77))
      result += "# " + line + '\n';
    const bool by_default = setting.origin.from == Origin::From::kDefault;
    result += fmt::format("{}{} = {}\n", by_default ? "#" : "", name.substr(dot + 1),
                          to_toml(by_default ? setting.key->standard : setting.value));
  }
  return result;
}

ExitCode show(const ConfigurationOptions& options, bool as_toml, const Context& context) {
  const auto configuration = load_or_complain(options, context);
  if (!configuration) return configuration.error();
  if (context.json) {
    context.out() << settings_json(*configuration) << '\n';
    return ExitCode::kOk;
  }
  if (as_toml) {
    context.out() << settings_toml(*configuration, context.language);
    return ExitCode::kOk;
  }
  TerminalTable table{{{context.in_words({"Nyckel", "Key"})},
                       {context.in_words({"Värde", "Value"}), Align::kLeft, true},
                       {context.in_words({"Kommer från", "Comes from"}), Align::kLeft, true}}};
  for (const auto& setting : configuration->settings()) {
    const bool by_default = setting.origin.from == Origin::From::kDefault;
    table.add({{setting.key->name},
               {to_toml(setting.value)},
               {to_string(setting.origin, context.language),
                by_default ? Colour::kFaint : Colour::kPlain}});
  }
  context.out() << table.render(context.process.look);
  return ExitCode::kOk;
}

}  // namespace

void add_config(CLI::App& root, Context& context) {
  auto& config =
      add_command(root, context,
                  {"config",
                   {"Prövar eller visar inställningarna", "Checks or shows the settings"},
                   {"tertil config check --config /etc/tertil/tertil.toml",
                    "tertil config show --toml > tertil.toml"}});
  config.require_subcommand(1);

  auto& check_command =
      add_command(config, context,
                  {"check",
                   {"Säger allt som är fel i inställningarna, utan att starta något",
                    "Says all that is wrong with the settings, without starting anything"},
                   {"tertil config check", "tertil config check --config tertil.toml --json"}});
  const auto check_options = ConfigurationOptions::add_to(check_command, context);
  add_json_option(check_command, context);
  on_chosen(check_command, context,
            [&context, check_options] { return check(*check_options, context); });

  auto& show_command =
      add_command(config, context,
                  {"show",
                   {"Visar varje inställning och varifrån den kommer",
                    "Shows every setting and where it comes from"},
                   {"tertil config show", "tertil config show --toml > tertil.toml"}});
  const auto show_options = ConfigurationOptions::add_to(show_command, context);
  const auto as_toml = std::make_shared<bool>(false);
  add_json_option(show_command, context);
  show_command.add_flag("--toml", *as_toml,
                        context.in_words({"Skriver en tertil.toml med alla nycklar beskrivna",
                                          "Writes a tertil.toml with every key described"}));
  on_chosen(show_command, context,
            [&context, show_options, as_toml] { return show(*show_options, *as_toml, context); });
}

}  // namespace tertil::cli
