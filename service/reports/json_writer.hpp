/// @file service/reports/json_writer.hpp
/// @brief Writes JSON straight into a string: no tree, no copies, no white space.
///
/// Every answer of the API is written by this. Strings are escaped per RFC 8259; bytes that are
/// not UTF-8 become U+FFFD, so the output is always valid. Numbers are written as number_text.hpp
/// says. Misuse (a value without a key, an `end` too many) is a broken invariant and ends the
/// process in builds with asserts.
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/text.hpp"

namespace tertil::reports {

/// Appends `text` as a JSON string, quotes included.
void append_json_string(std::string& out, std::string_view text);

class JsonWriter {
 public:
  /// @param expected_bytes how much room to take at once.
  explicit JsonWriter(std::size_t expected_bytes = 1024) { out_.reserve(expected_bytes); }

  JsonWriter& begin_object();
  JsonWriter& begin_array();
  JsonWriter& end_object();
  JsonWriter& end_array();
  /// The name of the next value of an object.
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view{text}); }
  JsonWriter& value(const std::string& text) { return value(std::string_view{text}); }
  JsonWriter& value(double number);
  JsonWriter& value(bool truth);
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  JsonWriter& value(T number) {
    return integer(static_cast<std::int64_t>(number));
  }
  JsonWriter& value(std::nullptr_t);
  /// {"sv":…,"en":…}
  JsonWriter& value(const Text& text);
  /// null when there is none.
  template <class T>
  JsonWriter& value(const std::optional<T>& maybe) {
    return maybe ? value(*maybe) : value(nullptr);
  }
  /// A text that is JSON already and is trusted to be so.
  JsonWriter& raw(std::string_view json);

  /// `key(name).value(what)`.
  template <class T>
  JsonWriter& field(std::string_view name, const T& what) {
    return key(name).value(what);
  }
  /// As `field`, but null for an empty text.
  JsonWriter& text_or_null(std::string_view name, std::string_view text);

  /// The whole document. @pre Everything begun has been ended.
  [[nodiscard]] std::string take();

 private:
  enum class Level : char { kObject, kObjectValue, kArray };
  JsonWriter& integer(std::int64_t number);
  void before_value();

  std::string out_;
  std::vector<Level> levels_;
};

}  // namespace tertil::reports
