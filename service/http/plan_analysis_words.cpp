#include "service/http/plan_analysis_words.hpp"

#include "service/http/answer.hpp"

namespace tertil::http::plan_words {
namespace {

// The numbers are made up; shapes and sums are what matter.
constexpr std::string_view kCurve = R"json({"discountRate":0.035,"steps":[{
"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","name":"Byte av belysning","tonnes":20,"costPerTonne":-500,
"from":0,"to":20,"annualCost":-10000,"example":true},{"id":"01KAMZ5W9V6Q0H3N2B8RJ4T7XD",
"name":"Elbilar","tonnes":30,"costPerTonne":2000,"from":20,"to":50,"annualCost":60000,
"example":true}],"apart":[{"id":"destruktionsanlaggning-lustgas",
"name":"Destruktionsanläggning för lustgas","missing":[{"sv":"Livslängd (år)",
"en":"Lifetime (years)"}],"example":false}],"text":{"sv":"2 åtgärder minskar utsläppen med 50 ton …",
"en":"2 measures avoid 50 tonnes of CO2e a year; …"},"example":true,
"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})json";

constexpr std::string_view kBest = R"json({"frame":20000000,"discountRate":0.035,"must":[],
"chosen":["01KAMZ5W9V6Q0H3N2B8RJ4T7XC","01KAMZ5W9V6Q0H3N2B8RJ4T7XD"],"investment":19000000,
"tonnes":50,"costPerTonne":1000,"withinFrame":true,"notChosen":[{
"id":"destruktionsanlaggning-lustgas","name":"Destruktionsanläggning för lustgas","reasons":[{
"sv":"Minskade utsläpp per år (ton CO2e)","en":"Emissions avoided a year (tonnes of CO2e)"}],
"example":false}],"text":{"sv":"…","en":"…"},"example":true,"processing":"Egen bearbetning",
"processingText":{"sv":"Egen bearbetning","en":"Own processing"}})json";

constexpr std::string_view kScenario =
    R"json({"region":"13","regionName":"Region Halland","year":2026,"scheme":"thirds",
"discountRate":0.035,"measures":["01KAMZ5W9V6Q0H3N2B8RJ4T7XC"],"rows":[{
"keyFigure":"energy-use-premises","slug":"energi","name":{"sv":"Energianvändning i lokaler",
"en":"Energy use in premises"},"unit":"kWh/m²","decimals":0,"polarity":"low",
"today":{"year":2024,"value":188,"rank":null,"of":null,"class":null},
"without":{"value":188,"low":177.3,"high":198.7,"rank":null,"rankLow":null,"rankHigh":null,
"of":null,"class":null,"targetProbability":0.08,"forecast":true},
"with":{"value":184,"low":173.3,"high":194.7,"rank":null,"rankLow":null,"rankHigh":null,"of":null,
"class":null,"targetProbability":0.17,"forecast":true},"target":{"year":2026,"value":176},
"assumed":null,"effects":[{"measure":"01KAMZ5W9V6Q0H3N2B8RJ4T7XC","change":-4}]}],
"co2eTonnes":60,"investment":6000000,"annualCost":22166.46,"unknown":{"co2eTonnes":[],
"investment":[],"annualCost":[]},"assumption":{"sv":"Antagande, inte fakta och inte sparat: …",
"en":"An assumption, not a fact and not stored: …"},"example":true,
"processing":"Egen bearbetning","processingText":{"sv":"Egen bearbetning","en":"Own processing"}})json";

}  // namespace

const Words& cost_curve() {
  static const Words words{
      {"Åtgärdernas kostnadskurva", "The measures' abatement-cost curve"},
      {"Åtgärderna sida vid sida, billigaste tonnet först. from och to är ton CO2e per år; "
       "annualCost är ytan. Av åtgärder med samma overlapGroup står bara den med flest ton på "
       "kurvan. apart är de övriga, och missing varför. Bland dem som sparar pengar säger "
       "kostnaden per ton inget om vilken som är bäst.",
       "The measures side by side, the cheapest tonne first. from and to are tonnes of CO2e a "
       "year; annualCost is the area. Of measures with the same overlapGroup only the one with "
       "most tonnes stands on the curve. apart are the others, and missing why. Among those that "
       "save money the cost per tonne does not say which is best."}};
  return words;
}

const Words& best_set() {
  static const Words words{
      {"Bästa uppsättningen inom en investeringsram", "The best set for an investment frame"},
      {"De åtgärder vars investeringar ryms i frame och som tillsammans undviker flest ton CO2e "
       "per år; exakt, inte ungefär. Överlapp räknas en gång. must är åtgärder som ska vara med; "
       "ryms de inte är withinFrame false. Genomförda och avbrutna väljs inte.",
       "The measures whose investments fit the frame and that together avoid most tonnes of CO2e "
       "a year; exactly, not nearly. Overlap counts once. must are measures that shall be in it; "
       "if they do not fit, withinFrame is false. Those that are done or cancelled are not "
       "chosen."}};
  return words;
}

const Words& scenario() {
  static const Words words{
      {"Vad åtgärder och antagna värden skulle ge", "What measures and assumed values would give"},
      {"Nyckeltal, mål och platser sida vid sida: today, without (prognosen) och with. measures är "
       "åtgärderna som är på; value.{nyckeltal} ett antaget värde. Svaret är ett antagande och "
       "lagras aldrig; adressen bär allt. unknown säger vilka åtgärder som saknas i summorna.",
       "Key figures, targets and ranks side by side: today, without (the forecast) and with. "
       "measures are those that are on; value.{key figure} an assumed value. The answer is an "
       "assumption and is never stored; the address carries everything. unknown says which "
       "measures are not in the sums."}};
  return words;
}

std::vector<Parameter> best_set_parameters() {
  return {query_parameter("frame", "number", "20000000",
                          {"Investeringsramen i kronor.", "The investment frame in SEK."}, true),
          query_parameter("must", "string", "destruktionsanlaggning-lustgas",
                          {"Åtgärder som ska vara med, åtskilda av komma.",
                           "Measures that shall be in it, parted by commas."})};
}

std::vector<Parameter> scenario_parameters() {
  auto value =
      query_parameter("value", "number", R"({"energy-use-premises":180})",
                      {"Antagna värden, ett för varje nyckeltal: value.energy-use-premises=180.",
                       "Assumed values, one for each key figure: value.energy-use-premises=180."});
  value.keyed = true;
  return {query_parameter("region", "string", "13",
                          {"Länskod; installationens egen region om inget anges.",
                           "County code; this installation's own region unless given."}),
          query_parameter("year", "integer", "2026", {"Året.", "The year."}, true),
          query_parameter("measures", "string", "destruktionsanlaggning-lustgas",
                          {"Åtgärder som är på, åtskilda av komma.",
                           "Measures that are on, parted by commas."}),
          scheme_parameter(), value};
}

std::vector<Answer> cost_curve_answers() {
  return answers({"Kurvan.", "The curve."}, std::string{kCurve}, false, {400, 404, 503});
}

std::vector<Answer> best_set_answers() {
  return answers({"Uppsättningen.", "The set."}, std::string{kBest}, false, {400, 404, 422, 503});
}

std::vector<Answer> scenario_answers() {
  return answers({"Scenariot.", "The scenario."}, std::string{kScenario}, false,
                 {400, 404, 422, 503});
}

}  // namespace tertil::http::plan_words
