/// @file service/plans/json_members.hpp
/// @brief An object that somebody sent, read member by member, with every fault in its place.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/domain/text.hpp"

namespace tertil::plans {

/// One thing that is wrong.
struct ReadingFault {
  std::string pointer;  ///< "/effects/0/change" (RFC 6901).
  std::string code;     ///< "wrong-type", "out-of-range" …
  Text message;
};

/// "2026", "2026-03" or "2026-03-01", and there is such a day.
[[nodiscard]] bool is_date(std::string_view text);
/// "2026-03-01", and there is such a day.
[[nodiscard]] bool is_whole_date(std::string_view text);

/// Reads the members of one object. A member that is missing, or null, is unknown: empty. Borrows
/// the object and the list that faults go to.
class Members {
 public:
  Members(const nlohmann::json& object, std::string path, std::vector<ReadingFault>& faults)
      : object_{object}, path_{std::move(path)}, faults_{faults} {}

  /// A fault of this member; of the object itself if it is empty.
  void fault(std::string_view member, std::string code, Text message) const;
  /// Null where there is none.
  [[nodiscard]] const nlohmann::json* find(std::string_view member) const;

  [[nodiscard]] std::string text(std::string_view member, std::size_t most_bytes,
                                 bool required = false) const;
  /// A number within the bounds, both included; empty when unknown.
  [[nodiscard]] std::optional<double> number(std::string_view member, double least,
                                             double most) const;
  /// A whole number within the bounds, both included; empty when unknown.
  [[nodiscard]] std::optional<int> integer(std::string_view member, int least, int most) const;
  [[nodiscard]] std::optional<int> year(std::string_view member) const;
  /// False when unknown.
  [[nodiscard]] bool truth(std::string_view member) const;
  /// "2026-03-01"; empty when unknown.
  [[nodiscard]] std::string whole_date(std::string_view member, bool required = false) const;
  /// One of the words; empty when unknown.
  [[nodiscard]] std::string word(std::string_view member, std::span<const std::string_view> words,
                                 bool required = false) const;
  /// A list of objects, at most so many; null when unknown or wrong.
  [[nodiscard]] const nlohmann::json* list(std::string_view member, std::size_t most) const;
  /// A list of texts that are not empty; empty when unknown.
  [[nodiscard]] std::vector<std::string> texts(std::string_view member, std::size_t most,
                                               std::size_t most_bytes) const;
  /// The members of an object; nothing when unknown or wrong.
  [[nodiscard]] std::optional<Members> object(std::string_view member) const;
  /// The members of item `i` of a list of this object's; nothing if it is no object.
  [[nodiscard]] std::optional<Members> item(const nlohmann::json& list, std::string_view member,
                                            std::size_t i) const;

  /// A fault for each member that is in neither list.
  void refuse_others(std::span<const std::string_view> known,
                     std::span<const std::string_view> passed = {}) const;

 private:
  const nlohmann::json& object_;
  std::string path_;
  std::vector<ReadingFault>& faults_;
};

}  // namespace tertil::plans
