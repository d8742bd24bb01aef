#include <algorithm>
#include <utility>

#include "collectors/header.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kSampleRows = 120;
constexpr std::size_t kSampleBytes = std::size_t{4} << 20U;

std::size_t bytes_of(const TableRow& row) {
  std::size_t bytes = 0;
  for (const TableCell& cell : row.cells) bytes += cell.text.size();
  return bytes;
}

}  // namespace

HeaderedTable::HeaderedTable(std::unique_ptr<TableReader> table,
                             std::optional<std::int64_t> header_row)
    : table_(std::move(table)) {
  std::size_t bytes = 0;
  TableRow row;
  while (sample_.size() < kSampleRows && bytes < kSampleBytes && table_->next(row)) {
    bytes += bytes_of(row);
    sample_.push_back(row);
  }
  if (table_->names().empty()) look(header_row);
  if (header_) {
    at_ = header_->next;
    last_row_ = header_->row;
  }
  shape_ = shape_of(std::span<const TableRow>(sample_), at_);
}

void HeaderedTable::look(std::optional<std::int64_t> header_row) {
  if (!header_row) {
    header_ = find_header(sample_);
    return;
  }
  const auto at = std::find_if(sample_.begin(), sample_.end(),
                               [&](const TableRow& row) { return row.row == *header_row; });
  if (at == sample_.end()) return;
  Header header;
  for (const TableCell& cell : at->cells) header.names.push_back(cell.text);
  while (!header.names.empty() && header.names.back().empty()) header.names.pop_back();
  header.row = *header_row;
  header.preamble = static_cast<std::size_t>(at - sample_.begin());
  header.next = header.preamble + 1;
  header_ = std::move(header);
}

bool HeaderedTable::next_row(TableRow& row) {
  if (at_ == sample_.size()) return table_->next(row);
  row = std::exchange(sample_[at_++], {});
  if (at_ == sample_.size()) {
    sample_.clear();
    at_ = 0;
  }
  return true;
}

bool HeaderedTable::next(TableRow& row, RowKind& kind) {
  if (!next_row(row)) return false;
  kind = kind_of(row);
  last_row_ = row.row;
  return true;
}

bool HeaderedTable::goes_on_otherwise() {
  if (at_ == sample_.size()) {
    sample_.resize(1);
    at_ = 0;
    if (!table_->next(sample_[0])) sample_.clear();
  }
  if (at_ == sample_.size()) return false;
  const TableRow& row = sample_[at_];
  if (row.fault || row.cells.size() > header_->names.size()) return true;
  for (std::size_t i = 0; i < std::min(row.cells.size(), shape_.columns.size()); ++i) {
    const ColumnKind kind = kind_of_cell(row.cells[i]);
    const bool is_typed =
        shape_.columns[i] == ColumnKind::kNumber || shape_.columns[i] == ColumnKind::kTime;
    if (is_typed && kind == shape_.columns[i]) return false;
  }
  return true;
}

RowKind HeaderedTable::kind_of(const TableRow& row) {
  if (!header_ || row.fault) return other_table_ ? RowKind::kOtherTable : RowKind::kData;
  std::size_t filled = 0;
  std::size_t holes = 0;    // cells empty that data rows fill
  std::size_t strange = 0;  // text where the body has numbers or times
  std::size_t typed = 0;
  std::size_t first = row.cells.size();
  bool names = !row.cells.empty();
  const std::size_t width = std::max(row.cells.size(), shape_.columns.size());
  for (std::size_t i = 0; i < width; ++i) {
    const bool has = i < row.cells.size() && row.cells[i].kind != CellKind::kEmpty;
    if (has && first == row.cells.size()) first = i;
    filled += has ? 1U : 0U;
    if (i < shape_.columns.size() && shape_.always_filled[i] && !has) ++holes;
    const bool is_typed = i < shape_.columns.size() && (shape_.columns[i] == ColumnKind::kNumber ||
                                                        shape_.columns[i] == ColumnKind::kTime);
    if (is_typed && has) ++typed;
    if (is_typed && has && row.cells[i].kind == CellKind::kText &&
        std::none_of(row.cells[i].text.begin(), row.cells[i].text.end(),
                     [](char c) { return c >= '0' && c <= '9'; })) {
      ++strange;
    }
    const std::string_view name =
        i < header_->names.size() ? std::string_view(header_->names[i]) : std::string_view();
    names = names && (has ? row.cells[i].text == name : name.empty());
  }
  if (names) {
    other_table_ = false;
    return RowKind::kHeader;
  }
  const bool after_gap = row.row - last_row_ > 1;
  const bool another = after_gap && filled >= 2 && strange > 0 && strange == typed &&
                       (strange > 1 || holes > 0 || goes_on_otherwise());
  other_table_ = other_table_ || another;
  if (other_table_) return RowKind::kOtherTable;
  if (holes > 0 && first < row.cells.size() && begins_with_total(row)) {
    return RowKind::kTotal;
  }
  const bool alone = filled == 1 && first == 0 && holes > 0 && shape_.columns.size() > 2;
  const bool typed_first = !shape_.columns.empty() && shape_.columns[0] != ColumnKind::kText;
  if (alone && (!typed_first || strange > 0)) return RowKind::kNote;
  return RowKind::kData;
}

}  // namespace tertil::collectors
