#include "service/cli/version.hpp"

namespace tertil::cli {

std::string_view version() { return TERTIL_VERSION; }

}  // namespace tertil::cli
