#include "service/reports/idle_json.hpp"

#include <algorithm>

#include "collectors/calendar.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::reports {
namespace {

constexpr std::size_t kMostShown = 5;

/// The longest ones, in order of time.
template <class T>
std::vector<T> longest(std::vector<T> all) {
  std::ranges::stable_sort(all, std::ranges::greater{},
                           [](const T& one) { return one.end - one.begin; });
  if (all.size() > kMostShown) all.erase(all.begin() + kMostShown, all.end());
  std::ranges::sort(all, {}, &T::begin);
  return all;
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<Text>& texts) {
  json.key(name).begin_array();
  for (const auto& text : texts) json.value(text);
  json.end_array();
}

void write_meter(JsonWriter& json, const figures::MeterFindings& meter) {
  json.begin_object()
      .field("meter", meter.meter)
      .field("carrier", meter.carrier)
      .field("hours", meter.hours)
      .field("missingHours", meter.missing)
      .field("gapCount", meter.gaps.size())
      .field("flatCount", meter.flat.size());
  json.key("gaps").begin_array();
  for (const auto& gap : longest(meter.gaps))
    json.begin_object()
        .field("start", collectors::utc_text(gap.begin))
        .field("end", collectors::utc_text(gap.end))
        .field("hours", gap.missing)
        .end_object();
  json.end_array().key("flatLines").begin_array();
  for (const auto& flat : longest(meter.flat))
    json.begin_object()
        .field("start", collectors::utc_text(flat.begin))
        .field("end", collectors::utc_text(flat.end))
        .field("kwh", flat.kwh)
        .end_object();
  json.end_array().key("levelShift");
  if (meter.shift)
    json.begin_object()
        .field("at", collectors::utc_text(meter.shift->at))
        .field("before", meter.shift->before)
        .field("after", meter.shift->after)
        .end_object();
  else
    json.value(nullptr);
  json.end_object();
}

void write_load(JsonWriter& json, const std::optional<figures::IdleLoad>& idle) {
  json.key("baseLoad");
  if (!idle) {
    json.value(nullptr);
    return;
  }
  const auto& load = idle->load;
  json.begin_object()
      .field("base", idle->base)
      .field("aboveBase", load.above_base)
      .field("kronor", idle->kronor)
      .field("working", load.working.mean())
      .field("night", load.night.mean())
      .field("weekend", load.weekend.mean())
      .field("nightShare", load.night_share)
      .field("weekendShare", load.weekend_share)
      .field("hours", load.working.hours + load.night.hours + load.weekend.hours)
      .end_object();
}

void write_price(JsonWriter& json, const std::optional<figures::UsedFactor>& price) {
  json.key("price");
  if (!price) {
    json.value(nullptr);
    return;
  }
  json.begin_object().field("value", price->value).field("unit", price->unit).key("validFrom");
  if (price->valid_from != 0)
    json.value(price->valid_from);
  else
    json.value(nullptr);
  json.field("source", price->source).end_object();
}

}  // namespace

std::string idle_use_to_json(const figures::IdleUse& idle, store::Page page) {
  const auto& asked = idle.question;
  JsonWriter json{4096};
  json.begin_object().field("region", asked.owner).field("year", asked.year);
  json.key("path").begin_array();
  for (const auto& code : asked.path) json.value(code);
  json.end_array()
      .field("from", collectors::utc_text(idle.begin))
      .field("to", collectors::utc_text(idle.end))
      .field("basePerArea", asked.base_per_area);
  write_price(json, idle.price);
  json.field("method", idle.method);
  write_texts(json, "limits", idle.limits);
  const auto total = std::ssize(idle.buildings);
  json.field("buildingsWithoutHours", idle.without_hours)
      .field("page", page.page)
      .field("limit", page.limit)
      .field("total", total);
  json.key("buildings").begin_array();
  const auto first = std::min<std::int64_t>((page.page - 1) * page.limit, total);
  const auto last = std::min<std::int64_t>(first + page.limit, total);
  for (auto i = first; i < last; ++i) {
    const auto& building = idle.buildings[static_cast<std::size_t>(i)];
    json.begin_object()
        .field("code", building.building)
        .field("name", building.name)
        .field("orgUnit", building.org_unit)
        .field("area", building.area);
    write_load(json, building.idle);
    json.key("meters").begin_array();
    for (const auto& meter : building.meters) write_meter(json, meter);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string signature_to_json(const figures::BuildingSignature& signature) {
  JsonWriter json{2048};
  json.begin_object()
      .field("region", signature.owner)
      .field("building", signature.building)
      .field("name", signature.name)
      .field("year", signature.year)
      .field("baseLoad", signature.base_load)
      .field("slope", signature.slope)
      .field("changePoint",
             signature.is_line ? std::nullopt : std::optional{signature.change_point})
      .field("rSquared", signature.r_squared)
      .field("cvRmse", signature.cv_rmse)
      .field("raw", signature.raw)
      .field("normalYear", signature.normal_year)
      .field("byDegreeDays", signature.by_degree_days)
      .field("degreeDaySource", signature.degree_days_source)
      .field("text", signature.text)
      .field("method", signature.method);
  json.key("months").begin_array();
  for (const auto& month : signature.months)
    json.begin_object()
        .field("period", month.period)
        .field("degreeDays", month.degree_days)
        .field("use", month.use)
        .field("fitted", month.fitted)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
