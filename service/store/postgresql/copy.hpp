/// @file service/store/postgresql/copy.hpp
/// @brief COPY: many rows of one table at once.
#pragma once
#include <pqxx/transaction_base>
#include <span>
#include <string_view>

#include "service/store/engine.hpp"

namespace tertil::store::postgresql {

/// How many columns `copy_rows` can take.
inline constexpr std::size_t kMostCopied = 40;

/// Adds the rows, whose cells stand in the order of `columns`. Throws what libpqxx throws; refuses
/// what a statement refuses, and then the transaction is to be given up.
[[nodiscard]] Result<void> copy_rows(pqxx::transaction_base& transaction, std::string_view table,
                                     std::span<const std::string_view> columns,
                                     std::span<const Row> rows);

}  // namespace tertil::store::postgresql
