#include "service/store/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "service/store/cell.hpp"
#include "service/store/facts_ahead.hpp"
#include "service/store/facts_sql.hpp"
#include "service/store/precedence.hpp"
#include "service/store/sha256.hpp"

namespace tertil::store {
namespace {

constexpr std::int64_t kPage = 4096;
constexpr std::size_t kMostWaiting = 512;

std::vector<FactRow> read_all(const FactsSql& sql, std::vector<Row> rows) {
  std::vector<FactRow> facts;
  facts.reserve(rows.size());
  for (auto& row : rows) facts.push_back(sql.read(std::move(row)));
  return facts;
}

Result<std::optional<FactRow>> open_row(Reader& reader, const FactsSql& sql,
                                        std::span<const Value> key) {
  auto rows = reader.query(sql.open, key);
  if (!rows) return tl::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  return sql.read(std::move(rows->front()));
}

/// The rows of a key that batches other than `without` brought and have not taken back, oldest
/// first. A row that was reopened counts once, at the time it was first recorded.
Result<std::vector<FactRow>> history_of(Reader& reader, const FactsSql& sql,
                                        std::span<const Value> key, std::string_view without) {
  Row parameters{key.begin(), key.end()};
  parameters.push_back(cell(without));
  auto rows = reader.query(sql.history, parameters);
  if (!rows) return tl::unexpected{rows.error()};
  std::vector<FactRow> facts;
  for (auto& row : read_all(sql, std::move(*rows))) {
    const bool known = std::ranges::any_of(facts, [&](const FactRow& other) {
      return other.stored.batch == row.stored.batch && other.stored.fact.row == row.stored.fact.row;
    });
    if (!known) facts.push_back(std::move(row));
  }
  return facts;
}

/// In the order of FactsSql::columns.
Row cells_of(const Fact& fact, const Provenance& provenance, Instant recorded_at,
             std::optional<Instant> superseded_at) {
  Row cells{fact.key};
  cells.insert(cells.end(), fact.values.begin(), fact.values.end());
  cells.insert(cells.end(),
               {cell(provenance.source), cell(provenance.batch), Value{fact.row}, cell(fact.origin),
                cell(fact.version), Value{recorded_at.microseconds}, cell(superseded_at)});
  return cells;
}

Result<void> insert(Writer& writer, const FactsSql& sql, const Fact& fact,
                    const Provenance& provenance, std::optional<Instant> superseded_at) {
  const Row cells = cells_of(fact, provenance, writer.recorded_at(), superseded_at);
  if (auto added = writer.execute(sql.insert, cells); !added) return tl::unexpected{added.error()};
  return {};
}

Result<void> close(Writer& writer, const FactsSql& sql, const FactRow& row) {
  const std::array<Value, 3> parameters{writer.recorded_at().microseconds, row.id,
                                        row.stored.fact.key.front()};
  if (auto done = writer.execute(sql.close, parameters); !done) return tl::unexpected{done.error()};
  return {};
}

/// Adds facts one by one and counts. Their rows are written many at a time, but before anything is
/// asked of a key that has one waiting.
class Adding {
 public:
  Adding(Writer& writer, const FactTable& table, const Provenance& provenance)
      : writer_{writer}, table_{table}, provenance_{provenance}, sql_{table}, ahead_{table, sql_} {}

  Result<void> add(std::span<const Fact> facts) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (i % FactsAhead::kAtOnce == 0)
        if (auto looked = look_ahead(facts.subspan(i)); !looked) return looked;
      if (auto added = add(facts[i]); !added) return added;
    }
    return {};
  }

  Result<void> add(const Fact& fact) {
    auto open = open_of(fact.key);
    if (!open) return tl::unexpected{open.error()};
    if (!*open) return store(fact, std::nullopt);
    const FactRow& before = **open;
    if (says_the_same(before.stored.fact, fact)) return count_duplicate(before);
    if (!outranks(table_, fact, before.stored.fact)) return add_losing(fact);
    if (auto closed = close(writer_, sql_, before); !closed) return closed;
    ++counts_.superseded;
    return store(fact, std::nullopt);
  }

  Result<WriteCounts> finish() {
    if (auto written = write_waiting(); !written) return tl::unexpected{written.error()};
    for (const auto& [of_batch, rows] : duplicates_) {
      const std::array<Value, 3> parameters{provenance_.batch, of_batch, rows};
      const auto noted = writer_.execute(
          "INSERT INTO duplicate_of (batch, of_batch, row_count) VALUES ($1, $2, $3) "
          "ON CONFLICT (batch, of_batch) DO UPDATE "
          "SET row_count = duplicate_of.row_count + excluded.row_count",
          parameters);
      if (!noted) return tl::unexpected{noted.error()};
    }
    return std::move(counts_);
  }

 private:
  Result<void> look_ahead(std::span<const Fact> facts) {
    if (auto written = write_waiting(); !written) return written;
    return ahead_.look(writer_, facts);
  }

  Result<std::optional<FactRow>> open_of(const Row& key) {
    if (auto known = ahead_.take(key)) return *std::move(known);
    if (waiting_keys_.contains(key))
      if (auto written = write_waiting(); !written) return tl::unexpected{written.error()};
    return open_row(writer_, sql_, key);
  }

  Result<void> store(const Fact& fact, std::optional<Instant> superseded_at) {
    ++counts_.stored;
    waiting_.push_back(cells_of(fact, provenance_, writer_.recorded_at(), superseded_at));
    waiting_keys_.insert(fact.key);
    return waiting_.size() < kMostWaiting ? Result<void>{} : write_waiting();
  }

  Result<void> write_waiting() {
    if (waiting_.empty()) return {};
    auto added = writer_.add_rows(table_.name, sql_.columns, waiting_);
    waiting_.clear();
    waiting_keys_.clear();
    return added;
  }

  Result<void> count_duplicate(const FactRow& of) {
    ++counts_.duplicate;
    if (of.stored.batch != provenance_.batch) ++duplicates_[of.stored.batch];
    return {};
  }

  /// Kept for the day the winner is taken back, unless the latest word on it was the same.
  Result<void> add_losing(const Fact& fact) {
    const auto history = history_of(writer_, sql_, fact.key, {});
    if (!history) return tl::unexpected{history.error()};
    if (!history->empty() && says_the_same(history->back().stored.fact, fact)) {
      return count_duplicate(history->back());
    }
    counts_.kept_losing.push_back(fact.row);
    return store(fact, writer_.recorded_at());
  }

  Writer& writer_;
  const FactTable& table_;
  const Provenance& provenance_;
  FactsSql sql_;
  FactsAhead ahead_;
  WriteCounts counts_;
  std::map<std::string, std::int64_t> duplicates_;
  std::vector<Row> waiting_;
  std::set<Row> waiting_keys_;
};

/// The row that holds, had these come one after the other.
const FactRow* winner(const FactTable& table, const std::vector<FactRow>& rows) {
  const FactRow* best = nullptr;
  for (const auto& row : rows) {
    const bool takes_over =
        best == nullptr || (!says_the_same(best->stored.fact, row.stored.fact) &&
                            outranks(table, row.stored.fact, best->stored.fact));
    if (takes_over) best = &row;
  }
  return best;
}

/// Puts one key into the state it would have had the batch never come.
Result<void> take_back(Writer& writer, const FactTable& table, const FactsSql& sql,
                       std::span<const Value> key, std::string_view batch, Retraction& done) {
  const auto open = open_row(writer, sql, key);
  if (!open) return tl::unexpected{open.error()};
  if (*open && (*open)->stored.batch != batch && table.derived != nullptr &&
      table.derived((*open)->stored.fact.values)) {
    return {};
  }
  const auto others = history_of(writer, sql, key, batch);
  if (!others) return tl::unexpected{others.error()};
  const FactRow* best = winner(table, *others);
  if (*open && (*open)->stored.batch != batch && best != nullptr &&
      says_the_same((*open)->stored.fact, best->stored.fact)) {
    return {};
  }
  if (*open) {
    if (auto closed = close(writer, sql, **open); !closed) return closed;
    if ((*open)->stored.batch == batch) ++done.closed;
  }
  if (best == nullptr) return {};
  ++done.reopened;
  return insert(writer, sql, best->stored.fact, {best->stored.source, best->stored.batch},
                std::nullopt);
}

Result<std::int64_t> number(Reader& reader, std::string_view sql, std::string_view batch) {
  const Value parameter = cell(batch);
  const auto rows = reader.query(sql, {&parameter, 1});
  if (!rows) return tl::unexpected{rows.error()};
  return integer_in(rows->at(0).at(0));
}

/// Visits a batch's rows in order of the file, each once.
Result<void> each_of_batch(Reader& reader, const FactTable& table, std::string_view batch,
                           const std::function<void(StoredFact&&)>& visit) {
  const FactsSql sql{table};
  const auto last = number(reader, sql.rows_up_to, batch);
  if (!last) return tl::unexpected{last.error()};
  for (std::int64_t from = -1; from < *last; from += kPage) {
    const std::array<Value, 3> parameters{cell(batch), from, from + kPage};
    auto rows = reader.query(sql.of_batch, parameters);
    if (!rows) return tl::unexpected{rows.error()};
    std::optional<StoredFact> held;
    for (auto& row : read_all(sql, std::move(*rows))) {
      StoredFact& next = row.stored;
      if (held && held->fact.row == next.fact.row && held->fact.key == next.fact.key) {
        held->superseded_at = next.superseded_at;  // a copy made when it was reopened
        continue;
      }
      if (held) visit(std::move(*held));
      held = std::move(next);
    }
    if (held) visit(std::move(*held));
  }
  return {};
}

/// One cell in a form that no other cell has.
std::string canonical(const Value& value) {
  struct Writer {
    std::string operator()(std::monostate) const { return "n;"; }
    std::string operator()(std::int64_t number) const { return fmt::format("i{};", number); }
    std::string operator()(double number) const { return fmt::format("r{};", number); }
    std::string operator()(const std::string& text) const {
      return fmt::format("t{}:{};", text.size(), text);
    }
    std::string operator()(const Bytes& value) const {
      return fmt::format("b{}:{};", value.bytes.size(), value.bytes);
    }
  };
  return std::visit(Writer{}, value);
}

Result<std::vector<StoredFact>> collect(Reader& reader, const FactTable& table,
                                        std::optional<Instant> as_of) {
  std::vector<StoredFact> facts;
  auto visited = each(reader, table, as_of, [&](const StoredFact& fact) -> Result<void> {
    facts.push_back(fact);
    return {};
  });
  if (!visited) return tl::unexpected{visited.error()};
  return facts;
}

}  // namespace

Result<WriteCounts> add(Writer& writer, const FactTable& table, std::span<const Fact> facts,
                        const Provenance& provenance) {
  Adding adding{writer, table, provenance};
  if (auto added = adding.add(facts); !added) return tl::unexpected{added.error()};
  return adding.finish();
}

Result<Retraction> retract(Writer& writer, const FactTable& table, std::string_view batch) {
  const FactsSql sql{table};
  const Value id = cell(batch);
  const auto keys = writer.query(sql.keys, {&id, 1});
  if (!keys) return tl::unexpected{keys.error()};
  Retraction done;
  for (const auto& key : *keys) {
    if (auto taken = take_back(writer, table, sql, key, batch, done); !taken) {
      return tl::unexpected{taken.error()};
    }
  }
  const auto lost = writer.query(
      "SELECT d.batch FROM duplicate_of d JOIN batch b ON b.id = d.batch "
      "WHERE d.of_batch = $1 AND b.state <> 'retracted' ORDER BY b.received_at, b.id",
      {&id, 1});
  if (!lost) return tl::unexpected{lost.error()};
  for (const auto& row : *lost) done.duplicates_lost.push_back(text_in(row[0]));
  return done;
}

Result<bool> withdraw_derived(Writer& writer, const FactTable& table, std::span<const Value> key) {
  const FactsSql sql{table};
  const auto open = open_row(writer, sql, key);
  if (!open) return tl::unexpected{open.error()};
  const auto derived = [&table](const FactRow& row) {
    return table.derived != nullptr && table.derived(row.stored.fact.values);
  };
  if (!*open || !derived(**open)) return open->has_value();
  auto others = history_of(writer, sql, key, {});
  if (!others) return tl::unexpected{others.error()};
  std::erase_if(*others, derived);
  if (auto closed = close(writer, sql, **open); !closed) return tl::unexpected{closed.error()};
  const FactRow* best = winner(table, *others);
  if (best == nullptr) return false;
  if (auto added = insert(writer, sql, best->stored.fact, {best->stored.source, best->stored.batch},
                          std::nullopt);
      !added) {
    return tl::unexpected{added.error()};
  }
  return true;
}

Result<std::optional<StoredFact>> open_fact(Reader& reader, const FactTable& table,
                                            std::span<const Value> key) {
  auto open = open_row(reader, FactsSql{table}, key);
  if (!open) return tl::unexpected{open.error()};
  if (!*open) return std::nullopt;
  return std::move((*open)->stored);
}

Result<void> each(Reader& reader, const FactTable& table, std::optional<Instant> as_of,
                  const std::function<Result<void>(const StoredFact&)>& visit) {
  const FactsSql sql{table};
  for (std::int64_t after = 0;;) {
    Row parameters{Value{after}, Value{kPage}};
    if (as_of) parameters.emplace_back(as_of->microseconds);
    auto rows = reader.query(as_of ? sql.page_as_of : sql.page, parameters);
    if (!rows) return tl::unexpected{rows.error()};
    const bool last = static_cast<std::int64_t>(rows->size()) < kPage;
    for (auto& row : *rows) {
      const FactRow fact = sql.read(std::move(row));
      after = fact.id;
      if (auto visited = visit(fact.stored); !visited) return visited;
    }
    if (last) return {};
  }
}

Result<std::vector<StoredFact>> current(Reader& reader, const FactTable& table) {
  return collect(reader, table, std::nullopt);
}

Result<std::vector<StoredFact>> as_of(Reader& reader, const FactTable& table, Instant instant) {
  return collect(reader, table, instant);
}

Result<std::vector<StoredFact>> facts_of(Reader& reader, const FactTable& table,
                                         std::string_view batch) {
  std::vector<StoredFact> facts;
  auto visited = each_of_batch(reader, table, batch,
                               [&](StoredFact&& fact) { facts.push_back(std::move(fact)); });
  if (!visited) return tl::unexpected{visited.error()};
  return facts;
}

Result<bool> still_current(Reader& reader, const FactTable& table, std::string_view batch) {
  const FactsSql sql{table};
  const Value id = cell(batch);
  const auto involved =
      reader.query("SELECT $1 UNION SELECT of_batch FROM duplicate_of WHERE batch = $1", {&id, 1});
  if (!involved) return tl::unexpected{involved.error()};
  for (const auto& row : *involved) {
    const auto gone = number(reader, sql.gone, text_in(row[0]));
    if (!gone) return tl::unexpected{gone.error()};
    if (*gone > 0) return false;
  }
  return true;
}

Result<std::string> digest_of(Reader& reader, const FactTable& table, std::string_view batch) {
  Sha256 sum;
  sum.update(table.name);
  auto visited = each_of_batch(reader, table, batch, [&](StoredFact&& stored) {
    std::string text = fmt::format("\n{};", stored.fact.row);
    for (const auto& value : stored.fact.key) text += canonical(value);
    const auto& values = stored.fact.values;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool later = i + table.added_later >= values.size();
      if (!later || values[i] != Value{}) text += canonical(values[i]);
    }
    text += canonical(cell(stored.fact.origin)) + canonical(cell(stored.fact.version));
    sum.update(text);
  });
  if (!visited) return tl::unexpected{visited.error()};
  return sum.hex();
}

}  // namespace tertil::store
