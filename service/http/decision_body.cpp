#include "service/http/decision_body.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <variant>

#include "collectors/json.hpp"
#include "service/http/json_object.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;

tl::unexpected<Fault> wrong(std::string_view member, const Text& message) {
  return tl::unexpected{Fault{Error{ErrorCode::kInvalidInput, message, {}},
                              {{fmt::format("/{}", member), "wrong-member", message}}}};
}

Parsed<std::string> text_in(const json& body, const char* member) {
  const auto found = body.find(member);
  if (found == body.end() || !found->is_string() ||
      found->get_ref<const std::string&>().find_first_not_of(" \t\r\n") == std::string::npos)
    return wrong(member, {fmt::format("Ange {} som text.", member),
                          fmt::format("Give {} as text.", member)});
  auto text = found->get<std::string>();
  if (const auto why = unfit(text, kLongestReason)) return wrong(member, why->message);
  return text;
}

Parsed<std::optional<std::vector<std::int64_t>>> rows_in(const json& body) {
  const Text message{"Ange rows som \"all\" eller en lista med radnummer.",
                     "Give rows as \"all\" or a list of row numbers."};
  const auto found = body.find("rows");
  if (found == body.end()) return wrong("rows", message);
  if (*found == "all") return std::nullopt;
  if (!found->is_array() || found->empty()) return wrong("rows", message);
  std::vector<std::int64_t> rows;
  for (const auto& row : *found) {
    if (!row.is_number_integer()) return wrong("rows", message);
    rows.push_back(row.get<std::int64_t>());
  }
  return rows;
}

}  // namespace

Parsed<DecisionBody> decision_in(const Request& request, DecisionNeeds needs) {
  if (request.content_type != "application/json")
    return failed({ErrorCode::kUnsupported,
                   {"Skicka beslutet som JSON med Content-Type: application/json.",
                    "Send the decision as JSON with Content-Type: application/json."},
                   {}});
  const auto parsed = collectors::parse_json(request.body);
  const auto* body = std::get_if<json>(&parsed);
  if (body == nullptr || !body->is_object())
    return wrong("", {"Kroppen ska vara ett JSON-objekt.", "The body must be a JSON object."});
  DecisionBody decision;
  const auto take = [&](const char* member, std::string& into) -> Parsed<void> {
    auto text = text_in(*body, member);
    if (!text) return tl::unexpected{text.error()};
    into = std::move(*text);
    return {};
  };
  if (auto taken = take("reason", decision.reason); !taken) return tl::unexpected{taken.error()};
  if (needs == DecisionNeeds::kRows) {
    auto rows = rows_in(*body);
    if (!rows) return tl::unexpected{rows.error()};
    decision.rows = std::move(*rows);
  }
  if (needs == DecisionNeeds::kRule)
    if (auto taken = take("rule", decision.rule); !taken) return tl::unexpected{taken.error()};
  if (needs == DecisionNeeds::kValue) {
    if (auto taken = take("area", decision.area); !taken) return tl::unexpected{taken.error()};
    if (auto taken = take("period", decision.period); !taken) return tl::unexpected{taken.error()};
  }
  return decision;
}

store::Decision decision_of(const Caller& caller, const DecisionBody& body) {
  return {caller.id, caller.role, body.reason};
}

}  // namespace tertil::http
