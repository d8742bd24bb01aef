#include "service/http/plans.hpp"

#include <fmt/format.h>

#include <charconv>
#include <functional>

#include "service/http/answer.hpp"
#include "service/http/plan_words.hpp"
#include "service/http/rendered.hpp"
#include "service/plans/measure_costs.hpp"
#include "service/reports/plan_json.hpp"
#include "service/reports/plan_tables.hpp"

namespace tertil::http {
namespace {

Parsed<Response> all_plans(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  std::string body;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto plans = store::plans(reader, *as_of);
    if (!plans) return tl::unexpected{plans.error()};
    body = reports::plans_to_json(*plans);
    return {};
  });
  if (!read) return failed(read.error());
  return published_json(std::move(body));
}

Parsed<Response> measures(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  const auto rate = discount_rate_in(request);
  if (!rate) return tl::unexpected{rate.error()};
  const auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  reports::MeasureList list;
  list.rate = *rate;
  list.as_of = *as_of;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto plan = plan_named(reader, request.path_parameter("plan"), *as_of);
    if (!plan) return tl::unexpected{plan.error()};
    list.plan = std::move(*plan);
    auto found = store::measures(reader, list.plan.id, *as_of);
    if (!found) return tl::unexpected{found.error()};
    list.measures = std::move(*found);
    auto items = store::plan_items(reader, list.plan.id, std::nullopt, *as_of);
    if (!items) return tl::unexpected{items.error()};
    list.items = std::move(*items);
    return {};
  });
  if (!read) return failed(read.error());
  const bool past = as_of->has_value();
  list.today = plans::day_of(as_of->value_or(backend.clock.now()));
  const auto json = [&] { return reports::measures_to_json(list, **snapshot); };
  if (format_in(request) == reports::Format::kJson) return as_of_now(json(), past);
  return in_format(request, past, json, [&](Language language) {
    return reports::measures_table(list, **snapshot, language);
  });
}

Parsed<Response> one_measure(const Backend& backend, const Request& request) {
  std::vector<store::MeasureVersion> versions;
  plans::FollowUp follow_up;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = versions_of(reader, request.path_parameter("plan"), request.path_parameter("id"));
    if (!found) return tl::unexpected{found.error()};
    versions = std::move(*found);
    auto followed = follow_up_of(backend, reader, versions.front());
    if (!followed) return tl::unexpected{followed.error()};
    follow_up = std::move(*followed);
    return {};
  });
  if (!read) return failed(read.error());
  auto response = private_json(reports::measure_to_json(
      versions.front(), follow_up, *backend.published.current(), plans::kDiscountRate));
  response.headers.emplace_back("ETag", etag_of(versions.front()));
  return response;
}

}  // namespace

Response as_of_now(std::string body, bool for_ever) {
  if (for_ever) return published_json(std::move(body));
  auto response = private_json(std::move(body));
  response.headers.emplace_back("Cache-Control", "no-cache");
  response.headers.emplace_back("ETag", etag_of(response.body));
  return response;
}

Result<plans::FollowUp> follow_up_of(const Backend& backend, store::Reader& reader,
                                     const store::MeasureVersion& version) {
  const auto items = store::plan_items(reader, version.plan);
  if (!items) return tl::unexpected{items.error()};
  return plans::follow_up(version.measure, plans::parts_of(version.id, *items),
                          plans::day_of(backend.clock.now()));
}

std::string etag_of(const store::MeasureVersion& version) {
  return fmt::format("\"{}\"", version.stamp.version);
}

Result<Plan> plan_named(store::Reader& reader, std::string_view id, std::optional<Instant> as_of) {
  auto plans = store::plans(reader, as_of);
  if (!plans) return tl::unexpected{plans.error()};
  for (auto& version : *plans)
    if (version.plan.id == id) return std::move(version.plan);
  return fail(ErrorCode::kNotFound, {"Det finns ingen sådan plan.", "There is no such plan."});
}

Result<std::vector<store::MeasureVersion>> versions_of(store::Reader& reader, std::string_view plan,
                                                       std::string_view id) {
  auto versions = store::measure_versions(reader, plan, id);
  if (versions && versions->empty())
    return fail(ErrorCode::kNotFound,
                {"Det finns ingen sådan åtgärd.", "There is no such measure."});
  return versions;
}

Parsed<double> discount_rate_in(const Request& request) {
  const auto text = request.parameter("discountRate");
  if (!text) return plans::kDiscountRate;
  double rate = -1;
  const auto [end, problem] = std::from_chars(text->data(), text->data() + text->size(), rate);
  if (problem != std::errc{} || end != text->data() + text->size() || !(rate >= 0 && rate <= 1))
    return bad_parameter("discountRate", "out-of-range",
                         {"Ange en kalkylränta mellan 0 och 1: 0.035 är 3,5 procent.",
                          "Give a discount rate from 0 to 1: 0.035 is 3.5 per cent."});
  return rate;
}

std::vector<Route> plan_routes(const Backend& backend) {
  using Answerer = Parsed<Response> (*)(const Backend&, const Request&);
  const auto route = [&backend](std::string pattern, const plan_words::Words& words,
                                Answerer answer) {
    Route made;
    made.pattern = std::move(pattern);
    made.summary = words.summary;
    made.description = words.description;
    made.where = Where::kPool;
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto listing = route("/api/v1/plans", plan_words::plans(), all_plans);
  listing.parameters = {as_of_parameter()};
  listing.answers = plan_words::plans_answers();
  auto measuring = route("/api/v1/plans/{plan}/measures", plan_words::measures(), measures);
  measuring.parameters = all_of<Parameter>(
      {{plan_words::plan_parameter(), plan_words::rate_parameter(), as_of_parameter()},
       format_parameters()});
  measuring.answers = plan_words::measures_answers();
  auto single = route("/api/v1/plans/{plan}/measures/{id}", plan_words::measure(), one_measure);
  single.parameters = {plan_words::plan_parameter(), plan_words::measure_parameter()};
  single.answers = plan_words::measure_answers({404, 503});
  return {std::move(listing), std::move(measuring), std::move(single)};
}

}  // namespace tertil::http
