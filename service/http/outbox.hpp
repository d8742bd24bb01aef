/// @file service/http/outbox.hpp
/// @brief Answers on their way out, oldest first. Internal.
///
/// An answer leaves only when its last byte has been taken by the kernel, and whatever its bytes
/// point into lives as long. Several answers go out in one system call.
#pragma once
#include <sys/types.h>

#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "service/http/rendered.hpp"

namespace tertil::http {

/// One answer: up to three pieces of memory, then perhaps a file.
struct Outgoing {
  std::array<char, 192> start{};  ///< Status line, Date, Connection.
  std::size_t start_size{0};
  std::string_view shared_lines;          ///< The server's security headers; empty on a 304.
  std::string_view rest;                  ///< The answer's own lines, empty line, body.
  std::shared_ptr<const Rendered> owner;  ///< Of `rest`; null if that lives as long as the server.

  const BodyFile* file{nullptr};  ///< Sent after `rest`; lives as long as `owner`.
  std::size_t file_size{0};

  /// Adds to the start; what does not fit is a mistake of ours and is cut.
  void append(std::string_view text);
  void append_status_line(unsigned status);
  [[nodiscard]] std::size_t in_memory() const {
    return start_size + shared_lines.size() + rest.size();
  }
  [[nodiscard]] std::size_t size() const { return in_memory() + file_size; }
};

class Outbox {
 public:
  enum class State { kEmpty, kBlocked, kBroken };

  /// Adds an answer to fill in. The reference holds until the next call.
  [[nodiscard]] Outgoing& add() { return queue_.emplace_back(); }

  /// Writes without waiting until nothing is left, the socket is full, or it has failed.
  [[nodiscard]] State write(int socket);

  [[nodiscard]] bool empty() const { return first_ == queue_.size(); }
  [[nodiscard]] std::size_t size() const { return queue_.size() - first_; }
  /// Bytes that wait.
  [[nodiscard]] std::size_t waiting() const;
  /// All bytes written so far.
  [[nodiscard]] std::size_t written() const { return written_; }
  void clear();

 private:
  [[nodiscard]] ssize_t write_memory(int socket);
  [[nodiscard]] ssize_t write_file(int socket);
  void taken(std::size_t bytes);

  std::vector<Outgoing> queue_;  // keeps its memory, so that an answer allocates nothing
  std::size_t first_{0};         // before it all is sent
  std::size_t sent_of_first_{0};
  std::size_t written_{0};
};

}  // namespace tertil::http
