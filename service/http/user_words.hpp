/// @file service/http/user_words.hpp
/// @brief The routes of accounts in words: what the API description says of them.
#pragma once
#include "service/http/router.hpp"

namespace tertil::http {

/// What can be done with accounts.
enum class UserVerb { kList, kAdd, kShow, kChange, kBlock, kUnblock, kPassword, kSignOut };

/// Method, pattern, parameters, bodies and answers; neither rights nor handler.
[[nodiscard]] Route described(UserVerb verb);

}  // namespace tertil::http
