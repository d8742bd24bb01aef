#include "service/figures/parts.hpp"

#include <algorithm>
#include <cmath>

namespace tertil::figures {
namespace {

bool begins_with(const std::vector<std::string>& path, std::span<const std::string> start) {
  return path.size() >= start.size() && std::equal(start.begin(), start.end(), path.begin());
}

/// Adds in an order that depends on the numbers alone, and keeps what rounding would lose.
double exact_sum(std::vector<double>& numbers) {
  std::ranges::sort(numbers, {}, [](double number) { return std::pair{std::abs(number), number}; });
  double sum = 0.0;
  double lost = 0.0;
  for (const double number : numbers) {
    const double next = sum + number;
    lost += std::abs(sum) >= std::abs(number) ? (sum - next) + number : (number - next) + sum;
    sum = next;
  }
  return sum + lost;
}

template <class Of>
double total(const std::vector<const Part*>& parts, Of of) {
  std::vector<double> numbers;
  numbers.reserve(parts.size());
  for (const auto* part : parts) numbers.push_back(of(*part));
  return exact_sum(numbers);
}

}  // namespace

void FigureParts::note(std::string_view rule, Text message) {
  const bool known = std::ranges::any_of(notes, [&](const ComputedNote& one) {
    return one.rule == rule && one.message.sv == message.sv;
  });
  if (!known) notes.push_back({std::string{rule}, key_figure, year, std::move(message)});
}

void FigureParts::use(const UsedFactor& factor) {
  batches.insert(factor.batch);
  if (std::ranges::find(factors, factor) != factors.end()) return;
  factors.push_back(factor);
  if (factor.carried_forward) note("factor-carried-forward", message_for_carried(factor, year));
}

void FigureParts::lack(const MissingFactor& missing) {
  note("missing-factor", message_for(missing));
  computable = false;
}

PartSum sum_of(const FigureParts& figure, std::span<const std::string> path, int month) {
  std::vector<const Part*> chosen;
  for (const auto& part : figure.parts)
    if ((month == 0 || part.month == month) && begins_with(part.path, path))
      chosen.push_back(&part);
  PartSum sum;
  sum.count = chosen.size();
  sum.numerator = total(chosen, [](const Part& part) { return part.numerator; });
  sum.normalised = total(chosen, [](const Part& part) { return part.normalised; });
  sum.weather = total(chosen, [](const Part& part) { return part.weather; });
  sum.denominator = figure.denominator
                        ? *figure.denominator
                        : total(chosen, [](const Part& part) { return part.denominator; });
  sum.estimated = total(chosen, [](const Part& part) { return part.estimated; });
  const double expected = total(chosen, [](const Part& part) { return part.expected; });
  if (expected > 0.0)
    sum.coverage = std::clamp(
        total(chosen, [](const Part& part) { return part.present; }) / expected, 0.0, 1.0);
  else if (path.empty() && month == 0)
    sum.coverage = figure.coverage;
  if (chosen.empty()) return sum;
  const bool amount = figure.formula->denominator_unit.empty();
  if (!amount && sum.denominator <= 0.0) return sum;
  const double by = amount ? 1.0 : sum.denominator;
  sum.value = sum.numerator * figure.formula->scale / by;
  sum.normalised_value = sum.normalised * figure.formula->scale / by;
  return sum;
}

std::vector<std::string> codes_below(const FigureParts& figure, std::span<const std::string> path) {
  std::set<std::string> codes;
  for (const auto& part : figure.parts)
    if (part.path.size() > path.size() && begins_with(part.path, path))
      codes.insert(part.path[path.size()]);
  return {codes.begin(), codes.end()};
}

void expect_every_month(FigureParts& figure) {
  std::set<int> months;
  for (const auto& part : figure.parts) months.insert(part.month);
  if (months.size() < 2 || months.contains(0)) return;
  constexpr double kMonths = 12.0;
  figure.coverage = static_cast<double>(months.size()) / kMonths;
}

int month_of_period(std::string_view period) {
  if (period.size() < 7 || period[4] != '-' || period[5] < '0' || period[5] > '9') return 0;
  return (period[5] - '0') * 10 + (period[6] - '0');
}

}  // namespace tertil::figures
