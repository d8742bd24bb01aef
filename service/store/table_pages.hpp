/// @file service/store/table_pages.hpp
/// @brief A table read page by page in the order of its primary key.
#pragma once
#include <functional>
#include <span>

#include "service/store/engine.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {

/// Gives all rows, with the cells in the order of `table.columns`, some at a time.
[[nodiscard]] Result<void> each_page(Reader& reader, const Table& table,
                                     const std::function<Result<void>(std::span<const Row>)>& take);

/// Adds rows to a digest, in a form that no other rows have and that is the same whatever engine
/// they were read from.
void digest_rows(Sha256& sum, std::span<const Row> rows);

}  // namespace tertil::store
