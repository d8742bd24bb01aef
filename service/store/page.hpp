/// @file service/store/page.hpp
/// @brief One page of a list, and how many there are in all.
#pragma once
#include <cstdint>
#include <vector>

namespace tertil::store {

/// Which part of a list is asked for. Both numbers are checked where the question comes in
/// (limit 1 to 1000); the store takes them as they are.
struct Page {
  std::int64_t page{1};  ///< From 1.
  std::int64_t limit{20};
};

/// The part asked for, and the length of the whole list at the same moment.
template <class T>
struct Listing {
  std::int64_t total{0};
  std::vector<T> items;
};

}  // namespace tertil::store
