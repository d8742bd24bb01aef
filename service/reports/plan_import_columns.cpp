#include "service/reports/plan_import_columns.hpp"

#include <algorithm>
#include <set>

namespace tertil::reports {
namespace {

constexpr std::size_t kLongestId = 100;

bool is_named(std::string_view name, const Text& text) {
  return name == text.sv || name == text.en;
}

}  // namespace

BoundSheet bound_to(const std::vector<WorkbookSheet>& sheets, const Text& title,
                    const std::vector<SheetColumn>& columns, bool detail,
                    std::vector<PlanImportFault>& faults) {
  BoundSheet bound;
  for (const auto& raw : sheets)
    if (is_named(raw.name, title)) bound.sheet = &raw;
  if (bound.sheet == nullptr) return bound;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < bound.sheet->headings.size(); ++i) {
    const auto& heading = bound.sheet->headings[i];
    if (heading.empty()) continue;
    if (!seen.insert(heading).second)
      faults.push_back({bound.sheet->name,
                        1,
                        heading,
                        "repeated",
                        heading,
                        {"Rubriken står två gånger.", "The heading stands twice."}});
    const auto column = std::ranges::find_if(
        columns, [&](const SheetColumn& one) { return is_named(heading, one.header); });
    if (is_named(heading, id_header()))
      bound.id = i;
    else if (!detail && is_named(heading, version_header()))
      bound.version = i;
    else if (column != columns.end())
      bound.columns.emplace_back(&*column, i);
    else if (detail || !is_named(heading, example_header()))
      faults.push_back({bound.sheet->name,
                        1,
                        heading,
                        "unknown-column",
                        heading,
                        {"Bladet har ingen sådan kolumn.", "The sheet has no such column."}});
  }
  const bool whole = bound.id && (detail || bound.version);
  if (!whole) {
    faults.push_back({bound.sheet->name,
                      1,
                      {},
                      "missing-column",
                      {},
                      detail ? Text{"Kolumnen Id ska finnas.", "The column Id must be there."}
                             : Text{"Kolumnerna Id och Version ska finnas.",
                                    "The columns Id and Version must be there."}});
    bound.sheet = nullptr;
  }
  return bound;
}

void refuse_unknown_sheets(const std::vector<WorkbookSheet>& sheets,
                           std::vector<PlanImportFault>& faults) {
  for (const auto& raw : sheets) {
    bool known = is_named(raw.name, notes_title());
    for (const auto& sheet : plan_sheets()) {
      known = known || is_named(raw.name, sheet.title);
      for (const auto& detail : sheet.details) known = known || is_named(raw.name, detail.title);
    }
    if (!known)
      faults.push_back(
          {raw.name,
           0,
           {},
           "unknown-sheet",
           raw.name,
           {"Det finns inget sådant blad i en plan. Byt namn på det eller ta bort det.",
            "A plan has no such sheet. Rename it or remove it."}});
  }
}

bool is_part_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongestId && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
  });
}

std::string heading_of(const BoundSheet& bound, const SheetColumn& column) {
  for (const auto& [one, index] : bound.columns)
    if (one == &column) return bound.sheet->headings[index];
  return column.header.sv;
}

}  // namespace tertil::reports
