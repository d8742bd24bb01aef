/// @file service/mail/sender.hpp
/// @brief Whoever takes a mail from us: the SMTP client, or a test.
#pragma once
#include <string>

#include "service/mail/letter.hpp"

namespace tertil::mail {

/// How a mail went.
struct Delivery {
  enum class Outcome {
    kSent,         ///< The server took it (250 after DATA).
    kLater,        ///< This one did not go through now: 4xx, a stall, a connection lost midway.
    kRefused,      ///< This one will never go through: 5xx.
    kUnreachable,  ///< The server takes nothing from us now: no connection, no TLS, no login.
  };
  Outcome outcome{Outcome::kSent};
  int reply{0};        ///< The server's last reply code; 0 if there was none.
  std::string reason;  ///< For the operator's log: no address, no secret.
};

/// Blocking.
class Sender {
 public:
  virtual ~Sender() = default;
  [[nodiscard]] virtual Delivery send(const Letter& letter) = 0;
};

}  // namespace tertil::mail
