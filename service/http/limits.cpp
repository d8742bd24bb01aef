#include "service/http/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace tertil::http {
namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kGiB = std::int64_t{1} << 30;
constexpr std::int64_t kMany = 1'000'000;

std::vector<Limit> make_table() {
  return {
      {"upload_bytes",
       &Limits::upload_bytes,
       1,
       1024 * kGiB,
       "bytes",
       413,
       {"Största fil som kan läsas in. Den strömmas till disk och hålls aldrig i minnet.",
        "The largest file an import takes. It is streamed to disk, never held in memory."}},
      {"body_bytes",
       &Limits::body_bytes,
       1,
       kGiB,
       "bytes",
       413,
       {"Största innehåll i en begäran som inte är en fil.",
        "The largest body of a request that is not a file."}},
      {"request_line_bytes",
       &Limits::request_line_bytes,
       64,
       1 << 20,
       "bytes",
       414,
       {"Längsta första rad i en begäran, adressen inräknad.",
        "The longest first line of a request, its address included."}},
      {"header_line_bytes",
       &Limits::header_line_bytes,
       64,
       1 << 20,
       "bytes",
       431,
       {"Längsta rad i en begärans huvud.", "The longest single header line of a request."}},
      {"header_count",
       &Limits::header_count,
       4,
       10'000,
       "lines",
       431,
       {"Flest rader i en begärans huvud.", "The most header lines of a request."}},
      {"header_bytes",
       &Limits::header_bytes,
       1024,
       1 << 24,
       "bytes",
       431,
       {"Första raden och huvudet tillsammans; också avslutande rader efter innehållet.",
        "The first line and all header lines together; also trailers after a body."}},
      {"connections",
       &Limits::connections,
       1,
       kMany,
       "connections",
       503,
       {"Samtidiga anslutningar i hela tjänsten.", "Connections open at once, in all."}},
      {"connections_per_address",
       &Limits::connections_per_address,
       1,
       kMany,
       "connections",
       429,
       {"Samtidiga anslutningar från en adress. En hel region kan finnas bakom en enda.",
        "Connections open at once from one address. A whole region may be behind one."}},
      {"pipelined_answers",
       &Limits::pipelined_answers,
       1,
       64,
       "answers",
       0,
       {"Svar som får vänta på en anslutning innan nästa begäran läses.",
        "Answers that may wait on a connection before its next request is read."}},
      {"header_deadline_ms",
       &Limits::header_deadline_ms,
       10,
       kDay,
       "ms",
       408,
       {"Tid för att skicka en begärans huvud.", "Time to send the header of a request."}},
      {"body_deadline_ms",
       &Limits::body_deadline_ms,
       10,
       kDay,
       "ms",
       408,
       {"Tid för innehållet, utöver den tid som lägsta takten ger.",
        "Time for a body, beside what the slowest rate allows."}},
      {"write_deadline_ms",
       &Limits::write_deadline_ms,
       10,
       kDay,
       "ms",
       0,
       {"Tid för att ta emot ett svar, utöver den tid som lägsta takten ger.",
        "Time to take an answer, beside what the slowest rate allows."}},
      {"bytes_per_second",
       &Limits::bytes_per_second,
       1,
       kGiB,
       "bytes per second",
       408,
       {"Lägsta takt för innehåll och svar.", "The slowest rate of bodies and answers."}},
      {"idle_deadline_ms",
       &Limits::idle_deadline_ms,
       10,
       kDay,
       "ms",
       0,
       {"Så länge hålls en tyst anslutning öppen.", "How long a silent connection stays open."}},
      {"handler_deadline_ms",
       &Limits::handler_deadline_ms,
       10,
       kDay,
       "ms",
       503,
       {"Längsta tid att ta fram ett svar. Gäller inte filer som läses in.",
        "The longest an answer may take to make. Files being imported are exempt."}},
      {"drain_ms",
       &Limits::drain_ms,
       0,
       kDay,
       "ms",
       0,
       {"Så länge får pågående svar bli klara när tjänsten stoppas.",
        "How long running answers may take to finish when the service stops."}},
      {"reads_per_second",
       &Limits::reads_per_second,
       1,
       kMany,
       "per second",
       429,
       {"Läsningar från en adress som måste räknas fram. Svar ur minnet räknas inte.",
        "Reads from one address that must be computed. Answers kept in memory do not count."}},
      {"reads_burst",
       &Limits::reads_burst,
       1,
       kMany,
       "requests",
       429,
       {"Sådana läsningar i ett svep innan takten gäller.",
        "Such reads at one go before the rate applies."}},
      {"imports_per_minute",
       &Limits::imports_per_minute,
       1,
       kMany,
       "per minute",
       429,
       {"Filer från en adress.", "Files from one address."}},
      {"imports_in_flight",
       &Limits::imports_in_flight,
       1,
       1000,
       "requests",
       429,
       {"Filer på en gång från en adress.", "Files at the same time from one address."}},
      {"queued_jobs",
       &Limits::queued_jobs,
       1,
       kMany,
       "jobs",
       503,
       {"Arbeten som får vänta på en ledig tråd.", "Jobs that may wait for a free thread."}},
      {"cache_bytes",
       &Limits::cache_bytes,
       0,
       64 * kGiB,
       "bytes",
       0,
       {"Minne för färdiga svar, i hela tjänsten.", "Memory for finished answers, in all."}},
  };
}

}  // namespace

std::span<const Limit> limit_table() {
  static const auto table = make_table();
  return table;
}

const Limit* find_limit(std::string_view name) {
  const auto table = limit_table();
  const auto found = std::ranges::find(table, name, &Limit::name);
  return found == table.end() ? nullptr : &*found;
}

Result<void> set_limit(Limits& limits, std::string_view name, std::int64_t value) {
  const auto* limit = find_limit(name);
  if (limit == nullptr) {
    return fail(ErrorCode::kInvalidInput,
                {fmt::format("Det finns ingen gräns som heter limits.{}.", name),
                 fmt::format("There is no limit called limits.{}.", name)});
  }
  if (value < limit->smallest || value > limit->largest) {
    return fail(ErrorCode::kInvalidInput,
                {fmt::format("limits.{} är {} men ska ligga mellan {} och {} ({}).", name, value,
                             limit->smallest, limit->largest, limit->unit),
                 fmt::format("limits.{} is {} but must lie between {} and {} ({}).", name, value,
                             limit->smallest, limit->largest, limit->unit)});
  }
  limits.*(limit->field) = value;
  return {};
}

}  // namespace tertil::http
