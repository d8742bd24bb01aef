#include "service/reports/json_stat.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "service/reports/json_writer.hpp"
#include "service/reports/number_text.hpp"
#include "service/reports/words.hpp"

namespace tertil::reports {
namespace {

/// One axis of the cube: its categories in order, each with a label.
struct Dimension {
  std::string id;
  std::string label;
  Role role{Role::kDimension};
  std::vector<std::string> categories;
  std::vector<std::string> labels;
  [[nodiscard]] std::size_t index_of(std::string_view category) const {
    return static_cast<std::size_t>(std::ranges::find(categories, category) - categories.begin());
  }
};

bool is_dimension(const Column& column) {
  return column.role == Role::kDimension || column.role == Role::kTime || column.role == Role::kGeo;
}

std::string as_category(const TableCell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return number_text(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return {};
}

/// The column that holds the words for a dimension's codes, if the table has one: names follow
/// their codes.
std::optional<std::size_t> label_column(const Table& table, std::size_t dimension) {
  const auto next = dimension + 1;
  const auto& key = table.columns[dimension].key;
  if (next >= table.columns.size() || (key != "region" && key != "keyFigure")) return std::nullopt;
  const auto& next_key = table.columns[next].key;
  if (next_key == "regionName" || next_key == "name") return next;
  return std::nullopt;
}

Dimension dimension_of(const Table& table, std::size_t column) {
  Dimension dimension{table.columns[column].key,
                      table.columns[column].header.in(table.language),
                      table.columns[column].role,
                      {},
                      {}};
  const auto labels = label_column(table, column);
  for (const auto& row : table.rows) {
    const auto category = as_category(row[column]);
    if (dimension.index_of(category) < dimension.categories.size()) continue;
    dimension.categories.push_back(category);
    dimension.labels.push_back(labels ? as_category(row[*labels]) : category);
  }
  return dimension;
}

/// The cube's axes, and for each row of the table where in the cube it lies.
class Cube {
 public:
  explicit Cube(const Table& table) : table_{table} {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (is_dimension(table.columns[i])) {
        columns.push_back(i);
        dimensions_.push_back(dimension_of(table, i));
      } else if (table.columns[i].role == Role::kMeasure) {
        measures_.push_back(i);
      }
    }
    if (dimensions_.empty() || !place(columns)) number_the_rows();
  }

  [[nodiscard]] const std::vector<Dimension>& dimensions() const { return dimensions_; }
  [[nodiscard]] const std::vector<std::size_t>& measures() const { return measures_; }
  [[nodiscard]] const std::vector<std::size_t>& places() const { return places_; }
  /// How many places there are without the measures.
  [[nodiscard]] std::size_t size() const {
    std::size_t product = 1;
    for (const auto& dimension : dimensions_) product *= dimension.categories.size();
    return product;
  }

 private:
  /// Finds each row's place; false when two rows share one.
  bool place(const std::vector<std::size_t>& columns) {
    std::set<std::size_t> taken;
    for (const auto& row : table_.rows) {
      std::size_t at = 0;
      for (std::size_t i = 0; i < columns.size(); ++i)
        at = at * dimensions_[i].categories.size() +
             dimensions_[i].index_of(as_category(row[columns[i]]));
      if (!taken.insert(at).second) return false;
      places_.push_back(at);
    }
    return true;
  }

  /// Rows that no dimension tells apart are told apart by their number.
  void number_the_rows() {
    Dimension rows{"row", Text{"Rad", "Row"}.in(table_.language), Role::kDimension, {}, {}};
    places_.clear();
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      rows.categories.push_back(number_text(static_cast<double>(i + 1)));
      rows.labels.push_back(rows.categories.back());
      places_.push_back(i);
    }
    dimensions_.assign(1, rows);
    as_rows_ = true;
  }

 public:
  [[nodiscard]] bool as_rows() const { return as_rows_; }

 private:
  const Table& table_;
  std::vector<Dimension> dimensions_;
  std::vector<std::size_t> measures_;
  std::vector<std::size_t> places_;
  bool as_rows_{false};
};

void write_category(JsonWriter& json, const std::vector<std::string>& ids,
                    const std::vector<std::string>& labels) {
  json.key("category").begin_object().key("index").begin_array();
  for (const auto& id : ids) json.value(id);
  json.end_array().key("label").begin_object();
  for (std::size_t i = 0; i < ids.size(); ++i) json.field(ids[i], labels[i]);
  json.end_object();
}

void write_dimensions(JsonWriter& json, const Table& table, const Cube& cube) {
  json.key("dimension").begin_object();
  for (const auto& dimension : cube.dimensions()) {
    json.key(dimension.id).begin_object().field("label", dimension.label);
    write_category(json, dimension.categories, dimension.labels);
    json.end_object().end_object();
  }
  std::vector<std::string> ids;
  std::vector<std::string> labels;
  for (const auto column : cube.measures()) {
    ids.push_back(table.columns[column].key);
    labels.push_back(table.columns[column].header.in(table.language));
  }
  json.key("measure").begin_object().field("label", Text{"Mått", "Measure"}.in(table.language));
  write_category(json, ids, labels);
  json.key("unit").begin_object();
  for (const auto column : cube.measures()) {
    json.key(table.columns[column].key).begin_object();
    if (!table.columns[column].unit.empty()) json.field("base", table.columns[column].unit);
    if (table.columns[column].decimals >= 0) json.field("decimals", table.columns[column].decimals);
    json.end_object();
  }
  json.end_object().end_object().end_object().end_object();
}

void write_roles(JsonWriter& json, const Cube& cube) {
  const auto list = [&](std::string_view name, Role role) {
    if (std::ranges::none_of(cube.dimensions(), [&](const auto& d) { return d.role == role; }))
      return;
    json.key(name).begin_array();
    for (const auto& dimension : cube.dimensions())
      if (dimension.role == role) json.value(dimension.id);
    json.end_array();
  };
  json.key("role").begin_object();
  list("time", Role::kTime);
  list("geo", Role::kGeo);
  json.key("metric").begin_array().value("measure").end_array().end_object();
}

/// The row of the table at each place of the cube; nothing where the cube has a hole.
std::vector<const std::vector<TableCell>*> rows_by_place(const Table& table, const Cube& cube) {
  std::vector<const std::vector<TableCell>*> rows(cube.size(), nullptr);
  for (std::size_t i = 0; i < table.rows.size(); ++i) rows[cube.places()[i]] = &table.rows[i];
  return rows;
}

void write_values(JsonWriter& json, const Cube& cube,
                  const std::vector<const std::vector<TableCell>*>& rows) {
  json.key("value").begin_array();
  for (const auto* row : rows)
    for (const auto column : cube.measures()) {
      const auto* number = row != nullptr ? std::get_if<double>(&(*row)[column]) : nullptr;
      if (number != nullptr)
        json.value(*number);
      else
        json.value(nullptr);
    }
  json.end_array().key("status").begin_object();
  std::size_t at = 0;
  for (const auto* row : rows)
    for (const auto column : cube.measures()) {
      const auto* reason = row != nullptr ? std::get_if<MissingReason>(&(*row)[column]) : nullptr;
      if (reason != nullptr) json.field(number_text(static_cast<double>(at)), to_string(*reason));
      ++at;
    }
  json.end_object();
}

void write_extension(JsonWriter& json, const Table& table, const Cube& cube,
                     const std::vector<const std::vector<TableCell>*>& rows) {
  json.key("extension").begin_object();
  if (!table.processing.sv.empty()) json.field("processing", table.processing);
  json.key("asOf");
  if (table.as_of)
    json.value(to_rfc3339(*table.as_of));
  else
    json.value(nullptr);
  json.key("statusLabel").begin_object();
  for (const auto reason :
       {MissingReason::kMissing, MissingReason::kNotApplicable, MissingReason::kConfidential,
        MissingReason::kNotPublished, MissingReason::kNotSubmitted, MissingReason::kTooFew})
    json.field(to_string(reason), word(reason).in(table.language));
  json.end_object().key("attributes").begin_object();
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    const auto& key = table.columns[column].key;
    const bool said_elsewhere = key == "source" || key == "processing" || key == "regionName" ||
                                key == "name" || table.columns[column].role == Role::kMeasure ||
                                (is_dimension(table.columns[column]) && !cube.as_rows());
    if (said_elsewhere && !cube.as_rows()) continue;
    if (table.columns[column].role == Role::kMeasure) continue;
    json.key(key).begin_array();
    for (const auto* row : rows) {
      if (row == nullptr || std::holds_alternative<std::monostate>((*row)[column]))
        json.value(nullptr);
      else if (const auto* reason = std::get_if<MissingReason>(&(*row)[column]))
        json.value(to_string(*reason));
      else
        json.value(as_category((*row)[column]));
    }
    json.end_array();
  }
  json.end_object().end_object();
}

}  // namespace

std::string write_json_stat(const Table& table) {
  const Cube cube{table};
  const auto rows = rows_by_place(table, cube);
  JsonWriter json{2048 + rows.size() * 40};
  json.begin_object()
      .field("version", "2.0")
      .field("class", "dataset")
      .field("label", table.title.in(table.language));
  if (!table.source.sv.empty()) json.field("source", table.source.in(table.language));
  if (const auto updated = table.updated ? table.updated : table.as_of)
    json.field("updated", to_rfc3339(*updated));
  json.key("note").begin_array();
  for (const auto& note : table.notes)
    json.value(note.label.in(table.language) + ": " + note.text.in(table.language));
  json.end_array().key("id").begin_array();
  for (const auto& dimension : cube.dimensions()) json.value(dimension.id);
  json.value("measure").end_array().key("size").begin_array();
  for (const auto& dimension : cube.dimensions()) json.value(dimension.categories.size());
  json.value(cube.measures().size()).end_array();
  write_roles(json, cube);
  write_dimensions(json, table, cube);
  write_values(json, cube, rows);
  write_extension(json, table, cube, rows);
  json.end_object();
  return json.take();
}

}  // namespace tertil::reports
