/// @file service/domain/observation.hpp
/// @brief One value of one key figure, for one area and period, as one source gave it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "service/domain/instant.hpp"
#include "service/domain/key_figure.hpp"

namespace tertil {

enum class Status { kPreliminary, kFinal, kRevised, kEstimated };

/// Why there is no value. Missing is never zero and never blank.
enum class MissingReason {
  kMissing,        ///< Uppgift saknas.
  kNotApplicable,  ///< Ej tillämplig.
  kConfidential,   ///< Sekretess.
  kNotPublished,   ///< Ännu ej publicerad.
  kNotSubmitted,   ///< Ej inlämnad.
  kTooFew,         ///< Underlag för litet.
};

/// An observation as the snapshot and the exports know it. Exactly one of `value` and
/// `missing_reason` is given (contract 2a).
struct Observation {
  std::string owner;       ///< The county code that owns the data; "00" is national.
  std::string key_figure;  ///< An id of `KeyFigure`.
  std::string area;        ///< A county code, "riket", or an org unit ("13/RGS").
  std::string period;      ///< "2024", "2024-T1", "2024-Q1" or "2024-03".
  std::string category;    ///< Empty for the total, else e.g. "gender:K".
  Series series{Series::kOwn};
  std::optional<double> value;
  std::optional<MissingReason> missing_reason;
  Status status{Status::kFinal};
  std::optional<double> numerator;
  std::optional<double> denominator;
  std::optional<int>
      printed_rank;  ///< The place a printed report gives, which is a fact of its own.
  std::optional<int> printed_of;
  bool computed{false};              ///< By the program, from activity data.
  std::string verified_by{};         ///< Who vouches for the value; empty if nobody does.
  std::optional<double> coverage{};  ///< Share of the data that was there, 0–1; of computed ones.
  std::string basis{};  ///< How it was computed, as JSON: formula, factors; empty if it was not.
};

[[nodiscard]] std::string_view to_string(Status status);
[[nodiscard]] std::optional<Status> parse_status(std::string_view text);
[[nodiscard]] std::string_view to_string(MissingReason reason);
[[nodiscard]] std::optional<MissingReason> parse_missing_reason(std::string_view text);

}  // namespace tertil
