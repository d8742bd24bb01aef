/// @file service/cli/spare_memory.hpp
/// @brief How the memory allocator behaves where a control group leaves little (R26).
#pragma once

namespace tertil::cli {

/// Below 512 MiB, memory that is given back goes back to the system, and threads share what they
/// have: an import must not leave what it needed with a thread that rests. Costs some speed, so
/// nothing is changed where there is enough. Call before threads are started.
void spare_memory();

}  // namespace tertil::cli
