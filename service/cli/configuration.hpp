/// @file service/cli/configuration.hpp
/// @brief The configuration in force: where each value came from, and everything wrong with it.
///
/// Later beats earlier: the defaults of keys.hpp, then tertil.toml, then conf.d/*.toml beside it
/// in the order of their names, then the environment, then the command line. Every fault is
/// collected, so that one run of `config check` shows them all; a faulty value changes nothing.
#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/cli/environment.hpp"
#include "service/cli/keys.hpp"

namespace tertil::cli {

/// Where a value came from.
struct Origin {
  enum class From { kDefault, kFile, kEnvironment, kFlag };
  From from{From::kDefault};
  std::string name;  ///< The file, the variable or the flag; for a default, what it follows from.
  int line{0};       ///< From 1; 0 outside files.
  int column{0};     ///< From 1, in characters; 0 outside files.
};

/// One value in force.
struct Setting {
  const Key* key{nullptr};  ///< Never null.
  Value value;
  Origin origin;
};

/// Something that is wrong, for a person to mend.
struct Fault {
  Origin origin;
  std::string key;  ///< Empty if the fault is not about one key, e.g. a file that is not TOML.
  Text message;     ///< What was expected, what was found, and what it may have meant.
};

/// All settings. A name that is not in the table is a mistake of the caller's.
class Configuration {
 public:
  Configuration();  ///< The defaults.

  /// @throws std::out_of_range if there is no such key, std::bad_variant_access if it is of
  /// another kind.
  [[nodiscard]] const std::string& text(std::string_view key) const;
  [[nodiscard]] std::int64_t integer(std::string_view key) const;
  [[nodiscard]] const std::vector<std::string>& texts(std::string_view key) const;
  [[nodiscard]] const std::vector<Text>& statements(std::string_view key) const;
  [[nodiscard]] const std::vector<access::GroupRole>& roles(std::string_view key) const;
  [[nodiscard]] const Setting& setting(std::string_view key) const;
  /// In the table's order.
  [[nodiscard]] const std::vector<Setting>& settings() const { return settings_; }

  void set(std::string_view key, Value value, Origin origin);

 private:
  std::vector<Setting> settings_;
};

/// A flag that was given: which key it sets, how it was written, and its value.
struct Flag {
  std::string key;   ///< "server.listen"
  std::string name;  ///< "--listen"
  std::string value;
};

/// Everything a configuration is made from.
struct Sources {
  std::optional<std::filesystem::path> file{};  ///< By --config; it must then exist.
  Environment environment{};
  std::vector<Flag> flags{};
  std::filesystem::path standard_file{"/etc/tertil/tertil.toml"};  ///< Read if it exists.
  std::filesystem::path program{};  ///< This executable, to find the web pages beside it.
};

/// What came of reading them.
struct Loaded {
  Configuration configuration;
  std::vector<Fault> faults;    ///< Any of them keeps the program from starting.
  std::vector<Fault> warnings;  ///< Wrong enough for `config check` to fail, not to stop serving.
  std::vector<std::string> files;  ///< Read, in order.
};

/// Reads the sources and fills in what follows from other values (the store's address, the web
/// folder). Looks at files but changes nothing and opens no store.
[[nodiscard]] Loaded load_configuration(const Sources& sources);

/// "tertil.toml:3:10: server.listen: expected …": one line, ready for standard error.
[[nodiscard]] std::string to_line(const Fault& fault, Language language);

/// "/etc/tertil/tertil.toml:3", "TERTIL_LOG__LEVEL", "--listen" or "standard".
[[nodiscard]] std::string to_string(const Origin& origin, Language language);

}  // namespace tertil::cli
