#include "service/reports/breakdown_json.hpp"

#include <algorithm>

#include "service/reports/json_parts.hpp"

namespace tertil::reports {
namespace {

using figures::Breakdown;
using figures::PartSum;

void write_time(JsonWriter& json, std::string_view name, const std::optional<Instant>& when) {
  json.key(name);
  if (when)
    json.value(to_rfc3339(*when));
  else
    json.value(nullptr);
}

void write_path(JsonWriter& json, const Breakdown& breakdown) {
  json.key("path").begin_array();
  for (const auto& step : breakdown.path)
    json.begin_object()
        .field("level", step.level)
        .field("code", step.code)
        .field("name", step.name)
        .end_object();
  json.end_array();
}

void write_sum(JsonWriter& json, const PartSum& sum, bool amount) {
  json.field("value", sum.value).field("numerator", sum.numerator);
  json.field("denominator", amount ? std::nullopt : std::optional{sum.denominator});
}

void write_normalised(JsonWriter& json, const Breakdown& breakdown) {
  json.key("normalised");
  if (!breakdown.figure.normalisation || !breakdown.sum.normalised_value) {
    json.value(nullptr);
    return;
  }
  const auto& correction = *breakdown.figure.normalisation;
  json.begin_object()
      .field("value", breakdown.sum.normalised_value)
      .field("numerator", breakdown.sum.normalised)
      .field("ratio", correction.ratio)
      .field("method", correction.method)
      .field("normalYear", correction.normal_year)
      .end_object();
}

void write_children(JsonWriter& json, const Breakdown& breakdown, bool amount) {
  json.text_or_null("childLevel", breakdown.child_level).key("children").begin_array();
  const bool corrected = breakdown.figure.normalisation.has_value();
  for (const auto& child : breakdown.children) {
    json.begin_object().field("code", child.code).field("name", child.name);
    write_sum(json, child.sum, amount);
    json.field("coverage", child.sum.coverage)
        .field("share", child.share)
        .field("normalisedValue", corrected ? child.sum.normalised_value : std::nullopt)
        .key("flags")
        .begin_array();
    for (const auto& flag : child.flags) json.value(flag);
    json.end_array().field("open", child.open).end_object();
  }
  json.end_array();
}

void write_months(JsonWriter& json, const Breakdown& breakdown) {
  json.key("months").begin_array();
  for (const auto& month : breakdown.months)
    json.begin_object()
        .field("period", month.period)
        .field("value", month.sum.value)
        .field("normalisedValue",
               breakdown.figure.normalisation ? month.sum.normalised_value : std::nullopt)
        .field("numerator", month.sum.numerator)
        .field("coverage", month.sum.coverage)
        .field("estimated", month.sum.estimated)
        .end_object();
  json.end_array();
}

void write_used_factors(JsonWriter& json, std::span<const figures::UsedFactor> factors) {
  json.key("factors").begin_array();
  for (const auto& used : factors) {
    json.begin_object()
        .field("item", used.item)
        .field("measure", used.measure)
        .field("value", used.value)
        .field("unit", used.unit)
        .key("validFrom");
    if (used.valid_from == 0)
      json.value(nullptr);
    else
      json.value(used.valid_from);
    json.field("carriedForward", used.carried_forward)
        .field("origin", used.own ? "own" : "shipped")
        .field("source", used.source)
        .end_object();
  }
  json.end_array();
}

void write_origins(JsonWriter& json, const Breakdown& breakdown) {
  json.key("imports").begin_array();
  for (const auto& one : breakdown.imports) {
    json.begin_object()
        .field("id", one.id)
        .field("source", one.source)
        .text_or_null("fileName", one.file_name);
    write_time(json, "recordedAt", one.recorded_at);
    json.field("rows", one.rows).end_object();
  }
  json.end_array().key("changes").begin_array();
  for (const auto& change : breakdown.changes)
    json.begin_object()
        .field("at", to_rfc3339(change.at))
        .field("import", change.import)
        .field("kind", change.kind)
        .field("before", change.before)
        .field("after", change.after)
        .end_object();
  json.end_array();
}

void write_verified(JsonWriter& json, const std::optional<figures::Verification>& verified) {
  json.key("verified");
  if (!verified) {
    json.value(nullptr);
    return;
  }
  json.begin_object()
      .field("at", to_rfc3339(verified->at))
      .text_or_null("by", verified->by.value_or(""));
  json.end_object();
}

void write_published(JsonWriter& json, const Breakdown& breakdown) {
  json.key("published");
  if (!breakdown.published) {
    json.value(nullptr);
    return;
  }
  const auto& published = *breakdown.published;
  json.begin_object()
      .field("value", published.value)
      .field("series", to_string(published.series))
      .field("status", to_string(published.status))
      .field("difference", published.difference)
      .key("reasons")
      .begin_array();
  for (const auto& reason : published.reasons) json.value(reason);
  json.end_array().end_object();
}

void write_notes(JsonWriter& json, const Breakdown& breakdown) {
  json.key("notes").begin_array();
  for (const auto& note : breakdown.figure.notes)
    json.begin_object().field("rule", note.rule).field("message", note.message).end_object();
  json.end_array();
}

}  // namespace

std::string breakdown_to_json(const Breakdown& breakdown, const KeyFigure& definition, bool example,
                              store::AsOf as_of) {
  const auto& formula = *breakdown.figure.formula;
  const bool amount = formula.denominator_unit.empty();
  JsonWriter json{4096};
  json.begin_object()
      .field("keyFigure", definition.id)
      .field("region", breakdown.region)
      .field("year", breakdown.figure.year)
      .field("unit", definition.unit);
  write_as_of(json, as_of);
  write_path(json, breakdown);
  write_sum(json, breakdown.sum, amount);
  json.text_or_null("numeratorUnit", formula.numerator_unit)
      .text_or_null("denominatorUnit", formula.denominator_unit)
      .field("coverage", breakdown.sum.coverage)
      .field("status", to_string(breakdown.status))
      .field("computable", breakdown.figure.computable);
  write_verified(json, breakdown.verified);
  write_normalised(json, breakdown);
  json.field("share", breakdown.share);
  write_children(json, breakdown, amount);
  write_months(json, breakdown);
  json.key("formula")
      .begin_object()
      .field("id", formula.id)
      .field("version", formula.version)
      .field("text", formula.text)
      .end_object();
  write_used_factors(json, breakdown.figure.factors);
  write_notes(json, breakdown);
  write_origins(json, breakdown);
  write_published(json, breakdown);
  json.field("example", example).end_object();
  return json.take();
}

std::string emission_change_to_json(const figures::EmissionChange& change, store::AsOf as_of) {
  JsonWriter json{2048};
  json.begin_object()
      .field("region", change.region)
      .field("from", change.year_from)
      .field("to", change.year_to)
      .field("unit", "kg CO2e");
  write_as_of(json, as_of);
  json.field("before", change.parts.before)
      .field("after", change.parts.after)
      .field("change", change.parts.change)
      .key("parts")
      .begin_object()
      .field("activity", change.parts.activity)
      .field("mix", change.parts.mix)
      .field("factor", change.parts.factor)
      .end_object()
      .field("method", "LMDI-I")
      .field("quantityUnit", change.quantity_unit)
      .key("hvo100Share")
      .begin_object()
      .field("from", change.hvo100_share_from)
      .field("to", change.hvo100_share_to)
      .end_object()
      .key("items")
      .begin_array();
  for (const auto& item : change.items)
    json.begin_object()
        .field("vehicleGroup", item.group)
        .field("fuel", item.fuel)
        .field("unit", item.unit)
        .field("quantityFrom", item.quantity_from)
        .field("quantityTo", item.quantity_to)
        .field("factorFrom", item.factor_from)
        .field("factorTo", item.factor_to)
        .field("emissionFrom", item.quantity_from * item.factor_from)
        .field("emissionTo", item.quantity_to * item.factor_to)
        .end_object();
  json.end_array();
  write_used_factors(json, change.factors);
  json.field("text", change.text).end_object();
  return json.take();
}

std::string factors_to_json(std::span<const store::FactorRow> factors) {
  JsonWriter json{300 * factors.size() + 64};
  json.begin_object().key("items").begin_array();
  for (std::size_t i = 0; i < factors.size(); ++i) {
    const auto& factor = factors[i];
    const auto next =
        std::ranges::find_if(factors.subspan(i + 1), [&](const store::FactorRow& other) {
          return other.item == factor.item && other.measure == factor.measure &&
                 other.unit == factor.unit && other.owner == factor.owner &&
                 other.valid_from > factor.valid_from;
        });
    const bool ends = next != factors.subspan(i + 1).end() && factor.valid_from != 0;
    json.begin_object()
        .field("item", factor.item)
        .field("measure", factor.measure)
        .field("value", factor.value)
        .field("unit", factor.unit)
        .field("validFrom",
               factor.valid_from == 0 ? std::nullopt : std::optional{factor.valid_from})
        .field("validTo", ends ? std::optional{next->valid_from} : std::nullopt)
        .field("source", factor.origin)
        .text_or_null("note", factor.note)
        .field("origin", factor.owner == "00" ? "shipped" : "own")
        .end_object();
  }
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
