#include "service/http/plan_analysis.hpp"

#include <charconv>
#include <cmath>

#include "service/http/answer.hpp"
#include "service/http/plan_analysis_words.hpp"
#include "service/http/plan_words.hpp"
#include "service/http/plans.hpp"
#include "service/reports/plan_analysis_json.hpp"

namespace tertil::http {
namespace {

constexpr double kMostFrame = 1e15;  // as analytics/investment_choice.hpp
constexpr std::string_view kValue = "value.";

/// What every one of these answers from.
struct Question {
  std::vector<store::MeasureVersion> measures;
  std::shared_ptr<const figures::Snapshot> snapshot;
  double rate{0.0};
};

Parsed<Question> question_in(const Backend& backend, const Request& request) {
  const auto as_of = as_of_in(backend, request);
  if (!as_of) return tl::unexpected{as_of.error()};
  const auto rate = discount_rate_in(request);
  if (!rate) return tl::unexpected{rate.error()};
  auto snapshot = snapshot_for(backend, request);
  if (!snapshot) return tl::unexpected{snapshot.error()};
  Question question{{}, std::move(*snapshot), *rate};
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    const auto plan = plan_named(reader, request.path_parameter("plan"), *as_of);
    if (!plan) return tl::unexpected{plan.error()};
    auto found = store::measures(reader, plan->id, *as_of);
    if (!found) return tl::unexpected{found.error()};
    question.measures = std::move(*found);
    return {};
  });
  if (!read) return failed(read.error());
  return question;
}

/// The router has checked that it is a number; here it must be one a double can hold.
std::optional<double> number_of(std::string_view text) {
  double value = 0.0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

Parsed<Response> curve(const Backend& backend, const Request& request) {
  const auto question = question_in(backend, request);
  if (!question) return tl::unexpected{question.error()};
  const auto found = plans::cost_curve(question->measures, *question->snapshot, question->rate);
  return published_json(reports::cost_curve_to_json(found, question->measures, question->rate));
}

Parsed<Response> best(const Backend& backend, const Request& request) {
  const auto question = question_in(backend, request);
  if (!question) return tl::unexpected{question.error()};
  const auto frame = number_of(request.parameter("frame").value_or(std::string_view{}));
  if (!frame || *frame < 0 || *frame > kMostFrame)
    return bad_parameter("frame", "out-of-range",
                         {"Ange ramen i kronor, från 0.", "Give the frame in SEK, from 0."});
  const plans::ChoiceQuery query{*frame, words_in(request, "must"), question->rate};
  const auto found = plans::best_set(question->measures, *question->snapshot, query);
  if (!found) return failed(found.error());
  return published_json(reports::best_set_to_json(*found, question->measures, query));
}

Parsed<plans::ScenarioQuery> scenario_in(const Backend& backend, const Request& request,
                                         const Question& question) {
  plans::ScenarioQuery query;
  query.region = request.parameter("region").value_or(backend.site.region);
  const auto region = region_named(*question.snapshot, query.region, "region");
  if (!region) return tl::unexpected{region.error()};
  const auto year = year_in(request, "year");
  if (!year) return tl::unexpected{year.error()};
  query.year = **year;
  query.measures = words_in(request, "measures");
  query.rate = question.rate;
  query.scheme = scheme_in(request);
  for (const auto& [name, text] : request.query) {
    if (!name.starts_with(kValue)) continue;
    const auto* figure = question.snapshot->figure(std::string_view{name}.substr(kValue.size()));
    if (figure == nullptr)
      return not_found(name, "unknown-key-figure",
                       {"Det finns inget sådant nyckeltal.", "There is no such key figure."});
    const auto value = number_of(text);
    if (!value)
      return bad_parameter(name, "not-a-number",
                           {"Ange ett tal med decimalpunkt.", "Give a number with decimal point."});
    query.assumed[figure->definition.id] = *value;
  }
  return query;
}

Parsed<Response> scenario(const Backend& backend, const Request& request) {
  const auto question = question_in(backend, request);
  if (!question) return tl::unexpected{question.error()};
  const auto query = scenario_in(backend, request, *question);
  if (!query) return tl::unexpected{query.error()};
  const auto found = plans::scenario(question->measures, *question->snapshot, *query);
  if (!found) return failed(found.error());
  return published_json(reports::scenario_to_json(*found, question->rate));
}

}  // namespace

std::vector<Route> plan_analysis_routes(const Backend& backend) {
  using Answerer = Parsed<Response> (*)(const Backend&, const Request&);
  const auto route = [&backend](const char* end, const plan_words::Words& words,
                                std::vector<Parameter> own, Answerer answer) {
    Route made;
    made.pattern = std::string{"/api/v1/plans/{plan}/"} + end;
    made.summary = words.summary;
    made.description = words.description;
    made.parameters = all_of<Parameter>({{plan_words::plan_parameter()},
                                         std::move(own),
                                         {plan_words::rate_parameter(), as_of_parameter()}});
    made.where = Where::kPool;
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto curving = route("cost-curve", plan_words::cost_curve(), {}, curve);
  curving.answers = plan_words::cost_curve_answers();
  auto choosing =
      route("best-set", plan_words::best_set(), plan_words::best_set_parameters(), best);
  choosing.answers = plan_words::best_set_answers();
  auto assuming =
      route("scenario", plan_words::scenario(), plan_words::scenario_parameters(), scenario);
  assuming.answers = plan_words::scenario_answers();
  std::vector<Route> routes;
  for (auto* made : {&curving, &choosing, &assuming}) routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
