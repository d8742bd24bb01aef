#include "service/reports/meter_json.hpp"

#include "collectors/calendar.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::reports {

std::string_view name_of(figures::UseStep step) {
  switch (step) {
    case figures::UseStep::kHour: return "hour";
    case figures::UseStep::kDay: return "day";
    case figures::UseStep::kMonth: break;
  }
  return "month";
}

std::string meter_to_json(const figures::MeterUse& use) {
  JsonWriter json{256 + use.uses.size() * 128};
  const auto& asked = use.question;
  json.begin_object().field("meter", asked.meter).field("owner", asked.owner);
  if (use.building.empty()) {
    json.key("building").raw("null").key("carrier").raw("null");
  } else {
    json.field("building", use.building).field("carrier", use.carrier);
  }
  json.field("unit", use.is_energy ? std::string_view{"kWh"} : std::string_view{"m³"});
  json.field("year", std::int64_t{asked.year});
  if (asked.month) json.field("month", std::int64_t{*asked.month});
  json.field("step", name_of(asked.step));
  json.key("readings").begin_array();
  for (const auto& one : use.uses) {
    json.begin_object()
        .field("start", collectors::utc_text(one.start))
        .field("end", collectors::utc_text(one.end))
        .field("value", one.quantity)
        .field("estimated", one.estimated)
        .field("import", one.batch)
        .end_object();
  }
  json.end_array().field("total", use.total).field("coverage", use.coverage);
  json.key("flags").begin_array();
  for (const auto& flag : use.flags) json.value(flag);
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
