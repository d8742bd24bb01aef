/// @file tests/service/reports/parsed.hpp
/// @brief An answer read back by the strict reader: what cannot be read is a failed test.
#pragma once
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "collectors/json.hpp"

namespace tertil::tests {

inline nlohmann::json parsed(std::string_view text) {
  auto read = collectors::parse_json(text);
  if (const auto* fault = std::get_if<collectors::JsonFault>(&read))
    throw std::runtime_error{fault->message.en + " in " + std::string{text.substr(0, 400)}};
  return std::get<nlohmann::json>(std::move(read));
}

}  // namespace tertil::tests
