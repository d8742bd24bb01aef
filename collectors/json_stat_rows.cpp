#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/json_rows.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

using nlohmann::json;

namespace {

constexpr std::size_t kMostCells = 10'000'000;

bool is_dataset(const json& value) {
  return value.is_object() && value.contains("dimension") && value.contains("id") &&
         value.contains("size") && value.contains("value");
}

std::string text_of(const json& object, const char* key) {
  if (!object.is_object()) return {};
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string in_small_letters(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

struct Dimension {
  std::string id;
  std::vector<std::string> codes;   ///< In the order of the cells.
  std::vector<std::size_t> chosen;  ///< Places whose cells are added up.
  std::size_t stride{1};
};

/// Ages as codes write them: "7", "0-9", "-4", "100+", "100+10". Nothing for other codes.
std::optional<std::pair<int, int>> ages_of(std::string_view code) {
  int from = 0;
  int to = 0;
  const auto* end = code.data() + code.size();
  if (code.starts_with('-')) {
    const auto read = std::from_chars(code.data() + 1, end, to);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return std::pair{0, to};
  }
  const auto read = std::from_chars(code.data(), end, from);
  if (read.ec != std::errc() || from < 0) return std::nullopt;
  if (read.ptr == end) return std::pair{from, from};
  if (*read.ptr == '+') return std::pair{from, std::numeric_limits<int>::max()};
  const auto upper = std::from_chars(read.ptr + 1, end, to);
  if (*read.ptr != '-' || upper.ec != std::errc() || upper.ptr != end) return std::nullopt;
  return std::pair{from, to};
}

bool overlap(const std::vector<std::string>& codes) {
  std::vector<std::pair<int, int>> ages;
  for (const auto& code : codes) {
    const auto range = ages_of(code);
    if (!range) return false;
    ages.push_back(*range);
  }
  std::sort(ages.begin(), ages.end());
  return std::adjacent_find(ages.begin(), ages.end(), [](const auto& a, const auto& b) {
           return b.first <= a.second;
         }) != ages.end();
}

/// The place of the category that stands for all the others, if there is one.
std::optional<std::size_t> total_in(const std::vector<std::string>& codes, const json& about) {
  const json extension = about.value("extension", json::object());
  const std::string said = text_of(extension, "eliminationValueCode");
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] == said || in_small_letters(codes[i]).starts_with("tot")) return i;
  }
  return std::nullopt;
}

/// The codes of a dimension by their place; empty if the index is not one.
std::vector<std::string> codes_in(const json& about, std::size_t size) {
  const json category = about.value("category", json());
  if (!category.is_object()) return {};
  const json index = category.value("index", json());
  std::vector<std::string> codes(size);
  if (index.is_array() && index.size() == size) {
    for (std::size_t i = 0; i < size; ++i) {
      if (!index[i].is_string()) return {};
      codes[i] = index[i].get<std::string>();
    }
    return codes;
  }
  if (index.is_object() && index.size() == size) {
    for (const auto& [code, place] : index.items()) {
      if (!place.is_number_unsigned() || place.get<std::uint64_t>() >= size) return {};
      codes[place.get<std::size_t>()] = code;
    }
  } else if (size == 1) {  // one category needs no index
    const json label = category.value("label", json());
    if (!label.is_object() || label.size() != 1) return {};
    codes[0] = label.begin().key();
  }
  const bool whole = std::none_of(codes.begin(), codes.end(), [](auto& c) { return c.empty(); });
  return whole ? codes : std::vector<std::string>{};
}

bool has_role(const json& document, const char* role, const std::string& id) {
  const json roles = document.value("role", json::object());
  const json names = roles.is_object() ? roles.value(role, json::array()) : json::array();
  return names.is_array() && std::find(names.begin(), names.end(), json(id)) != names.end();
}

/// The year of a time code, when what it stands for is the end of that year.
std::optional<std::string> year_end(const std::string& code) {
  if (parse_year(code)) return code;
  if (code.size() == 7 && code.substr(4) == "M12" && parse_year(code.substr(0, 4))) {
    return code.substr(0, 4);
  }
  return std::nullopt;
}

/// One dataset, taken apart: which cells belong to which region and time.
class Dataset {
 public:
  /// Nothing if it cannot be used; `refusal` then says why.
  static std::optional<Dataset> read(const json& document, Refusal& refusal) {
    Dataset data;
    data.document_ = &document;
    if (!data.read_dimensions(refusal)) return std::nullopt;
    return data;
  }

  [[nodiscard]] std::size_t regions() const { return dimensions_[region_].codes.size(); }
  [[nodiscard]] std::size_t times() const { return dimensions_[time_].codes.size(); }
  [[nodiscard]] const std::string& region(std::size_t i) const {
    return dimensions_[region_].codes[i];
  }
  [[nodiscard]] const std::string& time(std::size_t i) const { return dimensions_[time_].codes[i]; }

  /// The sum over all other dimensions; nothing if a cell of it is missing.
  [[nodiscard]] std::optional<double> value(std::size_t region, std::size_t time) const {
    const std::size_t base =
        region * dimensions_[region_].stride + time * dimensions_[time_].stride;
    return sum(0, base);
  }

  /// "SCB TAB6471, 2026-06-08".
  [[nodiscard]] std::string origin() const {
    std::string text = text_of(*document_, "source");
    const json extension = document_->value("extension", json::object());
    const json px = extension.is_object() ? extension.value("px", json::object()) : json::object();
    if (const auto table = text_of(px, "tableid"); !table.empty()) text += ' ' + table;
    const auto updated = text_of(*document_, "updated");
    return updated.size() < 10 ? text : text + ", " + updated.substr(0, 10);
  }

 private:
  bool read_dimensions(Refusal& refusal);
  bool choose(Dimension& dimension, const json& about, Refusal& refusal) const;
  [[nodiscard]] std::optional<double> sum(std::size_t from, std::size_t cell) const;
  [[nodiscard]] std::optional<double> cell(std::size_t at) const;

  const json* document_{nullptr};
  std::vector<Dimension> dimensions_;
  std::size_t region_{0};
  std::size_t time_{0};
};

bool Dataset::read_dimensions(Refusal& refusal) {
  const json& document = *document_;
  const json& ids = document.at("id");
  const json& sizes = document.at("size");
  const json& all = document.at("dimension");
  const json& values = document.at("value");
  refusal = refuse(rule::kBadJsonStat, 1, message::bad_json_stat());
  if (!ids.is_array() || !sizes.is_array() || ids.size() != sizes.size() || !all.is_object()) {
    return false;
  }
  std::optional<std::size_t> region;
  std::optional<std::size_t> time;
  std::size_t cells = 1;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!ids[i].is_string() || !sizes[i].is_number_unsigned()) return false;
    Dimension dimension{.id = ids[i].get<std::string>(), .codes = {}, .chosen = {}};
    const auto size = sizes[i].get<std::uint64_t>();
    if (size == 0 || size > kMostCells || cells > kMostCells / size) return false;
    cells *= size;
    const json about = all.value(dimension.id, json());
    if (!about.is_object()) return false;
    dimension.codes = codes_in(about, size);
    if (dimension.codes.empty()) return false;
    const std::string name = in_small_letters(dimension.id);
    if (has_role(document, "geo", dimension.id) || (!region && name == "region")) region = i;
    if (has_role(document, "time", dimension.id) || (!time && name == "tid")) time = i;
    dimensions_.push_back(std::move(dimension));
  }
  const bool fits = values.is_object() || (values.is_array() && values.size() == cells);
  if (!fits || !region || !time || *region == *time) return false;
  region_ = *region;
  time_ = *time;
  std::size_t stride = 1;
  for (std::size_t i = dimensions_.size(); i-- > 0;) {
    dimensions_[i].stride = stride;
    stride *= dimensions_[i].codes.size();
    const bool summed = i != region_ && i != time_;
    if (summed && !choose(dimensions_[i], all.at(dimensions_[i].id), refusal)) return false;
  }
  return true;
}

bool Dataset::choose(Dimension& dimension, const json& about, Refusal& refusal) const {
  const auto& codes = dimension.codes;
  if (const auto total = total_in(codes, about)) {
    dimension.chosen = {*total};
    return true;
  }
  const bool several_measures = codes.size() > 1 && has_role(*document_, "metric", dimension.id);
  if (several_measures || overlap(codes)) {
    refusal =
        refuse(rule::kOverlappingCategories, 1, message::overlapping_categories(dimension.id));
    return false;
  }
  for (std::size_t i = 0; i < codes.size(); ++i) dimension.chosen.push_back(i);
  return true;
}

std::optional<double> Dataset::sum(std::size_t from, std::size_t at) const {
  if (from == dimensions_.size()) return cell(at);
  const Dimension& dimension = dimensions_[from];
  if (dimension.chosen.empty()) return sum(from + 1, at);  // region and time are settled
  double total = 0.0;
  for (const std::size_t place : dimension.chosen) {
    const auto part = sum(from + 1, at + place * dimension.stride);
    if (!part) return std::nullopt;
    total += *part;
  }
  return total;
}

std::optional<double> Dataset::cell(std::size_t at) const {
  const json& values = document_->at("value");
  if (values.is_array()) {
    return values[at].is_number() ? std::optional(values[at].get<double>()) : std::nullopt;
  }
  const auto found = values.find(std::to_string(at));
  if (found == values.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

class JsonStatRows final : public RowReader {
 public:
  JsonStatRows(json documents, const Schema& schema, const Source& source)
      : documents_(std::move(documents)), schema_(schema), source_(source) {}

  /// Takes every dataset apart, so that a bad one refuses the file before any row comes.
  bool open(Refusal& refusal) {
    for (const json& document : documents_) {
      auto data = Dataset::read(document, refusal);
      if (!data) return false;
      data_.push_back(std::move(*data));
    }
    return true;
  }

  bool next(Row& row) override {
    for (; at_ < data_.size(); ++at_, region_ = 0, time_ = 0) {
      const Dataset& data = data_[at_];
      for (; region_ < data.regions(); ++region_, time_ = 0) {
        while (time_ < data.times()) {
          const std::size_t time = time_++;
          const auto year = year_end(data.time(time));
          if (!year) {
            ++other_periods_;
            continue;
          }
          fill(row, data, time, *year);
          return true;
        }
      }
    }
    return false;
  }

  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kPointLikely; }

  [[nodiscard]] std::vector<FileFinding> notes() const override {
    if (other_periods_ == 0) return {};
    return {{.rule = std::string(rule::kOtherPeriods),
             .severity = Severity::kInfo,
             .column = "year",
             .rows = 0,
             .message = message::other_periods(other_periods_)}};
  }

 private:
  void fill(Row& row, const Dataset& data, std::size_t time, const std::string& year) {
    row.row = ++rows_;
    row.faults.clear();
    row.cells.assign(schema_.fields.size(), {});
    const std::string& region = data.region(region_);
    const auto value = data.value(region_, time);
    row.record =
        json{
            {"region", region}, {"time", data.time(time)}, {"value", value ? json(*value) : json()}}
            .dump();
    if (const auto known = region_of(region)) {
      cell(row, "region").text = *known;
    } else {
      add_fault(row, rule::kUnknownRegion, message::unknown_region(region), "region", region);
    }
    cell(row, "year").text = year;
    cell(row, "source").text = data.origin();
    if (!value) {
      return add_fault(row, rule::kRequired, message::required("value"), "value");
    }
    cell(row, "value").number = *value;
    cell(row, "value").text = fmt::format("{}", *value);
  }

  /// By the source's own table, else by the county codes that statistics use; 00 is the country.
  [[nodiscard]] std::optional<std::string> region_of(const std::string& code) const {
    if (const auto table = source_.lookups.find("region"); table != source_.lookups.end()) {
      const auto found = table->second.find(code);
      return found == table->second.end() ? std::nullopt : std::optional(found->second);
    }
    if (code == "00") return "riket";
    if (code.size() == 2) return code;
    return std::nullopt;
  }

  Cell& cell(Row& row, std::string_view field) { return row.cells[*schema_.index_of(field)]; }

  json documents_;
  const Schema& schema_;
  const Source& source_;
  std::vector<Dataset> data_;
  std::size_t at_{0};
  std::size_t region_{0};
  std::size_t time_{0};
  std::int64_t rows_{0};
  std::int64_t other_periods_{0};
};

}  // namespace

bool is_json_stat(const json& document) {
  if (!document.is_array()) return is_dataset(document);
  return !document.empty() && std::all_of(document.begin(), document.end(), is_dataset);
}

OpenedRows open_json_stat(json document, const Schema& schema, const Source& source) {
  if (document.is_object()) document = json::array({std::move(document)});
  auto rows = std::make_unique<JsonStatRows>(std::move(document), schema, source);
  Refusal refusal;
  if (!rows->open(refusal)) return refusal;
  return rows;
}

}  // namespace tertil::collectors
