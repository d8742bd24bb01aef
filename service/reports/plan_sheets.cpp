#include "service/reports/plan_sheets.hpp"

namespace tertil::reports {
namespace {

using enum CellForm;

const SheetWord kLevels[] = {{"strategic", {"Strategisk", "Strategic"}},
                             {"tactical", {"Taktisk", "Tactical"}},
                             {"operative", {"Operativ", "Operative"}}};
const SheetWord kDirections[] = {{"increase", {"Öka", "Increase"}},
                                 {"decrease", {"Minska", "Decrease"}},
                                 {"keep", {"Behålla", "Keep"}}};
const SheetWord kPaths[] = {{"linear", {"Linjär", "Linear"}}, {"step", {"Steg", "Step"}}};
const SheetWord kStates[] = {
    {"proposed", {"Föreslagen", "Proposed"}}, {"investigated", {"Utredd", "Investigated"}},
    {"decided", {"Beslutad", "Decided"}},     {"ongoing", {"Pågår", "Ongoing"}},
    {"done", {"Genomförd", "Done"}},          {"verified", {"Verifierad", "Verified"}},
    {"cancelled", {"Avbruten", "Cancelled"}}, {"postponed", {"Uppskjuten", "Postponed"}}};
const SheetWord kTimeliness[] = {{"notStarted", {"Ej påbörjad", "Not started"}},
                                 {"onPlan", {"Enligt plan", "On plan"}},
                                 {"late", {"Försenad", "Late"}},
                                 {"done", {"Klar", "Done"}},
                                 {"cancelled", {"Avbruten", "Cancelled"}}};
const SheetWord kVerdicts[] = {{"full", {"Uppfylls helt", "Fully met"}},
                               {"partial", {"Uppfylls delvis", "Partly met"}},
                               {"none", {"Uppfylls ej", "Not met"}},
                               {"notAssessed", {"Ej bedömd", "Not assessed"}}};
const SheetWord kCriteria[] = {
    {"outcome", {"Utfall för målindikatorer", "Outcome of goal indicators"}},
    {"activities", {"Aktiviteter och insatser", "Activities"}},
    {"subgoals", {"Nedbrutna mål", "Goals broken down"}},
    {"external", {"Externa faktorer", "External factors"}},
    {"supplementary", {"Kompletterande material", "Supplementary material"}},
    {"quality", {"Kvalitetsindikatorer", "Quality indicators"}}};
const SheetWord kRoles[] = {{"primary", {"Ansvarig", "Responsible"}},
                            {"collaborator", {"Medverkande", "Collaborator"}},
                            {"dataProvider", {"Uppgiftslämnare", "Data provider"}},
                            {"contact", {"Kontakt", "Contact"}}};
const SheetWord kConfidences[] = {
    {"high", {"Hög", "High"}}, {"medium", {"Medel", "Medium"}}, {"low", {"Låg", "Low"}}};

using Columns = std::vector<SheetColumn>;

Columns with_source(Columns columns) {
  columns.push_back({"/source/text", {"Källa: text", "Source: text"}});
  columns.push_back({"/source/document", {"Källa: dokument", "Source: document"}});
  return columns;
}

PlanSheet sheet(PlanItemKind kind, Text title, Columns columns,
                std::vector<SheetDetail> details = {}) {
  return {std::string{to_string(kind)}, kind, std::move(title), with_source(std::move(columns)),
          std::move(details)};
}

PlanSheet plan() {
  return {"plan",
          std::nullopt,
          {"Plan", "Plan"},
          with_source({{"/name", {"Namn", "Name"}},
                       {"/from", {"Första år", "First year"}, kWhole},
                       {"/to", {"Sista år", "Last year"}, kWhole},
                       {"/decidedBy", {"Beslutad av", "Decided by"}},
                       {"/reference", {"Diarienummer", "Reference"}}}),
          {}};
}

PlanSheet indicators() {
  return sheet(PlanItemKind::kIndicator, {"Indikatorer", "Indicators"},
               {{"/goal", {"Mål (id)", "Goal (id)"}},
                {"/keyFigure", {"Nyckeltal (id)", "Key figure (id)"}},
                {"/name", {"Namn", "Name"}},
                {"/unit", {"Enhet", "Unit"}},
                {"/level", {"Nivå", "Level"}, kWord, kLevels},
                {"/weight", {"Vikt", "Weight"}, kNumber}},
               {{"facts",
                 {"Indikatorvärden", "Indicator values"},
                 with_source({{"/period", {"Period", "Period"}},
                              {"/value", {"Värde", "Value"}, kNumber},
                              {"/text", {"Text", "Text"}}})}});
}

PlanSheet targets() {
  return sheet(PlanItemKind::kTarget, {"Målvärden", "Targets"},
               {{"/indicator", {"Indikator (id)", "Indicator (id)"}},
                {"/orgUnit", {"Enhet i organisationen", "Organisational unit"}},
                {"/year", {"År", "Year"}, kWhole},
                {"/value", {"Värde", "Value"}, kNumber},
                {"/low", {"Lägst", "Lowest"}, kNumber},
                {"/high", {"Högst", "Highest"}, kNumber},
                {"/direction", {"Riktning", "Direction"}, kWord, kDirections},
                {"/path", {"Väg", "Path"}, kWord, kPaths},
                {"/averaging", {"Medelvärde över år", "Averaged over years"}, kWhole},
                {"/baselineYear", {"Basår", "Baseline year"}, kWhole},
                {"/baselineValue", {"Basvärde", "Baseline value"}, kNumber},
                {"/decision/body", {"Beslut: av", "Decision: by"}},
                {"/decision/date", {"Beslut: datum", "Decision: date"}},
                {"/decision/reference", {"Beslut: diarienummer", "Decision: reference"}},
                {"/undetermined", {"Ej fastställt", "Not determined"}, kTruth}});
}

PlanSheet measures() {
  return {
      "measure",
      std::nullopt,
      {"Åtgärder", "Measures"},
      with_source(
          {{"/code", {"Kod", "Code"}},
           {"/name", {"Namn", "Name"}},
           {"/description", {"Beskrivning", "Description"}},
           {"/state", {"Läge", "State"}, kWord, kStates},
           {"/orgUnit", {"Ansvarig enhet", "Responsible unit"}},
           {"/rsMandate", {"RS-uppdrag", "Board mandate"}, kTruth},
           {"/goals", {"Mål (id)", "Goals (id)"}, kTexts},
           {"/start", {"Börjar", "Starts"}},
           {"/end", {"Slutar", "Ends"}},
           {"/investment", {"Investering (SEK)", "Investment (SEK)"}, kNumber},
           {"/annualCost", {"Drift per år (SEK)", "Running cost a year (SEK)"}, kNumber},
           {"/annualSaving", {"Besparing per år (SEK)", "Saving a year (SEK)"}, kNumber},
           {"/lifetime", {"Livslängd (år)", "Lifetime (years)"}, kNumber},
           {"/co2eTonnes", {"Undvikna ton CO₂e per år", "Tonnes of CO₂e avoided a year"}, kNumber},
           {"/overlapGroup", {"Grupp som överlappar", "Overlap group"}},
           {"/funding", {"Finansiering", "Funding"}},
           {"/manualTimeliness/status",
            {"Tidsläge satt för hand", "Timeliness set by hand"},
            kWord,
            kTimeliness},
           {"/manualTimeliness/reason", {"Skäl till tidsläget", "Reason for timeliness"}},
           {"/mergedWith", {"Sammanslagen med (id)", "Merged with (id)"}}}),
      {{"roles",
        {"Åtgärdsroller", "Measure roles"},
        {{"/role", {"Roll", "Role"}, kWord, kRoles},
         {"/orgUnit", {"Enhet", "Unit"}},
         {"/name", {"Namn", "Name"}}}},
       {"effects",
        {"Åtgärdseffekter", "Measure effects"},
        {{"/keyFigure", {"Nyckeltal (id)", "Key figure (id)"}},
         {"/change", {"Förändring", "Change"}, kNumber},
         {"/fromYear", {"Från år", "From year"}, kWhole},
         {"/fullYear", {"Full effekt år", "Full effect year"}, kWhole},
         {"/confidence", {"Säkerhet", "Confidence"}, kWord, kConfidences}}}}};
}

PlanSheet assessments() {
  return sheet(PlanItemKind::kAssessment, {"Bedömningar", "Assessments"},
               {{"/goal", {"Mål (id)", "Goal (id)"}},
                {"/occasion", {"Tillfälle", "Occasion"}},
                {"/verdict", {"Bedömning", "Verdict"}, kWord, kVerdicts},
                {"/motivation", {"Motivering", "Motivation"}},
                {"/decidedBy", {"Beslutad av", "Decided by"}},
                {"/date", {"Datum", "Date"}}},
               {{"evidence",
                 {"Bedömningsunderlag", "Assessment evidence"},
                 {{"/criterion", {"Kriterium", "Criterion"}, kWord, kCriteria},
                  {"/text", {"Text", "Text"}}}}});
}

}  // namespace

const std::vector<PlanSheet>& plan_sheets() {
  static const std::vector<PlanSheet> sheets{
      plan(),
      sheet(PlanItemKind::kFocusArea, {"Fokusområden", "Focus areas"},
            {{"/name", {"Namn", "Name"}}, {"/position", {"Ordning", "Position"}, kWhole}}),
      sheet(PlanItemKind::kGoal, {"Mål", "Goals"},
            {{"/focusArea", {"Fokusområde (id)", "Focus area (id)"}},
             {"/text", {"Mål", "Goal"}},
             {"/assignedTo", {"Tilldelat", "Assigned to"}, kTexts},
             {"/mandate", {"Uppdrag", "Mandate"}},
             {"/vision", {"Vision", "Vision"}},
             {"/position", {"Ordning", "Position"}, kWhole}}),
      indicators(),
      targets(),
      measures(),
      sheet(PlanItemKind::kActivity, {"Aktiviteter", "Activities"},
            {{"/measure", {"Åtgärd (id)", "Measure (id)"}},
             {"/name", {"Namn", "Name"}},
             {"/due", {"Klar senast", "Due"}},
             {"/done", {"Klar", "Done"}},
             {"/responsible", {"Ansvarig", "Responsible"}},
             {"/comment", {"Kommentar", "Comment"}}}),
      sheet(PlanItemKind::kUpdate, {"Uppdateringar", "Updates"},
            {{"/measure", {"Åtgärd (id)", "Measure (id)"}},
             {"/date", {"Datum", "Date"}},
             {"/text", {"Text", "Text"}},
             {"/state", {"Läge", "State"}, kWord, kStates},
             {"/timeliness", {"Tidsläge", "Timeliness"}, kWord, kTimeliness}}),
      assessments()};
  return sheets;
}

const Text& id_header() {
  static const Text text{"Id", "Id"};
  return text;
}
const Text& version_header() {
  static const Text text{"Version", "Version"};
  return text;
}
const Text& example_header() {
  static const Text text{"Exempeldata", "Example data"};
  return text;
}
const Text& notes_title() {
  static const Text text{"Anteckningar", "Notes"};
  return text;
}

}  // namespace tertil::reports
