/// @file tests/support/replay_server.hpp
/// @brief Another system on loopback, as good or as bad as a test wants it, with TLS or without.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace tertil::tests {

struct SeenRequest {
  std::string method{};
  std::string target;  ///< Path and query.
  std::string head;    ///< The request line and all headers, as they came.
  std::string body;
};

struct Reply {
  int status{200};
  std::string body{};
  std::string type{"application/json"};
  std::vector<std::pair<std::string, std::string>> headers{};
  bool cut{false};      ///< Half the body, then the connection is closed.
  bool endless{false};  ///< Chunks without end.
  std::chrono::milliseconds stall{0};
};

/// A certificate nobody has vouched for but itself, and its key.
class SelfSigned {
 public:
  explicit SelfSigned(const std::string& name)
      : key_{EVP_EC_gen("P-256"), EVP_PKEY_free}, certificate_{X509_new(), X509_free} {
    X509_set_version(certificate_.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), 3600);
    X509_set_pubkey(certificate_.get(), key_.get());
    X509_NAME* subject = X509_get_subject_name(certificate_.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(certificate_.get(), subject);
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str());
    X509_add_ext(certificate_.get(), names, -1);
    X509_EXTENSION_free(names);
    if (X509_sign(certificate_.get(), key_.get(), EVP_sha256()) == 0)
      throw std::runtime_error{"cannot sign"};
  }
  [[nodiscard]] EVP_PKEY* key() const { return key_.get(); }
  [[nodiscard]] X509* certificate() const { return certificate_.get(); }
  [[nodiscard]] std::string pem() const {
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory{BIO_new(BIO_s_mem()), BIO_free};
    PEM_write_bio_X509(memory.get(), certificate_.get());
    char* text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<std::size_t>(size)};
  }

 private:
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::unique_ptr<X509, decltype(&X509_free)> certificate_;
};

/// Answers one connection at a time, one request each, by what `answer` says.
class ReplayServer {
 public:
  using Answer = std::function<Reply(const SeenRequest&)>;

  explicit ReplayServer(Answer answer, const SelfSigned* identity = nullptr)
      : answer_{std::move(answer)}, listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    if (identity != nullptr) {
      std::signal(SIGPIPE, SIG_IGN);  // TLS writes to whoever has hung up
      tls_.reset(SSL_CTX_new(TLS_server_method()));
      SSL_CTX_use_certificate(tls_.get(), identity->certificate());
      SSL_CTX_use_PrivateKey(tls_.get(), identity->key());
    }
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error{"cannot listen on loopback"};
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
  }
  ReplayServer(const ReplayServer&) = delete;
  ReplayServer& operator=(const ReplayServer&) = delete;
  ~ReplayServer() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
  }

  [[nodiscard]] int port() const { return port_; }
  /// "http://127.0.0.1:PORT", with a path after it.
  [[nodiscard]] std::string url(const std::string& path = "") const {
    return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) + path;
  }
  [[nodiscard]] std::vector<SeenRequest> seen() const {
    const std::lock_guard lock{mutex_};
    return seen_;
  }

 private:
  struct Peer {
    int fd;
    SSL* tls;
    [[nodiscard]] long read(char* into, int size) const {
      return tls != nullptr ? SSL_read(tls, into, size)
                            : ::recv(fd, into, static_cast<std::size_t>(size), 0);
    }
    bool write(std::string_view text) const {
      while (!text.empty()) {
        const long n = tls != nullptr ? SSL_write(tls, text.data(), static_cast<int>(text.size()))
                                      : ::send(fd, text.data(), text.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(n));
      }
      return true;
    }
  };

  void serve() {
    while (!stop_) {
      pollfd waiting{listener_, POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      const int fd = ::accept(listener_, nullptr, nullptr);
      if (fd < 0) continue;
      const timeval patience{5, 0};
      ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
      const std::unique_ptr<SSL, decltype(&SSL_free)> tls{tls_ ? SSL_new(tls_.get()) : nullptr,
                                                          SSL_free};
      if (tls) SSL_set_fd(tls.get(), fd);
      if (!tls || SSL_accept(tls.get()) == 1) exchange({fd, tls.get()});
      ::close(fd);
    }
  }

  void exchange(const Peer& peer) {
    std::string text;
    char some[4096];
    std::size_t end = std::string::npos;
    while ((end = text.find("\r\n\r\n")) == std::string::npos) {
      const long n = peer.read(some, sizeof some);
      if (n <= 0) return;
      text.append(some, static_cast<std::size_t>(n));
    }
    SeenRequest request;
    request.head = text.substr(0, end + 2);
    request.body = text.substr(end + 4);
    std::size_t length = 0;
    if (const auto at = request.head.find("Content-Length: "); at != std::string::npos)
      length = static_cast<std::size_t>(std::stoul(request.head.substr(at + 16)));
    while (request.body.size() < length) {
      const long n = peer.read(some, sizeof some);
      if (n <= 0) return;
      request.body.append(some, static_cast<std::size_t>(n));
    }
    const auto space = request.head.find(' ');
    request.method = request.head.substr(0, space);
    request.target = request.head.substr(space + 1, request.head.find(' ', space + 1) - space - 1);
    {
      const std::lock_guard lock{mutex_};
      seen_.push_back(request);
    }
    send(peer, answer_(request));
  }

  void send(const Peer& peer, const Reply& reply) const {
    const auto until = std::chrono::steady_clock::now() + reply.stall;
    while (!stop_ && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
    std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " Whatever\r\n";
    head += "Content-Type: " + reply.type + "\r\nConnection: close\r\n";
    for (const auto& [name, value] : reply.headers) head += name + ": " + value + "\r\n";
    if (reply.endless) {
      if (!peer.write(head + "Transfer-Encoding: chunked\r\n\r\n")) return;
      const std::string chunk = "400\r\n" + std::string(1024, 'x') + "\r\n";
      while (!stop_ && peer.write(chunk)) continue;
      return;
    }
    head += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n";
    const auto body = std::string_view{reply.body};
    peer.write(head + std::string{reply.cut ? body.substr(0, body.size() / 2) : body});
    if (peer.tls != nullptr) SSL_shutdown(peer.tls);
  }

  Answer answer_;
  int listener_;
  int port_{0};
  struct FreeTls {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  std::unique_ptr<SSL_CTX, FreeTls> tls_;
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::vector<SeenRequest> seen_;
  std::thread thread_;
};

}  // namespace tertil::tests
