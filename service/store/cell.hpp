/// @file service/store/cell.hpp
/// @brief From cells to domain values and back, the same way for every table.
///
/// The schema fixes each column's type, so a cell of another type means that the file is not what
/// its schema says: reading it throws std::bad_variant_access, as a broken invariant does.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/store/engine.hpp"

namespace tertil::store {

[[nodiscard]] inline const std::string& text_in(const Value& cell) {
  return std::get<std::string>(cell);
}

[[nodiscard]] inline std::int64_t integer_in(const Value& cell) {
  return std::get<std::int64_t>(cell);
}

[[nodiscard]] inline double real_in(const Value& cell) { return std::get<double>(cell); }

/// NULL gives nullopt.
template <class T>
[[nodiscard]] std::optional<T> optional_in(const Value& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return std::nullopt;
  return std::get<T>(cell);
}

/// NULL gives nullopt. Years and ranks: whole numbers that fit an int.
[[nodiscard]] inline std::optional<int> optional_int_in(const Value& cell) {
  const auto number = optional_in<std::int64_t>(cell);
  return number ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

[[nodiscard]] inline Instant instant_in(const Value& cell) { return {integer_in(cell)}; }

[[nodiscard]] inline std::optional<Instant> optional_instant_in(const Value& cell) {
  const auto microseconds = optional_in<std::int64_t>(cell);
  return microseconds ? std::optional{Instant{*microseconds}} : std::nullopt;
}

/// nullopt gives NULL.
[[nodiscard]] inline Value cell(std::optional<double> number) {
  return number ? Value{*number} : Value{};
}
[[nodiscard]] inline Value cell(std::optional<int> number) {
  return number ? Value{std::int64_t{*number}} : Value{};
}
[[nodiscard]] inline Value cell(std::optional<Instant> instant) {
  return instant ? Value{instant->microseconds} : Value{};
}
[[nodiscard]] inline Value cell(std::string_view text) { return Value{std::string{text}}; }

/// The error for a stored word that this program does not know.
[[nodiscard]] inline tl::unexpected<Error> unknown_word(std::string_view column,
                                                        std::string_view word) {
  return fail(ErrorCode::kCorrupt,
              {"Databasen innehåller ett ord som programmet inte känner till. Återställ den "
               "senaste säkerhetskopian.",
               "The store holds a word that the program does not know. Restore the latest backup."},
              "store: " + std::string{column} + " = " + std::string{word});
}

}  // namespace tertil::store
