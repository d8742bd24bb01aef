#include <fmt/format.h>

#include "collectors/plain_file.hpp"
#include "collectors/reading_stream.hpp"

namespace tertil::collectors {

std::vector<std::string> lines_of(int fd, const std::vector<std::int64_t>& rows) {
  std::vector<std::string> texts(rows.size());
  PlainFile file{ByteSource(fd)};
  std::int64_t row = 1;
  for (std::size_t i = 0; i < rows.size(); ++row) {
    const auto line = file.line();
    if (!line) break;
    if (row == rows[i]) {
      const auto text = line->ends_with('\r') ? line->substr(0, line->size() - 1) : *line;
      texts[i] = shortened(text, 4096);
      while (i < rows.size() && rows[i] == row) ++i;
    }
    file.move_to(line->data() + line->size() + 1);
  }
  return texts;
}

namespace message {

Text start_required() {
  return {"Tidpunkten då mätningen börjar saknas (start); bara mätarställningar lämnar den tom.",
          "The time the reading starts is missing (start); only counter readings leave it empty."};
}

Text counter_has_no_start() {
  return {"En mätarställning (register = true) gäller vid end; lämna start tom.",
          "A counter reading (register = true) holds at end; leave start empty."};
}

Text end_not_after_start() {
  return {"Slutet måste komma efter början.", "The end must come after the start."};
}

Text too_long_a_time() {
  return {"En mätning får gälla högst tre år.", "A reading may cover three years at most."};
}

Text negative_quantity(std::string_view raw) {
  return {fmt::format("Mängden är negativ ({}), men förbrukning är aldrig det.", raw),
          fmt::format("The quantity is negative ({}), which use never is.", raw)};
}

}  // namespace message

}  // namespace tertil::collectors
