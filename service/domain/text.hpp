/// @file service/domain/text.hpp
/// @brief Words for people: Swedish first, English second, always both.
#pragma once
#include <string>

namespace tertil {

enum class Language { kSwedish, kEnglish };

/// The same sentence in both languages. Neither is ever empty.
struct Text {
  std::string sv;
  std::string en;
  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::kSwedish ? sv : en;
  }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace tertil
