#include "service/plans/measure_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

namespace tertil::plans {
namespace {

using nlohmann::json;

constexpr std::size_t kMostEffects = 50;
constexpr double kMostMoney = 1e13;  // as analytics/investment_choice.hpp
constexpr double kMostTonnes = 1e9;
constexpr double kMostYears = 200;
constexpr double kMostChange = 1e12;

constexpr std::array<std::string_view, 16> kMembers{
    "name",       "description", "state",        "orgUnit",  "start",      "end",
    "investment", "annualCost",  "annualSaving", "lifetime", "co2eTonnes", "overlapGroup",
    "effects",    "source",      "example",      "plan"};
/// What answers add.
constexpr std::array<std::string_view, 9> kPassedOver{"id",           "version",     "annualised",
                                                      "costPerTonne", "costPerUnit", "missing",
                                                      "recordedAt",   "actor",       "restores"};
constexpr std::array<std::string_view, 5> kEffectMembers{"keyFigure", "change", "fromYear",
                                                         "fullYear", "confidence"};

/// An object's members, read one by one; what is wrong goes to one list.
class Members {
 public:
  Members(const json& object, std::string path, std::vector<MeasureFault>& faults)
      : object_{object}, path_{std::move(path)}, faults_{faults} {}

  void fault(std::string_view member, std::string code, Text message) const {
    auto pointer = member.empty() ? path_ : fmt::format("{}/{}", path_, member);
    faults_.push_back({std::move(pointer), std::move(code), std::move(message)});
  }

  /// Null where there is none.
  [[nodiscard]] const json* find(std::string_view member) const {
    const auto found = object_.find(member);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }

  std::string text(std::string_view member, std::size_t most, bool required = false) const {
    const auto* value = find(member);
    if (value != nullptr && !value->is_string()) {
      fault(member, "wrong-type", {"Ska vara text.", "Must be text."});
      return {};
    }
    auto text = value == nullptr ? std::string{} : value->get<std::string>();
    if (required && text.find_first_not_of(" \t\r\n") == std::string::npos)
      fault(member, "missing-member", {"Får inte vara tom.", "Must not be empty."});
    if (text.size() > most)
      fault(member, "too-long",
            {fmt::format("Högst {} byte.", most), fmt::format("At most {} bytes.", most)});
    return text;
  }

  /// A number within the bounds, both included; empty when unknown.
  std::optional<double> number(std::string_view member, double least, double most) const {
    const auto* value = find(member);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number()) {
      fault(member, "wrong-type", {"Ska vara ett tal eller null.", "Must be a number or null."});
      return std::nullopt;
    }
    const auto number = value->get<double>();
    if (!std::isfinite(number) || number < least || number > most)
      fault(member, "out-of-range",
            {fmt::format("Ska vara mellan {} och {}.", least, most),
             fmt::format("Must be from {} to {}.", least, most)});
    return number;
  }

  std::optional<int> year(std::string_view member) const {
    const auto* value = find(member);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number_integer() || value->get<double>() < 1900 || value->get<double>() > 2100) {
      fault(member, "not-a-year",
            {"Ska vara ett årtal mellan 1900 och 2100.", "Must be a year from 1900 to 2100."});
      return std::nullopt;
    }
    return value->get<int>();
  }

  template <class Known, class Passed>
  void refuse_others(const Known& known, const Passed& passed) const {
    for (const auto& [name, value] : object_.items())
      if (std::ranges::find(known, name) == known.end() &&
          std::ranges::find(passed, name) == passed.end())
        fault(name, "unknown-member", {"Det finns inget sådant fält.", "There is no such member."});
  }

 private:
  const json& object_;
  std::string path_;
  std::vector<MeasureFault>& faults_;
};

std::optional<unsigned> digits(std::string_view text) {
  unsigned number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "2026", "2026-03" or "2026-03-01", and there is such a day.
bool is_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  const auto year = digits(text.substr(0, 4));
  const auto month = text.size() < 7 ? std::optional{1U} : digits(text.substr(5, 2));
  const auto day = text.size() < 10 ? std::optional{1U} : digits(text.substr(8, 2));
  const bool parted = (text.size() < 7 || text[4] == '-') && (text.size() < 10 || text[7] == '-');
  if (!year || !month || !day || !parted || *year < 1900 || *year > 2100) return false;
  return std::chrono::year_month_day{std::chrono::year{static_cast<int>(*year)},
                                     std::chrono::month{*month}, std::chrono::day{*day}}
      .ok();
}

void read_dates(const Members& members, Measure& measure) {
  measure.start = members.text("start", 10);
  measure.end = members.text("end", 10);
  bool dates = true;
  for (const auto& [member, text] :
       {std::pair{"start", &measure.start}, std::pair{"end", &measure.end}}) {
    if (text->empty() || is_date(*text)) continue;
    dates = false;
    members.fault(member, "not-a-date",
                  {"Ska vara ett datum: 2026, 2026-03 eller 2026-03-01.",
                   "Must be a date: 2026, 2026-03 or 2026-03-01."});
  }
  if (!dates || measure.start.empty() || measure.end.empty()) return;
  const auto common = std::min(measure.start.size(), measure.end.size());
  if (measure.end.substr(0, common) < measure.start.substr(0, common))
    members.fault("end", "out-of-range",
                  {"Slutet ligger före början.", "The end is before the start."});
}

MeasureEffect read_effect(const Members& members, const KnowsKeyFigure& knows) {
  MeasureEffect effect;
  effect.key_figure = members.text("keyFigure", 100, true);
  if (!effect.key_figure.empty() && !knows(effect.key_figure))
    members.fault("keyFigure", "unknown-key-figure",
                  {"Det finns inget sådant nyckeltal.", "There is no such key figure."});
  const auto change = members.number("change", -kMostChange, kMostChange);
  if (!change)
    members.fault("change", "missing-member",
                  {"Ange förändringen i nyckeltalets enhet, eller utelämna effekten.",
                   "Give the change in the key figure's unit, or leave the effect out."});
  effect.change = change.value_or(0.0);
  const auto from = members.year("fromYear");
  if (!from && members.find("fromYear") == nullptr)
    members.fault(
        "fromYear", "missing-member",
        {"Ange det första året med någon effekt.", "Give the first year with an effect."});
  effect.from_year = from.value_or(0);
  effect.full_year = members.year("fullYear").value_or(effect.from_year);
  if (from && effect.full_year < *from)
    members.fault("fullYear", "out-of-range",
                  {"Full effekt kan inte komma före den första.",
                   "The full effect cannot come before the first."});
  const auto word = members.text("confidence", 20);
  const auto confidence = word.empty() ? Confidence::kMedium : parse_confidence(word);
  if (!confidence)
    members.fault("confidence", "unknown-value",
                  {"Ska vara high, medium eller low.", "Must be high, medium or low."});
  effect.confidence = confidence.value_or(Confidence::kMedium);
  members.refuse_others(kEffectMembers, std::array<std::string_view, 0>{});
  return effect;
}

void read_effects(const Members& members, const KnowsKeyFigure& knows, Measure& measure,
                  std::vector<MeasureFault>& faults) {
  const auto* list = members.find("effects");
  if (list == nullptr) return;
  if (!list->is_array() || list->size() > kMostEffects) {
    members.fault("effects", "wrong-type",
                  {fmt::format("Ska vara en lista med högst {} effekter.", kMostEffects),
                   fmt::format("Must be a list of at most {} effects.", kMostEffects)});
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto path = fmt::format("/effects/{}", i);
    const Members effect{(*list)[i], path, faults};
    if (!(*list)[i].is_object()) {
      effect.fault("", "wrong-type", {"Ska vara ett objekt.", "Must be an object."});
      continue;
    }
    auto read = read_effect(effect, knows);
    if (std::ranges::any_of(measure.effects, [&](const MeasureEffect& before) {
          return before.key_figure == read.key_figure;
        }))
      effect.fault("keyFigure", "repeated",
                   {"Nyckeltalet har redan en effekt.", "The key figure has an effect already."});
    measure.effects.push_back(std::move(read));
  }
}

void read_source(const Members& members, Measure& measure, std::vector<MeasureFault>& faults) {
  const auto* source = members.find("source");
  if (source == nullptr) return;
  if (!source->is_object()) {
    members.fault("source", "wrong-type", {"Ska vara ett objekt.", "Must be an object."});
    return;
  }
  const Members inner{*source, "/source", faults};
  measure.source.text = inner.text("text", 10'000);
  measure.source.document = inner.text("document", 1'000);
  inner.refuse_others(std::array<std::string_view, 2>{"text", "document"},
                      std::array<std::string_view, 0>{});
}

}  // namespace

tl::expected<Measure, std::vector<MeasureFault>> read_measure(const json& body,
                                                              const KnowsKeyFigure& knows) {
  std::vector<MeasureFault> faults;
  if (!body.is_object()) {
    faults.push_back({"", "wrong-type", {"Ska vara ett JSON-objekt.", "Must be a JSON object."}});
    return tl::unexpected{std::move(faults)};
  }
  const Members members{body, "", faults};
  Measure measure;
  measure.name = members.text("name", 500, true);
  measure.description = members.text("description", 50'000);
  const auto word = members.text("state", 20);
  const auto state = word.empty() ? MeasureState::kProposed : parse_measure_state(word);
  if (!state)
    members.fault("state", "unknown-value",
                  {"Ska vara proposed, investigated, decided, ongoing, done, verified, cancelled "
                   "eller postponed.",
                   "Must be proposed, investigated, decided, ongoing, done, verified, cancelled or "
                   "postponed."});
  measure.state = state.value_or(MeasureState::kProposed);
  measure.org_unit = members.text("orgUnit", 100);
  read_dates(members, measure);
  measure.investment = members.number("investment", 0, kMostMoney);
  measure.annual_cost = members.number("annualCost", 0, kMostMoney);
  measure.annual_saving = members.number("annualSaving", 0, kMostMoney);
  measure.lifetime = members.number("lifetime", 0.1, kMostYears);
  measure.co2e_tonnes = members.number("co2eTonnes", -kMostTonnes, kMostTonnes);
  measure.overlap_group = members.text("overlapGroup", 200);
  read_effects(members, knows, measure, faults);
  read_source(members, measure, faults);
  members.refuse_others(kMembers, kPassedOver);
  if (!faults.empty()) return tl::unexpected{std::move(faults)};
  return measure;
}

}  // namespace tertil::plans
