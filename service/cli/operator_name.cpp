#include "service/cli/operator_name.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>

namespace tertil::cli {

std::string operator_name() {
  std::array<char, 4096> buffer{};
  passwd account{};
  passwd* found = nullptr;
  if (getpwuid_r(geteuid(), &account, buffer.data(), buffer.size(), &found) == 0 &&
      found != nullptr)
    return fmt::format("cli:{}", found->pw_name);
  return fmt::format("cli:{}", geteuid());
}

store::AuditEntry operator_entry(std::string_view action, std::string object, std::string note) {
  store::AuditEntry entry;
  entry.actor = operator_name();
  entry.role = "operator";
  entry.action = action;
  entry.object = std::move(object);
  entry.note = std::move(note);
  return entry;
}

void note_export(store::Engine& engine, std::string what) {
  const auto entry = operator_entry(store::audit::kExport, std::move(what));
  const auto noted = engine.write([&](store::Writer& writer) {
    writer.leave_published_alone();
    return store::append_audit(writer, entry);
  });
  static_cast<void>(noted);
}

}  // namespace tertil::cli
