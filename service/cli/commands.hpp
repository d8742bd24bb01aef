/// @file service/cli/commands.hpp
/// @brief The program's commands: one function here, one file each.
///
/// Each declares its options, help and examples, and what is to be done if it is chosen. Nothing
/// is done while the arguments are parsed.
#pragma once
#include <CLI/App.hpp>

#include "service/cli/context.hpp"

namespace tertil::cli {

void add_serve(CLI::App& root, Context& context);
void add_import(CLI::App& root, Context& context);
void add_mapping(CLI::App& root, Context& context);
void add_watch(CLI::App& root, Context& context);
void add_pull(CLI::App& root, Context& context);
void add_compare(CLI::App& root, Context& context);
void add_rank(CLI::App& root, Context& context);
void add_certainty(CLI::App& root, Context& context);
void add_movement(CLI::App& root, Context& context);
void add_forecast(CLI::App& root, Context& context);
void add_measures(CLI::App& root, Context& context);
void add_plan(CLI::App& root, Context& context);
void add_export(CLI::App& root, Context& context);
void add_token(CLI::App& root, Context& context);
void add_user(CLI::App& root, Context& context);
void add_remind(CLI::App& root, Context& context);
void add_audit(CLI::App& root, Context& context);
void add_backup(CLI::App& root, Context& context);
void add_verify_backup(CLI::App& root, Context& context);
void add_restore(CLI::App& root, Context& context);
void add_config(CLI::App& root, Context& context);
void add_settings(CLI::App& root, Context& context);
void add_doctor(CLI::App& root, Context& context);
void add_migrate(CLI::App& root, Context& context);
void add_copy(CLI::App& root, Context& context);
void add_demo(CLI::App& root, Context& context);
void add_describe_commands(CLI::App& root, Context& context);

}  // namespace tertil::cli
