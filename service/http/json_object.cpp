#include "service/http/json_object.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "collectors/json.hpp"

namespace tertil::http {

using nlohmann::json;

Parsed<json> object_in(const Request& request, std::initializer_list<std::string_view> members) {
  if (request.content_type != "application/json")
    return failed({ErrorCode::kUnsupported,
                   {"Sänd JSON med Content-Type: application/json.",
                    "Send JSON with Content-Type: application/json."},
                   {}});
  auto parsed = collectors::parse_json(request.body);
  if (const auto* fault = std::get_if<collectors::JsonFault>(&parsed))
    return failed({ErrorCode::kInvalidInput, {fault->message.sv, fault->message.en}, {}});
  auto& object = std::get<json>(parsed);
  if (!object.is_object())
    return failed({ErrorCode::kInvalidInput,
                   {"Kroppen ska vara ett JSON-objekt.", "The body must be a JSON object."},
                   {}});
  for (const auto& [name, value] : object.items())
    if (std::ranges::find(members, name) == members.end())
      return bad_member(name, "unknown-member", {"Känns inte igen.", "Is not known."});
  return std::move(object);
}

tl::unexpected<Fault> bad_member(std::string_view member, std::string_view code, Text message) {
  return tl::unexpected{
      Fault{{ErrorCode::kRefused,
             {fmt::format("{}: {}", member, message.sv), fmt::format("{}: {}", member, message.en)},
             {}},
            {{fmt::format("/{}", member), std::string{code}, message}}}};
}

std::optional<UnfitText> unfit(std::string_view text, std::size_t longest) {
  if (text.size() > longest)
    return UnfitText{"too-long",
                     {fmt::format("Får vara högst {} byte.", longest),
                      fmt::format("May have at most {} bytes.", longest)}};
  if (text.find('\0') != std::string_view::npos)
    return UnfitText{
        "not-a-letter",
        {"Får inte ha tecknet NUL (U+0000).", "Must not have the character NUL (U+0000)."}};
  return std::nullopt;
}

Parsed<std::string> text_member(const json& object, const char* member, std::size_t longest) {
  const auto found = object.find(member);
  if (found == object.end() || found->is_null()) return std::string{};
  if (!found->is_string())
    return bad_member(member, "wrong-type", {"Ska vara text.", "Must be text."});
  auto text = found->get<std::string>();
  if (auto wrong = unfit(text, longest))
    return bad_member(member, wrong->code, std::move(wrong->message));
  return text;
}

}  // namespace tertil::http
