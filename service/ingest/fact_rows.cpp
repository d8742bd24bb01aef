#include "service/ingest/fact_rows.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "service/ingest/dedupe.hpp"

namespace tertil::ingest {
namespace {

constexpr std::size_t kMostRows = 20'000;
constexpr std::size_t kMostBytes = std::size_t{8} << 20U;

Text to_text(const collectors::Text& text) { return {text.sv, text.en}; }

void take_faults(collectors::Collection& collection, CheckedFile& checked) {
  for (auto& fault : collection.take_faults()) {
    store::Reject reject{fault.row,  fault.column,           fault.raw,
                         fault.rule, to_text(fault.message), fault.record};
    note(checked.findings, reject, collectors::name_of(fault.severity), fault.first_of_row);
    checked.rejects.push_back(std::move(reject));
  }
}

void finish(collectors::Collection& collection, CheckedFile& checked) {
  take_faults(collection, checked);
  checked.rows_read = collection.rows_read();
  checked.quarantined += collection.faulty_rows();
  checked.format = collection.format();
  checked.encoding = collection.encoding();
  for (const auto& said : collection.notes())
    checked.findings.push_back({said.rule,
                                std::string{collectors::name_of(said.severity)},
                                said.column,
                                said.rows,
                                to_text(said.message),
                                {}});
}

}  // namespace

Result<void> FactRows::convert_all(collectors::Collection& collection, Progress* progress,
                                   CheckedFile* checked, const Take& take) const {
  Surroundings surroundings{source_, snapshot_};
  collectors::RecordBatch batch;
  while (collection.next(batch)) {
    if (checked != nullptr) take_faults(collection, *checked);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      auto converted = convert(surroundings, batch, i);
      surroundings.occurrences.clear();  // counted by FileMarks, in bounded memory
      if (auto* refusal = std::get_if<RowRefusal>(&converted)) {
        if (checked != nullptr)
          checked->set_aside({batch.rows[i], refusal->column, refusal->raw, refusal->rule,
                              refusal->message, batch.records[i]});
        continue;
      }
      FactRow row{std::get<store::Fact>(std::move(converted)), std::move(batch.records[i])};
      key_as_mapped(source_, batch, i, row.fact);
      if (auto taken = take(std::move(row)); !taken) return taken;
    }
    if (progress == nullptr) continue;
    progress->rows_read = collection.rows_read();
    progress->bytes_read = collection.bytes_read();
    if (progress->cancelled) break;
  }
  return {};
}

void FactRows::keep(const FactRow& row) {
  if (!in_memory_) return;
  bytes_ += row.record.size();
  if (rows_.size() < kMostRows && bytes_ < kMostBytes) {
    rows_.push_back(row);
    return;
  }
  in_memory_ = false;
  rows_ = {};
}

bool FactRows::read(int descriptor, Progress& progress, CheckedFile& checked,
                    const std::function<void(const FactRow&)>& visit) {
  descriptor_ = descriptor;
  auto collection = collectors::Collection::open(descriptor, source_, {}, pseudonym_key_);
  const auto read =
      convert_all(collection, &progress, &checked, [&](FactRow&& row) -> Result<void> {
        visit(row);
        keep(row);
        return {};
      });
  static_cast<void>(read);  // nothing in it fails
  finish(collection, checked);
  checked.personal = collection.has_personal_data();
  checked.must_not_keep_raw = collection.must_not_keep_raw();
  return !collection.refused() && !collection.must_reject();
}

Result<void> FactRows::each(const Visit& visit) const {
  if (!in_memory_) {
    auto collection = collectors::Collection::open(descriptor_, source_, {}, pseudonym_key_);
    return convert_all(collection, nullptr, nullptr,
                       [&](FactRow&& row) -> Result<void> { return visit(row); });
  }
  for (const auto& row : rows_)
    if (auto visited = visit(row); !visited) return visited;
  return {};
}

}  // namespace tertil::ingest
