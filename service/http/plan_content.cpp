#include "service/http/plan_content.hpp"

#include <utility>

namespace tertil::http {

Result<plans::PlanContent> plan_content(store::Reader& reader, Plan plan,
                                        std::optional<Instant> as_of) {
  plans::PlanContent content;
  auto items = store::plan_items(reader, plan.id, std::nullopt, as_of);
  if (!items) return tl::unexpected{items.error()};
  content.items = std::move(*items);
  auto measures = store::measures(reader, plan.id, as_of);
  if (!measures) return tl::unexpected{measures.error()};
  content.measures = std::move(*measures);
  content.plan = std::move(plan);
  return content;
}

}  // namespace tertil::http
