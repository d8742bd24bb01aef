#include "service/plans/plan_reading.hpp"

#include <nlohmann/json.hpp>

namespace tertil::plans {
namespace {

int year_in(const Members& members, const char* member) {
  const auto year = members.year(member);
  if (!year && members.find(member) == nullptr)
    members.fault(member, "missing-member", {"Ange ett år.", "Give a year."});
  return year.value_or(0);
}

}  // namespace

tl::expected<Plan, std::vector<ReadingFault>> read_plan(const nlohmann::json& body,
                                                        const Plan& before) {
  std::vector<ReadingFault> faults;
  const Members members{body, "", faults};
  Plan plan;
  plan.id = before.id;
  plan.owner = before.owner;
  plan.name = members.text("name", 500, true);
  plan.from = year_in(members, "from");
  plan.to = year_in(members, "to");
  plan.decided_by = members.text("decidedBy", 1'000);
  plan.reference = members.text("reference", 1'000);
  if (const auto source = members.object("source")) {
    plan.source.text = source->text("text", 10'000);
    plan.source.document = source->text("document", 1'000);
  }
  if (faults.empty() && plan.to < plan.from)
    members.fault("to", "out-of-range",
                  {"Slutet ligger före början.", "The end is before the start."});
  if (!faults.empty()) return tl::unexpected{std::move(faults)};
  return plan;
}

}  // namespace tertil::plans
