#include "service/cli/chosen_plan.hpp"

namespace tertil::cli {

Result<Plan> chosen_plan(store::Reader& reader, const std::string& id) {
  auto plans = store::plans(reader);
  if (!plans) return tl::unexpected{plans.error()};
  for (auto plan = plans->rbegin(); plan != plans->rend(); ++plan)
    if (id.empty() || plan->plan.id == id) return std::move(plan->plan);
  std::string known;
  for (const auto& plan : *plans) known += (known.empty() ? "" : ", ") + plan.plan.id;
  return fail(ErrorCode::kInvalidInput,
              {"planen finns inte. Planer: " + known, "there is no such plan. Plans: " + known});
}

}  // namespace tertil::cli
