/// @file service/ingest/dedupe.hpp
/// @brief What tells one transaction from another where a mapping says so, and how rows are told
/// apart within a file.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "collectors/records.hpp"
#include "collectors/source.hpp"
#include "service/store/facts.hpp"

namespace tertil::ingest {

/// The place of the occurrence number in a table's key; nothing for tables whose keys are natural.
[[nodiscard]] std::optional<std::size_t> occurrence_column(const store::FactTable& table);

/// Replaces a transaction's identity by the source's own dedupe key (`[dedupe] key`), if it has
/// one: the fields named, of row `i`. A transaction that carries its sender's id keeps that.
void key_as_mapped(const collectors::Source& source, const collectors::RecordBatch& batch,
                   std::size_t i, store::Fact& fact);

/// Whether identical rows of the file count as so many (contract 2a.4): transactions that carry
/// no id of their own, and those whose dedupe key ends with `_occurrence`.
[[nodiscard]] bool is_numbered(const collectors::Source& source, const store::FactTable& table,
                               const store::Fact& fact);

/// The fact's key, and what it says, each as text that no other has. The occurrence is left out.
[[nodiscard]] std::string key_text(const store::FactTable& table, const store::Fact& fact);
[[nodiscard]] std::string values_text(const store::Fact& fact);

}  // namespace tertil::ingest
