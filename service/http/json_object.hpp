/// @file service/http/json_object.hpp
/// @brief A small JSON object as body, read strictly: what is not known is a fault that is named.
#pragma once
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "service/http/query.hpp"

namespace tertil::http {

/// The request's body, an object that has no other members than these. 415 if it is no JSON, 400
/// if it cannot be read, 422 with a pointer for a member that is not known.
[[nodiscard]] Parsed<nlohmann::json> object_in(const Request& request,
                                               std::initializer_list<std::string_view> members);

/// 422 with a pointer to the member: "/role".
[[nodiscard]] tl::unexpected<Fault> bad_member(std::string_view member, std::string_view code,
                                               Text message);

/// What a text that somebody has written cannot be kept for, in words: longer than `longest` bytes,
/// or with NUL in it, where other programs would end it. Empty if it can be kept.
struct UnfitText {
  std::string_view code;
  Text message;
};
[[nodiscard]] std::optional<UnfitText> unfit(std::string_view text, std::size_t longest);

/// A member that is text; empty if it is not there or null. 422 if it is something else or unfit.
[[nodiscard]] Parsed<std::string> text_member(const nlohmann::json& object, const char* member,
                                              std::size_t longest);

}  // namespace tertil::http
