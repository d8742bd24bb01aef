/// @file collectors/remote/http_client.hpp
/// @brief HTTP with libcurl, as carefully as another system's word is taken.
///
/// Certificates are always verified. A name is resolved once, its addresses are judged
/// (address.hpp), and the connection goes to one of those that passed: no second look-up may lead
/// elsewhere. Redirects are answers, not orders. Proxies of the environment are not used; one that
/// is configured is trusted to resolve names itself.
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "collectors/remote/transport.hpp"

namespace tertil::collectors::remote {

struct ClientOptions {
  std::string user_agent{"tertil"};  ///< "tertil/0.3.0".
  std::string proxy;                 ///< "http://proxy.example:3128"; empty: none.
  std::string ca_file;               ///< Instead of the system's certificates; empty: the system's.
  std::stop_token stop;              ///< Ends an exchange that is under way.
};

/// For one thread at a time; keeps connections open between requests.
class HttpClient final : public Transport {
 public:
  explicit HttpClient(ClientOptions options);
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient() override;

  [[nodiscard]] std::variant<HttpAnswer, RemoteFault> send(const HttpRequest& request) override;

 private:
  struct Handle;
  ClientOptions options_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace tertil::collectors::remote
