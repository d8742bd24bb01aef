#include "service/store/standby_words.hpp"

namespace tertil::store {

std::optional<Text> standby_words(Standby standby) {
  switch (standby) {
    case Standby::kNotApplicable: return std::nullopt;
    case Standby::kNone:
      return Text{"Ingen annan server har en kopia som följer med.",
                  "No other server has a copy that follows."};
    case Standby::kAsynchronous:
      return Text{
          "Kopian på en annan server är inte synkron: det senaste som bekräftats kan gå "
          "förlorat om den tar över.",
          "The copy on another server is not synchronous: the latest that was acknowledged can "
          "be lost if it takes over."};
    case Standby::kSynchronous:
      return Text{
          "En synkron kopia på en annan server har allt som bekräftats: inget går förlorat om "
          "den tar över.",
          "A synchronous copy on another server has everything acknowledged: nothing is lost "
          "if it takes over."};
    case Standby::kUnknown:
      return Text{
          "Om alla kopior är synkrona syns inte härifrån (ge databasens användare pg_monitor; med "
          "Citus syns bara koordinatorns): räkna inte med det.",
          "Whether all copies are synchronous cannot be seen from here (grant the database user "
          "pg_monitor; with Citus only the coordinator's are seen): do not count on it."};
  }
  return std::nullopt;
}

}  // namespace tertil::store
