#include "service/reports/report_differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "service/reports/json_writer.hpp"

namespace tertil::reports {
namespace {

using nlohmann::json;

std::string said(const json& object, const std::string& member) {
  const auto found = object.find(member);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_object()) return found->value("sv", std::string{});
  return found->is_string() ? found->get<std::string>() : found->dump();
}

/// The members of a list by what names them, in the order of the first list, then the second's own.
std::vector<std::pair<const json*, const json*>> paired(const json& before, const json& after,
                                                        const std::string& key) {
  static const json nothing = json::object();
  const auto find = [&](const json& list, const std::string& id) -> const json* {
    for (const auto& one : list)
      if (said(one, key) == id) return &one;
    return nullptr;
  };
  std::vector<std::pair<const json*, const json*>> pairs;
  for (const auto& one : before) {
    const auto* other = find(after, said(one, key));
    pairs.emplace_back(&one, other == nullptr ? &nothing : other);
  }
  for (const auto& one : after)
    if (find(before, said(one, key)) == nullptr) pairs.emplace_back(&nothing, &one);
  return pairs;
}

class Comparer {
 public:
  std::vector<ReportDifference> found;

  void field(std::string_view kind, const std::string& id, const Text& name,
             const std::string& field, const Text& what, const std::string& before,
             const std::string& after) {
    if (before == after) return;
    const auto joined = [](const std::string& owner, const std::string& part) {
      return owner.empty() ? part : owner + ", " + part;
    };
    found.push_back({std::string{kind},
                     id,
                     field,
                     {joined(name.sv, what.sv), joined(name.en, what.en)},
                     before,
                     after});
  }

  /// The same member of two objects.
  void member(std::string_view kind, const std::string& id, const Text& name,
              const std::string& member, const Text& what, const json& before, const json& after) {
    field(kind, id, name, member, what, said(before, member), said(after, member));
  }
};

void compare_cells(Comparer& out, const json& before, const json& after) {
  const auto& was = before.at("table");
  const auto& is = after.at("table");
  for (const auto& [old_row, new_row] : paired(was.at("rows"), is.at("rows"), "keyFigure")) {
    const auto& named = old_row->empty() ? *new_row : *old_row;
    const auto id = said(named, "keyFigure");
    const Text name{said(named, "name"), said(named, "name")};
    for (std::size_t i = 0; i < was.at("columns").size() && !old_row->empty(); ++i) {
      const auto year = was["columns"][i].get<std::string>();
      const auto column = std::ranges::find(is.at("columns"), was["columns"][i]);
      if (column == is["columns"].end() || new_row->empty()) continue;
      const auto& a = old_row->at("cells").at(i);
      const auto& b =
          new_row->at("cells").at(static_cast<std::size_t>(column - is["columns"].begin()));
      out.field("figure", id, name, year, {"värde " + year, "value " + year}, said(a, "value"),
                said(b, "value"));
      out.field("rank", id, name, year, {"tryckt plats " + year, "printed rank " + year},
                said(a, "place"), said(b, "place"));
      out.field("rank", id, name, year, {"beräknad plats " + year, "computed rank " + year},
                fmt::format("{} {}", said(a, "computed"), said(a, "computedText")),
                fmt::format("{} {}", said(b, "computed"), said(b, "computedText")));
    }
    out.member("target", id, name, "target", {"mål", "target"}, *old_row, *new_row);
  }
}

void compare_figures(Comparer& out, const json& before, const json& after) {
  for (const auto& [was, is] : paired(before.at("figures"), after.at("figures"), "keyFigure")) {
    const auto& named = was->empty() ? *is : *was;
    const auto id = said(named, "keyFigure");
    const auto& words = named.at("name");
    const Text name{words.value("sv", std::string{}), words.value("en", std::string{})};
    out.member("text", id, name, "comment", {"kommentar", "comment"}, *was, *is);
    out.member("figure", id, name, "value", {"senaste värde", "newest value"}, *was, *is);
    out.member("figure", id, name, "outlook", {"utsikt", "outlook"}, *was, *is);
    out.member("rank", id, name, "certainty", {"säkerhet i platsen", "certainty"}, *was, *is);
  }
}

void compare_rest(Comparer& out, const json& before, const json& after) {
  for (const auto& [was, is] : paired(before.at("goals"), after.at("goals"), "id")) {
    const auto& named = was->empty() ? *is : *was;
    const auto id = said(named, "id");
    const Text name{said(named, "text"), said(named, "text")};
    out.member("goal", id, name, "verdictText", {"bedömning", "assessment"}, *was, *is);
    out.member("goal", id, name, "motivation", {"motivering", "motivation"}, *was, *is);
    out.member("text", id, name, "comment", {"kommentar", "comment"}, *was, *is);
  }
  for (const auto& [was, is] : paired(before.at("measures"), after.at("measures"), "id")) {
    const auto& named = was->empty() ? *is : *was;
    const auto id = said(named, "id");
    const Text name{said(named, "name"), said(named, "name")};
    out.member("measure", id, name, "name", {"namn", "name"}, *was, *is);
    out.member("measure", id, name, "stateText", {"läge", "state"}, *was, *is);
    out.member("measure", id, name, "timelinessText", {"tidplan", "timeliness"}, *was, *is);
    out.member("measure", id, name, "end", {"slut", "end"}, *was, *is);
  }
  out.member("text", "", {}, "summary", {"Sammanfattning", "Summary"}, before, after);
  for (const auto& [member, what] : {std::pair{"body", Text{"fastställs av", "adopted by"}},
                                     {"name", {"namn", "name"}},
                                     {"date", {"datum", "date"}},
                                     {"reference", {"beslut", "decision"}}})
    out.member("text", "", {"Fastställande", "Sign-off"}, member, what, before.at("signOff"),
               after.at("signOff"));
}

}  // namespace

Result<std::vector<ReportDifference>> report_differences(std::string_view before,
                                                         std::string_view after) {
  try {
    const auto was = json::parse(before);
    const auto is = json::parse(after);
    Comparer out;
    compare_cells(out, was, is);
    compare_figures(out, was, is);
    compare_rest(out, was, is);
    return std::move(out.found);
  } catch (const json::exception& problem) {
    return fail(ErrorCode::kCorrupt,
                {"Rapporterna kan inte jämföras: den ena har en form som programmet inte känner.",
                 "The reports cannot be compared: one has a form that this program does not know."},
                fmt::format("reports/report_differences: {}", problem.what()));
  }
}

std::string to_json(const std::vector<ReportDifference>& differences) {
  JsonWriter json{256 + 256 * differences.size()};
  json.begin_array();
  for (const auto& one : differences)
    json.begin_object()
        .field("kind", one.kind)
        .text_or_null("id", one.id)
        .field("field", one.field)
        .field("label", one.label)
        .field("before", one.before)
        .field("after", one.after)
        .end_object();
  json.end_array();
  return json.take();
}

}  // namespace tertil::reports
