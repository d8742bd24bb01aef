#include "service/store/sqlite/statement.hpp"

#include <cmath>
#include <string>

#include "service/store/sqlite/error.hpp"

namespace tertil::store::sqlite {
namespace {

tl::unexpected<Error> misused(std::string_view what) {
  return tl::unexpected{make_error(nullptr, SQLITE_MISUSE, what)};
}

int bind_value(sqlite3_stmt* statement, int slot, const Value& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int slot;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, slot); }
    int operator()(std::int64_t number) const {
      return sqlite3_bind_int64(statement, slot, number);
    }
    int operator()(double number) const {
      return std::isfinite(number) ? sqlite3_bind_double(statement, slot, number) : SQLITE_MISMATCH;
    }
    int operator()(const std::string& text) const {
      return sqlite3_bind_text64(statement, slot, text.data(), text.size(), SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
    }
    int operator()(const Bytes& value) const {
      // Copied, like text; an empty one must not become NULL, as a null pointer would.
      const auto& bytes = value.bytes;
      return sqlite3_bind_blob64(statement, slot, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
    }
  };
  return std::visit(Binder{statement, slot}, value);
}

}  // namespace

Result<Statement> Statement::prepare(sqlite3* db, std::string_view sql) {
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &raw, &rest);
  if (code != SQLITE_OK) {
    return tl::unexpected{make_error(db, code, "prepare " + std::string{sql})};
  }
  Statement statement{raw};
  const std::string_view tail{rest, sql.data() + sql.size()};
  if (raw == nullptr || tail.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return misused("one statement at a time: " + std::string{sql});
  }
  const int count = sqlite3_bind_parameter_count(raw);
  for (int n = 1; n <= count; ++n) {
    const std::string name = "$" + std::to_string(n);
    const int slot = sqlite3_bind_parameter_index(raw, name.c_str());
    if (slot == 0) return misused("no parameter " + name + " in " + std::string{sql});
    statement.slots_.push_back(slot);
  }
  return statement;
}

Result<void> Statement::bind(std::span<const Value> parameters) {
  if (parameters.size() != slots_.size()) {
    return misused(std::to_string(parameters.size()) + " values for " +
                   std::string{sqlite3_sql(stmt_.get())});
  }
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    code_ = bind_value(stmt_.get(), slots_[i], parameters[i]);
    if (code_ != SQLITE_OK) {
      return tl::unexpected{make_error(nullptr, code_, "bind $" + std::to_string(i + 1))};
    }
  }
  return {};
}

Result<bool> Statement::step() {
  code_ = sqlite3_step(stmt_.get());
  if (code_ == SQLITE_ROW) return true;
  if (code_ == SQLITE_DONE) return false;
  return tl::unexpected{make_error(sqlite3_db_handle(stmt_.get()), code_, "step")};
}

Row Statement::row() const {
  const int columns = sqlite3_column_count(stmt_.get());
  Row row;
  row.reserve(static_cast<std::size_t>(columns));
  for (int i = 0; i < columns; ++i) {
    switch (sqlite3_column_type(stmt_.get(), i)) {
      case SQLITE_NULL: row.emplace_back(); break;
      case SQLITE_INTEGER:
        row.emplace_back(std::int64_t{sqlite3_column_int64(stmt_.get(), i)});
        break;
      case SQLITE_FLOAT: row.emplace_back(sqlite3_column_double(stmt_.get(), i)); break;
      case SQLITE_BLOB: {
        const void* bytes = sqlite3_column_blob(stmt_.get(), i);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(stmt_.get(), i));
        row.emplace_back(
            Bytes{size == 0 ? std::string{} : std::string{static_cast<const char*>(bytes), size}});
        break;
      }
      default: {
        const void* bytes = sqlite3_column_blob(stmt_.get(), i);  // text as it is, NUL and all
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(stmt_.get(), i));
        row.emplace_back(std::string{static_cast<const char*>(bytes), size});
      }
    }
  }
  return row;
}

bool Statement::reads_only() const noexcept { return sqlite3_stmt_readonly(stmt_.get()) != 0; }

void Statement::reset() noexcept {
  sqlite3_reset(stmt_.get());
  sqlite3_clear_bindings(stmt_.get());
}

}  // namespace tertil::store::sqlite
