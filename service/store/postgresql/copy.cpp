#include "service/store/postgresql/copy.hpp"

#include <algorithm>
#include <array>
#include <pqxx/stream_to>
#include <string>
#include <utility>
#include <vector>

#include "service/store/postgresql/statement_text.hpp"

namespace tertil::store::postgresql {
namespace {

using Cells = std::span<const char* const>;

/// libpqxx 6.4 streams what has a size known to the compiler, and nothing else.
template <std::size_t kSize>
void put(pqxx::stream_to& stream, Cells cells) {
  std::array<const char*, kSize> row{};
  std::copy_n(cells.begin(), kSize, row.begin());
  stream << row;
}

using Put = void (*)(pqxx::stream_to&, Cells);

template <std::size_t... kSizes>
constexpr std::array<Put, sizeof...(kSizes)> puts(std::index_sequence<kSizes...>) {
  return {&put<kSizes + 1>...};
}

constexpr auto kPuts = puts(std::make_index_sequence<kMostCopied>{});

tl::unexpected<Error> misshapen(std::string_view table) {
  return fail(ErrorCode::kInternal,
              {"Databasen kunde inte utföra det. Felet finns i loggen.",
               "The store could not do it. The log says why."},
              "store/postgresql: copy of misshapen rows into " + std::string{table});
}

}  // namespace

Result<void> copy_rows(pqxx::transaction_base& transaction, std::string_view table,
                       std::span<const std::string_view> columns, std::span<const Row> rows) {
  if (columns.empty() || columns.size() > kMostCopied) return misshapen(table);
  pqxx::stream_to stream{transaction, std::string{table},
                         std::vector<std::string>{columns.begin(), columns.end()}};
  std::vector<const char*> cells(columns.size());
  for (const auto& row : rows) {
    if (row.size() != columns.size()) return misshapen(table);
    const auto texts = as_texts(row);
    if (!texts) return tl::unexpected{texts.error()};
    auto next = texts->begin();
    for (std::size_t i = 0; i < row.size(); ++i)
      cells[i] = row[i].index() == 0 ? nullptr : (next++)->c_str();
    kPuts[columns.size() - 1](stream, cells);
  }
  stream.complete();
  return {};
}

}  // namespace tertil::store::postgresql
