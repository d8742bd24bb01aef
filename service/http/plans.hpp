/// @file service/http/plans.hpp
/// @brief Reading plans and measures: open to all, like other published figures.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "service/http/backend.hpp"
#include "service/http/query.hpp"
#include "service/http/router.hpp"
#include "service/plans/follow_up.hpp"
#include "service/store/plans.hpp"

namespace tertil::http {

/// GET /api/v1/plans, plans/{plan}/measures and plans/{plan}/measures/{id}.
[[nodiscard]] std::vector<Route> plan_routes(const Backend& backend);

/// "\"3\"": the tag of a measure's version, for If-Match.
[[nodiscard]] std::string etag_of(const store::MeasureVersion& version);

/// An answer that holds today's date in it, such as how long ago something was: with an ETag of
/// its bytes, but never kept, unless it is of the past (`for_ever`).
[[nodiscard]] Response as_of_now(std::string body, bool for_ever);

/// How the measure goes today.
[[nodiscard]] Result<plans::FollowUp> follow_up_of(const Backend& backend, store::Reader& reader,
                                                   const store::MeasureVersion& version);

/// The plan of that id; kNotFound if there is none.
[[nodiscard]] Result<Plan> plan_named(store::Reader& reader, std::string_view id,
                                      std::optional<Instant> as_of = std::nullopt);

/// Every version of a measure, the newest first; kNotFound if there is none.
[[nodiscard]] Result<std::vector<store::MeasureVersion>> versions_of(store::Reader& reader,
                                                                     std::string_view plan,
                                                                     std::string_view id);

/// `discountRate`, 0 to 1; plans::kDiscountRate if it is not there.
[[nodiscard]] Parsed<double> discount_rate_in(const Request& request);

}  // namespace tertil::http
