#include "collectors/clean_copy.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "collectors/mapped_rows.hpp"
#include "collectors/table_cursor.hpp"

namespace tertil::collectors {

namespace {

bool named_in(const std::vector<std::string>& list, std::string_view column) {
  return std::any_of(list.begin(), list.end(),
                     [column](const auto& one) { return folded(one) == folded(column); });
}

void add_cell(std::string& line, std::string_view text, bool first) {
  if (!first) line += ';';
  if (text.find_first_of(";\"\r\n") == std::string_view::npos) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

}  // namespace

bool write_clean_copy(const ByteSource& bytes, const Source& source, std::string_view pseudonym_key,
                      const std::function<void(std::string_view)>& write, const Limits& limits) {
  const Mapping mapping =
      source.mapping ? *source.mapping : identity_mapping(schema_of(source.target));
  std::vector<std::string> also_dropped;
  if (source.privacy.drop_on_match &&
      find_personal_data(bytes, mapping, source.privacy, limits, also_dropped)) {
    return false;
  }
  // Once for the names, which some formats give only while they are read, and once for the cells.
  std::vector<std::string> names;
  for (const bool cells : {false, true}) {
    FileForm form;
    Layout layout = mapping.layout;
    layout.missing_values.clear();
    auto opened = TableCursor::open(bytes, layout, {}, limits, form);
    auto* cursor = std::get_if<TableCursor>(&opened);
    if (cursor == nullptr) return false;
    std::vector<bool> kept;
    std::vector<bool> coded;
    std::string line;
    bool first_name = true;
    for (std::size_t i = 0; cells && i < names.size(); ++i) {
      kept.push_back(!named_in(source.privacy.drop_columns, names[i]) &&
                     !named_in(also_dropped, names[i]));
      coded.push_back(named_in(source.privacy.pseudonymise, names[i]));
      if (!kept[i]) continue;
      add_cell(line, names[i], first_name);
      first_name = false;
    }
    if (cells) write(line + "\n");
    TableRow row;
    while (cursor->next(row)) {
      if (!cells) continue;
      line.clear();
      bool first = true;
      for (std::size_t i = 0; i < names.size(); ++i) {
        if (!kept[i]) continue;
        std::string text = i < row.cells.size() ? row.cells[i].text : std::string();
        if (coded[i] && !text.empty()) {
          const bool vehicle = schema_of(source.target).index_of("vehicle").has_value();
          text = pseudonym(pseudonym_key, vehicle ? "Fordon" : "Kod", text);
        }
        add_cell(line, text, first);
        first = false;
      }
      line += '\n';
      write(line);
    }
    if (!cells) names = cursor->names();
  }
  return true;
}

}  // namespace tertil::collectors
