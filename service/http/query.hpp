/// @file service/http/query.hpp
/// @brief Reads what a request asks for: the whole parameter or a fault that names it.
///
/// The router has already refused unknown, repeated and wrongly typed parameters. What is left is
/// meaning: a year that is a year, a region that exists, a time that is not in the future.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "service/figures/ranking.hpp"
#include "service/http/backend.hpp"
#include "service/http/problem.hpp"
#include "service/http/router.hpp"
#include "service/store/page.hpp"

namespace tertil::http {

/// Why a request is not answered, with the parameter to blame ("?year").
struct Fault {
  Error error;
  std::vector<ProblemItem> items;
};

template <class T>
using Parsed = tl::expected<T, Fault>;

/// An error of the figures or the store, as a fault.
[[nodiscard]] tl::unexpected<Fault> failed(Error error);
/// 400 with the parameter's name.
[[nodiscard]] tl::unexpected<Fault> bad_parameter(std::string_view name, std::string_view code,
                                                  Text message);
/// 404 with the parameter's name.
[[nodiscard]] tl::unexpected<Fault> not_found(std::string_view name, std::string_view code,
                                              Text message);

/// A handler of what answers or faults; a fault becomes problem+json.
[[nodiscard]] Handler answering(std::function<Parsed<Response>(const Request&)> answer);

/// A year, 1900 to 2100; empty if the parameter is not there.
[[nodiscard]] Parsed<std::optional<int>> year_in(const Request& request, std::string_view name);
/// The year to rank: a year, or "latest" for the newest in which a region has a value in the series
/// that the request names, or in any; 404 if no region has one.
[[nodiscard]] Parsed<int> ranked_year_in(const Request& request, const figures::Figure& figure);
/// Years parted by commas, each once, in the order given; none if the parameter is not there.
/// "latest:4" stands for the newest four of `known` (ascending), "latest" for the newest.
[[nodiscard]] Parsed<std::vector<int>> years_in(const Request& request, std::string_view name,
                                                std::size_t most, std::span<const int> known);
/// The codes of "RGS/B001/M17", from the region down; none if the parameter is not there.
[[nodiscard]] std::vector<std::string> codes_in(const Request& request, std::string_view name);
/// Words parted by commas.
[[nodiscard]] std::vector<std::string> words_in(const Request& request, std::string_view name);
[[nodiscard]] Parsed<store::Page> page_in(const Request& request);
/// `series` and `scheme`, which the router has checked against their values.
[[nodiscard]] std::optional<Series> series_in(const Request& request);
[[nodiscard]] figures::Scheme scheme_in(const Request& request);

/// `asOf`: a time that is not in the future; empty if it is not there.
[[nodiscard]] Parsed<std::optional<Instant>> as_of_in(const Backend& backend,
                                                      const Request& request);
/// The snapshot to answer from: the current one, or the one of `asOf`. May block.
[[nodiscard]] Parsed<std::shared_ptr<const figures::Snapshot>> snapshot_for(const Backend& backend,
                                                                            const Request& request);

/// The key figure that the path names by id or by its Swedish short name.
[[nodiscard]] Parsed<const figures::Figure*> figure_in(const figures::Snapshot& snapshot,
                                                       const Request& request);
/// A region by its code.
[[nodiscard]] Parsed<const Region*> region_named(const figures::Snapshot& snapshot,
                                                 std::string_view code, std::string_view name);

}  // namespace tertil::http
