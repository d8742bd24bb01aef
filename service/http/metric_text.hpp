/// @file service/http/metric_text.hpp
/// @brief Prometheus' text format, written family by family.
#pragma once
#include <fmt/format.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace tertil::http {

class MetricText {
 public:
  using Label = std::pair<std::string_view, std::string_view>;

  /// Begins a family; its samples follow. `type` is "gauge" or "counter".
  void family(std::string_view name, std::string_view type, std::string_view help);
  /// A sample of the family that was begun last.
  template <class Number>
  void sample(Number value, std::initializer_list<Label> labels = {}) {
    begin(labels);
    text_ += fmt::format("{}\n", value);
  }
  /// A family with one sample.
  template <class Number>
  void single(std::string_view name, std::string_view type, std::string_view help, Number value) {
    family(name, type, help);
    sample(value);
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void begin(std::initializer_list<Label> labels);
  std::string text_;
  std::string name_;
};

}  // namespace tertil::http
