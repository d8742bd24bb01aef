#include "service/plans/item_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "service/domain/plan.hpp"

namespace tertil::plans {
namespace {

using nlohmann::json;
using Words = std::span<const std::string_view>;

constexpr std::size_t kLongText = 50'000;  // 10 000 letters of any script
constexpr std::size_t kMostInList = 200;
constexpr double kMostValue = 1e15;

constexpr std::array<std::string_view, 7> kPassedOver{
    "id", "version", "changedAt", "changedBy", "suggestion", "example", "plan"};
constexpr std::array<std::string_view, 3> kLevels{"strategic", "tactical", "operative"};
constexpr std::array<std::string_view, 3> kDirections{"increase", "decrease", "keep"};
constexpr std::array<std::string_view, 2> kPaths{"linear", "step"};
constexpr std::array<std::string_view, 8> kStates{
    "proposed", "investigated", "decided", "ongoing", "done", "verified", "cancelled", "postponed"};
constexpr std::array<std::string_view, 5> kTimeliness{"notStarted", "onPlan", "late", "done",
                                                      "cancelled"};
constexpr std::array<std::string_view, 4> kVerdicts{"full", "partial", "none", "notAssessed"};
constexpr std::array<std::string_view, 6> kCriteria{"outcome",  "activities",    "subgoals",
                                                    "external", "supplementary", "quality"};
constexpr std::array<std::string_view, 3> kUnitKinds{"administration", "board", "unit"};

json or_null(const std::string& text) { return text.empty() ? json{} : json(text); }

/// Whole numbers as such, so that 8 and 8.0 are one content.
json or_null(std::optional<double> number) {
  if (!number) return {};
  constexpr double kExact = 9007199254740992.0;
  if (std::trunc(*number) == *number && std::abs(*number) < kExact)
    return static_cast<std::int64_t>(*number);
  return *number;
}
json or_null(std::optional<int> number) { return number ? json(*number) : json{}; }

/// Reads one kind: what it takes it puts into `content`.
class ItemReader {
 public:
  ItemReader(const Members& members, const KnownThings& known) : in_{members}, known_{known} {}

  json content = json::object();

  void text(const char* member, bool required = false) {
    content[member] = or_null(in_.text(member, kLongText, required));
  }
  void number(const char* member) {
    content[member] = or_null(in_.number(member, -kMostValue, kMostValue));
  }
  void year(const char* member) { content[member] = or_null(in_.year(member)); }
  void date(const char* member, bool required = false) {
    content[member] = or_null(in_.whole_date(member, required));
  }
  void word(const char* member, Words words, std::string_view otherwise = {}) {
    auto found = in_.word(member, words);
    content[member] = or_null(found.empty() ? std::string{otherwise} : found);
  }
  void position() { content["position"] = in_.integer("position", 0, 1'000'000).value_or(0); }

  void refer(const char* member, PlanItemKind kind, bool required = true) {
    const auto id = in_.text(member, 300, required);
    if (!id.empty() && !known_.item(kind, id)) unknown(member);
    content[member] = or_null(id);
  }
  void measure() {
    const auto id = in_.text("measure", 300, true);
    if (!id.empty() && !known_.measure(id)) unknown("measure");
    content["measure"] = or_null(id);
  }
  void key_figure() {
    const auto id = in_.text("keyFigure", 100);
    if (!id.empty() && !known_.key_figure(id))
      in_.fault("keyFigure", "unknown-key-figure",
                {"Det finns inget sådant nyckeltal.", "There is no such key figure."});
    content["keyFigure"] = or_null(id);
  }
  void source() { content["source"] = source_in(in_); }

  void facts() {
    auto list = json::array();
    each("facts", [&](const Members& fact) {
      list.push_back({{"period", fact.text("period", 20, true)},
                      {"value", or_null(fact.number("value", -kMostValue, kMostValue))},
                      {"text", fact.text("text", kLongText)},
                      {"source", source_in(fact)}});
      fact.refuse_others(std::array<std::string_view, 4>{"period", "value", "text", "source"});
    });
    content["facts"] = std::move(list);
  }
  void evidence() {
    auto list = json::array();
    each("evidence", [&](const Members& one) {
      list.push_back({{"criterion", one.word("criterion", kCriteria, true)},
                      {"text", one.text("text", kLongText, true)}});
      one.refuse_others(std::array<std::string_view, 2>{"criterion", "text"});
    });
    content["evidence"] = std::move(list);
  }
  void decision() {
    content["decision"] = nullptr;
    const auto inner = in_.object("decision");
    if (!inner) return;
    content["decision"] = {{"body", or_null(inner->text("body", kLongText))},
                           {"date", or_null(inner->whole_date("date"))},
                           {"reference", or_null(inner->text("reference", kLongText))}};
    inner->refuse_others(std::array<std::string_view, 3>{"body", "date", "reference"});
  }
  void name_in_both() {
    content["name"] = {{"sv", ""}, {"en", ""}};
    const auto inner = in_.object("name");
    if (!inner) return missing("name");
    auto sv = inner->text("sv", kLongText, true);
    auto en = inner->text("en", kLongText);
    content["name"] = {{"sv", sv}, {"en", en.empty() ? sv : en}};
    inner->refuse_others(std::array<std::string_view, 2>{"sv", "en"});
  }
  void missing(const char* member) {
    if (in_.find(member) == nullptr)
      in_.fault(member, "missing-member", {"Får inte saknas.", "Must be there."});
  }
  void fault(const char* member, Text message) {
    in_.fault(member, "inconsistent", std::move(message));
  }
  [[nodiscard]] const Members& in() const { return in_; }

  void refuse_others() {
    std::vector<std::string> names;
    for (const auto& [name, value] : content.items()) names.push_back(name);
    const std::vector<std::string_view> known{names.begin(), names.end()};
    in_.refuse_others(known, kPassedOver);
  }

 private:
  static json source_in(const Members& members) {
    const auto inner = members.object("source");
    if (!inner) return {};
    inner->refuse_others(std::array<std::string_view, 2>{"text", "document"});
    return {{"text", inner->text("text", kLongText)},
            {"document", inner->text("document", kLongText)}};
  }
  template <class Take>
  void each(const char* member, const Take& take) {
    const auto* list = in_.list(member, kMostInList);
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i)
      if (const auto inner = in_.item(*list, member, i)) take(*inner);
  }
  void unknown(const char* member) {
    in_.fault(member, "unknown-reference",
              {"Det finns inget sådant i planen.", "There is no such thing in the plan."});
  }

  const Members& in_;
  const KnownThings& known_;
};

void read_target(ItemReader& reader) {
  reader.refer("indicator", PlanItemKind::kIndicator);
  reader.refer("orgUnit", PlanItemKind::kOrgUnit, false);
  reader.year("year");
  for (const auto* member : {"value", "low", "high", "baselineValue"}) reader.number(member);
  reader.word("direction", kDirections);
  reader.word("path", kPaths, "linear");
  const auto averaging = reader.in().integer("averaging", 1, 5).value_or(1);
  if (averaging != 1 && averaging != 3 && averaging != 5)
    reader.fault("averaging", {"Ska vara 1, 3 eller 5 år.", "Must be 1, 3 or 5 years."});
  reader.content["averaging"] = averaging;
  reader.year("baselineYear");
  reader.decision();
  const bool undetermined = reader.in().truth("undetermined");
  reader.content["undetermined"] = undetermined;
  const auto has = [&](const char* member) { return !reader.content[member].is_null(); };
  const bool says = has("value") || has("low") || has("high") || has("direction");
  if (undetermined && says)
    reader.fault("undetermined",
                 {"Ett mål som inte är fastställt har inget värde och ingen "
                  "riktning.",
                  "A target that is not determined has no value and no direction."});
  if (!undetermined && !says)
    reader.fault("value", {"Ange värde, intervall eller riktning, eller att målet inte är "
                           "fastställt.",
                           "Give a value, a range or a direction, or that it is not determined."});
  if (has("low") && has("high") && reader.content["low"] > reader.content["high"])
    reader.fault("high", {"Den övre gränsen är lägre än den undre.",
                          "The upper bound is below the lower one."});
}

void read_assessment(ItemReader& reader) {
  reader.refer("goal", PlanItemKind::kGoal);
  const auto occasion = reader.in().text("occasion", 10, true);
  if (!occasion.empty() && !parse_occasion(occasion))
    reader.fault("occasion", {"Ska vara som 2026-UR1, 2026-UR2 eller 2026-AR.",
                              "Must be like 2026-UR1, 2026-UR2 or 2026-AR."});
  reader.content["occasion"] = occasion;
  reader.word("verdict", kVerdicts, "notAssessed");
  const bool judged = reader.content["verdict"] != "notAssessed";
  reader.content["motivation"] = reader.in().text("motivation", kLongText, judged);
  reader.evidence();
  reader.text("decidedBy");
  reader.date("date");
}

void read_org_unit(ItemReader& reader) {
  reader.content["code"] = reader.in().text("code", 100, true);
  const auto code = reader.content["code"].get<std::string>();
  if (std::ranges::any_of(code, [](char c) { return static_cast<unsigned char>(c) <= ' '; }) ||
      code.find_first_of("%?#\\") != std::string::npos)
    reader.fault("code", {"En kod har inga blanktecken och inte %, ?, # eller \\.",
                          "A code has no spaces and none of %, ?, # and \\."});
  reader.name_in_both();
  reader.refer("parent", PlanItemKind::kOrgUnit, false);
  reader.word("kind", kUnitKinds, "administration");
  reader.date("validFrom");
  reader.date("validTo");
  const auto& from = reader.content["validFrom"];
  const auto& to = reader.content["validTo"];
  if (from.is_string() && to.is_string() && to < from)
    reader.fault("validTo", {"Slutet ligger före början.", "The end is before the start."});
}

void read_members(PlanItemKind kind, ItemReader& reader) {
  switch (kind) {
    case PlanItemKind::kFocusArea:
      reader.text("name", true);
      reader.position();
      break;
    case PlanItemKind::kGoal:
      reader.refer("focusArea", PlanItemKind::kFocusArea);
      reader.text("text", true);
      reader.content["assignedTo"] = reader.in().texts("assignedTo", kMostInList, kLongText);
      reader.text("mandate");
      reader.text("vision");
      reader.position();
      break;
    case PlanItemKind::kIndicator:
      reader.refer("goal", PlanItemKind::kGoal);
      reader.key_figure();
      reader.text("name", true);
      reader.text("unit");
      reader.word("level", kLevels, "strategic");
      reader.number("weight");
      reader.facts();
      break;
    case PlanItemKind::kTarget: read_target(reader); break;
    case PlanItemKind::kActivity:
      reader.measure();
      reader.text("name", true);
      reader.date("due");
      reader.date("done");
      reader.text("responsible");
      reader.text("comment");
      break;
    case PlanItemKind::kUpdate:
      reader.measure();
      reader.date("date", true);
      reader.text("text", true);
      reader.word("state", kStates);
      reader.word("timeliness", kTimeliness);
      break;
    case PlanItemKind::kAssessment: read_assessment(reader); break;
    case PlanItemKind::kOrgUnit: read_org_unit(reader); break;
  }
  reader.source();
}

}  // namespace

tl::expected<json, std::vector<ReadingFault>> read_item(PlanItemKind kind, const json& body,
                                                        const KnownThings& known) {
  std::vector<ReadingFault> faults;
  if (!body.is_object()) {
    faults.push_back({"", "wrong-type", {"Ska vara ett JSON-objekt.", "Must be a JSON object."}});
    return tl::unexpected{std::move(faults)};
  }
  const Members members{body, "", faults};
  ItemReader reader{members, known};
  read_members(kind, reader);
  reader.refuse_others();
  if (!faults.empty()) return tl::unexpected{std::move(faults)};
  return std::move(reader.content);
}

std::string id_in(PlanItemKind kind, const json& content) {
  if (kind == PlanItemKind::kAssessment)
    return fmt::format("{}.{}", content.at("goal").get<std::string>(),
                       content.at("occasion").get<std::string>());
  if (kind != PlanItemKind::kOrgUnit) return {};
  auto id = content.at("code").get<std::string>();
  std::ranges::replace(id, '/', '-');
  return id;
}

std::vector<std::pair<PlanItemKind, std::string>> references_in(PlanItemKind kind,
                                                                const json& content) {
  std::vector<std::pair<PlanItemKind, std::string>> found;
  const auto add = [&](const char* member, PlanItemKind of) {
    if (content.at(member).is_string())
      found.emplace_back(of, content.at(member).get<std::string>());
  };
  switch (kind) {
    case PlanItemKind::kGoal: add("focusArea", PlanItemKind::kFocusArea); break;
    case PlanItemKind::kIndicator:
    case PlanItemKind::kAssessment: add("goal", PlanItemKind::kGoal); break;
    case PlanItemKind::kTarget:
      add("indicator", PlanItemKind::kIndicator);
      add("orgUnit", PlanItemKind::kOrgUnit);
      break;
    case PlanItemKind::kOrgUnit: add("parent", PlanItemKind::kOrgUnit); break;
    case PlanItemKind::kFocusArea:
    case PlanItemKind::kActivity:
    case PlanItemKind::kUpdate: break;
  }
  return found;
}

std::string title_of(PlanItemKind kind, const json& content) {
  switch (kind) {
    case PlanItemKind::kGoal:
    case PlanItemKind::kUpdate: return content.at("text").get<std::string>();
    case PlanItemKind::kTarget: return content.at("indicator").get<std::string>();
    case PlanItemKind::kAssessment: return id_in(kind, content);
    case PlanItemKind::kOrgUnit: return content.at("code").get<std::string>();
    case PlanItemKind::kFocusArea:
    case PlanItemKind::kIndicator:
    case PlanItemKind::kActivity: return content.at("name").get<std::string>();
  }
  return {};
}

}  // namespace tertil::plans
