#include "service/cli/configuration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "service/cli/mail_keys.hpp"
#include "service/cli/nearest.hpp"
#include "service/cli/read_value.hpp"
#include "service/cli/sign_in_keys.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/cli/toml_file.hpp"

namespace tertil::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "TERTIL_";
constexpr std::string_view kDataVariable = "TERTIL_DATA";

/// Variables that begin like ours and are no keys: the data directory's short name, and what the
/// test suite is told by its own scripts.
constexpr std::array<std::string_view, 2> kOtherVariables{kDataVariable, "TERTIL_H1SPEC"};
constexpr std::string_view kTestVariables = "TERTIL_TEST_";

void take(const std::string& key_name, std::string_view text, const Origin& origin,
          const Environment& environment, Loaded& loaded) {
  const auto* key = find_key(key_name);
  if (key == nullptr) throw std::out_of_range{"no such key: " + key_name};
  auto value = read_text(*key, text);
  if (value) value = check_value(*key, *std::move(value), environment);
  if (value)
    loaded.configuration.set(key_name, *std::move(value), origin);
  else
    loaded.faults.push_back({origin, key_name, value.error()});
}

void read_files(const Sources& sources, Loaded& loaded) {
  const fs::path main = sources.file.value_or(sources.standard_file);
  std::error_code ignored;
  if (sources.file || fs::exists(main, ignored)) read_toml_file(main, sources.environment, loaded);
  std::vector<fs::path> parts;
  for (const auto& entry : fs::directory_iterator{main.parent_path() / "conf.d", ignored})
    if (entry.path().extension() == ".toml") parts.push_back(entry.path());
  std::ranges::sort(parts);
  for (const auto& part : parts) read_toml_file(part, sources.environment, loaded);
}

Text unknown_variable(const std::string& name) {
  std::vector<std::string> known{kOtherVariables.begin(), kOtherVariables.end()};
  for (const auto& key : all_keys()) known.push_back(environment_name(key.name));
  const auto meant = nearest(name, known);
  if (meant.empty())
    return {"okänd miljövariabel: ingen nyckel heter så",
            "unknown environment variable: no key has that name"};
  return {fmt::format("okänd miljövariabel; menade du {}?", meant),
          fmt::format("unknown environment variable; did you mean {}?", meant)};
}

void read_variables(const Environment& environment, Loaded& loaded) {
  if (const auto data = value_of(environment, kDataVariable); !data.empty())
    take("data.directory", data, {Origin::From::kEnvironment, std::string{kDataVariable}},
         environment, loaded);
  for (const auto& key : all_keys()) {
    const auto name = environment_name(key.name);
    if (const auto found = environment.find(name); found != environment.end())
      take(key.name, found->second, {Origin::From::kEnvironment, name}, environment, loaded);
  }
  for (const auto& [name, value] : environment) {
    const bool ours = name.starts_with(kPrefix) && !name.starts_with(kTestVariables);
    if (!ours || std::ranges::find(kOtherVariables, name) != kOtherVariables.end()) continue;
    const auto is_its = [&variable = name](const Key& key) {
      return environment_name(key.name) == variable;
    };
    if (std::ranges::none_of(all_keys(), is_its))
      loaded.warnings.push_back({{Origin::From::kEnvironment, name}, {}, unknown_variable(name)});
  }
}

/// The web pages: built beside the sources when run from build/<preset>, installed otherwise.
std::string find_web(const fs::path& program) {
  std::vector<fs::path> places{"/usr/share/tertil/web"};
  if (!program.empty()) {
    const auto root = program.parent_path().parent_path().parent_path();
    places.insert(places.begin(), root / "web" / "dist");
  }
  for (const auto& place : places) {
    std::error_code ignored;
    if (fs::exists(place / "index.html", ignored)) return place.string();
  }
  return {};
}

/// Fills in what nobody set and what follows from the rest.
void derive(const Sources& sources, Configuration& configuration) {
  if (configuration.text("data.store").empty())
    configuration.set("data.store",
                      "sqlite:" + (fs::path{configuration.text("data.directory")} / "tertil.db")
                                      .lexically_normal()
                                      .string(),
                      {Origin::From::kDefault, "data.directory"});
  if (configuration.text("server.web").empty())
    configuration.set("server.web", find_web(sources.program), {});
}

}  // namespace

Configuration::Configuration() {
  for (const auto& key : all_keys()) settings_.push_back({&key, key.standard, {}});
}

const Setting& Configuration::setting(std::string_view key) const {
  const auto found = std::ranges::find_if(
      settings_, [key](const Setting& setting) { return setting.key->name == key; });
  if (found == settings_.end()) throw std::out_of_range{"no such key: " + std::string{key}};
  return *found;
}

const std::string& Configuration::text(std::string_view key) const {
  return std::get<std::string>(setting(key).value);
}

std::int64_t Configuration::integer(std::string_view key) const {
  return std::get<std::int64_t>(setting(key).value);
}

const std::vector<std::string>& Configuration::texts(std::string_view key) const {
  return std::get<std::vector<std::string>>(setting(key).value);
}

const std::vector<Text>& Configuration::statements(std::string_view key) const {
  return std::get<std::vector<Text>>(setting(key).value);
}

const std::vector<access::GroupRole>& Configuration::roles(std::string_view key) const {
  return std::get<std::vector<access::GroupRole>>(setting(key).value);
}

void Configuration::set(std::string_view key, Value value, Origin origin) {
  const auto index = static_cast<std::size_t>(&setting(key) - settings_.data());
  settings_[index].value = std::move(value);
  settings_[index].origin = std::move(origin);
}

Loaded load_configuration(const Sources& sources) {
  Loaded loaded;
  read_files(sources, loaded);
  read_variables(sources.environment, loaded);
  for (const auto& flag : sources.flags)
    take(flag.key, flag.value, {Origin::From::kFlag, flag.name}, sources.environment, loaded);
  derive(sources, loaded.configuration);
  for (auto& fault : sign_in_faults(loaded.configuration))
    loaded.faults.push_back(std::move(fault));
  for (auto& fault : mail_faults(loaded.configuration)) loaded.faults.push_back(std::move(fault));
  return loaded;
}

std::string to_line(const Fault& fault, Language language) {
  auto place = printable(fault.origin.name);
  if (fault.origin.line > 0) place += fmt::format(":{}:{}", fault.origin.line, fault.origin.column);
  if (!fault.key.empty()) place += ": " + printable(fault.key);
  return fmt::format("{}: {}", place, fault.message.in(language));
}

std::string to_string(const Origin& origin, Language language) {
  switch (origin.from) {
    case Origin::From::kDefault: {
      const auto word = Text{"standard", "default"}.in(language);
      return origin.name.empty() ? word : fmt::format("{} ({})", word, origin.name);
    }
    case Origin::From::kFile: return fmt::format("{}:{}", printable(origin.name), origin.line);
    case Origin::From::kEnvironment:
    case Origin::From::kFlag: return origin.name;
  }
  return origin.name;
}

}  // namespace tertil::cli
