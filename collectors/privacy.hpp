/// @file collectors/privacy.hpp
/// @brief What keeps personal data out: columns dropped, values that look personal, pseudonyms.
///
/// Law and reasons: GDPR article 5.1 c (no more than is needed); contract.md, Import. A file with
/// driver names or personal numbers is refused before anything of it is written anywhere.
///
/// Identity numbers are checked by date and check digit. A number written plainly (ten or twelve
/// digits) also fits many serial numbers, so plain ones count only when at least three in ten of a
/// column's values are such numbers, or the column's name says person; one with its hyphen counts
/// alone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collectors/text.hpp"

namespace tertil::collectors {

enum class Personal { kPersonnummer, kEmail, kPhone, kName, kRegistration };

inline constexpr std::array kAllPersonal{Personal::kPersonnummer, Personal::kEmail,
                                         Personal::kPhone, Personal::kName,
                                         Personal::kRegistration};

/// "personnummer", "email", "phone", "name", "registration", as in mappings and the API.
[[nodiscard]] std::string_view name_of(Personal kind);
[[nodiscard]] std::optional<Personal> personal_named(std::string_view name);
/// "ett personnummer", "a personal identity number".
[[nodiscard]] Text in_words(Personal kind);

/// The table `[privacy]` of a mapping.
struct Privacy {
  std::vector<std::string> drop_columns;
  /// A value that looks so refuses the file. Empty: `all` decides.
  std::vector<Personal> reject_if_value_looks_like;
  bool all{false};  ///< Nothing was said, and the file is foreign: everything is looked for.
  std::vector<std::string> allow_columns;  ///< Looked through by a person: no detector runs here.
  std::vector<std::string> pseudonymise;   ///< Columns whose values become codes (HMAC-SHA-256).
  bool drop_on_match{false};  ///< An unmapped column with personal values is dropped instead.

  /// Whether a detector is on.
  [[nodiscard]] bool looks_for(Personal kind) const;
  /// Whether the upload itself must not be kept: columns are dropped or made into codes.
  [[nodiscard]] bool changes_file() const { return !drop_columns.empty() || !pseudonymise.empty(); }
};

/// True when the column's name says that a person stands in it (Förare, Namn, Kund, Driver …).
[[nodiscard]] bool names_person(std::string_view column);
/// True for Regnr, Registreringsnummer, License plate and the like.
[[nodiscard]] bool names_registration(std::string_view column);

/// A valid personal identity or coordination number (samordningsnummer) is somewhere in `text`,
/// with its hyphen or plus. `today` as YYYYMMDD: births after it, or in the six years before, do
/// not count (serial numbers are often dates).
[[nodiscard]] bool has_personnummer(std::string_view text, int today = 20261122);
/// The whole of `text` is ten or twelve digits that are a valid such number.
[[nodiscard]] bool is_plain_personnummer(std::string_view text);
[[nodiscard]] bool has_email(std::string_view text);
/// +46 or 0 and an area or mobile code, with marks between groups of digits as people write it.
[[nodiscard]] bool has_phone(std::string_view text);
/// Two or three capitalised words and nothing that belongs to an organisation's name.
[[nodiscard]] bool is_person_name(std::string_view text);
/// A Swedish registration number, old form ABC 123 or new ABC 12D.
[[nodiscard]] bool is_registration(std::string_view text);

/// `text` with what is personal for certain (numbers with hyphen, e-mail, phone) replaced by
/// asterisks; for whatever is kept or shown of a faulty row.
[[nodiscard]] std::string masked(std::string_view text);
/// Every character but the first replaced: for a cell that is known to be personal.
[[nodiscard]] std::string masked_whole(std::string_view text);

/// Looks at the cells of one column, one after another, and says what they are.
class ColumnWatch {
 public:
  /// `is_vehicle`: the column is mapped to a vehicle, or named as one.
  ColumnWatch(std::string_view column, const Privacy& privacy, bool is_vehicle = false);

  /// Looks at one cell of row `row`.
  void see(std::string_view text, std::int64_t row);
  /// What was found, if anything that refuses the file; complete once every row was seen.
  [[nodiscard]] std::optional<Personal> found() const;
  /// The row where it was first seen.
  [[nodiscard]] std::int64_t row() const { return row_; }

 private:
  void note(Personal kind, std::int64_t row);

  const Privacy& privacy_;
  bool person_;
  bool registration_;
  bool off_;
  std::optional<Personal> certain_;
  std::int64_t row_{0};
  std::int64_t plain_row_{0};
  std::int64_t filled_{0};
  std::int64_t plain_{0};
};

/// A stable code for a value: "Fordon 7F3A-91C2-04BD" (48 bits of HMAC-SHA-256: among 10,000
/// vehicles two share a code once in five million installations). Letters' case, spaces and
/// hyphens of the value do not matter. The same value has the same code in every source.
/// @param word what the code stands for: "Fordon", "Kod".
/// @pre `key` is not empty; it is the installation's own and never leaves it.
[[nodiscard]] std::string pseudonym(std::string_view key, std::string_view word,
                                    std::string_view value);

/// Why a file is refused: which column and what it looks like, never the value.
[[nodiscard]] Text personal_data_message(std::string_view column, Personal kind);

}  // namespace tertil::collectors
