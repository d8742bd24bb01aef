/// @file service/ingest/gwp_choice.hpp
/// @brief Which set of warming potentials the medical gases are computed with.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/figures/published.hpp"
#include "service/ingest/receipt.hpp"
#include "service/store/audit.hpp"
#include "service/store/engine.hpp"

namespace tertil::ingest {

/// The set in use, and those there are factors of ("AR5", "AR6" …), sorted.
struct GwpSets {
  std::string chosen;
  std::vector<std::string> choices;
};

[[nodiscard]] Result<GwpSets> gwp_sets(store::Reader& reader);

/// Chooses a set, computes every figure of gases anew as a batch of its own, and writes `entry`
/// into the audit log with the old and the new name as its note. Nothing is written if the set is
/// the one in use. Fails with kInvalidInput, naming the choices, if there are no factors of it.
[[nodiscard]] Result<void> choose_gwp_set(store::Engine& engine, figures::Published& published,
                                          std::string_view set, store::AuditEntry entry);

/// What people would see change with that set, tried and taken back; nothing is kept. Fails as
/// choose_gwp_set does.
[[nodiscard]] Result<Effects> try_gwp_set(store::Engine& engine, figures::Published& published,
                                          std::string_view set, const std::string& actor);

}  // namespace tertil::ingest
