#include "client.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace tertil::http::testing {

using namespace std::chrono_literals;

std::string Reply::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

Client::Client(std::uint16_t port, const std::string& from)
    : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  ::inet_pton(AF_INET, from.c_str(), &address.sin_addr);
  if (from != "127.0.0.1")
    ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error{"cannot connect"};
}

Client::Client(Client&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)}, buffer_{std::move(other.buffer_)} {}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Client::half_close() { ::shutdown(socket_, SHUT_WR); }

bool Client::fill(std::chrono::milliseconds wait) {
  pollfd ready{socket_, POLLIN, 0};
  if (::poll(&ready, 1, static_cast<int>(wait.count())) <= 0) return false;
  std::array<char, 65536> piece{};
  const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<Reply> Client::reply(bool bodyless) {
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill(kLongestWait)) return std::nullopt;
  }
  Reply reply;
  reply.head = buffer_.substr(0, end + 4);
  buffer_.erase(0, end + 4);
  reply.status = std::atoi(reply.head.c_str() + 9);
  for (auto at = reply.head.find("\r\n") + 2; at < end;) {
    const auto stop = reply.head.find("\r\n", at);
    auto line = reply.head.substr(at, stop - at);
    const auto colon = line.find(':');
    std::transform(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), line.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    reply.headers[line.substr(0, colon)] =
        colon + 2 <= line.size() ? line.substr(colon + 2) : std::string{};
    at = stop + 2;
  }
  const bool none = bodyless || reply.status == 204 || reply.status == 304 || reply.status < 200;
  const auto size = none ? 0UL : std::strtoul(reply.header("content-length").c_str(), nullptr, 10);
  while (buffer_.size() < size) {
    if (!fill(kLongestWait)) return std::nullopt;
  }
  reply.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return reply;
}

std::optional<std::string> Client::rest(std::chrono::milliseconds wait) {
  const auto until = std::chrono::steady_clock::now() + wait;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return std::nullopt;
    pollfd ready{socket_, POLLIN, 0};
    if (::poll(&ready, 1, static_cast<int>(left.count())) <= 0) return std::nullopt;
    if (!fill(0ms)) return std::exchange(buffer_, {});
  }
}

std::vector<int> Client::statuses() {
  std::vector<int> found;
  while (const auto next = reply()) found.push_back(next->status);
  return found;
}

bool Client::closed(std::chrono::milliseconds wait) {
  const auto left = rest(wait);
  return left && left->empty();
}

std::string get(std::string_view target, std::string_view lines) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", target, lines);
}

std::string with_body(std::string_view method, std::string_view target, std::string_view body,
                      std::string_view lines) {
  return fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{}\r\n{}", method,
                     target, body.size(), lines, body);
}

Options test_options() {
  Options options;
  options.threads = 2;
  options.workers = 2;
  options.upload_directory = std::filesystem::temp_directory_path();
  options.limits.connections_per_address = 10'000;
  options.limits.reads_per_second = 1'000'000;
  options.limits.reads_burst = 1'000'000;
  options.limits.imports_per_minute = 1'000'000;
  options.limits.imports_in_flight = 1'000;
  return options;
}

Site test_site(Stage& stage) {
  const auto text = [](std::string body) {
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.body = std::move(body);
    return response;
  };
  const auto route = [](Method method, std::string pattern, Where where, Handler handler) {
    Route made;
    made.method = method;
    made.pattern = std::move(pattern);
    made.where = where;
    made.handler = std::move(handler);
    return made;
  };
  Site site;
  auto& routes = site.routes;

  // What a handler sees of the query.
  routes.push_back(route(Method::kGet, "/api/v1/echo", Where::kInline,
                         [=](const Request& r) -> Result<Response> {
                           return text(std::string{r.parameter("text").value_or("")});
                         }));
  routes.back().parameters = {{.name = "text"}};
  // A cacheable answer of n letters that says how often it was computed.
  routes.push_back(route(Method::kGet, "/api/v1/figure", Where::kInline,
                         [=, &stage](const Request& r) -> Result<Response> {
                           const auto size =
                               std::atoi(std::string{r.parameter("size").value_or("10")}.c_str());
                           auto answer = text(fmt::format("{:x<{}}", ++stage.computed, size));
                           answer.cacheable = true;
                           return answer;
                         }));
  routes.back().parameters = {{.name = "size", .type = "integer"}};
  // The same on the pool.
  routes.push_back(route(Method::kGet, "/api/v1/pooled/{id}", Where::kPool,
                         [=](const Request& r) -> Result<Response> {
                           auto answer = text(std::string{r.path_parameter("id")});
                           answer.cacheable = true;
                           return answer;
                         }));
  // Waits until the stage lets it go.
  routes.push_back(route(Method::kGet, "/api/v1/slow", Where::kPool,
                         [=, &stage](const Request&) -> Result<Response> {
                           ++stage.entered;
                           while (!stage.release) std::this_thread::sleep_for(1ms);
                           auto answer = text("slow");
                           answer.cacheable = true;
                           return answer;
                         }));
  routes.push_back(routes.back());
  routes.back().method = Method::kPost;
  // Four megabytes.
  routes.push_back(
      route(Method::kGet, "/api/v1/big", Where::kInline,
            [=](const Request&) -> Result<Response> { return text(std::string(4 << 20, 'b')); }));
  // The body back.
  routes.push_back(route(Method::kPost, "/api/v1/body", Where::kInline,
                         [=](const Request& r) -> Result<Response> { return text(r.body); }));
  // Size and digest of an upload.
  routes.push_back(route(Method::kPost, "/api/v1/files", Where::kPool,
                         [=, &stage](const Request& r) -> Result<Response> {
                           stage.upload_bytes = static_cast<std::uint64_t>(r.upload->bytes);
                           auto answer =
                               text(fmt::format("{} {} {}", r.upload->bytes, r.upload->sha256,
                                                r.file_name.value_or("-")));
                           answer.status = 201;
                           return answer;
                         }));
  routes.back().takes_file = true;
  // The same, for those with a key.
  routes.push_back(routes.back());
  routes.back().pattern = "/api/v1/guarded";
  routes.back().access = Access::kToken;
  routes.push_back(route(Method::kGet, "/api/v1/guarded", Where::kInline,
                         [=](const Request&) -> Result<Response> {
                           auto answer = text("secret");
                           answer.cacheable = true;
                           return answer;
                         }));
  routes.back().access = Access::kToken;
  // Failures of both kinds.
  routes.push_back(
      route(Method::kGet, "/api/v1/fails", Where::kPool, [](const Request&) -> Result<Response> {
        return fail(ErrorCode::kBusy, {"upptaget", "busy"}, "store: locked");
      }));
  routes.push_back(
      route(Method::kGet, "/api/v1/throws", Where::kInline,
            [](const Request&) -> Result<Response> { throw std::runtime_error{"secret detail"}; }));

  site.version = [&stage] { return stage.version.load(); };
  site.authorize = [](const Route&, const Request& request) -> Result<void> {
    if (request.authorization == "Bearer good") return {};
    if (request.authorization == "Bearer other")
      return fail(ErrorCode::kForbidden, {"inte du", "not you"});
    return fail(ErrorCode::kUnauthorized, {"nyckel saknas", "no key"});
  };
  return site;
}

TemporaryDirectory::TemporaryDirectory() {
  auto name = (std::filesystem::temp_directory_path() / "tertil-http-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Running::Running(Options options, StaticFiles files) {
  auto site = test_site(stage);
  site.files = std::move(files);
  server = std::make_unique<Server>(std::move(options), std::move(site));
  server->start();
}

Reply Running::ask(std::string_view bytes, bool bodyless) {
  auto one = client();
  one.send(bytes);
  return one.reply(bodyless).value_or(Reply{});
}

}  // namespace tertil::http::testing
