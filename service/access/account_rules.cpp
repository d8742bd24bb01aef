#include "service/access/account_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "service/access/role.hpp"
#include "service/store/plan_items.hpp"

namespace tertil::access {

Result<void> check_org_unit(store::Reader& reader, std::string_view code) {
  if (code.empty()) return {};
  const auto units = store::plan_items(reader, {}, PlanItemKind::kOrgUnit);
  if (!units) return tl::unexpected{units.error()};
  std::vector<std::string> codes;
  for (const auto& unit : *units)
    codes.push_back(nlohmann::json::parse(unit.content).at("code").get<std::string>());
  if (codes.empty() || std::ranges::find(codes, code) != codes.end()) return {};
  return fail(ErrorCode::kInvalidInput,
              {fmt::format("Förvaltningen finns inte. Välj någon av {}.", fmt::join(codes, ", ")),
               fmt::format("There is no such unit. Choose one of {}.", fmt::join(codes, ", "))});
}

Result<void> check_admin_stays(store::Reader& reader, std::string_view actor,
                               const store::User& account) {
  const auto admin = to_string(Role::kAdmin);
  if (account.role != admin || account.removed_at) return {};
  if (account.name == actor)
    return fail(ErrorCode::kRefused, {"Du kan inte ta ifrån dig själv rätten att administrera. Be "
                                      "en annan administratör.",
                                      "You cannot take the right to administer from yourself. Ask "
                                      "another administrator."});
  const auto all = store::users(reader);
  if (!all) return tl::unexpected{all.error()};
  if (std::ranges::count(*all, admin, &store::User::role) > 1) return {};
  return fail(ErrorCode::kRefused,
              {"Det är det sista kontot som får administrera. Ge först ett annat den rollen.",
               "It is the last account that may administer. Give another the role first."});
}

}  // namespace tertil::access
