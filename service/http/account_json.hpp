/// @file service/http/account_json.hpp
/// @brief An account as its managers see it. Nothing of its password is in it.
#pragma once
#include <string>

#include "service/http/import_access.hpp"
#include "service/reports/json_writer.hpp"
#include "service/store/accounts.hpp"

namespace tertil::http {

/// Changes with everything that an edit may build on.
[[nodiscard]] std::string etag_of(const store::Account& account);

/// The account as an object; `caller` is told which is their own.
void write_account(reports::JsonWriter& writer, const store::Account& account,
                   const Caller& caller);

}  // namespace tertil::http
