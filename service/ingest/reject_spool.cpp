#include "service/ingest/reject_spool.hpp"

#include <array>
#include <cstring>
#include <string>
#include <utility>

namespace tertil::ingest {
namespace {

constexpr std::size_t kInMemory = 2000;
constexpr std::size_t kTexts = 6;

void put(std::string& bytes, std::uint64_t number) {
  std::array<char, sizeof number> raw{};
  std::memcpy(raw.data(), &number, sizeof number);
  bytes.append(raw.data(), raw.size());
}

std::uint64_t number_at(const char* at) {
  std::uint64_t number = 0;
  std::memcpy(&number, at, sizeof number);
  return number;
}

/// Length of the rest, row, then each text behind its length.
std::string packed(const store::Reject& reject) {
  std::string body;
  put(body, static_cast<std::uint64_t>(reject.row));
  for (const auto* text : {&reject.column, &reject.raw, &reject.rule, &reject.message.sv,
                           &reject.message.en, &reject.record}) {
    put(body, text->size());
    body += *text;
  }
  std::string bytes;
  put(bytes, body.size());
  return bytes + body;
}

store::Reject unpacked(const std::string& body) {
  store::Reject reject;
  const char* at = body.data();
  reject.row = static_cast<std::int64_t>(number_at(at));
  at += sizeof(std::uint64_t);
  const std::array<std::string*, kTexts> texts{&reject.column,     &reject.raw,
                                               &reject.rule,       &reject.message.sv,
                                               &reject.message.en, &reject.record};
  for (auto* text : texts) {
    const auto length = static_cast<std::size_t>(number_at(at));
    at += sizeof(std::uint64_t);
    text->assign(at, length);
    at += length;
  }
  return reject;
}

}  // namespace

void RejectSpool::push_back(store::Reject reject) {
  ++size_;
  if (first_.size() < kInMemory) {
    first_.push_back(std::move(reject));
    return;
  }
  const auto bytes = packed(reject);
  rest_.append(std::as_bytes(std::span{bytes}));
}

void RejectSpool::back_to(const Mark& mark) {
  size_ = mark.size;
  first_.erase(first_.begin() + static_cast<std::ptrdiff_t>(mark.in_memory), first_.end());
  rest_.truncate(mark.on_disk);
}

Result<void> RejectSpool::each(
    const std::function<Result<void>(std::span<const store::Reject>)>& visit) const {
  if (auto visited = visit(first_); !visited) return visited;
  std::vector<store::Reject> some;
  for (std::int64_t at = 0; at < rest_.size();) {
    std::string length(sizeof(std::uint64_t), '\0');
    rest_.read(std::as_writable_bytes(std::span{length}), at);
    std::string body(static_cast<std::size_t>(number_at(length.data())), '\0');
    at += static_cast<std::int64_t>(length.size());
    rest_.read(std::as_writable_bytes(std::span{body}), at);
    at += static_cast<std::int64_t>(body.size());
    some.push_back(unpacked(body));
    if (some.size() < kInMemory && at < rest_.size()) continue;
    if (auto visited = visit(some); !visited) return visited;
    some.clear();
  }
  return {};
}

}  // namespace tertil::ingest
