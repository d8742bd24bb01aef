#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::cli {
namespace {

void write_migrations(const std::vector<std::string>& names, bool plan, const Context& context) {
  if (context.json) {
    reports::JsonWriter json;
    json.begin_object().key(plan ? "pending" : "applied").begin_array();
    for (const auto& name : names) json.value(name);
    json.end_array().end_object();
    context.out() << json.take() << '\n';
    return;
  }
  if (names.empty())
    context.out() << context.in_words(
                         {"Databasens schema är aktuellt.", "The store's schema is up to date."})
                  << '\n';
  else
    context.out() << (plan ? context.in_words({"Väntar:", "Pending:"})
                           : context.in_words({"Utfört:", "Applied:"}))
                  << '\n';
  for (const auto& name : names) context.out() << "  " << name << '\n';
}

ExitCode migrate(bool plan, const ConfigurationOptions& where, const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  const auto url = store_url(*configuration, context.process.environment);
  if (!url) return complain(context, url.error());
  const auto pending = store::pending_migrations(*url);
  if (!pending) return complain(context, pending.error());
  if (!plan)
    if (auto engine = store::open(*url); !engine) return complain(context, engine.error());
  write_migrations(*pending, plan, context);
  return ExitCode::kOk;
}

}  // namespace

void add_migrate(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"migrate",
       {"För databasens schema framåt; vägrar om databasen är nyare än programmet",
        "Brings the store's schema forward; refuses a store newer than the program"},
       {"tertil migrate --plan --data /var/lib/tertil", "tertil migrate --data /var/lib/tertil"}});
  const auto plan = std::make_shared<bool>(false);
  command.add_flag(
      "--plan", *plan,
      context.in_words({"Visar bara vad som skulle göras", "Only shows what would be done"}));
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context, [&context, plan, where] { return migrate(*plan, *where, context); });
}

}  // namespace tertil::cli
