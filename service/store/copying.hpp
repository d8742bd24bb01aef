/// @file service/store/copying.hpp
/// @brief A whole store moved into an empty one, of whatever engine, and the proof that it is
/// there.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "service/store/engine.hpp"

namespace tertil::store {

/// One table as it was read, or read back.
struct TableDigest {
  std::string name;
  std::int64_t rows{0};
  std::string sha256;  ///< Of every cell of every row, in the order of the primary key.
  friend bool operator==(const TableDigest&, const TableDigest&) = default;
};

/// Told after each page: which table, which of how many, and how many of its rows are done.
struct CopyProgress {
  std::string_view table;
  std::size_t number{0};
  std::size_t tables{0};
  std::int64_t rows{0};
};
using TellProgress = std::function<void(const CopyProgress&)>;

/// What belongs to a store and is no row that both engines have: see ingest/upload_copying.hpp.
using AlsoCopy = std::function<Result<void>(Reader& from, Writer& to)>;

/// Copies every row of every table, with its ids and times, as one snapshot has them and in one
/// write, and at its end what `also` copies: the target has all of it or nothing. Gives what was
/// read, table by table. kConflict if the target is not empty; kRefused if its tables are others.
/// Parts of uploads are not looked at: one engine has them, another has files.
[[nodiscard]] Result<std::vector<TableDigest>> copy_store(Engine& from, Engine& to,
                                                          const TellProgress& tell,
                                                          const AlsoCopy& also = {});

/// Reads every table in one snapshot.
[[nodiscard]] Result<std::vector<TableDigest>> digest_store(Engine& engine,
                                                            const TellProgress& tell);

}  // namespace tertil::store
