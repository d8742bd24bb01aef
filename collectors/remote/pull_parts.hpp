/// @file collectors/remote/pull_parts.hpp
/// @brief What the generic pull and the presets have in common. For this folder only.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/remote/pull.hpp"

namespace tertil::collectors::remote {

/// One answer's JSON. A web page, text that ends too early and the like are faults.
[[nodiscard]] std::variant<nlohmann::json, RemoteFault> json_of(const HttpAnswer& answer,
                                                                const std::string& url);

/// The address without its query, for messages.
[[nodiscard]] std::string shown(const std::string& url);

/// `url` with each `{word}` replaced; words that are not known stay.
[[nodiscard]] std::string filled_in(std::string text,
                                    const std::vector<std::pair<std::string, std::string>>& words);

/// A time as `format` of PullSettings::date_format writes it.
[[nodiscard]] std::string dated(std::int64_t seconds, std::string_view format);

/// `items` in groups of at most `size`, each joined by commas.
[[nodiscard]] std::vector<std::string> in_groups(const std::vector<std::string>& items,
                                                 std::size_t size);

[[nodiscard]] PullAnswer pull_generic(const Source& source, const PullMemory& memory,
                                      Requester& requester, PageFile& file);
[[nodiscard]] PullAnswer pull_kolada(const Source& source, const PullMemory& memory,
                                     Requester& requester, PageFile& file);
[[nodiscard]] PullAnswer pull_pxweb(const Source& source, const PullMemory& memory,
                                    Requester& requester, PageFile& file);

}  // namespace tertil::collectors::remote
