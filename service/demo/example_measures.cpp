#include "service/demo/example_measures.hpp"

#include <utility>

namespace tertil::demo {
namespace {

constexpr auto kEnergy = "energy-use-premises";

/// What the measures have in common.
ExampleMeasure example(std::string id, const std::string& name, MeasureState state) {
  ExampleMeasure made;
  made.id = "exempel-" + std::move(id);
  made.measure.name = "Exempeldata: " + name;
  made.measure.description = "Exempeldata: påhittad åtgärd, inget av detta är fakta.";
  made.measure.state = state;
  made.measure.source = {"Exempeldata", "Exempeldata"};
  made.measure.example = true;
  return made;
}

void set_money(Measure& measure, double investment, double cost, double saving, double lifetime) {
  measure.investment = investment;
  measure.annual_cost = cost;
  measure.annual_saving = saving;
  measure.lifetime = lifetime;
}

}  // namespace

std::vector<ExampleMeasure> example_measures() {
  std::vector<ExampleMeasure> all;
  const auto add = [&](const char* id, const char* name, MeasureState state) -> Measure& {
    all.push_back(example(id, name, state));
    return all.back().measure;
  };

  auto& lights = add("belysning", "led-belysning i vårdlokaler", MeasureState::kDecided);
  set_money(lights, 4'500'000, 0, 620'000, 15);
  lights.org_unit = "RGS";
  lights.co2e_tonnes = 45;
  lights.effects = {{kEnergy, -3, 2025, 2026, Confidence::kHigh}};

  auto& air = add("ventilation", "nya ventilationsaggregat", MeasureState::kInvestigated);
  set_money(air, 12'000'000, 50'000, 780'000, 20);
  air.org_unit = "RGS";
  air.co2e_tonnes = 110;
  air.overlap_group = "ventilation";
  air.effects = {{kEnergy, -6, 2025, 2028, Confidence::kMedium}};

  auto& hours = add("drifttider", "kortare drifttider för ventilation", MeasureState::kProposed);
  set_money(hours, 400'000, 30'000, 350'000, 8);
  hours.org_unit = "RGS";
  hours.co2e_tonnes = 38;
  hours.overlap_group = "ventilation";
  hours.effects = {{kEnergy, -2, 2025, 2025, Confidence::kMedium}};

  auto& heat = add("bergvarme", "bergvärme vid ett sjukhus", MeasureState::kProposed);
  set_money(heat, 18'000'000, 200'000, 1'100'000, 25);
  heat.org_unit = "RGS";
  heat.co2e_tonnes = 160;
  heat.effects = {{kEnergy, -4, 2026, 2027, Confidence::kLow}};

  auto& cars =
      add("elbilar", "elbilar i stället för bensinbilar i bilpoolen", MeasureState::kOngoing);
  set_money(cars, 6'000'000, 150'000, 420'000, 8);
  cars.org_unit = "RK";
  cars.co2e_tonnes = 95;
  cars.effects = {{"electric-car-share", 15, 2025, 2027, Confidence::kHigh},
                  {"person-transport-emissions", -95, 2025, 2027, Confidence::kMedium}};

  auto& fuel = add("hvo100", "HVO100 i alla ambulanser", MeasureState::kDecided);
  set_money(fuel, 0, 900'000, 0, 1);
  fuel.org_unit = "ADH";
  fuel.co2e_tonnes = 420;
  fuel.effects = {{"hvo100-share-ambulances", 38, 2025, 2026, Confidence::kHigh}};

  auto& waste = add("sortering", "sortering av avfall på avdelningarna", MeasureState::kProposed);
  set_money(waste, 1'200'000, 250'000, 180'000, 10);
  waste.org_unit = "HS";
  waste.co2e_tonnes = 60;
  waste.effects = {{"hospital-waste-recycling", 12, 2025, 2027, Confidence::kMedium}};

  auto& gas = add("anestesi", "utan desfluran i anestesin", MeasureState::kProposed);
  gas.org_unit = "HS";
  gas.investment = 0;
  gas.annual_cost = 0;
  gas.co2e_tonnes = 70;
  gas.effects = {{"medical-gases", -0.2, 2025, 2026, Confidence::kMedium}};
  return all;
}

}  // namespace tertil::demo
