#include <fmt/format.h>

#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/operator_name.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/audit.hpp"

namespace tertil::cli {
namespace {

using Work = ExitCode (*)(Installation&, const Context&);

void write_verdict(const store::AuditVerdict& verdict, const Context& context) {
  if (context.json) {
    reports::JsonWriter json;
    json.begin_object()
        .field("ok", !verdict.fault.has_value())
        .field("entries", verdict.entries)
        .field("head", verdict.head)
        .key("fault");
    if (verdict.fault)
      json.begin_object()
          .field("seq", verdict.fault->seq)
          .field("message", verdict.fault->what)
          .end_object();
    else
      json.value(nullptr);
    context.out() << json.end_object().take() << '\n';
    return;
  }
  if (verdict.fault) {
    write_line(context,
               context.in_words({fmt::format("Loggen är ändrad vid post {}: {}.",
                                             verdict.fault->seq, verdict.fault->what.sv),
                                 fmt::format("The log has been tampered with at entry {}: {}.",
                                             verdict.fault->seq, verdict.fault->what.en)}));
    return;
  }
  const auto count = format_count(verdict.entries, context.language);
  write_line(context, context.in_words({fmt::format("Loggen är hel: {} poster.", count),
                                        fmt::format("The log is whole: {} entries.", count)}));
  if (!verdict.head.empty())
    write_line(context, context.in_words({"Sista hash: ", "Last hash: "}) + verdict.head);
}

ExitCode walk(Installation& installation, const Context& context) {
  store::AuditVerdict verdict;
  const auto read = installation.engine().read([&](store::Reader& reader) -> Result<void> {
    auto found = store::verify(reader);
    if (!found) return tl::unexpected{found.error()};
    verdict = *std::move(found);
    return {};
  });
  if (!read) return complain(context, read.error());
  write_verdict(verdict, context);
  return verdict.fault ? ExitCode::kFindings : ExitCode::kOk;
}

ExitCode write_all(Installation& installation, const Context& context) {
  auto& out = context.out();
  bool first = true;
  if (context.json) out << '[';
  const auto read = installation.engine().read([&](store::Reader& reader) {
    return store::each_audit_record(reader, [&](const store::AuditRecord& record) {
      if (context.json && !first) out << ',';
      out << store::to_json(record);
      if (!context.json) out << '\n';
      first = false;
    });
  });
  if (context.json) out << "]\n";
  if (!read) return complain(context, read.error());
  if (!out) {
    return complain(context, {ErrorCode::kInternal,
                              {"utdata kan inte skrivas: full disk eller bruten ledning",
                               "output cannot be written: full disk or broken pipe"},
                              {}});
  }
  note_export(installation.engine(), "audit");
  return ExitCode::kOk;
}

void add_subcommand(CLI::App& audit, Context& context, const Presentation& presentation,
                    Work work) {
  auto& command = add_command(audit, context, presentation);
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context, [&context, where, work] {
    const auto configuration = load_or_complain(*where, context);
    if (!configuration) return configuration.error();
    auto installation = open_installation(*configuration, context.process.environment);
    return installation ? work(**installation, context) : complain(context, installation.error());
  });
}

}  // namespace

void add_audit(CLI::App& root, Context& context) {
  auto& audit = add_command(root, context,
                            {"audit",
                             {"Loggen över vem som har gjort vad", "The log of who did what"},
                             {"tertil audit verify", "tertil audit export > logg.ndjson"}});
  audit.require_subcommand(1);
  add_subcommand(audit, context,
                 {"verify",
                  {"Går igenom hela kedjan och säger vilken post som först är ändrad, saknas eller "
                   "flyttats; slutkod 3 om någon är det",
                   "Walks the whole chain and says which entry was first changed, removed or "
                   "moved; exit code 3 if one was"},
                  {"tertil audit verify", "tertil audit verify --json"}},
                 walk);
  add_subcommand(audit, context,
                 {"export",
                  {"Skriver alla poster som JSON-rader", "Writes all entries as lines of JSON"},
                  {"tertil audit export > logg.ndjson"}},
                 write_all);
}

}  // namespace tertil::cli
