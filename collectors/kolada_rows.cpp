#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "collectors/json_rows.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

using nlohmann::json;

namespace {

bool is_answer(const json& value) {
  return value.is_object() && value.contains("values") && value.at("values").is_array();
}

/// A member that must be text; numbers are taken as they are written.
std::string text_of(const json& object, const char* key) {
  if (!object.is_object() || !object.contains(key)) return {};
  const json& member = object.at(key);
  if (member.is_string()) return member.get<std::string>();
  return member.is_number() ? member.dump() : std::string();
}

bool is_true(const json& object, const char* key) {
  return object.contains(key) && object.at(key).is_boolean() && object.at(key).get<bool>();
}

/// Kolada's preliminary values say so in words, in either language.
bool says_preliminary(std::string status) {
  std::transform(status.begin(), status.end(), status.begin(),
                 [](unsigned char c) { return static_cast<char>(c | 0x20U); });
  return status.starts_with("prel");
}

/// What Kolada says of a key figure: when the values of its latest period are published.
struct Publication {
  std::string period;
  std::string preliminary;  ///< "2026-03-31"; empty when nothing is published beforehand.
  std::string final;
};

/// An answer of `/kpi/…`: key figures instead of values.
bool describes_key_figure(const json& entry) {
  return entry.is_object() && entry.contains("id") && !entry.contains("municipality");
}

class KoladaRows final : public RowReader {
 public:
  KoladaRows(json document, const Schema& schema, const Source& source)
      : document_(std::move(document)), schema_(schema), source_(source) {
    if (document_.is_object()) document_ = json::array({std::move(document_)});
    more_pages_ = !text_of(document_.back(), "next_url").empty();
    for (json& answer : document_) read_about(answer);
  }

  bool next(Row& row) override {
    while (answer_ < document_.size()) {
      json& entries = document_[answer_]["values"];
      if (entry_ == entries.size()) {
        entries = json::array();
        ++answer_;
        entry_ = 0;
        continue;
      }
      const json& entry = entries[entry_];
      const bool many = entry.is_object() && entry.contains("values") &&
                        entry.at("values").is_array() && !entry.at("values").empty();
      const json none = json::object();
      const json& value = many ? entry.at("values")[value_] : none;
      start(row, entry, many ? value : entry);
      if (many) {
        read(row, entry, value);
      } else {
        add_fault(row, rule::kRequired, message::required("values"), "values");
      }
      ++value_;
      if (!many || value_ == entry.at("values").size()) {
        value_ = 0;
        ++entry_;
      }
      return true;
    }
    return false;
  }

  [[nodiscard]] DecimalMark mark() const override { return DecimalMark::kPointLikely; }

  [[nodiscard]] std::vector<FileFinding> notes() const override {
    std::vector<FileFinding> all;
    if (unknown_status_.rows > 0) all.push_back(unknown_status_);
    if (more_pages_) {
      all.push_back({.rule = std::string(rule::kMorePages),
                     .severity = Severity::kWarning,
                     .column = "next_url",
                     .message = message::more_pages()});
    }
    return all;
  }

 private:
  /// Takes out what is no value: the day of the pull and the key figures' publication.
  void read_about(json& answer) {
    if (const auto day = text_of(answer, "fetchedAt"); !day.empty()) fetched_ = day;
    json& entries = answer["values"];
    const auto values = std::stable_partition(entries.begin(), entries.end(), describes_key_figure);
    for (auto entry = entries.begin(); entry != values; ++entry) {
      publications_[text_of(*entry, "id")] = {text_of(*entry, "publ_period"),
                                              text_of(*entry, "prel_publication_date"),
                                              text_of(*entry, "publication_date")};
    }
    entries.erase(entries.begin(), values);
  }

  /// Published beforehand and not yet in its final form, on the day of the pull.
  [[nodiscard]] bool is_preliminary(const std::string& kpi, const std::string& period) const {
    const auto found = publications_.find(kpi);
    if (found == publications_.end() || fetched_.empty()) return false;
    const auto& [last_period, preliminary, final] = found->second;
    return period == last_period && !preliminary.empty() && preliminary <= fetched_ &&
           fetched_ < final;
  }

  void start(Row& row, const json& entry, const json& value) {
    row.row = ++rows_;
    row.faults.clear();
    row.cells.assign(schema_.fields.size(), {});
    json record = json::object();
    for (const char* key : {"kpi", "municipality", "period"}) {
      if (entry.is_object() && entry.contains(key)) record[key] = entry.at(key);
    }
    for (const char* key : {"gender", "status", "value", "isdeleted", "is_deleted"}) {
      if (value.is_object() && value.contains(key)) record[key] = value.at(key);
    }
    row.record = record.dump();
  }

  void read(Row& row, const json& entry, const json& value) {
    if (!value.is_object()) return add_fault(row, rule::kBadJson, message::not_an_object());
    if (is_true(value, "isdeleted") || is_true(value, "is_deleted")) {
      add_fault(row, rule::kDeletedAtSource, message::deleted_at_source());
      row.faults.back().severity = Severity::kWarning;
      return;
    }
    const std::string kpi = text_of(entry, "kpi");
    look_up(row, "keyFigure", kpi, "kpi", rule::kUnknownKeyFigure,
            message::unknown_key_figure(kpi));
    const std::string municipality = text_of(entry, "municipality");
    look_up(row, "region", municipality, "municipality", rule::kUnknownRegion,
            message::unknown_region(municipality));
    const std::string period = text_of(entry, "period");
    if (!parse_year(period)) {
      add_fault(row, rule::kNotAYear, message::not_a_year(period), "period", period);
    }
    set(row, "year", period);
    read_gender(row, text_of(value, "gender"));
    read_value(row, value);
    read_status(row, text_of(value, "status"));
    if (is_preliminary(kpi, period)) set(row, "status", "preliminary");
  }

  void look_up(Row& row, std::string_view field, const std::string& given, std::string_view column,
               std::string_view rule, Text message) {
    const auto table = source_.lookups.find(field);
    if (table != source_.lookups.end()) {
      if (const auto found = table->second.find(given); found != table->second.end()) {
        return set(row, field, found->second);
      }
    }
    add_fault(row, rule, std::move(message), column, given);
  }

  void read_gender(Row& row, const std::string& gender) {
    if (gender == "K" || gender == "M") return set(row, "category", "gender:" + gender);
    if (gender == "T") return;
    add_fault(row, rule::kNotAllowed, message::not_allowed(gender, {"T", "K", "M"}), "gender",
              gender);
  }

  void read_value(Row& row, const json& value) {
    if (!value.contains("value") || value.at("value").is_null()) {
      return set(row, "missingReason", "missing");
    }
    const json& number = value.at("value");
    if (!number.is_number()) {
      return add_fault(row, rule::kNotANumber, message::not_a_number(number.dump()), "value",
                       number.dump());
    }
    Cell& cell = row.cells[*schema_.index_of("value")];
    cell.number = number.get<double>();
    cell.text = number.dump();
  }

  void read_status(Row& row, const std::string& status) {
    if (says_preliminary(status)) return set(row, "status", "preliminary");
    set(row, "status", "final");
    if (status.empty() || !row.faults.empty()) return;
    if (unknown_status_.rows == 0) {
      unknown_status_ = {.rule = std::string(rule::kUnknownStatus),
                         .severity = Severity::kWarning,
                         .column = "status",
                         .rows = 0,
                         .first_row = row.row,
                         .message = message::unknown_status(status)};
    }
    ++unknown_status_.rows;
  }

  void set(Row& row, std::string_view field, std::string text) {
    row.cells[*schema_.index_of(field)].text = std::move(text);
  }

  json document_;
  const Schema& schema_;
  const Source& source_;
  std::size_t answer_{0};
  std::size_t entry_{0};
  std::size_t value_{0};
  std::int64_t rows_{0};
  std::map<std::string, Publication> publications_;
  std::string fetched_;  ///< "2026-04-02"; empty when nobody says.
  FileFinding unknown_status_;
  bool more_pages_{false};
};

}  // namespace

bool is_kolada_answer(const json& document) {
  if (!document.is_array()) return is_answer(document);
  return !document.empty() && std::all_of(document.begin(), document.end(), is_answer);
}

OpenedRows open_kolada(json document, const Schema& schema, const Source& source) {
  return std::make_unique<KoladaRows>(std::move(document), schema, source);
}

}  // namespace tertil::collectors
