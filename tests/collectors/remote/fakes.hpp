/// @file tests/collectors/remote/fakes.hpp
/// @brief Time that only moves when somebody waits, and another system made of a function.
#pragma once

#include <unistd.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "collectors/remote/pace.hpp"
#include "collectors/remote/pull.hpp"
#include "collectors/remote/transport.hpp"
#include "tests/collectors/files.hpp"

namespace tertil::collectors::remote {

class FakePace final : public Pace {
 public:
  std::chrono::milliseconds now() override { return now_; }
  std::int64_t wall_clock() override { return start_ + now_.count() / 1000; }
  bool wait(std::chrono::milliseconds time) override {
    waits.push_back(time.count());
    now_ += time;
    return !stopped;
  }
  double chance() override { return 1.0; }

  std::vector<std::int64_t> waits;  ///< In milliseconds.
  bool stopped{false};

 private:
  std::int64_t start_{1'793'934'000};  // 2026-11-06T03:00:00Z
  std::chrono::milliseconds now_{1'000'000};
};

class FakeTransport final : public Transport {
 public:
  using Answer = std::function<std::variant<HttpAnswer, RemoteFault>(const HttpRequest&)>;
  explicit FakeTransport(Answer answer) : answer_(std::move(answer)) {}
  std::variant<HttpAnswer, RemoteFault> send(const HttpRequest& request) override {
    seen.push_back(request);
    return answer_(request);
  }
  [[nodiscard]] std::vector<std::string> urls() const {
    std::vector<std::string> all;
    for (const auto& request : seen) all.push_back(request.url);
    return all;
  }

  std::vector<HttpRequest> seen;

 private:
  Answer answer_;
};

inline HttpAnswer json_answer(std::string body, Headers headers = {}) {
  headers.emplace_back("content-type", "application/json");
  return {.status = 200, .headers = std::move(headers), .body = std::move(body)};
}

inline std::string header_of(const HttpRequest& request, std::string_view name) {
  for (const auto& [known, value] : request.headers)
    if (known == name) return value;
  return {};
}

/// One pull with fakes all round, and the file it made.
struct FakePull {
  PullAnswer answer;
  std::string file;

  [[nodiscard]] std::optional<Problem> problem() const {
    const auto* fault = std::get_if<RemoteFault>(&answer);
    return fault == nullptr ? std::nullopt : std::optional(fault->problem);
  }
  [[nodiscard]] const Pulled& pulled() const { return std::get<Pulled>(answer); }
};

inline FakePull pull_with(FakeTransport& transport, const Source& source,
                          const PullMemory& memory = {}, FakePace* pace = nullptr) {
  FakePace own;
  const Secrets secrets;
  Requester requester(*source.pull, secrets, transport, pace != nullptr ? *pace : own);
  const TemporaryFile file("");
  FakePull out{pull(source, memory, requester, file.fd()), {}};
  std::string chunk(65536, '\0');
  for (ssize_t n = 0; (n = ::pread(file.fd(), chunk.data(), chunk.size(),
                                   static_cast<off_t>(out.file.size()))) > 0;)
    out.file.append(chunk.data(), static_cast<std::size_t>(n));
  return out;
}

}  // namespace tertil::collectors::remote
