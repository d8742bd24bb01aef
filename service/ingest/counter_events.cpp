#include "service/ingest/counter_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "service/store/cell.hpp"
#include "service/store/month_sums.hpp"

namespace tertil::ingest {
namespace {

using store::MonthNumber;

/// The meters, by name, of the months in which a counter went back, with how many readings the
/// file has of those months.
struct Event {
  std::set<std::string_view> meters;
  std::int64_t readings{0};
};

void add(std::string rule, const Event& event, const Text& what, std::vector<Finding>& findings) {
  if (event.meters.empty()) return;
  Finding finding;
  finding.rule = std::move(rule);
  finding.severity = "warning";
  finding.column = "meter";
  finding.rows = event.readings;
  finding.message = {fmt::format("{} mätare, bland dem {}: {}", event.meters.size(),
                                 *event.meters.begin(), what.sv),
                     fmt::format("{} meters, among them {}: {}", event.meters.size(),
                                 *event.meters.begin(), what.en)};
  findings.push_back(std::move(finding));
}

}  // namespace

Result<void> note_counter_events(store::Reader& reader, const store::IncomingReadings& incoming,
                                 std::vector<Finding>& findings) {
  std::map<std::pair<std::string_view, MonthNumber>, std::int64_t> counted;
  MonthNumber first = std::numeric_limits<MonthNumber>::max();
  MonthNumber last = 0;
  for (const auto& block : incoming.blocks) {
    if (!block.counter) continue;
    counted[{incoming.meters[block.meter], block.month}] += block.summary.readings;
    first = std::min(first, block.month);
    last = std::max(last, block.month);
  }
  if (counted.empty()) return {};
  const std::array<store::Value, 4> parameters{
      store::cell(incoming.owner), first, last,
      std::int64_t{store::kCounterReset | store::kMeterReplaced}};
  const auto rows = reader.query(
      "SELECT r.meter, m.month, m.flags FROM meter_month m "
      "JOIN reading_meter r ON r.no = m.meter AND r.owner = m.owner "
      "WHERE m.owner = $1 AND m.month >= $2 AND m.month <= $3 AND (m.flags & $4) <> 0 ORDER BY 1, "
      "2",
      parameters);
  if (!rows) return tl::unexpected{rows.error()};
  Event reset;
  Event replaced;
  for (const auto& row : *rows) {
    const auto found = counted.find({store::text_in(row[0]), store::integer_in(row[1])});
    if (found == counted.end()) continue;
    const auto note = [&](Event& event) {
      event.meters.insert(found->first.first);
      event.readings += found->second;
    };
    const auto flags = store::integer_in(row[2]);
    if ((flags & store::kCounterReset) != 0) note(reset);
    if ((flags & store::kMeterReplaced) != 0) note(replaced);
  }
  add("counter-reset", reset,
      {"ställningen har gått bakåt utan att registret säger varför. Användningen däremellan är "
       "okänd; ange rollover eller den nya mätarens validFrom i mätarregistret.",
       "the counter has gone back and the register does not say why. The use between is unknown; "
       "give rollover or the new meter's validFrom in the register of meters."},
      findings);
  add("meter-replaced", replaced,
      {"mätaren är utbytt enligt registret. Användningen mellan den gamlas sista och den nyas "
       "första ställning är okänd.",
       "the meter was replaced, says the register. The use between the old one's last reading and "
       "the new one's first is unknown."},
      findings);
  return {};
}

}  // namespace tertil::ingest
