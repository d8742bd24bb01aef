#include "service/store/table_order.hpp"

#include <algorithm>
#include <set>

namespace tertil::store {

Result<std::vector<Table>> parents_first(std::vector<Table> tables) {
  std::vector<Table> ordered;
  std::set<std::string> there;
  while (!tables.empty()) {
    const auto next = std::ranges::find_if(tables, [&](const Table& table) {
      return std::ranges::all_of(table.parents, [&](const std::string& parent) {
        return parent == table.name || there.contains(parent);
      });
    });
    if (next == tables.end()) {
      return fail(ErrorCode::kInternal,
                  {"Programmets databasschema är felaktigt.", "The program's schema is wrong."},
                  "store: tables that refer to each other");
    }
    there.insert(next->name);
    ordered.push_back(std::move(*next));
    tables.erase(next);
  }
  return ordered;
}

}  // namespace tertil::store
