#include "service/store/last_backup.hpp"

#include <charconv>
#include <string>

#include "service/store/settings.hpp"

namespace tertil::store {
namespace {

constexpr std::string_view kName = "last-backup";  // "2026-11-22T13:08:00Z 41943040"

}  // namespace

Result<std::optional<LastBackup>> last_backup(Reader& reader) {
  const auto text = setting(reader, kName);
  if (!text) return tl::unexpected{text.error()};
  if (!*text) return std::optional<LastBackup>{};
  const std::string_view value{**text};
  const auto space = value.find(' ');
  const auto at = parse_rfc3339(value.substr(0, space));
  LastBackup backup;
  if (!at || space == std::string_view::npos ||
      std::from_chars(value.data() + space + 1, value.data() + value.size(), backup.bytes).ec !=
          std::errc{})
    return fail(ErrorCode::kCorrupt, {"Tiden för säkerhetskopian kan inte läsas.",
                                      "The time of the backup cannot be read."});
  backup.at = *at;
  return std::optional{backup};
}

Result<void> put_last_backup(Writer& writer, const LastBackup& backup) {
  writer.leave_published_alone();
  return put_setting(writer, kName, to_rfc3339(backup.at) + ' ' + std::to_string(backup.bytes));
}

}  // namespace tertil::store
