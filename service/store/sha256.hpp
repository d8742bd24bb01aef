/// @file service/store/sha256.hpp
/// @brief SHA-256, as the store's checksums are written.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace tertil::store {

/// Takes bytes as they come and gives the digest of all of them.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  /// 64 small hexadecimal digits. Ends the work: neither function may be called again.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The digest of one text.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace tertil::store
