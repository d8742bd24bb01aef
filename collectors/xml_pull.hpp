/// @file collectors/xml_pull.hpp
/// @brief Reads XML piece by piece from a stream, in bounded memory. For this folder only.
///
/// Made for the parts of a workbook, which may be far larger than what we want to hold. Names are
/// given without their prefix. A DOCTYPE, an unknown entity, a token beyond the limit and text
/// that ends inside a tag are faults; that end tags match their start tags is not checked.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tertil::collectors {

class XmlPull {
 public:
  /// Gives the next bytes of UTF-8 text; 0 at the end.
  using Read = std::function<std::size_t(std::span<char>)>;
  enum class Event {
    kStart,  ///< `name` and `attribute`; an empty element is a start and an end.
    kEnd,    ///< `name`.
    kText,   ///< `text`, with entities decoded; may come in several pieces.
    kDone,
    kBad,  ///< No XML we read; so is every event after it.
  };

  explicit XmlPull(Read read) : read_(std::move(read)) {}

  Event next();
  /// Reads past the end of the element that has just started.
  Event skip();

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  /// The value of the attribute of that local name, decoded; nothing when there is none.
  [[nodiscard]] std::optional<std::string> attribute(std::string_view name) const;
  /// How many elements are open.
  [[nodiscard]] int depth() const { return depth_; }
  [[nodiscard]] bool has_doctype() const { return doctype_; }

 private:
  Event read_tag();
  Event read_text();
  Event bad();
  bool fill();
  [[nodiscard]] std::size_t find(std::string_view what, std::size_t from);

  Read read_;
  std::string buffer_;
  std::size_t at_{0};
  bool ended_{false};
  bool bad_{false};
  bool doctype_{false};
  bool closing_{false};  ///< An empty element's end is due.
  int depth_{0};
  std::string name_;
  std::string tag_;  ///< What stands in the tag after its name.
  std::string text_;
};

/// Replaces `&amp;`, `&#229;` and the like; nothing when there is an entity that XML does not know.
[[nodiscard]] std::optional<std::string> decoded_entities(std::string_view text);

}  // namespace tertil::collectors
