/// @file service/cli/doctor_finding.hpp
/// @brief What `doctor` says of one thing it looked at.
#pragma once
#include <string>

#include "service/domain/text.hpp"

namespace tertil::cli {

enum class Verdict { kGood, kDoubtful, kBad };

/// One thing looked at: what was found, and how to mend it (empty when nothing needs mending).
struct Finding {
  std::string name;  ///< "disk-space": for scripts.
  Verdict verdict{Verdict::kGood};
  Text found;
  Text remedy{};
};

}  // namespace tertil::cli
