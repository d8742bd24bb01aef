/// @file service/store/facts_ahead.hpp
/// @brief What is open under many keys, asked for in one question.
#pragma once
#include <map>
#include <optional>
#include <span>

#include "service/store/facts_sql.hpp"

namespace tertil::store {

/// The open rows of the facts that are about to be added. Each answer holds until something is
/// done under its key, so it is given once.
class FactsAhead {
 public:
  /// So many facts are asked for at once; fewer are not worth a question of their own.
  static constexpr std::size_t kAtOnce = 256;

  FactsAhead(const FactTable& table, const FactsSql& sql) : table_{table}, sql_{sql} {}

  /// Asks for the first `kAtOnce` facts, if there are as many.
  [[nodiscard]] Result<void> look(Reader& reader, std::span<const Fact> facts);

  /// The open row of a key, which may be none; nullopt if it has not been asked for, or was given.
  [[nodiscard]] std::optional<std::optional<FactRow>> take(const Row& key);

 private:
  const FactTable& table_;
  const FactsSql& sql_;
  std::string question_;
  std::map<Row, std::optional<FactRow>> known_;
};

}  // namespace tertil::store
