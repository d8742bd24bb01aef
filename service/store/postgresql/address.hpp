/// @file service/store/postgresql/address.hpp
/// @brief A PostgreSQL address: what to connect with, and what people may see of it.
#pragma once
#include <string>
#include <string_view>

namespace tertil::store::postgresql {

/// "postgresql://…" as libpq reads it. What it leaves open (a password, a host) comes from
/// PGPASSFILE, ~/.pgpass and libpq's other variables.
class Address {
 public:
  explicit Address(std::string url) : url_{std::move(url)} {}

  /// For libpq, with deadlines for connecting and for a network that says nothing, unless the
  /// address has its own. Holds the password.
  [[nodiscard]] std::string to_connect() const;

  /// For people and logs: the password is "…".
  [[nodiscard]] std::string shown() const;

  /// A text of libpq's without the address and the password that it may repeat.
  [[nodiscard]] std::string without_secrets(std::string text) const;

 private:
  std::string url_;
};

/// Whether a store's address is one of PostgreSQL's.
[[nodiscard]] bool is_address(std::string_view url);

}  // namespace tertil::store::postgresql
