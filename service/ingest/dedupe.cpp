#include "service/ingest/dedupe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <variant>

#include "service/ingest/conversion.hpp"

namespace tertil::ingest {
namespace {

constexpr std::string_view kOccurrence = "_occurrence";
constexpr std::string_view kMapped = "key:";
constexpr std::string_view kOwnId = "id:";
constexpr std::size_t kIdentity = 1;  ///< Behind the owner.

bool has_own_key(const collectors::Source& source) {
  return !source.dedupe_key.empty() && source.dedupe_key.front() != kOccurrence;
}

/// The sender has numbered the transaction: that says it all.
bool is_own_id(const store::Fact& fact) {
  const auto* identity = std::get_if<std::string>(&fact.key.at(kIdentity));
  return identity != nullptr && identity->starts_with(kOwnId);
}

std::string unique_text(const store::Value& value) {
  struct Writer {
    std::string operator()(std::monostate) const { return "n;"; }
    std::string operator()(std::int64_t number) const { return fmt::format("i{};", number); }
    std::string operator()(double number) const { return fmt::format("r{};", number); }
    std::string operator()(const std::string& text) const {
      return fmt::format("t{}:{};", text.size(), text);
    }
    std::string operator()(const store::Bytes& value) const {
      return fmt::format("b{}:{};", value.bytes.size(), value.bytes);
    }
  };
  return std::visit(Writer{}, value);
}

/// A filled field as text: its own, or its number.
std::string field_text(const collectors::RecordBatch& batch, std::string_view field,
                       std::size_t i) {
  if (!batch.present(field, i)) return {};
  const auto& column = batch.column(field);
  if (i < column.text.size() && !column.text[i].empty()) return column.text[i];
  return i < column.numbers.size() ? fmt::format("{}", column.numbers[i]) : std::string{};
}

}  // namespace

std::optional<std::size_t> occurrence_column(const store::FactTable& table) {
  const auto found = std::ranges::find(table.key, "occurrence");
  if (found == table.key.end()) return std::nullopt;
  return static_cast<std::size_t>(found - table.key.begin());
}

void key_as_mapped(const collectors::Source& source, const collectors::RecordBatch& batch,
                   std::size_t i, store::Fact& fact) {
  if (!has_own_key(source) || !occurrence_column(table_of(source.target))) return;
  if (is_own_id(fact)) return;
  std::string key{kMapped};
  for (const auto& field : source.dedupe_key)
    if (field != kOccurrence) key += field_text(batch, field, i) + '\x1f';
  fact.key.at(kIdentity) = std::move(key);
}

bool is_numbered(const collectors::Source& source, const store::FactTable& table,
                 const store::Fact& fact) {
  if (!occurrence_column(table)) return false;
  if (is_own_id(fact)) return false;
  return !has_own_key(source) || source.dedupe_key.back() == kOccurrence;
}

std::string key_text(const store::FactTable& table, const store::Fact& fact) {
  const auto occurrence = occurrence_column(table);
  std::string text;
  for (std::size_t i = 0; i < fact.key.size(); ++i)
    if (i != occurrence) text += unique_text(fact.key[i]);
  return text;
}

std::string values_text(const store::Fact& fact) {
  std::string text;
  for (const auto& value : fact.values) text += unique_text(value);
  return text;
}

}  // namespace tertil::ingest
