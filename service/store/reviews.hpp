/// @file service/store/reviews.hpp
/// @brief Values that automation brought against one a person had verified. Append-only.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/store/decision.hpp"
#include "service/store/facts.hpp"
#include "service/store/page.hpp"

namespace tertil::store {

struct Review {
  std::int64_t id{0};  ///< Given by the store.
  std::string owner;
  std::string key_figure;
  std::string area;
  std::string period;
  std::string category;
  std::string series;
  std::optional<double> verified_value;
  std::string verified_by;
  Instant verified_at;
  std::optional<double> incoming_value;
  Fact incoming;
  std::string source;
  std::string batch;
  Instant opened_at;               ///< Given by the store.
  std::optional<Decided> decided;  ///< Empty while it is open.
};

/// What an incoming observation comes against: the open value of its key, if a person verified it
/// and it says something else. Nothing to review otherwise, also when an open review says the same
/// already.
[[nodiscard]] Result<std::optional<Review>> review_of(Reader& reader, const Fact& incoming,
                                                      const Provenance& provenance);
[[nodiscard]] Result<void> add_review(Writer& writer, const Review& review);

/// The computed values of a batch that lost to a verified one, as reviews to be added.
[[nodiscard]] Result<std::vector<Review>> computed_against_verified(Reader& reader,
                                                                    std::string_view batch);

/// Open ones first, newest first; of one state ("open", "accepted", "declined") if it is named.
[[nodiscard]] Result<Listing<Review>> reviews(Reader& reader, Page page, std::string_view state);
[[nodiscard]] Result<std::optional<Review>> find_review(Reader& reader, std::int64_t id);

/// The fact as a value that somebody vouches for. One that was preliminary or an estimate becomes
/// `revised`: whoever accepts it says that it holds.
[[nodiscard]] Fact as_verified(const Fact& incoming, std::string_view by);

/// kConflict if it was decided before.
[[nodiscard]] Result<void> decide_review(Writer& writer, std::int64_t id, std::string_view decision,
                                         const Decision& by);

}  // namespace tertil::store
