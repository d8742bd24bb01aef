#include "service/figures/breakdown.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "service/figures/figure_parts.hpp"
#include "service/store/batches.hpp"
#include "service/store/observations.hpp"

namespace tertil::figures {
namespace {

using Path = std::span<const std::string>;

constexpr std::string_view kDetail = "meter";

tl::unexpected<Error> not_found(Text message) {
  return fail(ErrorCode::kNotFound, std::move(message));
}

std::string name_of(const FigureParts& figure, std::string_view level, const std::string& code) {
  const auto found = figure.names.find({std::string{level}, code});
  return found == figure.names.end() ? code : found->second;
}

/// How many things stand behind a path; nothing where that is not counted.
std::optional<int> size_of(const FigureParts& figure, Path path) {
  if (path.empty()) return std::nullopt;
  const auto level = std::string{figure.levels[path.size() - 1]};
  const auto found = figure.sizes.find({level, fmt::format("{}", fmt::join(path, "/"))});
  return found == figure.sizes.end() ? std::nullopt : std::optional{found->second};
}

bool too_few(const FigureParts& figure, Path path) {
  const auto size = size_of(figure, path);
  return size && *size < kFewestApart;
}

/// The formula below a path; where the denominator stands higher up (a building's area), its own.
PartSum sum_below(const FigureParts& figure, Path path) {
  auto sum = sum_of(figure, path);
  if (figure.formula->denominator_unit.empty() || sum.denominator > 0.0 || path.size() < 2)
    return sum;
  const auto above = sum_of(figure, path.first(path.size() - 1));
  if (figure.levels[path.size() - 1] != kDetail || above.denominator <= 0.0) return sum;
  sum.denominator = above.denominator;
  sum.value = sum.numerator * figure.formula->scale / above.denominator;
  sum.normalised_value = sum.normalised * figure.formula->scale / above.denominator;
  return sum;
}

std::optional<double> share_of(const PartSum& part, const PartSum& whole) {
  if (whole.numerator == 0.0) return std::nullopt;
  return part.numerator / whole.numerator;
}

std::vector<std::string> flags_of(const PartSum& sum) {
  constexpr double kAlmostAll = 1.0 - 1e-9;
  std::vector<std::string> flags;
  if (sum.coverage && *sum.coverage < kAlmostAll) flags.emplace_back("gap");
  if (sum.estimated > 0.0) flags.emplace_back("estimated");
  return flags;
}

std::vector<BreakdownChild> children_of(const FigureParts& figure,
                                        const std::vector<std::string>& path, const PartSum& whole,
                                        bool detail) {
  std::vector<BreakdownChild> children;
  const auto level = figure.levels[path.size()];
  for (const auto& code : codes_below(figure, path)) {
    auto below = path;
    below.push_back(code);
    BreakdownChild child;
    child.code = code;
    child.name = name_of(figure, level, code);
    child.sum = sum_below(figure, below);
    child.share = share_of(child.sum, whole);
    child.flags = flags_of(child.sum);
    const bool deeper = below.size() < figure.levels.size() && !codes_below(figure, below).empty();
    child.open =
        deeper && !too_few(figure, below) && (detail || figure.levels[below.size()] != kDetail);
    children.push_back(std::move(child));
  }
  return children;
}

Result<void> check_path(const FigureParts& figure, const BreakdownQuestion& question) {
  const auto& path = question.path;
  if (path.size() > figure.levels.size())
    return not_found({"Så djupt går inte nyckeltalet.", "The key figure does not go that deep."});
  for (std::size_t depth = 1; depth <= path.size(); ++depth) {
    const auto codes = codes_below(figure, Path{path}.first(depth - 1));
    if (std::ranges::find(codes, path[depth - 1]) == codes.end())
      return not_found({fmt::format("”{}” finns inte i nyckeltalet.", path[depth - 1]),
                        fmt::format("“{}” is not in the key figure.", path[depth - 1])});
    if (too_few(figure, Path{path}.first(depth - 1)))
      return not_found({"Gruppen har för få fordon för att delas upp.",
                        "The group has too few vehicles to be shown apart."});
    if (figure.levels[depth - 1] == kDetail && !question.detail)
      return fail(ErrorCode::kForbidden,
                  {"Logga in för att se enskilda mätare.", "Sign in to see single meters."});
  }
  return {};
}

Result<std::vector<BreakdownImport>> imports_of(store::Reader& reader, const FigureParts& figure,
                                                const std::string& owner) {
  std::set<std::string> ids = figure.batches;
  if (figure.key_figure == "energy-use-premises") {
    const auto readings = store::reading_batches_of(reader, owner, figure.year);
    if (!readings) return tl::unexpected{readings.error()};
    ids.insert(readings->begin(), readings->end());
  }
  std::vector<BreakdownImport> imports;
  for (const auto& id : ids) {
    const auto batch = store::find_batch(reader, id);
    if (!batch) return tl::unexpected{batch.error()};
    if (!*batch) continue;
    imports.push_back({(*batch)->id, (*batch)->source, (*batch)->file_name, (*batch)->recorded_at,
                       (*batch)->stored});
  }
  std::ranges::sort(imports, {}, [](const BreakdownImport& one) {
    return std::pair{one.recorded_at.value_or(Instant{}), one.id};
  });
  return imports;
}

Result<std::string> kind_of_change(store::Reader& reader, const store::ObservationVersion& version,
                                   bool first) {
  const auto batch = store::find_batch(reader, version.batch);
  if (!batch) return tl::unexpected{batch.error()};
  if (!*batch) return "import";
  if ((*batch)->retracted_at && version.recorded_at >= *(*batch)->retracted_at) return "retract";
  if ((*batch)->target == "factor") return "factor";
  return !first && (*batch)->superseded > 0 ? "correction" : "import";
}

/// What was known of the own value, and each time it changed.
struct OwnHistory {
  std::vector<BreakdownChange> changes;
  std::optional<OwnValue> open;
};

Result<OwnHistory> own_history(store::Reader& reader, const BreakdownQuestion& question) {
  const auto versions = store::observation_history(reader, question.key_figure, question.region,
                                                   question.year, question.as_of);
  if (!versions) return tl::unexpected{versions.error()};
  OwnHistory history;
  std::optional<double> before;
  for (const auto& version : *versions) {
    const auto& one = version.observation;
    if (one.series != Series::kOwn || !one.category.empty() ||
        one.period != std::to_string(question.year) || version.superseded_at == version.recorded_at)
      continue;
    if (!version.superseded_at && one.value)
      history.open = OwnValue{*one.value, one.status, version.recorded_at};
    if (before == one.value && !history.changes.empty()) continue;
    auto kind = kind_of_change(reader, version, history.changes.empty());
    if (!kind) return tl::unexpected{kind.error()};
    history.changes.push_back(
        {version.recorded_at, version.batch, std::move(*kind), before, one.value});
    before = one.value;
  }
  return history;
}

/// Org units have own values too, of the area "13/RGS".
Result<std::optional<Verification>> verification_of(store::Reader& reader,
                                                    const BreakdownQuestion& question) {
  auto area = question.region;
  for (const auto& code : question.path) area += "/" + code;
  const auto versions =
      store::observation_history(reader, question.key_figure, area, question.year, question.as_of);
  if (!versions) return tl::unexpected{versions.error()};
  for (const auto& version : *versions) {
    const auto& one = version.observation;
    if (version.superseded_at || one.series != Series::kOwn || !one.category.empty() ||
        one.period != std::to_string(question.year) || one.verified_by.empty())
      continue;
    return Verification{version.recorded_at,
                        question.detail ? std::optional{one.verified_by} : std::nullopt};
  }
  return std::nullopt;
}

Result<std::optional<Reconciliation>> reconciled(store::Reader& reader, const Snapshot& snapshot,
                                                 const BreakdownQuestion& question,
                                                 const Breakdown& answer,
                                                 const std::optional<OwnValue>& own) {
  const auto* figure = snapshot.figure(question.key_figure);
  if (!question.path.empty() || !own || figure == nullptr) return std::nullopt;
  const auto published =
      published_value(reader, question.key_figure, question.region, question.year, question.as_of);
  if (!published) return tl::unexpected{published.error()};
  if (!*published) return std::nullopt;
  return reconcile(figure->definition, answer.figure, answer.sum, *own, **published);
}

}  // namespace

std::vector<MonthOfBreakdown> months_of(const FigureParts& figure, Path path) {
  constexpr int kMonths = 12;
  const bool yearly = std::ranges::any_of(
      figure.parts, [](const Part& part) { return part.month == 0 && part.denominator > 0.0; });
  const double whole = yearly ? sum_below(figure, path).denominator : 0.0;
  std::vector<MonthOfBreakdown> months;
  for (int month = 1; month <= kMonths; ++month) {
    auto sum = sum_of(figure, path, month);
    if (sum.count == 0) continue;
    if (yearly && whole > 0.0) {
      sum.denominator = whole;
      sum.value = sum.numerator * figure.formula->scale / whole;
      sum.normalised_value = sum.normalised * figure.formula->scale / whole;
    }
    months.push_back({fmt::format("{:04}-{:02}", figure.year, month), sum});
  }
  return months;
}

Result<Breakdown> break_down(store::Reader& reader, const Snapshot& snapshot,
                             const BreakdownQuestion& question) {
  auto figure =
      parts_of(reader, question.key_figure, question.region, question.year, question.as_of);
  if (!figure) return tl::unexpected{figure.error()};
  if (!*figure)
    return not_found({"Nyckeltalet beräknas inte ur verksamhetsdata.",
                      "The key figure is not computed from activity data."});
  if (!(*figure)->has_data)
    return not_found({"Det finns inga verksamhetsdata för regionen och året.",
                      "There are no activity data for the region and year."});
  if (auto checked = check_path(**figure, question); !checked)
    return tl::unexpected{checked.error()};

  Breakdown answer;
  answer.figure = std::move(**figure);
  answer.region = question.region;
  const auto& parts = answer.figure;
  for (std::size_t i = 0; i < question.path.size(); ++i)
    answer.path.push_back({std::string{parts.levels[i]}, question.path[i],
                           name_of(parts, parts.levels[i], question.path[i])});
  answer.sum = sum_below(parts, question.path);
  answer.share =
      question.path.empty()
          ? std::optional{1.0}
          : share_of(answer.sum,
                     sum_below(parts, Path{question.path}.first(question.path.size() - 1)));
  const bool deeper = question.path.size() < parts.levels.size() &&
                      !too_few(parts, question.path) && !codes_below(parts, question.path).empty();
  if (deeper && (question.detail || parts.levels[question.path.size()] != kDetail)) {
    answer.child_level = parts.levels[question.path.size()];
    answer.children = children_of(parts, question.path, answer.sum, question.detail);
  }
  answer.months = months_of(parts, question.path);
  auto imports = imports_of(reader, parts, question.region);
  if (!imports) return tl::unexpected{imports.error()};
  answer.imports = std::move(*imports);
  auto history = own_history(reader, question);
  if (!history) return tl::unexpected{history.error()};
  if (history->open) answer.status = history->open->status;
  answer.changes = std::move(history->changes);
  auto verified = verification_of(reader, question);
  if (!verified) return tl::unexpected{verified.error()};
  answer.verified = std::move(*verified);
  auto published = reconciled(reader, snapshot, question, answer, history->open);
  if (!published) return tl::unexpected{published.error()};
  answer.published = std::move(*published);
  return answer;
}

}  // namespace tertil::figures
