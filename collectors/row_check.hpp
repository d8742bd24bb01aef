/// @file collectors/row_check.hpp
/// @brief Turns rows of cells into typed columns, or says what is wrong with them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/records.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

/// The checks of form that one source's rows must pass. Everything is checked that a row alone can
/// tell; all faults of a row are found at once, so that it can be mended at once (in the first
/// thousand faulty rows of a file; after that, the first one of each).
class RowCheck {
 public:
  RowCheck(const Schema& schema, const Source& source, DecimalMark mark)
      : schema_(schema), source_(source), mark_(mark) {}

  /// Appends `row` to `batch`, or its faults to `faults`. True when it went into the batch.
  bool take(Row& row, RecordBatch& batch, std::vector<RowFault>& faults);

  /// Makes `batch` an empty one of this schema.
  void start(RecordBatch& batch) const;

 private:
  struct Value {
    bool present{false};
    std::string text;
    double number{0.0};
  };

  void read(const Field& field, const Cell& cell, Value& value);
  void read_number(const Field& field, const Cell& cell, Value& value);
  void read_text(const Field& field, const Cell& cell, Value& value);
  void read_date(const Field& field, const Cell& cell, Value& value);
  void read_instant(const Field& field, const Cell& cell, Value& value);
  void check_alternatives();
  void complete_key_figure_value();
  void add_fault(std::string_view rule, std::string_view column, std::string_view raw,
                 Text message);
  Value& value(std::string_view field) { return values_[*schema_.index_of(field)]; }

  const Schema& schema_;
  const Source& source_;
  DecimalMark mark_;
  std::vector<Value> values_;
  std::vector<RowFault> found_;
  std::int64_t faulty_rows_{0};
};

}  // namespace tertil::collectors
