/// @file collectors/utf8.hpp
/// @brief One character as UTF-8.
#pragma once

#include <string>

namespace tertil::collectors {

/// Appends a character in one to four bytes.
/// @pre it is at most U+10FFFF and no surrogate.
void append_utf8(std::string& out, char32_t c);

}  // namespace tertil::collectors
