/// @file service/ingest/row_view.hpp
/// @brief One row of a collector's batch, seen through its field names.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "collectors/records.hpp"

namespace tertil::ingest {

/// The batch must outlive it. @throws std::out_of_range for a field the schema does not have.
class RowView {
 public:
  RowView(const collectors::RecordBatch& batch, std::size_t i) : batch_{batch}, i_{i} {}
  /// Empty when the field is not filled.
  [[nodiscard]] const std::string& text(std::string_view field) const {
    return batch_.text(field, i_);
  }
  [[nodiscard]] std::optional<double> number(std::string_view field) const {
    return batch_.present(field, i_) ? std::optional{batch_.number(field, i_)} : std::nullopt;
  }
  [[nodiscard]] std::optional<int> integer(std::string_view field) const {
    return batch_.present(field, i_) ? std::optional{static_cast<int>(batch_.integer(field, i_))}
                                     : std::nullopt;
  }
  [[nodiscard]] std::int64_t row() const { return batch_.rows[i_]; }

 private:
  const collectors::RecordBatch& batch_;
  std::size_t i_;
};

}  // namespace tertil::ingest
