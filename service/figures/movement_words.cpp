#include "service/figures/movement_words.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "service/figures/ranking_words.hpp"

namespace tertil::figures {
namespace {

constexpr std::size_t kMostNames = 5;

void append(Text& text, const Text& more) {
  text.sv += ' ' + more.sv;
  text.en += ' ' + more.en;
}

std::string places(int count, Language language) {
  const int size = std::abs(count);
  if (language == Language::kEnglish)
    return fmt::format("{} {} {}", size, size == 1 ? "place" : "places",
                       count < 0 ? "better" : "worse");
  return fmt::format("{} {} {}", size, size == 1 ? "plats" : "platser",
                     count < 0 ? "bättre" : "sämre");
}

/// "+2", "−3", "0": of ranks, so that plus is for the worse.
std::string signed_places(int count) {
  if (count == 0) return "0";
  return fmt::format("{}{}", count < 0 ? "\u2212" : "+", std::abs(count));
}

Text headline(const RankMovement& movement, bool printed) {
  const auto& name = movement.region->name;
  if (movement.change == 0 && movement.n_from == movement.n_to)
    return {
        fmt::format("{} hade plats {} av {} både {} och {}{}.", name, movement.rank_to,
                    movement.n_to, movement.from, movement.to,
                    printed ? " enligt tryckta rapporter" : ""),
        fmt::format("{} was {} of {} in both {} and {}{}.", name, movement.rank_to, movement.n_to,
                    movement.from, movement.to, printed ? " by printed reports" : "")};
  const Text by = movement.change == 0 ? Text{}
                                       : Text{": " + places(movement.change, Language::kSwedish),
                                              ": " + places(movement.change, Language::kEnglish)};
  return {fmt::format("{} gick från {}plats {} av {} ({}) till {} av {} ({}){}.", name,
                      printed ? "tryckt " : "", movement.rank_from, movement.n_from, movement.from,
                      movement.rank_to, movement.n_to, movement.to, by.sv),
          fmt::format("{} went from {}rank {} of {} ({}) to {} of {} ({}){}.", name,
                      printed ? "printed " : "", movement.rank_from, movement.n_from, movement.from,
                      movement.rank_to, movement.n_to, movement.to, by.en)};
}

/// Below 0 when the value got worse, above 0 when it improved.
int improvement(const RankMovement& movement) {
  const auto polarity = orientation(movement.figure->definition.polarity);
  if (!polarity || !movement.value_from || !movement.value_to) return 0;
  if (analytics::is_better(*movement.value_to, *movement.value_from, *polarity)) return 1;
  return *movement.value_to == *movement.value_from ? 0 : -1;
}

Text value_words(const RankMovement& movement) {
  const auto& definition = movement.figure->definition;
  const auto way = [&](Language language) {
    auto from = spoken(*movement.value_from, definition.decimals, language);
    auto to = spoken(*movement.value_to, definition.decimals, language);
    if (from == to) {  // what moved is in decimals that are seldom shown
      from = spoken_as_stored(*movement.value_from, language);
      to = spoken_as_stored(*movement.value_to, language);
    }
    return from + (language == Language::kSwedish ? " till " : " to ") + to + "\u00a0" +
           definition.unit;
  };
  const int better = improvement(movement);
  if (better == 0) return {"Värdet är oförändrat.", "The value is unchanged."};
  const auto sv = way(Language::kSwedish);
  const auto en = way(Language::kEnglish);
  return better > 0 ? Text{fmt::format("Värdet blev bättre, {}.", sv),
                           fmt::format("The value improved, {}.", en)}
                    : Text{fmt::format("Värdet blev sämre, {}.", sv),
                           fmt::format("The value got worse, {}.", en)};
}

Text parts_words(const analytics::MovementParts& parts) {
  return {fmt::format("Fördelat i platser: det egna värdet {}, de andras värden {}, revideringar "
                      "{}, vilka som är med {} (minus är bättre).",
                      signed_places(parts.own), signed_places(parts.others),
                      signed_places(parts.revisions), signed_places(parts.membership)),
          fmt::format("Split into places: the region's own value {}, the others' values {}, "
                      "revisions {}, who takes part {} (minus is better).",
                      signed_places(parts.own), signed_places(parts.others),
                      signed_places(parts.revisions), signed_places(parts.membership))};
}

std::string names(const std::vector<NamedRegion>& regions, Language language) {
  const bool swedish = language == Language::kSwedish;
  std::string list;
  for (std::size_t i = 0; i < regions.size() && i < kMostNames; ++i) {
    const bool last = i + 1 == regions.size();
    list += i == 0 ? "" : last ? (swedish ? " och " : " and ") : ", ";
    list += regions[i].name;
  }
  if (regions.size() > kMostNames)
    list += fmt::format(fmt::runtime(swedish ? " och {} till" : " and {} more"),
                        regions.size() - kMostNames);
  return list;
}

void append_names(Text& text, const Text& lead, const std::vector<NamedRegion>& regions) {
  if (regions.empty()) return;
  append(text, {fmt::format("{}: {}.", lead.sv, names(regions, Language::kSwedish)),
                fmt::format("{}: {}.", lead.en, names(regions, Language::kEnglish))});
}

Text pair_words(const RankPair& pair, const RankMovement& movement) {
  const auto said = [](const std::optional<int>& rank) {
    return rank ? std::to_string(*rank) : std::string{"–"};
  };
  return {fmt::format("plats {} ({}) och {} ({})", said(pair.from), movement.from, said(pair.to),
                      movement.to),
          fmt::format("rank {} ({}) and {} ({})", said(pair.from), movement.from, said(pair.to),
                      movement.to)};
}

void append_revisions(Text& text, const RankMovement& movement) {
  if (movement.revised.empty()) return;
  const auto published = pair_words(*movement.as_published, movement);
  const auto today = pair_words(*movement.today, movement);
  append(text, {fmt::format("Reviderade värden: {}. Som först publicerat: {}. Med dagens "
                            "uppgifter: {}.",
                            movement.revised.size(), published.sv, today.sv),
                fmt::format("Revised values: {}. As first published: {}. By today's data: {}.",
                            movement.revised.size(), published.en, today.en)});
}

/// Printed places are facts of their own, and told where they are not the computed ones.
void append_printed(Text& text, const RankMovement& movement) {
  if (!movement.printed) return;
  const auto& printed = *movement.printed;
  if (printed.from.value_or(movement.rank_from) == movement.rank_from &&
      printed.to.value_or(movement.rank_to) == movement.rank_to)
    return;
  const auto said = pair_words(printed, movement);
  append(text, {fmt::format("Tryckt: {}.", said.sv), fmt::format("Printed: {}.", said.en)});
}

/// What two printed ranks prove when nobody else's values are known.
Text printed_proof(const RankMovement& movement) {
  const bool same_field = movement.n_from == movement.n_to && movement.n_from == 21;
  const int better = improvement(movement);
  if (same_field && movement.change > 0 && better > 0)
    return {fmt::format("Alla 21 regioner är med båda åren, så minst {} har gått om: det egna "
                        "värdet förbättrades, men andras förbättrades mer.",
                        movement.change),
            fmt::format("All 21 regions take part in both years, so at least {} have overtaken: "
                        "the region's own value improved, but others' improved more.",
                        movement.change)};
  if (same_field && movement.change < 0 && better < 0)
    return {fmt::format("Alla 21 regioner är med båda åren, så minst {} har passerats trots att "
                        "det egna värdet blev sämre: andras försämrades mer.",
                        -movement.change),
            fmt::format("All 21 regions take part in both years, so at least {} were overtaken "
                        "although the region's own value got worse: others' got worse still.",
                        -movement.change)};
  return {"Hur stor del som är den egna ändringen går inte att säga av platserna ensamma.",
          "The ranks alone do not tell how much is the region's own change."};
}

Text of_printed(const RankMovement& movement) {
  auto text = headline(movement, true);
  if (movement.value_from && movement.value_to) append(text, value_words(movement));
  append(text, printed_proof(movement));
  const auto& kolada = movement.figure->definition.kolada_id;
  append(text, {"De andra regionernas värden finns inte här, så ändringen kan inte delas upp.",
                "The other regions' values are not here, so the change cannot be split."});
  if (!kolada.empty())
    append(text, {fmt::format("De finns i Kolada ({}).", kolada),
                  fmt::format("They are in Kolada ({}).", kolada)});
  return text;
}

}  // namespace

Text describe(const RankMovement& movement) {
  if (!movement.parts) return of_printed(movement);
  auto text = headline(movement, false);
  append(text, value_words(movement));
  append(text, parts_words(*movement.parts));
  if (movement.change > 0 && improvement(movement) > 0)
    append(text, {"Den egna förbättringen räckte inte.",
                  "The region's own improvement did not suffice."});
  append_names(text, {"Gick om", "Overtook"}, movement.overtook);
  append_names(text, {"Omkörd av", "Overtaken by"}, movement.overtaken_by);
  append_names(text, {"Tillkom före", "Joined ahead"}, movement.joined);
  append_names(text, {"Före men inte längre med", "Ahead but no longer taking part"},
               movement.left);
  append_revisions(text, movement);
  append_printed(text, movement);
  return text;
}

}  // namespace tertil::figures
