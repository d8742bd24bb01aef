#include "service/cli/backup_verdict.hpp"

#include <fmt/format.h>

#include <ostream>

#include "service/reports/json_writer.hpp"

namespace tertil::cli {
namespace {

void write_json(const backup::Verdict& verdict, const std::string& file, const Context& context) {
  reports::JsonWriter json;
  json.begin_object()
      .field("ok", verdict.good())
      .field("file", file)
      .field("bytes", verdict.bytes)
      .key("checks")
      .begin_array();
  for (const auto& [name, good, found] : verdict.checks)
    json.begin_object().field("name", name).field("ok", good).field("found", found).end_object();
  json.end_array().key("manifest");
  if (verdict.manifest)
    json.raw(backup::to_json(*verdict.manifest));
  else
    json.value(nullptr);
  context.out() << json.end_object().take() << '\n';
}

}  // namespace

ExitCode write_verdict(const backup::Verdict& verdict, const std::string& file, const Text& done,
                       const Context& context) {
  const auto code = verdict.good() ? ExitCode::kOk : ExitCode::kFindings;
  if (context.json) {
    write_json(verdict, file, context);
    return code;
  }
  if (verdict.manifest)
    write_line(context,
               context.in_words(
                   {fmt::format("Gjord {} av tertil {}.", to_rfc3339(verdict.manifest->made_at),
                                verdict.manifest->program),
                    fmt::format("Made {} by tertil {}.", to_rfc3339(verdict.manifest->made_at),
                                verdict.manifest->program)}));
  for (const auto& check : verdict.checks)
    write_line(context, (check.good ? "ok    " : context.in_words({"FEL   ", "BAD   "})) +
                            context.in_words(check.found));
  if (verdict.good()) write_line(context, context.in_words(done));
  return code;
}

}  // namespace tertil::cli
