#include "service/backup/verify.hpp"

#include <fmt/format.h>
#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX's, not C's

#include <algorithm>

#include "service/backup/contents.hpp"
#include "service/backup/file.hpp"
#include "service/backup/unpack.hpp"
#include "service/domain/spoken_number.hpp"

namespace tertil::backup {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  [[nodiscard]] static Result<TemporaryFolder> make() {
    std::error_code problem;
    auto pattern = (fs::temp_directory_path(problem) / "tertil-verify-XXXXXX").string();
    if (problem || ::mkdtemp(pattern.data()) == nullptr) return file_error(pattern);
    return TemporaryFolder{pattern};
  }
  TemporaryFolder(TemporaryFolder&& other) noexcept : path_{std::exchange(other.path_, {})} {}
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  TemporaryFolder(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  [[nodiscard]] fs::path database() const { return path_ / kStoreName; }

 private:
  explicit TemporaryFolder(fs::path path) : path_{std::move(path)} {}
  fs::path path_;
};

void add(Verdict& verdict, std::string_view name, const std::vector<Text>& faults, Text good) {
  if (faults.empty()) verdict.checks.push_back({name, true, std::move(good)});
  for (const auto& fault : faults) verdict.checks.push_back({name, false, fault});
}

Text count_of_parts(const Manifest& manifest) {
  const auto count = static_cast<std::int64_t>(manifest.parts.size());
  return {fmt::format("Filen är hel: {} delar med rätt SHA-256.",
                      format_count(count, Language::kSwedish)),
          fmt::format("The file is whole: {} parts with the right SHA-256.",
                      format_count(count, Language::kEnglish))};
}

/// What the manifest says that the database does not hold.
std::vector<Text> differences(const Contents& told, const Contents& found) {
  std::vector<Text> faults;
  if (told.schema != found.schema)
    faults.push_back({"Schemat är ett annat än manifestet säger.",
                      "The schema is another than the manifest says."});
  if (told.rows != found.rows)
    faults.push_back({"Antalet rader är ett annat än manifestet säger.",
                      "The number of rows is another than the manifest says."});
  if (told.audit_entries != found.audit_entries || told.audit_head != found.audit_head)
    faults.push_back({"Händelseloggen är en annan än manifestet säger.",
                      "The audit log is another than the manifest says."});
  if (told.canonical && found.canonical && told.canonical != found.canonical)
    faults.push_back({"Den kanoniska exporten är en annan än manifestet säger.",
                      "The canonical export is another than the manifest says."});
  return faults;
}

Text contents_in_words(const Contents& contents) {
  if (!contents.canonical)
    return {fmt::format("Antalet rader stämmer (schema {}, äldre än programmet).", contents.schema),
            fmt::format("The number of rows fits (schema {}, older than the program).",
                        contents.schema)};
  const auto lines = [&](Language language) {
    return format_count(contents.canonical->lines, language);
  };
  return {fmt::format("Innehållet stämmer: {} uppgifter, kanonisk export {}.",
                      lines(Language::kSwedish), contents.canonical->sha256),
          fmt::format("The contents fit: {} facts, canonical export {}.", lines(Language::kEnglish),
                      contents.canonical->sha256)};
}

}  // namespace

bool Verdict::good() const { return !checks.empty() && std::ranges::all_of(checks, &Check::good); }

void check_store(const std::string& database, const Manifest& manifest, std::string_view program,
                 Verdict& verdict) {
  auto examined = examine(database);
  if (!examined) {
    verdict.checks.push_back({"store", false, examined.error().message});
    return;
  }
  add(verdict, "store", examined->faults,
      {fmt::format("Databasen är hel och händelseloggen obruten: {} poster.",
                   examined->contents.audit_entries),
       fmt::format("The store is whole and the audit log unbroken: {} entries.",
                   examined->contents.audit_entries)});
  if (!examined->faults.empty()) return;
  auto told = manifest.contents;
  if (manifest.program != program) told.canonical.reset();
  if (!examined->contents.canonical) {  // nothing was read that an older schema may lack
    told.audit_entries = 0;
    told.audit_head.clear();
  }
  add(verdict, "contents", differences(told, examined->contents),
      contents_in_words(examined->contents));
}

Result<Verdict> verify(const fs::path& file, std::string_view program, const Progress& progress) {
  const auto folder = TemporaryFolder::make();
  if (!folder) return tl::unexpected{folder.error()};
  auto unpacked = unpack(file, folder->database(), std::nullopt, progress);
  if (!unpacked) return tl::unexpected{unpacked.error()};
  Verdict verdict{
      .manifest = std::move(unpacked->manifest), .bytes = unpacked->bytes, .checks = {}};
  add(verdict, "file", unpacked->faults,
      verdict.manifest ? count_of_parts(*verdict.manifest) : Text{});
  if (!verdict.good()) return verdict;
  if (progress) progress(Step::kExamining, 0, 0);
  check_store(folder->database(), *verdict.manifest, program, verdict);
  if (!verdict.good()) return verdict;
  const auto answered = answers_a_comparison(folder->database());
  verdict.checks.push_back({"answers", answered.has_value(),
                            answered ? Text{"Den går att öppna och svarar på en jämförelse.",
                                            "It can be opened and answers a comparison."}
                                     : answered.error().message});
  return verdict;
}

}  // namespace tertil::backup
