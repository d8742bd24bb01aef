#include "service/cli/environment.hpp"

#include <unistd.h>

namespace tertil::cli {
namespace {

Language language_of_locale(std::string_view locale) {
  const auto name = locale.substr(0, locale.find_first_of("_.@-"));
  const bool none = name.empty() || name == "C" || name == "POSIX";
  return none || name == "sv" ? Language::kSwedish : Language::kEnglish;
}

}  // namespace

Environment read_environment() {
  Environment result;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view line{*entry};
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    result.emplace(line.substr(0, equals), line.substr(equals + 1));
  }
  return result;
}

std::string_view value_of(const Environment& environment, std::string_view name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string_view{} : std::string_view{found->second};
}

Language choose_language(std::span<const std::string> arguments, const Environment& environment) {
  constexpr std::string_view kOption = "--lang";
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == kOption && i + 1 < arguments.size())
      return language_of_locale(arguments[i + 1]);
    if (argument.starts_with("--lang=")) return language_of_locale(argument.substr(7));
  }
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const auto locale = value_of(environment, name); !locale.empty())
      return language_of_locale(locale);
  return Language::kSwedish;
}

}  // namespace tertil::cli
