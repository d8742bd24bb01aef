/// @file service/cli/exit_code.hpp
/// @brief What the program's exit code tells the script that ran it (contract section 3).
#pragma once
#include "service/domain/result.hpp"

namespace tertil::cli {

/// The whole list; scripts rely on the numbers.
enum class ExitCode : int {
  kOk = 0,
  kFailed = 1,    ///< It could not be done: bad configuration, taken port, full disk.
  kUsage = 2,     ///< The command line was wrong; nothing was tried.
  kFindings = 3,  ///< Done, but the data has findings: some row is quarantined.
  kRemote = 4,    ///< Another system did not answer as it should.
};

/// The exit code that an error of the product ends the program with.
[[nodiscard]] ExitCode exit_code_of(ErrorCode code);

}  // namespace tertil::cli
