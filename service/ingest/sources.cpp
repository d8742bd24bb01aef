#include "service/ingest/sources.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <variant>

#include "collectors/shipped_sources.hpp"
#include "service/store/mapping_drafts.hpp"
#include "service/store/source_mappings.hpp"

namespace tertil::ingest {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kHour = 3'600'000'000;
constexpr std::int64_t kMostDrafts = 200;
constexpr std::uintmax_t kLargestFile = 1U << 20U;

using ById = std::map<std::string, KnownSource, std::less<>>;

/// Files of the directory, in the order of their names.
void read_files(const fs::path& directory, const collectors::SourceDefaults& defaults,
                ById& sources, std::vector<SourceProblem>& problems) {
  std::vector<fs::path> files;
  std::error_code fault;
  for (const auto& entry : fs::directory_iterator{directory, fault}) {
    const bool ours = entry.is_regular_file(fault) && entry.path().extension() == ".toml";
    if (ours && entry.file_size(fault) <= kLargestFile) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    auto parsed = collectors::parse_source(text.str(), defaults);
    if (auto* wrong = std::get_if<collectors::SourceFault>(&parsed)) {
      problems.push_back({file.filename().string(), std::move(*wrong)});
      continue;
    }
    auto source = std::get<collectors::Source>(std::move(parsed));
    auto id = source.id;
    sources.insert_or_assign(std::move(id),
                             KnownSource{std::move(source), SourceOrigin::kFile, text.str()});
  }
}

std::string random_id() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string id;
  for (const auto byte : bytes) id += fmt::format("{:02x}", byte);
  return id;
}

tl::unexpected<Error> no_draft() {
  return fail(ErrorCode::kNotFound, {"Det finns inget sådant utkast. Utkast sparas en timme.",
                                     "There is no such draft. Drafts are kept for an hour."});
}

}  // namespace

std::string_view name_of(SourceOrigin origin) {
  switch (origin) {
    case SourceOrigin::kShipped: return "shipped";
    case SourceOrigin::kFile: return "file";
    case SourceOrigin::kStored: return "stored";
  }
  return "";
}

struct Sources::Layered {
  std::vector<collectors::Source> sources;
  std::vector<KnownSource> known;

  explicit Layered(const ById& by_id) {
    for (const auto& [id, one] : by_id) {
      sources.push_back(one.source);
      known.push_back(one);
    }
  }
};

namespace {

ById shipped(const collectors::SourceDefaults& defaults) {
  ById sources;
  for (const auto& one : collectors::shipped_sources()) {
    auto parsed = collectors::parse_source(one.toml, defaults);
    if (const auto* fault = std::get_if<collectors::SourceFault>(&parsed))
      throw std::logic_error{
          fmt::format("source {}: line {}: {}", one.id, fault->line, fault->message.en)};
    sources.insert_or_assign(std::string{one.id},
                             KnownSource{std::get<collectors::Source>(std::move(parsed)),
                                         SourceOrigin::kShipped, std::string{one.toml}});
  }
  return sources;
}

}  // namespace

Sources::Sources(collectors::SourceDefaults defaults) : defaults_{std::move(defaults)} {
  kept_.push_back(std::make_shared<const Layered>(shipped(defaults_)));
}

void Sources::set_directory(fs::path directory) { directory_ = std::move(directory); }

Result<std::vector<SourceProblem>> Sources::reload(store::Engine& engine) {
  auto sources = shipped(defaults_);
  std::vector<SourceProblem> problems;
  if (!directory_.empty()) read_files(directory_, defaults_, sources, problems);
  std::vector<store::SourceMapping> stored;
  std::string mark;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::open_source_mappings(reader);
    if (!found) return tl::unexpected{std::move(found.error())};
    stored = std::move(*found);
    auto marked = store::source_mappings_mark(reader);
    if (!marked) return tl::unexpected{std::move(marked.error())};
    mark = std::move(*marked);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  for (auto& one : stored) {
    auto parsed = collectors::parse_source(one.toml, defaults_);
    if (auto* wrong = std::get_if<collectors::SourceFault>(&parsed)) {
      problems.push_back({one.id, std::move(*wrong)});
      continue;
    }
    auto source = std::get<collectors::Source>(std::move(parsed));
    sources.insert_or_assign(
        one.id, KnownSource{std::move(source), SourceOrigin::kStored, std::move(one.toml)});
  }
  auto fresh = std::make_shared<const Layered>(sources);
  const std::lock_guard lock{mutex_};
  kept_.push_back(std::move(fresh));
  mark_ = std::move(mark);
  problems_ = problems;
  return problems;
}

Result<void> Sources::refresh(store::Engine& engine) {
  std::string mark;
  auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto marked = store::source_mappings_mark(reader);
    if (!marked) return tl::unexpected{std::move(marked.error())};
    mark = std::move(*marked);
    return {};
  });
  if (!read) return read;
  {
    const std::lock_guard lock{mutex_};
    if (mark == mark_) return {};
  }
  const auto reloaded = reload(engine);
  if (!reloaded) return tl::unexpected{reloaded.error()};
  return {};
}

std::vector<SourceProblem> Sources::problems() const {
  const std::lock_guard lock{mutex_};
  return problems_;
}

const std::vector<collectors::Source>& Sources::all() const {
  const std::lock_guard lock{mutex_};
  return kept_.back()->sources;
}

Result<const collectors::Source*> Sources::find(std::string_view id) const {
  const auto& sources = all();
  for (const auto& source : sources)
    if (source.id == id) return &source;
  std::vector<std::string_view> known;
  known.reserve(sources.size());
  for (const auto& source : sources) known.push_back(source.id);
  const auto list = fmt::format("{}", fmt::join(known, ", "));
  return fail(ErrorCode::kNotFound,
              {fmt::format("Källan ”{}” finns inte. Det finns: {}.", id, list),
               fmt::format("There is no source “{}”. There are: {}.", id, list)});
}

Result<const KnownSource*> Sources::describe(std::string_view id) const {
  {
    const std::lock_guard lock{mutex_};
    for (const auto& one : kept_.back()->known)
      if (one.source.id == id) return &one;
  }
  return tl::unexpected{find(id).error()};
}

Result<std::string> Sources::keep_draft(store::Engine& engine, std::string toml,
                                        std::string_view actor, Instant now) {
  const store::MappingDraft draft{random_id(), std::string{actor}, std::move(toml), now};
  bool added = false;
  const auto written = engine.write([&](store::Writer& writer) -> Result<void> {
    auto done = store::add_mapping_draft(writer, draft, {now.microseconds - kHour}, kMostDrafts);
    if (!done) return tl::unexpected{done.error()};
    added = *done;
    return {};
  });
  if (!written) return tl::unexpected{written.error()};
  if (!added)
    return fail(ErrorCode::kBusy, {"För många utkast just nu. Försök igen om en stund.",
                                   "Too many drafts at the moment. Try again in a while."});
  return draft.id;
}

Result<const collectors::Source*> Sources::draft(store::Engine& engine, std::string_view id,
                                                 std::string_view actor, Instant now) {
  std::optional<store::MappingDraft> stored;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::find_mapping_draft(reader, id);
    if (!found) return tl::unexpected{std::move(found.error())};
    stored = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  if (!stored || stored->actor != actor || stored->made_at.microseconds + kHour < now.microseconds)
    return no_draft();
  const std::lock_guard lock{mutex_};
  std::erase_if(drafts_, [now](const auto& one) {
    return one.second->made.microseconds + 2 * kHour < now.microseconds;
  });
  auto& kept = drafts_[stored->id];
  if (kept == nullptr)
    kept = std::make_shared<const Draft>(
        Draft{stored->made_at, collectors::check_source(stored->toml, defaults_)});
  const auto& checked = kept->checked;
  if (checked.source) return &*checked.source;
  return fail(ErrorCode::kRefused,
              {checked.faults.front().message.sv, checked.faults.front().message.en});
}

}  // namespace tertil::ingest
