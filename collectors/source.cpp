#include "collectors/source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <utility>

#include "collectors/mapping_reader.hpp"
#include "collectors/toml_reader.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kLongest = 64;
constexpr std::int64_t kMostVersions = 1'000'000;

constexpr std::array<std::string_view, 25> kChecks{"required",
                                                   "range",
                                                   "not-allowed",
                                                   "change-from-last-year",
                                                   "change-from-same-month",
                                                   "sum-mismatch",
                                                   "gap",
                                                   "overlap",
                                                   "fewer-than-twelve-months",
                                                   "unit-suspect",
                                                   "flat-line",
                                                   "outlier",
                                                   "level-shift",
                                                   "negative-quantity",
                                                   "unknown-meter",
                                                   "unknown-building",
                                                   "unknown-vehicle",
                                                   "unknown-fuel",
                                                   "unknown-ewc-code",
                                                   "conflict-in-file",
                                                   "verified-value",
                                                   "missing-factor",
                                                   "factor-carried-forward",
                                                   "late",
                                                   "volume-vs-previous"};

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongest && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

bool is_owner(std::string_view text) {
  return text.size() == 2 && text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
}

/// Values, populations and targets are published under somebody's name: nothing is assumed.
bool is_published(Target target) {
  return target == Target::kKeyFigureValue || target == Target::kPopulation ||
         target == Target::kTarget;
}

bool sets_rows_aside(Target target) {
  return !is_published(target) && target != Target::kFactor && target != Target::kDegreeDays;
}

/// Reads the keys that every source has.
class SourceReader {
 public:
  SourceReader(const toml::table& root, const SourceDefaults& defaults, TomlFaults& faults)
      : root_(root, "", faults), faults_(faults), defaults_(defaults) {}

  Source read();

 private:
  void read_identity();
  void read_delivery();
  void read_formats(TomlReader& table);
  void read_lookups();
  void read_checks();
  void read_dedupe();
  Text read_words(std::string_view name, const Text& otherwise);
  void missing_table(std::string_view name);

  TomlReader root_;
  TomlFaults& faults_;
  const SourceDefaults& defaults_;
  Source source_;
  bool named_{true};  ///< The target is one that exists.
};

Source SourceReader::read() {
  read_identity();
  read_lookups();
  read_delivery();
  const std::string words = source_.id.empty() ? "?" : source_.id;
  source_.name = read_words("name", {words, words});
  source_.attribution =
      read_words("attribution", {"Källa: " + source_.name.sv, "Source: " + source_.name.en});
  read_privacy(root_, source_);
  read_pull(root_, source_);
  read_checks();
  read_dedupe();
  if (named_) check_mapping(root_, source_);
  root_.done();
  return std::move(source_);
}

void SourceReader::missing_table(std::string_view name) {
  faults_.others.push_back({0,
                            0,
                            {fmt::format("Tabellen [{}] saknas.", name),
                             fmt::format("The table [{}] is missing.", name)}});
}

void SourceReader::read_identity() {
  auto table = root_.table("mapping");
  if (!table) {
    named_ = false;
    if (!root_.has("mapping")) missing_table("mapping");
    return;
  }
  source_.id = table->text("id", true);
  if (!source_.id.empty() && !is_id(source_.id)) {
    table->fail("id", "små bokstäver, siffror och bindestreck, högst 64.",
                "lower-case letters, digits and hyphens, at most 64.");
  }
  if (const auto version = table->integer("version", 1, kMostVersions)) {
    source_.version = static_cast<int>(*version);
  } else if (!table->has("version")) {
    table->fail("version", "ett heltal från 1.", "a whole number from 1.");
  }
  const auto target = target_named(table->text("target", true));
  named_ = target.has_value();
  if (!target) {
    std::vector<std::string_view> names;
    for (const Target one : all_targets()) names.push_back(name_of(one));
    table->fail("target", fmt::format("skriv något av {}.", fmt::join(names, ", ")),
                fmt::format("write one of {}.", fmt::join(names, ", ")));
  }
  source_.target = target.value_or(Target::kKeyFigureValue);
  source_.owner = table->text("owner", named_ && is_published(source_.target));
  if (source_.owner.empty()) source_.owner = defaults_.owner;
  if (!is_owner(source_.owner)) {
    table->fail("owner", "00 för nationella data, annars länskoden.",
                "00 for national data, else the county code.");
  }
  source_.series = table->text("series");
  const bool known =
      source_.series == "kolada" || source_.series == "printed" || source_.series == "own";
  if (named_ && source_.target == Target::kKeyFigureValue && !known) {
    table->fail("series", "kolada, printed eller own.", "kolada, printed or own.");
  } else if (named_ && source_.target != Target::kKeyFigureValue && !source_.series.empty()) {
    table->fail("series", "bara för keyFigureValue.", "for keyFigureValue only.");
  }
  table->done();
}

void SourceReader::read_delivery() {
  auto table = root_.table("source");
  source_.on_bad_row = sets_rows_aside(source_.target) ? OnBadRow::kQuarantine : OnBadRow::kReject;
  read_mapping_tables(root_, table, source_);
  if (!table) {
    if (source_.mapping) source_.formats = {Format::kMapped};
    return;
  }
  const auto on_bad_row = table->text("on_bad_row");
  if (table->has("on_bad_row") && on_bad_row != "reject" && on_bad_row != "quarantine") {
    table->fail("on_bad_row", "onBadRow är reject eller quarantine.",
                "onBadRow is reject or quarantine.");
  } else if (!on_bad_row.empty()) {
    source_.on_bad_row = on_bad_row == "reject" ? OnBadRow::kReject : OnBadRow::kQuarantine;
  }
  read_formats(*table);
  static_cast<void>(table->choice("kind", {"file", "http", "api"}));
  source_.glob = table->text("glob");
  if (source_.glob.find('/') != std::string::npos) {
    table->fail("glob", "ett filnamn utan mapp, t.ex. drivmedel_*.csv.",
                "a file name without folder, e.g. fuel_*.csv.");
  }
  auto settle = table->integer("settle_s", 0, 86'400);
  if (!settle) settle = table->integer("settle_seconds", 0, 86'400);
  if (settle) source_.settle_seconds = static_cast<int>(*settle);
  source_.schedule = table->text("schedule");
  const auto spaces = std::count(source_.schedule.begin(), source_.schedule.end(), ' ');
  if (!source_.schedule.empty() && spaces != 4) {
    table->fail("schedule", "fem fält som i cron, t.ex. \"0 3 * * *\".",
                "five fields as in cron, e.g. \"0 3 * * *\".");
  }
  if (const auto days = table->integer("expected_every_days", 1, 1000)) {
    source_.expected_every_days = static_cast<int>(*days);
  }
  table->done();
}

void SourceReader::read_formats(TomlReader& table) {
  if (source_.mapping) source_.formats = {Format::kMapped};
  if (!table.has("formats")) return;
  const auto names = table.texts("formats");
  source_.formats.clear();
  for (const auto& name : names) {
    if (name == "canonical") source_.formats.push_back(Format::kCanonical);
    if (name == "koladaJson") source_.formats.push_back(Format::kKoladaJson);
    if (name == "jsonStat") source_.formats.push_back(Format::kJsonStat);
    if (name == "mapped" && source_.mapping) source_.formats.push_back(Format::kMapped);
  }
  if (names.empty() || source_.formats.size() != names.size()) {
    table.fail(
        "formats",
        "en lista av canonical, koladaJson, jsonStat och, om det finns [[field]], mapped.",
        "a list of canonical, koladaJson, jsonStat and, where there are [[field]]s, mapped.");
  }
  if (source_.takes(Format::kKoladaJson) && source_.target != Target::kKeyFigureValue) {
    table.fail("formats", "koladaJson ger bara keyFigureValue.",
               "koladaJson gives keyFigureValue only.");
  }
  if (source_.takes(Format::kJsonStat) && source_.target != Target::kPopulation) {
    table.fail("formats", "jsonStat ger bara population.", "jsonStat gives population only.");
  }
}

void SourceReader::read_lookups() {
  auto table = root_.table("lookup");
  if (!table) return;
  for (const auto& [name, node] : table->raw()) {
    const std::string key(name.str());
    auto entries = table->table(key);
    if (!entries) continue;
    Lookup& lookup = source_.lookups[key];
    for (const auto& [from, to] : entries->raw()) {
      const std::string written(from.str());
      const auto* value = entries->node(written);
      auto text = value->value_exact<std::string>();
      if (text && !text->empty()) {
        lookup[written] = *text;
      } else {
        static_cast<void>(entries->text(written, true));
      }
    }
  }
}

void SourceReader::read_checks() {
  const std::vector<std::string> known(kChecks.begin(), kChecks.end());
  for (auto& table : root_.tables("check")) {
    CheckRule rule;
    rule.line = table.line();
    rule.id = table.text("id", true);
    rule.severity = table.choice("severity", {"error", "hold", "warning", "off"});
    if (rule.severity.empty()) rule.severity = "warning";
    if (!rule.id.empty() && std::find(known.begin(), known.end(), rule.id) == known.end()) {
      const auto meant = nearest_word(rule.id, known);
      table.fail("id",
                 fmt::format("kontrollen ”{}” finns inte.{}", rule.id,
                             meant ? " Menades " + *meant + "?" : ""),
                 fmt::format("there is no check “{}”.{}", rule.id,
                             meant ? " Was " + *meant + " meant?" : ""));
    }
    for (const auto& [name, node] : table.raw()) {
      const std::string key(name.str());
      if (key == "id" || key == "severity") continue;
      if (node.is_number()) {
        rule.parameters[key] = node.value<double>().value_or(0.0);
      } else if (const auto text = node.value_exact<std::string>()) {
        rule.parameters[key] = *text;
      } else {
        table.fail(key, "ett tal eller text.", "a number or text.");
      }
    }
    source_.checks.push_back(std::move(rule));
  }
}

void SourceReader::read_dedupe() {
  auto table = root_.table("dedupe");
  if (!table) return;
  source_.dedupe_key = table->texts("key");
  const Schema& schema = schema_of(source_.target);
  for (std::size_t i = 0; named_ && i < source_.dedupe_key.size(); ++i) {
    const auto& field = source_.dedupe_key[i];
    const bool last = i + 1 == source_.dedupe_key.size();
    if (schema.index_of(field) || (field == "_occurrence" && last)) continue;
    table->fail("key",
                fmt::format("{} har inget fält ”{}” (_occurrence står sist).",
                            name_of(source_.target), field),
                fmt::format("{} has no field “{}” (_occurrence comes last).",
                            name_of(source_.target), field));
  }
  table->done();
}

Text SourceReader::read_words(std::string_view name, const Text& otherwise) {
  auto table = root_.table(name);
  if (!table) {
    const bool needed = named_ && is_published(source_.target);
    if (needed && !root_.has(name)) missing_table(name);
    return otherwise;
  }
  Text words{table->text("sv", true), table->text("en", true)};
  table->done();
  return words;
}

}  // namespace

std::span<const std::string_view> known_checks() { return kChecks; }

bool Source::takes(Format format) const {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

CheckedSource check_source(std::string_view text, const SourceDefaults& defaults) {
  try {
    const toml::table root = toml::parse(text);
    TomlFaults faults;
    Source source = SourceReader(root, defaults, faults).read();
    CheckedSource checked{std::move(source), std::move(faults.unknown_keys)};
    checked.faults.insert(checked.faults.end(), faults.others.begin(), faults.others.end());
    if (!checked.faults.empty()) checked.source.reset();
    return checked;
  } catch (const toml::parse_error& error) {
    const auto where = error.source().begin;
    return {std::nullopt,
            {{where.line,
              where.column,
              {fmt::format("Filen är inte giltig TOML: {}", error.description()),
               fmt::format("The file is not valid TOML: {}", error.description())}}}};
  }
}

std::variant<Source, SourceFault> parse_source(std::string_view text,
                                               const SourceDefaults& defaults) {
  auto checked = check_source(text, defaults);
  if (checked.source) return std::move(*checked.source);
  return checked.faults.front();
}

}  // namespace tertil::collectors
