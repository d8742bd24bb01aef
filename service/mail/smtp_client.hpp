/// @file service/mail/smtp_client.hpp
/// @brief Hands mails to one SMTP server (RFC 5321) through libcurl, encrypted.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "service/mail/sender.hpp"

namespace tertil::mail {

/// "smtps://mail.example.se:465" taken apart.
struct ServerAddress {
  bool tls_at_once{false};  ///< smtps.
  std::string host;         ///< An IPv6 address without brackets.
  int port{0};              ///< 465 for smtps and 587 for smtp unless given.
  [[nodiscard]] bool is_loopback() const;
};
/// Nothing for anything else, or with a user name, a path or a query.
[[nodiscard]] std::optional<ServerAddress> parse_server(std::string_view url);

struct SmtpSettings {
  ServerAddress server;
  bool starttls{true};  ///< On smtp://: no mail and no password without it.
  std::string username;
  std::string password;  ///< Never in a log or a message.
  std::string ca_file;   ///< Instead of the system's certificates; empty: the system's.
  std::string domain;    ///< What we call ourselves in EHLO.
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds timeout{60'000};  ///< For one mail, all in all.
};

/// Keeps the connection from one mail to the next. One thread at a time.
class SmtpClient : public Sender {
 public:
  /// Nothing is sent any more once `stop` is asked for.
  explicit SmtpClient(SmtpSettings settings, std::stop_token stop = {});
  ~SmtpClient() override;
  [[nodiscard]] Delivery send(const Letter& letter) override;
  /// Connects, encrypts and signs in, and sends nothing.
  [[nodiscard]] Delivery try_out();

 private:
  struct Handle;
  void prepare();
  /// @param begun becomes true when the mail's first byte is asked for; null if there is no mail.
  [[nodiscard]] Delivery perform(const bool* begun);

  SmtpSettings settings_;
  std::stop_token stop_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace tertil::mail
