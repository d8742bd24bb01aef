#include "collectors/cell_quotes.hpp"

#include <algorithm>

namespace tertil::collectors {

bool without_quotes(std::string_view line, char delimiter, std::string& out) {
  out.clear();
  for (std::size_t at = 0;;) {
    std::size_t end = 0;
    if (at < line.size() && line[at] == '"') {
      const auto close = line.find('"', ++at);
      if (close == std::string_view::npos) return false;
      end = close + 1;
      const auto cell = line.substr(at, close - at);
      if (cell.find(delimiter) != std::string_view::npos) return false;
      out += cell;
    } else {
      end = std::min(line.find(delimiter, at), line.size());
      const auto cell = line.substr(at, end - at);
      if (cell.find('"') != std::string_view::npos) return false;
      out += cell;
    }
    if (end == line.size()) return true;
    if (line[end] != delimiter) return false;
    out += delimiter;
    at = end + 1;
  }
}

}  // namespace tertil::collectors
