#include "service/cli/trial_account.hpp"

#include "service/access/made_password.hpp"
#include "service/access/role.hpp"
#include "service/cli/operator_name.hpp"
#include "service/store/audit.hpp"
#include "service/store/settings.hpp"
#include "service/store/users.hpp"

namespace tertil::cli {
namespace {

Result<bool> is_there(store::Engine& engine) {
  bool there = false;
  auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    const auto flag = store::setting(reader, store::kExampleData);
    if (!flag) return tl::unexpected{flag.error()};
    if (!flag->has_value())
      return fail(ErrorCode::kConflict, {"provkontot finns bara bland exempeldata",
                                         "the trial account is for example data alone"});
    const auto user = store::find_user(reader, kTrialAccount);
    if (!user) return tl::unexpected{user.error()};
    there = user->has_value() && !(*user)->removed_at;
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return there;
}

}  // namespace

Result<std::optional<std::string>> make_trial_account(store::Engine& engine,
                                                      access::PasswordCost cost) {
  const auto there = is_there(engine);
  if (!there) return tl::unexpected{there.error()};
  if (*there) return std::nullopt;
  auto password = access::make_password();
  const auto hash = access::Passwords{cost, 1}.hash(password);
  if (!hash) return tl::unexpected{hash.error()};
  store::User user;
  user.name = kTrialAccount;
  user.display_name = "Provkonto";
  user.role = access::to_string(access::Role::kCoordinator);
  user.password_hash = *hash;
  user.created_at = user.password_at = system_clock().now();
  const auto entry =
      operator_entry(store::audit::kUserAdd, "user/" + user.name, user.role + ", exempeldata");
  const auto added = engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto done = store::add_user(writer, user); !done) return done;
    return store::append_audit(writer, entry);
  });
  if (!added) return tl::unexpected{added.error()};
  return password;
}

}  // namespace tertil::cli
