#include "service/store/postgresql/citus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tertil::store::postgresql {
namespace {

/// Tables with an owner that are no activity: what is published of it, and plans.
constexpr std::array<std::string_view, 5> kNotActivity{"observation", "plan", "population",
                                                       "review", "target"};
/// Tables that every node has although no foreign key says so.
constexpr std::array<std::string_view, 2> kReferenceData{"key_figure", "region"};

template <class Range>
bool holds(const Range& names, std::string_view name) {
  return std::ranges::find(names, name) != std::ranges::end(names);
}

std::string in_quotes(std::string_view name) { return fmt::format("\"{}\"", name); }

std::string list_of(std::span<const std::string> columns) {
  std::string text;
  for (const auto& column : columns) text += (text.empty() ? "" : ", ") + in_quotes(column);
  return text;
}

bool is_tied(const SchemaTable& table, const SchemaTable& to) {
  return std::ranges::any_of(table.foreign_keys, [&](const ForeignKey& key) {
    return key.parent == to.name && table.name != to.name;
  });
}

/// Plans what is done to tables that Citus does not have yet.
class Planning {
 public:
  explicit Planning(std::span<const SchemaTable> tables)
      : tables_{tables}, places_{placements(tables)} {}

  Result<Distribution> run() {
    each_moving_key([&](const SchemaTable& table, const ForeignKey& key, Placement, Placement) {
      say("ALTER TABLE {} DROP CONSTRAINT {}", in_quotes(table.name), in_quotes(key.name));
    });
    for (std::size_t i = 0; i < tables_.size(); ++i)
      if (!tables_[i].placed && places_[i] == Placement::kByOwner)
        if (auto widened = widen_keys(tables_[i]); !widened) return tl::unexpected{widened.error()};
    for (std::size_t i = 0; i < tables_.size(); ++i)
      if (!tables_[i].placed && places_[i] == Placement::kEveryNode) replicate(tables_[i]);
    for (std::size_t i = 0; i < tables_.size(); ++i)
      if (!tables_[i].placed && places_[i] == Placement::kByOwner) distribute(tables_[i]);
    each_moving_key(
        [&](const SchemaTable& table, const ForeignKey& key, Placement from, Placement to) {
          if (from == Placement::kEveryNode && to == Placement::kByOwner) return;
          say("ALTER TABLE {} ADD CONSTRAINT {} {}", in_quotes(table.name), in_quotes(key.name),
              to == Placement::kByOwner ? with_owner(key) : key.definition);
        });
    return std::move(plan_);
  }

 private:
  template <class... Parts>
  void say(fmt::format_string<Parts...> form, Parts&&... parts) {
    plan_.statements.push_back(fmt::format(form, std::forward<Parts>(parts)...));
  }

  /// Visits the foreign keys that cannot stand while a table at one of their ends is moved.
  template <class Visit>
  void each_moving_key(const Visit& visit) const {
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (places_[i] == Placement::kCoordinator) continue;
      for (const auto& key : tables_[i].foreign_keys) {
        const auto parent = std::ranges::find(tables_, key.parent, &SchemaTable::name);
        if (parent == tables_.end() || (tables_[i].placed && parent->placed)) continue;
        visit(tables_[i], key, places_[i],
              places_[static_cast<std::size_t>(parent - tables_.begin())]);
      }
    }
  }

  Result<void> widen_keys(const SchemaTable& table) {
    for (const auto& key : table.unique_keys) {
      if (holds(key.columns, kOwner)) continue;
      if (!key.primary)
        return fail(ErrorCode::kInternal,
                    {"Programmets databasschema kan inte delas upp av Citus.",
                     "The program's schema cannot be distributed by Citus."},
                    "store/citus: " + key.name + " lacks the owner");
      auto columns = key.columns;
      columns.emplace_back(kOwner);
      say("ALTER TABLE {} DROP CONSTRAINT {}", in_quotes(table.name), in_quotes(key.name));
      say("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY ({})", in_quotes(table.name),
          in_quotes(key.name), list_of(columns));
    }
    return {};
  }

  void replicate(const SchemaTable& table) {
    plan_.every_node.push_back(table.name);
    say("SELECT create_reference_table('{}')", in_quotes(table.name));
  }

  void distribute(const SchemaTable& table) {
    plan_.by_owner.push_back(table.name);
    say("SELECT create_distributed_table('{}', '{}', colocate_with => '{}')", in_quotes(table.name),
        kOwner, group_of(table));
  }

  /// The table whose group this one joins: one that has been placed, else the first of all.
  std::string group_of(const SchemaTable& table) const {
    std::string first;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      if (places_[i] != Placement::kByOwner) continue;
      if (tables_[i].placed) return in_quotes(tables_[i].name);
      if (first.empty()) first = tables_[i].name;
    }
    return first == table.name ? "none" : in_quotes(first);
  }

  /// Citus wants the owner at the same place of both column lists.
  static std::string with_owner(const ForeignKey& key) {
    if (holds(key.columns, kOwner)) return key.definition;
    return fmt::format("FOREIGN KEY ({}, {}) REFERENCES {} ({}, {}){}", list_of(key.columns),
                       in_quotes(kOwner), in_quotes(key.parent), list_of(key.parent_columns),
                       in_quotes(kOwner), key.deferred ? " DEFERRABLE INITIALLY DEFERRED" : "");
  }

  std::span<const SchemaTable> tables_;
  std::vector<Placement> places_;
  Distribution plan_;
};

}  // namespace

std::vector<Placement> placements(std::span<const SchemaTable> tables) {
  std::vector<Placement> places(tables.size(), Placement::kCoordinator);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    if (holds(tables[i].columns, kOwner) && !holds(kNotActivity, tables[i].name))
      places[i] = Placement::kByOwner;
    else if (holds(kReferenceData, tables[i].name))
      places[i] = Placement::kEveryNode;
  }
  for (bool found = true; found;) {
    found = false;
    for (std::size_t i = 0; i < tables.size(); ++i) {
      for (std::size_t j = 0; j < tables.size() && places[i] == Placement::kCoordinator; ++j) {
        if (places[j] == Placement::kCoordinator) continue;
        if (!is_tied(tables[i], tables[j]) && !is_tied(tables[j], tables[i])) continue;
        places[i] = Placement::kEveryNode;
        found = true;
      }
    }
  }
  return places;
}

Result<Distribution> distribution(std::span<const SchemaTable> tables) {
  return Planning{tables}.run();
}

}  // namespace tertil::store::postgresql
