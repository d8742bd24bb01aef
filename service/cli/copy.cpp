#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/installation.hpp"
#include "service/domain/spoken_number.hpp"
#include "service/ingest/upload_copying.hpp"
#include "service/reports/canonical_export.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/copying.hpp"
#include "service/store/sha256.hpp"

namespace tertil::cli {
namespace {

/// Both ends, and what shows that they are the same.
struct Proof {
  std::vector<store::TableDigest> tables;
  std::int64_t lines{0};  ///< Of the canonical export.
  std::string sha256;     ///< Of the canonical export.
  ingest::CopiedUploads uploads;
};

/// A store that is copied, or filled.
struct End {
  std::string url;
  ingest::UploadPlace uploads;
};

/// Beside a file are its uploads, or in the data directory; with a server there may be a cache.
End end_of(std::string url, const std::filesystem::path& data) {
  constexpr std::string_view kFile = "sqlite:";
  End end{std::move(url), {}};
  end.uploads.in_store = !end.url.starts_with(kFile);
  if (!end.uploads.in_store)
    end.uploads.folders.push_back(
        std::filesystem::path{end.url.substr(kFile.size())}.parent_path() / "uploads");
  end.uploads.folders.push_back(data / "uploads");
  return end;
}

/// One line on standard error, for whoever watches.
store::TellProgress teller(const Context& context, const Text& doing) {
  if (!context.process.interactive || context.quiet || context.json)
    return [](const store::CopyProgress&) {};
  return [&context, doing](const store::CopyProgress& at) {
    context.err() << "\r\x1b[K" << context.in_words(doing)
                  << fmt::format(" {}/{} {}: {}", at.number, at.tables, at.table,
                                 format_count(at.rows, context.language));
    context.err().flush();
  };
}

void clear_progress(const Context& context) {
  if (context.process.interactive && !context.quiet && !context.json)
    context.err() << "\r\x1b[K" << std::flush;
}

Result<void> digest_export(store::Engine& engine, Proof& proof) {
  store::Sha256 sum;
  proof.lines = 0;
  auto read = engine.read([&](store::Reader& reader) {
    return reports::export_canonical(reader, [&](std::string_view line) -> Result<void> {
      sum.update(line);
      sum.update("\n");
      ++proof.lines;
      return {};
    });
  });
  if (!read) return read;
  proof.sha256 = sum.hex();
  return {};
}

Error differs(std::string_view what) {
  return {ErrorCode::kCorrupt,
          {fmt::format("kopian är inte lik originalet: {}; använd den inte", what),
           fmt::format("the copy is not like the original: {}; do not use it", what)},
          "copy: proof"};
}

/// Reads the copy back, and both ends as everybody sees them.
Result<void> compare(store::Engine& from, store::Engine& to, Proof& proof,
                     const store::TellProgress& tell) {
  const auto there = store::digest_store(to, tell);
  if (!there) return tl::unexpected{there.error()};
  const auto [here, copied] = std::ranges::mismatch(proof.tables, *there);
  if (here != proof.tables.end()) return tl::unexpected{differs(here->name)};
  Proof copy;
  if (auto read = digest_export(from, proof); !read) return read;
  if (auto read = digest_export(to, copy); !read) return read;
  if (copy.sha256 != proof.sha256) return tl::unexpected{differs("export --canonical")};
  return {};
}

Result<Proof> move_store(const End& here, const End& there, const Context& context) {
  if (const auto pending = store::pending_migrations(here.url); !pending) {
    return tl::unexpected{pending.error()};
  } else if (!pending->empty()) {
    return fail(ErrorCode::kRefused,
                {"källans schema är äldre än programmet; kör tertil migrate på den först",
                 "the source's schema is older than the program; run tertil migrate on it first"});
  }
  auto from = store::open(here.url);
  if (!from) return tl::unexpected{from.error()};
  auto to = store::open(there.url);
  if (!to) return tl::unexpected{to.error()};
  Proof proof;
  const auto uploads = [&](store::Reader& reader, store::Writer& writer) -> Result<void> {
    auto copied = ingest::copy_uploads(reader, here.uploads, writer, there.uploads);
    if (!copied) return tl::unexpected{copied.error()};
    proof.uploads = std::move(*copied);
    return {};
  };
  auto copied = store::copy_store(**from, **to, teller(context, {"kopierar", "copying"}), uploads);
  clear_progress(context);
  if (!copied) return tl::unexpected{copied.error()};
  proof.tables = std::move(*copied);
  auto compared = compare(**from, **to, proof, teller(context, {"läser tillbaka", "reading back"}));
  clear_progress(context);
  if (!compared) return tl::unexpected{compared.error()};
  if (auto read = ingest::check_uploads(**to, there.uploads, proof.uploads.missing); !read)
    return tl::unexpected{differs(read.error().where)};
  return proof;
}

std::int64_t rows_of(const Proof& proof) {
  std::int64_t rows = 0;
  for (const auto& table : proof.tables) rows += table.rows;
  return rows;
}

void write_proof(const Proof& proof, const Context& context) {
  if (context.json) {
    reports::JsonWriter json;
    json.begin_object()
        .field("ok", true)
        .field("rows", rows_of(proof))
        .field("canonicalLines", proof.lines)
        .field("canonicalSha256", proof.sha256)
        .key("tables")
        .begin_array();
    for (const auto& table : proof.tables)
      json.begin_object()
          .field("name", table.name)
          .field("rows", table.rows)
          .field("sha256", table.sha256)
          .end_object();
    json.end_array()
        .key("uploads")
        .begin_object()
        .field("files", proof.uploads.files)
        .field("bytes", proof.uploads.bytes)
        .key("missing")
        .begin_array();
    for (const auto& sha256 : proof.uploads.missing) json.value(sha256);
    context.out() << json.end_array().end_object().end_object().take() << '\n';
    return;
  }
  const auto rows = format_count(rows_of(proof), context.language);
  write_line(context,
             context.in_words({fmt::format("{} rader i {} tabeller kopierades och lästes tillbaka "
                                           "lika.",
                                           rows, proof.tables.size()),
                               fmt::format("{} rows in {} tables were copied and read back the "
                                           "same.",
                                           rows, proof.tables.size())}));
  write_line(context, "export --canonical: sha256 " + proof.sha256);
  const auto files = format_count(proof.uploads.files, context.language);
  write_line(context,
             context.in_words({files + " mottagna filer kopierades och lästes tillbaka lika.",
                               files + " received files were copied and read back the "
                                       "same."}));
  if (proof.uploads.missing.empty()) return;
  write_line(context,
             context.in_words({"Filer som saknas eller är skadade hos källan och inte kopierades:",
                               "Files that are missing or damaged at the source and were not "
                               "copied:"}));
  for (const auto& sha256 : proof.uploads.missing) write_line(context, "  " + sha256);
}

ExitCode copy(const ConfigurationOptions& from, const ConfigurationOptions& to,
              const Context& context) {
  const auto source = load_or_complain(from, context);
  if (!source) return source.error();
  const auto told = load_or_complain(to, context);
  if (!told) return told.error();
  auto target = *source;  // the same password file, another address
  const auto& address = told->setting("data.store");
  target.set("data.store", address.value, address.origin);
  const auto from_url = store_url(*source, context.process.environment);
  if (!from_url) return complain(context, from_url.error());
  const auto to_url = store_url(target, context.process.environment);
  if (!to_url) return complain(context, to_url.error());
  const std::filesystem::path data{source->text("data.directory")};
  const auto proof = move_store(end_of(*from_url, data), end_of(*to_url, data), context);
  if (!proof) return complain(context, proof.error());
  write_proof(*proof, context);
  return ExitCode::kOk;
}

}  // namespace

void add_copy(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"copy",
       {"Flyttar allt i en databas till en tom, av samma eller annan sort, och bevisar att det är "
        "lika; inget ändras i den första",
        "Moves everything in one store into an empty one, of the same kind or another, and proves "
        "that it is the same; nothing changes in the first"},
       {"tertil copy --from sqlite:data/tertil.db --to postgresql://tertil@db/tertil",
        "tertil copy --from postgresql://tertil@db/tertil --to sqlite:ny.db --json"}});
  const auto from = ConfigurationOptions::add_to(command, context, false);
  from->add_key(command, "--from", "data.store", "URL",
                context.in_words({"Databasen som läses (annars den som är inställd)",
                                  "The store that is read (else the configured one)"}));
  const auto to = std::make_shared<ConfigurationOptions>();
  to->add_key(command, "--to", "data.store", "URL",
              context.in_words({"Databasen som fylls; den ska vara tom",
                                "The store that is filled; it must be empty"}));
  command.get_option("--to")->required();
  add_json_option(command, context);
  on_chosen(command, context, [&context, from, to] { return copy(*from, *to, context); });
}

}  // namespace tertil::cli
