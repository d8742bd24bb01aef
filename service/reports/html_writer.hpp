/// @file service/reports/html_writer.hpp
/// @brief Writes plain HTML: every text is escaped on its way in, so none can become markup.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tertil::reports {

class HtmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// <name attribute="…">. Names come from the program, values may come from anywhere.
  HtmlWriter& open(std::string_view name, Attributes attributes = {});
  HtmlWriter& close(std::string_view name);
  /// The text, escaped.
  HtmlWriter& text(std::string_view text);
  /// <name>text</name>
  HtmlWriter& element(std::string_view name, std::string_view text, Attributes attributes = {});

  /// A whole document in Swedish round what was written.
  /// @param style trusted CSS for a <style> of its own; none if it is empty.
  [[nodiscard]] std::string page(std::string_view title, std::string_view style = {}) const;

 private:
  std::string out_;
};

/// & < > " ' as entities; control characters but tab and line end become U+FFFD.
[[nodiscard]] std::string html_escaped(std::string_view text);

}  // namespace tertil::reports
