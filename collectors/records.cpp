#include "collectors/records.hpp"

#include <stdexcept>

namespace tertil::collectors {

const Column& RecordBatch::column(std::string_view field) const {
  const auto index = schema == nullptr ? std::nullopt : schema->index_of(field);
  if (!index) throw std::out_of_range("no field " + std::string(field) + " in this schema");
  return columns.at(*index);
}

bool RecordBatch::present(std::string_view field, std::size_t i) const {
  return column(field).present.at(i) != 0;
}

const std::string& RecordBatch::text(std::string_view field, std::size_t i) const {
  return column(field).text.at(i);
}

double RecordBatch::number(std::string_view field, std::size_t i) const {
  return column(field).numbers.at(i);
}

std::int64_t RecordBatch::integer(std::string_view field, std::size_t i) const {
  return static_cast<std::int64_t>(number(field, i));
}

}  // namespace tertil::collectors
