#include "service/http/metric_text.hpp"

namespace tertil::http {

void MetricText::family(std::string_view name, std::string_view type, std::string_view help) {
  name_ = name;
  text_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

void MetricText::begin(std::initializer_list<Label> labels) {
  text_ += name_;
  const char* lead = "{";
  for (const auto& [name, value] : labels) {
    text_ += fmt::format("{}{}=\"", lead, name);
    for (const char c : value) {
      if (c == '\\' || c == '"') text_ += '\\';
      if (c == '\n')
        text_ += "\\n";
      else
        text_ += c;
    }
    text_ += '"';
    lead = ",";
  }
  text_ += labels.size() > 0 ? "} " : " ";
}

}  // namespace tertil::http
