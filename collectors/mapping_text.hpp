/// @file collectors/mapping_text.hpp
/// @brief The same mapping as TOML and as JSON.
///
/// TOML is the form that is kept; JSON is what programs send and get. JSON is turned into TOML
/// before it is read, so that faults have a line and column in a text that can be shown.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <variant>

#include "collectors/source.hpp"

namespace tertil::collectors {

/// The TOML of a mapping in either form: text that begins with a brace is JSON. A fault when it is
/// JSON that cannot be read.
[[nodiscard]] std::variant<std::string, SourceFault> mapping_toml(std::string_view text);

/// A mapping's JSON form as TOML, tables in the order people write them.
[[nodiscard]] std::string toml_from(const nlohmann::json& mapping);

/// The JSON form of TOML that can be read; null otherwise.
[[nodiscard]] nlohmann::json json_from(std::string_view toml);

/// The answer of `mapping check` and POST /mappings/check:
/// {"valid","faults":[{"line","column","message":{"sv","en"}}],"toml","mapping"}.
[[nodiscard]] nlohmann::json check_answer(std::string_view text,
                                          const SourceDefaults& defaults = {});

/// [{"line","column","message":{"sv","en"}}].
[[nodiscard]] nlohmann::json faults_json(const std::vector<SourceFault>& faults);

}  // namespace tertil::collectors
