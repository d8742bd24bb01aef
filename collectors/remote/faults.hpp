/// @file collectors/remote/faults.hpp
/// @brief The words for what can go wrong with another system; each says what to do.
#pragma once

#include <cstdint>
#include <string_view>

#include "collectors/remote/transport.hpp"

namespace tertil::collectors::remote::fault {

/// `address` is always without its query.
[[nodiscard]] RemoteFault not_listed(std::string_view address);
[[nodiscard]] RemoteFault forbidden_address(std::string_view host);
[[nodiscard]] RemoteFault no_such_host(std::string_view host, std::string_view reason);
[[nodiscard]] RemoteFault unreachable(std::string_view address, std::string_view reason);
[[nodiscard]] RemoteFault cut_short(std::string_view address);
[[nodiscard]] RemoteFault timeout(std::string_view address, std::int64_t seconds);
[[nodiscard]] RemoteFault certificate(std::string_view address, std::string_view reason);
[[nodiscard]] RemoteFault too_large(std::string_view address, std::int64_t bytes);
[[nodiscard]] RemoteFault too_many_pages(std::string_view address, std::int64_t pages);
[[nodiscard]] RemoteFault same_page(std::string_view address);
[[nodiscard]] RemoteFault redirected(std::string_view address, std::string_view to);
[[nodiscard]] RemoteFault sign_in(std::string_view address, int status);
[[nodiscard]] RemoteFault no_token(std::string_view address);
[[nodiscard]] RemoteFault secret(std::string_view file, const Text& reason);
[[nodiscard]] RemoteFault gone(std::string_view address, int status);
[[nodiscard]] RemoteFault status(std::string_view address, int status);
[[nodiscard]] RemoteFault too_long_to_wait(std::string_view address, std::int64_t seconds);
[[nodiscard]] RemoteFault not_json(std::string_view address, const Text& reason);
[[nodiscard]] RemoteFault web_page(std::string_view address);
[[nodiscard]] RemoteFault no_records(std::string_view address, std::string_view pointer);
[[nodiscard]] RemoteFault changed(std::string_view address);
[[nodiscard]] RemoteFault stopped();
[[nodiscard]] RemoteFault bad_settings(const Text& reason);

}  // namespace tertil::collectors::remote::fault
