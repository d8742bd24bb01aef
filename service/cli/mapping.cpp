#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>

#include "collectors/byte_source.hpp"
#include "collectors/mapping_text.hpp"
#include "collectors/preview.hpp"
#include "collectors/suggest.hpp"
#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/ingest/pseudonym_key.hpp"

namespace tertil::cli {
namespace {

using nlohmann::json;

struct MappingOptions {
  std::string file;
  std::string target;
  std::string source;
};

Error cannot_read(const std::string& file) {
  return {ErrorCode::kNotFound,
          {fmt::format("filen {} kan inte läsas", file),
           fmt::format("the file {} cannot be read", file)},
          {}};
}

/// A file that is open for reading, and closed at the end.
class OpenFile {
 public:
  explicit OpenFile(const std::string& file)
      : descriptor_{open(file.c_str(), O_RDONLY | O_CLOEXEC)} {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  [[nodiscard]] bool good() const { return descriptor_ >= 0; }
  [[nodiscard]] collectors::ByteSource bytes() const { return collectors::ByteSource{descriptor_}; }

 private:
  int descriptor_;
};

std::string in_language(const json& message, const Context& context) {
  return message.value(context.language == Language::kSwedish ? "sv" : "en", "");
}

ExitCode check(const MappingOptions& options, const Context& context) {
  std::ifstream stream{options.file, std::ios::binary};
  if (!stream || std::filesystem::is_directory(options.file))
    return complain_of_usage(context, cannot_read(options.file).message);
  std::ostringstream text;
  text << stream.rdbuf();
  const auto answer = collectors::check_answer(text.str());
  if (context.json) {
    context.out() << answer.dump() << '\n';
  } else if (answer.at("valid") == true) {
    write_line(context,
               fmt::format("{}: {}", options.file,
                           context.in_words({"mappningen är riktig", "the mapping is good"})));
  } else {
    for (const auto& fault : answer.at("faults"))
      write_line(context,
                 fmt::format("{}:{}:{}: {}", options.file, fault.value("line", 0),
                             fault.value("column", 0), in_language(fault.at("message"), context)));
  }
  return answer.at("valid") == true ? ExitCode::kOk : ExitCode::kFindings;
}

ExitCode suggest(const MappingOptions& options, const Context& context) {
  std::optional<collectors::Target> target;
  if (!options.target.empty()) {
    target = collectors::target_named(options.target);
    if (!target) {
      std::string names;
      for (const auto one : collectors::all_targets())
        names += (names.empty() ? "" : ", ") + std::string{collectors::name_of(one)};
      return complain_of_usage(
          context, {"--target ska vara något av " + names, "--target must be one of " + names});
    }
  }
  const OpenFile file{options.file};
  if (!file.good()) return complain_of_usage(context, cannot_read(options.file).message);
  const auto answer = collectors::suggest(file.bytes(), target);
  const bool refused = !answer.at("refused").is_null();
  if (context.json) {
    context.out() << answer.dump() << '\n';
  } else if (refused) {
    write_line(context, in_language(answer.at("refused").at("message"), context));
  } else {
    // The remarks are comments, so that the whole output is a mapping file.
    for (const auto& column : answer.at("columns")) {
      const auto& personal = column.at("looksPersonal");
      if (personal.is_null()) continue;
      write_line(context,
                 fmt::format("# {}: {} ({})", column.value("name", ""),
                             context.in_words({"ser ut som personuppgifter", "looks personal"}),
                             personal.get<std::string>()));
    }
    context.out() << answer.at("toml").get<std::string>();
  }
  return refused ? ExitCode::kFindings : ExitCode::kOk;
}

void write_preview(const json& answer, const Context& context) {
  if (!answer.at("refused").is_null())
    write_line(context, context.in_words({"Filen avvisas: ", "The file is refused: "}) +
                            in_language(answer.at("refused").at("message"), context));
  write_line(context, fmt::format("{} {}", context.in_words({"Lästa rader:", "Rows read:"}),
                                  format_count(answer.value("rowsRead", std::int64_t{0}),
                                               context.language)));
  for (const auto& row : answer.at("shown")) {
    std::string fields;
    for (const auto& [name, value] : row.at("fields").items())
      fields += fmt::format("{}{}={}", fields.empty() ? "" : "  ", name, value.get<std::string>());
    write_line(context, fmt::format("  {:>6}  {}", row.value("row", 0), fields));
  }
  for (const auto& fault : answer.at("faults"))
    write_line(context, fmt::format("  {} {}, {}: {}", context.in_words({"rad", "row"}),
                                    fault.value("row", 0), fault.value("column", ""),
                                    in_language(fault.at("message"), context)));
  for (const auto& total : answer.at("totals"))
    write_line(context, fmt::format("{} {}: {} {}", context.in_words({"Summa", "Total"}),
                                    total.value("field", ""), total.value("sum", 0.0),
                                    total.value("unit", "")));
  const auto names = [&](const char* key, const Text& heading) {
    std::string list;
    for (const auto& name : answer.at(key))
      list += (list.empty() ? "" : ", ") + name.get<std::string>();
    if (!list.empty()) write_line(context, context.in_words(heading) + list);
  };
  names("unmapped", {"Används inte: ", "Not used: "});
  names("dropped", {"Tas bort: ", "Dropped: "});
}

/// The source by id, or the mapping file that `name` is.
Result<collectors::Source> source_of(const std::string& name, Installation& installation) {
  if (name.ends_with(".toml") || name.ends_with(".json")) {
    std::ifstream stream{name, std::ios::binary};
    if (!stream) return tl::unexpected{cannot_read(name)};
    std::ostringstream text;
    text << stream.rdbuf();
    const auto toml = collectors::mapping_toml(text.str());
    const auto* fault = std::get_if<collectors::SourceFault>(&toml);
    if (fault == nullptr) {
      auto parsed = collectors::parse_source(std::get<std::string>(toml));
      if (auto* source = std::get_if<collectors::Source>(&parsed)) return std::move(*source);
      const auto& wrong = std::get<collectors::SourceFault>(parsed);
      return fail(ErrorCode::kInvalidInput,
                  {fmt::format("{}:{}:{}: {}", name, wrong.line, wrong.column, wrong.message.sv),
                   fmt::format("{}:{}:{}: {}", name, wrong.line, wrong.column, wrong.message.en)});
    }
    return fail(ErrorCode::kInvalidInput, {fault->message.sv, fault->message.en});
  }
  const auto found = installation.importer().sources().find(name);
  if (!found) return tl::unexpected{found.error()};
  return **found;
}

ExitCode preview(const MappingOptions& options, const ConfigurationOptions& where,
                 const Context& context) {
  const OpenFile file{options.file};
  if (!file.good()) return complain_of_usage(context, cannot_read(options.file).message);
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  const auto source = source_of(options.source, **installation);
  if (!source) return complain_of_usage(context, source.error().message);
  std::string key;
  if (!source->privacy.pseudonymise.empty()) {
    auto made = ingest::pseudonym_key(configuration->text("data.directory"));
    if (!made) return complain(context, made.error());
    key = std::move(*made);
  }
  const auto answer = collectors::preview(file.bytes(), *source, key);
  if (context.json)
    context.out() << answer.dump() << '\n';
  else
    write_preview(answer, context);
  const bool good = answer.at("refused").is_null() && answer.at("faults").empty();
  return good ? ExitCode::kOk : ExitCode::kFindings;
}

CLI::Option& add_file(CLI::App& command, const Context& context, MappingOptions& options) {
  return *command
              .add_option(context.in_words({"FIL", "FILE"}), options.file,
                          context.in_words({"Filen att läsa", "The file to read"}))
              ->required();
}

void add_check(CLI::App& mapping, Context& context) {
  auto& command = add_command(mapping, context,
                              {"check",
                               {"Prövar en mappning (TOML eller JSON); slutkod 3 om den har fel",
                                "Tests a mapping (TOML or JSON); exit code 3 if it has faults"},
                               {"tertil mapping check tankningar.toml"}});
  const auto options = std::make_shared<MappingOptions>();
  add_file(command, context, *options);
  add_json_option(command, context);
  on_chosen(command, context, [&context, options] { return check(*options, context); });
}

void add_suggest(CLI::App& mapping, Context& context) {
  auto& command = add_command(
      mapping, context,
      {"suggest",
       {"Föreslår en mappning för en främmande fil; utskriften är en mappningsfil",
        "Drafts a mapping for a foreign file; the output is a mapping file"},
       {"tertil mapping suggest tankningar.csv --target fuelTransaction > tankningar.toml"}});
  const auto options = std::make_shared<MappingOptions>();
  add_file(command, context, *options);
  command
      .add_option("--target", options->target,
                  context.in_words({"Vad filen ska bli; annars det som passar bäst",
                                    "What the file is to become; else what fits best"}))
      ->type_name(context.in_words({"MÅL", "TARGET"}));
  add_json_option(command, context);
  on_chosen(command, context, [&context, options] { return suggest(*options, context); });
}

void add_preview(CLI::App& mapping, Context& context) {
  auto& command = add_command(
      mapping, context,
      {"preview",
       {"Visar vad en källa skulle göra av en fil; inget lagras, slutkod 3 vid anmärkningar",
        "Shows what a source would make of a file; stores nothing, exit code 3 on findings"},
       {"tertil mapping preview --source fuel-cards tankningar.csv",
        "tertil mapping preview --source tankningar.toml tankningar.csv --json"}});
  const auto options = std::make_shared<MappingOptions>();
  command
      .add_option("--source", options->source,
                  context.in_words({"Källans id, eller en mappningsfil (.toml, .json)",
                                    "The source's id, or a mapping file (.toml, .json)"}))
      ->type_name("ID")
      ->required();
  add_file(command, context, *options);
  const auto where = ConfigurationOptions::add_to(command, context);
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return preview(*options, *where, context); });
}

}  // namespace

void add_mapping(CLI::App& root, Context& context) {
  auto& mapping =
      add_command(root, context,
                  {"mapping",
                   {"Prövar, föreslår och förhandsgranskar mappningar av främmande filer",
                    "Tests, drafts and previews mappings of foreign files"},
                   {"tertil mapping suggest tankningar.csv > tankningar.toml"}});
  mapping.require_subcommand(1);
  add_check(mapping, context);
  add_suggest(mapping, context);
  add_preview(mapping, context);
}

}  // namespace tertil::cli
