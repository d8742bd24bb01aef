#include "service/http/own_unit.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "service/plans/item_reading.hpp"
#include "service/store/plan_items.hpp"

namespace tertil::http {
namespace {

constexpr int kDeepest = 20;  // a unit that is below itself ends the walk too

}  // namespace

Result<bool> is_own(store::Reader& reader, const Caller& caller, std::string_view unit) {
  if (caller.org_unit.empty() || unit.empty()) return false;
  if (caller.org_unit == unit) return true;
  const auto units = store::plan_items(reader, {}, PlanItemKind::kOrgUnit);
  if (!units) return tl::unexpected{units.error()};
  struct Unit {
    std::string code;
    std::string parent;
  };
  std::map<std::string, Unit> by_id;
  std::string id;
  for (const auto& item : *units) {
    const auto content = nlohmann::json::parse(item.content);
    const auto& parent = content.at("parent");
    by_id[item.id] = {content.at("code").get<std::string>(),
                      parent.is_string() ? parent.get<std::string>() : std::string{}};
    if (by_id[item.id].code == unit) id = item.id;
  }
  for (int depth = 0; depth < kDeepest && by_id.contains(id); ++depth) {
    if (by_id[id].code == caller.org_unit) return true;
    id = by_id[id].parent;
  }
  return false;
}

Result<void> may_edit(store::Reader& reader, const Caller& caller, access::Action action,
                      std::string_view unit) {
  const auto role = access::role_named(caller.role);
  if (role && access::may(*role, action, false)) return {};
  if (role && access::may(*role, action, true)) {
    const auto own = is_own(reader, caller, unit);
    if (!own) return tl::unexpected{own.error()};
    if (*own) return {};
    return fail(ErrorCode::kForbidden,
                {"Du får bara ändra det som hör till din egen förvaltning.",
                 "You may only change what belongs to your own administration."});
  }
  return fail(ErrorCode::kForbidden, {"Rollen får inte göra detta.", "The role may not do this."});
}

tl::unexpected<Fault> denied(const Backend& backend, const Caller& caller, const Request& request,
                             const Error& error) {
  if (error.code == ErrorCode::kForbidden)
    note_denial(backend, caller, fmt::format("{} {}", name_of(request.method), request.path), {},
                request);
  return failed(error);
}

}  // namespace tertil::http
