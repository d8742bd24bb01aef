/// @file service/store/facts_sql.hpp
/// @brief The statements of a table of facts, made from its description.
///
/// The only place where SQL is put together, and only from the names in a `FactTable`, which are
/// constants of the program. Values always come as parameters.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/store/facts.hpp"

namespace tertil::store {

/// A fact with its row's own number, by which it is closed.
struct FactRow {
  std::int64_t id{0};
  StoredFact stored;
};

/// Statements and how their rows are read. k is the number of key columns, v of value columns.
class FactsSql {
 public:
  explicit FactsSql(const FactTable& table);

  std::string open;     ///< The open row of a key: $1…$k.
  std::string history;  ///< All rows of a key in force or once so, oldest first: $1…$k; without
                        ///< those of retracted batches and of batch $k+1.
  /// As `insert` takes them; they live as long as the table's description.
  std::vector<std::string_view> columns;
  std::string insert;  ///< $1…$k+v, then source, batch, row_number, origin, version, recorded_at,
                       ///< superseded_at.
  std::string close;   ///< Closes row $2 of owner $3 at $1.
  std::string keys;    ///< The keys of batch $1.
  std::string page;    ///< Open rows after id $1, at most $2.
  std::string page_as_of;  ///< Rows after id $1, at most $2, that were open at $3.
  std::string of_batch;    ///< Rows of batch $1 with row numbers above $2, up to $3.
  std::string rows_up_to;  ///< The highest row number of batch $1; 0 if it has none.
  std::string gone;        ///< How many rows of batch $1 were open once and are no more.

  /// The open rows of so many keys: $1…$k of the first, then of the next.
  [[nodiscard]] std::string open_of_many(const FactTable& table, std::size_t count) const;

  [[nodiscard]] FactRow read(Row row) const;

 private:
  std::size_t keys_;
  std::size_t values_;
  std::string fields_;  ///< All columns.
};

}  // namespace tertil::store
