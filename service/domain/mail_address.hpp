/// @file service/domain/mail_address.hpp
/// @brief Addresses that mail is sent to.
#pragma once
#include <string_view>

namespace tertil {

/// Whether this is an address we send to: letters, digits and RFC 5322's other atom characters with
/// single dots, "@" and a host name. ASCII, at most 254 characters; no quotes, comments or
/// literals.
[[nodiscard]] bool is_mail_address(std::string_view text);

/// The host name of an address.
[[nodiscard]] std::string_view domain_of(std::string_view address);

}  // namespace tertil
