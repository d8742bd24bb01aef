#include "service/http/outbox.hpp"

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "service/http/problem.hpp"

namespace tertil::http {
namespace {

/// Adds what is left of `out` after its first `skip` bytes to the vector.
void add_pieces(const Outgoing& out, std::size_t skip, iovec* pieces, std::size_t& count) {
  const std::array<std::string_view, 3> parts{std::string_view{out.start.data(), out.start_size},
                                              out.shared_lines, out.rest};
  for (const auto part : parts) {
    if (skip >= part.size()) {
      skip -= part.size();
      continue;
    }
    pieces[count++] = {const_cast<char*>(part.data()) + skip, part.size() - skip};
    skip = 0;
  }
}

}  // namespace

void Outgoing::append(std::string_view text) {
  const auto size = std::min(text.size(), start.size() - start_size);
  std::memcpy(start.data() + start_size, text.data(), size);
  start_size += size;
}

void Outgoing::append_status_line(unsigned status) {
  if (status == 200) return append("HTTP/1.1 200 OK\r\n");
  const std::array digits{static_cast<char>('0' + status / 100 % 10),
                          static_cast<char>('0' + status / 10 % 10),
                          static_cast<char>('0' + status % 10), ' '};
  append("HTTP/1.1 ");
  append({digits.data(), digits.size()});
  append(reason_phrase(status));
  append("\r\n");
}

std::size_t Outbox::waiting() const {
  std::size_t bytes = 0;
  for (auto i = first_; i < queue_.size(); ++i) bytes += queue_[i].size();
  return bytes - sent_of_first_;
}

Outbox::State Outbox::write(int socket) {
  while (!empty()) {
    const bool in_file = sent_of_first_ >= queue_[first_].in_memory();
    const auto sent = in_file ? write_file(socket) : write_memory(socket);
    if (sent >= 0) {
      taken(static_cast<std::size_t>(sent));
    } else if (errno != EINTR) {
      return errno == EAGAIN || errno == EWOULDBLOCK ? State::kBlocked : State::kBroken;
    }
  }
  return State::kEmpty;
}

ssize_t Outbox::write_memory(int socket) {
  constexpr std::size_t kMostAtOnce = 16;
  std::array<iovec, 3 * kMostAtOnce> pieces;  // NOLINT: only the first `count` are looked at
  std::size_t count = 0;
  std::size_t skip = sent_of_first_;
  bool file_follows = false;
  for (std::size_t i = 0; i < std::min(size(), kMostAtOnce) && !file_follows; ++i) {
    const auto& out = queue_[first_ + i];
    add_pieces(out, skip, pieces.data(), count);
    file_follows = out.file != nullptr;
    skip = 0;
  }
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = count;
  const int more = file_follows ? MSG_MORE : 0;  // one packet with the file's beginning
  return ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT | more);
}

ssize_t Outbox::write_file(int socket) {
  const auto& out = queue_[first_];
  auto offset = static_cast<off_t>(sent_of_first_ - out.in_memory());
  const auto sent =
      ::sendfile(socket, out.file->descriptor(), &offset, out.size() - sent_of_first_);
  if (sent != 0) return sent;
  errno = EIO;  // a file shorter than it was
  return -1;
}

void Outbox::taken(std::size_t bytes) {
  written_ += bytes;
  while (!empty() && bytes >= queue_[first_].size() - sent_of_first_) {
    bytes -= queue_[first_].size() - sent_of_first_;
    sent_of_first_ = 0;
    queue_[first_++].owner.reset();
  }
  sent_of_first_ += bytes;
  if (empty()) clear();
}

void Outbox::clear() {
  queue_.clear();
  first_ = sent_of_first_ = 0;
}

}  // namespace tertil::http
