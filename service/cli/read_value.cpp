#include "service/cli/read_value.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "service/cli/toml_file.hpp"

namespace tertil::cli {
namespace {

constexpr std::size_t kShownBytes = 60;

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool has_control_characters(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(kBlanks) - first + 1)};
}

std::vector<std::string> parted_by_commas(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (auto part = trimmed(text.substr(0, comma)); !part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return parts;
}

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = whole_number<int>(text.substr(0, 4));
  const auto month = whole_number<unsigned>(text.substr(5, 2));
  const auto day = whole_number<unsigned>(text.substr(8, 2));
  return year && month && day &&
         std::chrono::year_month_day{std::chrono::year{*year}, std::chrono::month{*month},
                                     std::chrono::day{*day}}
             .ok();
}

bool is_url(std::string_view text) {
  const bool begins = text.starts_with("https://") || text.starts_with("http://") ||
                      (text.starts_with('/') && !text.starts_with("//"));
  return begins && text.find_first_of(" \"<>") == std::string_view::npos;
}

bool is_store(std::string_view text) {
  if (text.empty()) return true;
  if (text.starts_with("sqlite:")) return text.size() > 7;
  for (const std::string_view scheme : {"postgresql://", "postgres://"}) {
    if (!text.starts_with(scheme)) continue;
    const auto authority =
        text.substr(scheme.size(), text.find('/', scheme.size()) - scheme.size());
    const auto user = authority.substr(0, std::min(authority.find('@'), authority.size()));
    const bool has_password = user.size() < authority.size() && user.find(':') != user.npos;
    return !authority.empty() && !has_password && text.find("password=") == text.npos;
  }
  return false;
}

/// Empty if the file may be used as a secret, else why not.
std::optional<Text> unsafe_secret(const std::filesystem::path& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0)
    return Text{fmt::format("filen {} finns inte", path.string()),
                fmt::format("the file {} does not exist", path.string())};
  if (!S_ISREG(status.st_mode))
    return Text{fmt::format("{} är ingen vanlig fil", path.string()),
                fmt::format("{} is no regular file", path.string())};
  if ((status.st_mode & S_IRWXO) != 0)
    return Text{
        fmt::format("filen {} kan läsas av alla; kör: chmod 600 {}", path.string(), path.string()),
        fmt::format("the file {} can be read by everybody; run: chmod 600 {}", path.string(),
                    path.string())};
  return std::nullopt;
}

/// True if the text has the form its kind asks for; folders and secrets are looked at elsewhere.
bool has_form(const Key& key, const std::string& text) {
  switch (key.kind) {
    case Kind::kChoice: return std::ranges::find(key.choices, text) != key.choices.end();
    case Kind::kAddress:
      return parse_address(text).has_value() || (text.empty() && key.name != "server.listen");
    case Kind::kStore: return is_store(text);
    case Kind::kUrl:
      return is_url(text) || (text.empty() && std::get<std::string>(key.standard).empty());
    case Kind::kDate: return is_date(text);
    case Kind::kDirectory: {
      std::error_code ignored;
      return text.empty() || std::filesystem::is_directory(text, ignored);
    }
    case Kind::kNewDirectory: {
      std::error_code ignored;
      if (text.empty()) return std::get<std::string>(key.standard).empty();
      return !std::filesystem::exists(text, ignored) ||
             std::filesystem::is_directory(text, ignored);
    }
    case Kind::kText:
    case Kind::kSecretFile:
    case Kind::kInteger:
    case Kind::kBoolean:
    case Kind::kTexts:
    case Kind::kRoles:
    case Kind::kStatements: return true;
  }
  return true;
}

struct Check {
  const Key& key;
  const Environment& environment;

  std::optional<Text> operator()(bool) const { return std::nullopt; }
  std::optional<Text> operator()(std::int64_t value) const {
    if (value >= key.minimum && value <= key.maximum) return std::nullopt;
    return expected_but_found(key, std::to_string(value));
  }
  std::optional<Text> operator()(const std::string& value) const {
    if (has_control_characters(value) || !has_form(key, value))
      return expected_but_found(key, value);
    if (key.kind == Kind::kSecretFile && !value.empty())
      return unsafe_secret(secret_path(value, environment));
    return std::nullopt;
  }
  std::optional<Text> operator()(const std::vector<std::string>& values) const {
    for (const auto& value : values)
      if (value.empty() || has_control_characters(value)) return expected_but_found(key, value);
    return std::nullopt;
  }
  std::optional<Text> operator()(const std::vector<access::GroupRole>& lines) const {
    for (const auto& line : lines)
      if (has_control_characters(line.group) || has_control_characters(line.org_unit))
        return expected_but_found(key, line.group);
    return std::nullopt;
  }
  std::optional<Text> operator()(const std::vector<Text>& values) const {
    for (const auto& value : values)
      if (value.sv.empty() || value.en.empty())
        return expected_but_found(key, value.sv.empty() ? value.en : value.sv);
    return std::nullopt;
  }
};

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || text.size() - colon > 6) return std::nullopt;
  const auto port = whole_number<std::uint16_t>(text.substr(colon + 1));
  if (!port) return std::nullopt;
  std::string host{text.substr(0, colon)};
  std::array<unsigned char, sizeof(in6_addr)> ignored{};
  if (host.starts_with('[') && host.ends_with(']')) {
    host = host.substr(1, host.size() - 2);
    if (inet_pton(AF_INET6, host.c_str(), ignored.data()) != 1) return std::nullopt;
  } else if (inet_pton(AF_INET, host.c_str(), ignored.data()) != 1) {
    return std::nullopt;
  }
  return Address{std::move(host), *port};
}

ReadValue read_text(const Key& key, std::string_view text) {
  switch (key.kind) {
    case Kind::kInteger:
      if (const auto value = whole_number<std::int64_t>(text)) return Value{*value};
      return tl::unexpected{expected_but_found(key, text)};
    case Kind::kBoolean:
      if (text == "true" || text == "false") return Value{text == "true"};
      return tl::unexpected{expected_but_found(key, text)};
    case Kind::kTexts: return Value{parted_by_commas(text)};
    case Kind::kRoles:
    case Kind::kStatements: return read_toml_value(key, text);
    case Kind::kText:
    case Kind::kChoice:
    case Kind::kAddress:
    case Kind::kDirectory:
    case Kind::kNewDirectory:
    case Kind::kStore:
    case Kind::kUrl:
    case Kind::kDate:
    case Kind::kSecretFile: return Value{std::string{text}};
  }
  return tl::unexpected{expected_but_found(key, text)};
}

ReadValue check_value(const Key& key, Value value, const Environment& environment) {
  if (auto fault = std::visit(Check{key, environment}, value))
    return tl::unexpected{*std::move(fault)};
  return value;
}

std::filesystem::path secret_path(std::string_view name, const Environment& environment) {
  const auto credentials = value_of(environment, "CREDENTIALS_DIRECTORY");
  if (name.find('/') != std::string_view::npos || credentials.empty()) return name;
  return std::filesystem::path{credentials} / name;
}

Text expected_but_found(const Key& key, std::string_view found) {
  // A value meant for an address may hold a password: it is not repeated.
  std::string shown{key.kind == Kind::kStore ? found.substr(0, found.find(':')) : found};
  if (shown.size() < found.size()) shown += ":…";
  for (char& c : shown)
    if (has_control_characters({&c, 1})) c = '?';
  if (shown.size() > kShownBytes) {
    auto end = kShownBytes;
    while (end > 0 && (static_cast<unsigned char>(shown[end]) & 0xC0U) == 0x80U) --end;
    shown = shown.substr(0, end) + "…";
  }
  const auto expected = expected_of(key);
  return {fmt::format("väntade {}, fann ”{}”", expected.sv, shown),
          fmt::format("expected {}, found \"{}\"", expected.en, shown)};
}

}  // namespace tertil::cli
