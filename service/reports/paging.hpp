/// @file service/reports/paging.hpp
/// @brief One page of a list: {"page":1,"limit":20,"total":21,"items":[…]}.
#pragma once
#include <algorithm>
#include <cstdint>
#include <span>

#include "service/store/page.hpp"

namespace tertil::reports {

using store::Page;

/// The limits every list of the API has (contract 4).
inline constexpr std::int64_t kDefaultLimit = 20;
inline constexpr std::int64_t kMostPerPage = 1000;

/// The items of a page of something that is in memory already; empty past the end.
template <class T>
[[nodiscard]] std::span<const T> items_of(std::span<const T> all, Page page) {
  const auto total = static_cast<std::int64_t>(all.size());
  const auto first = std::min(total, (page.page - 1) * page.limit);
  const auto count = std::min(total - first, page.limit);
  return all.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
}

}  // namespace tertil::reports
