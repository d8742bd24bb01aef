#include "service/cli/exit_code.hpp"

namespace tertil::cli {

ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput: return ExitCode::kUsage;
    case ErrorCode::kRefused: return ExitCode::kFindings;
    case ErrorCode::kRemote: return ExitCode::kRemote;
    case ErrorCode::kUnauthorized:
    case ErrorCode::kForbidden:
    case ErrorCode::kNotFound:
    case ErrorCode::kConflict:
    case ErrorCode::kStale:
    case ErrorCode::kTooLarge:
    case ErrorCode::kUnsupported:
    case ErrorCode::kTooMany:
    case ErrorCode::kBusy:
    case ErrorCode::kStoreFull:
    case ErrorCode::kCorrupt:
    case ErrorCode::kInternal: return ExitCode::kFailed;
  }
  return ExitCode::kFailed;
}

}  // namespace tertil::cli
