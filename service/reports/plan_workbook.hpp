/// @file service/reports/plan_workbook.hpp
/// @brief A whole plan as a workbook that can be filled in and read back (plan_import.hpp).
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "service/reports/plan_sheets.hpp"
#include "service/store/plan_items.hpp"

namespace tertil::reports {

/// A plan with all that belongs to it.
struct PlanBook {
  store::PlanVersion plan;
  std::vector<store::PlanItemVersion> items;
  std::vector<store::MeasureVersion> measures;
};

/// As it holds now, or held; kNotFound if there is no such plan.
[[nodiscard]] Result<PlanBook> read_plan_book(store::Reader& reader, std::string_view plan,
                                              std::optional<Instant> as_of = std::nullopt);

/// One row of the workbook: the plan, one of its measures or another part.
struct PlanPart {
  std::string id;
  std::int64_t version{0};
  nlohmann::json content;
  bool example{false};
};

/// The rows of a sheet.
[[nodiscard]] std::vector<PlanPart> parts_in(const PlanBook& book, const PlanSheet& sheet);

/// The bytes of an .xlsx file with the sheets of plan_sheets.hpp and one that explains them. Text
/// is always text, never a formula or link. Equal plans give equal bytes. Blocks (a temporary
/// file): call from the pool.
[[nodiscard]] Result<std::string> write_plan_workbook(const PlanBook& book, Language language);

}  // namespace tertil::reports
