#include "service/reports/html_writer.hpp"

#include <fmt/format.h>

namespace tertil::reports {

std::string html_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n')
          out += "\xEF\xBF\xBD";
        else
          out += c;
    }
  }
  return out;
}

HtmlWriter& HtmlWriter::open(std::string_view name, Attributes attributes) {
  out_ += '<';
  out_ += name;
  for (const auto& [attribute, value] : attributes)
    out_ += fmt::format(" {}=\"{}\"", attribute, html_escaped(value));
  out_ += '>';
  return *this;
}

HtmlWriter& HtmlWriter::close(std::string_view name) {
  out_ += fmt::format("</{}>\n", name);
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  out_ += html_escaped(text);
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view name, std::string_view content,
                                Attributes attributes) {
  return open(name, attributes).text(content).close(name);
}

std::string HtmlWriter::page(std::string_view title, std::string_view style) const {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<link rel=\"icon\" "
      "href=\"data:,\">\n{}</head>\n<body>\n{}</body>\n</html>\n",
      html_escaped(title), style.empty() ? "" : fmt::format("<style>{}</style>\n", style), out_);
}

}  // namespace tertil::reports
