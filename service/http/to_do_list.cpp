#include "service/http/to_do_list.hpp"

#include "service/http/own_unit.hpp"
#include "service/http/plan_content.hpp"
#include "service/store/plans.hpp"

namespace tertil::http {
namespace {

using plans::ToDo;

/// Whether the role can do anything about it: values are also the contributor's.
bool concerns(const Caller& caller, const ToDo& item) {
  const auto role = access::role_named(caller.role);
  if (!role) return false;
  if (item.kind == ToDo::Kind::kValueMissing &&
      access::reach_of(*role, access::Action::kImportSend) == access::Reach::kAll)
    return true;
  return access::reach_of(*role, access::Action::kPlanEdit) != access::Reach::kNone;
}

}  // namespace

Caller caller_for(const store::User& user) {
  return {.id = user.name,
          .role = user.role,
          .sources = {},
          .name = user.display_name,
          .kind = CallerKind::kPerson,
          .org_unit = user.org_unit};
}

Result<std::vector<ToDo>> to_do_for(store::Engine& engine, const figures::Published& published,
                                    Instant now, const Caller& caller) {
  std::vector<ToDo> items;
  const auto snapshot = published.current();
  const auto today = plans::day_of(now);
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto all = store::plans(reader);
    if (!all) return tl::unexpected{all.error()};
    for (auto& version : *all) {
      const auto content = plan_content(reader, std::move(version.plan));
      if (!content) return tl::unexpected{content.error()};
      for (auto& item : plans::to_do_in(*content, *snapshot, today))
        if (concerns(caller, item)) items.push_back(std::move(item));
    }
    plans::put_in_order(items, [&](const ToDo& item) {
      return is_own(reader, caller, item.org_unit).value_or(false);
    });
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return items;
}

}  // namespace tertil::http
