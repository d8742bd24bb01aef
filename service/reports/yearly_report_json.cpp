#include "service/reports/comparison_json.hpp"
#include "service/reports/json_parts.hpp"
#include "service/reports/json_writer.hpp"
#include "service/reports/printed_table.hpp"
#include "service/reports/yearly_report_forms.hpp"

namespace tertil::reports {
namespace {

void write_table(JsonWriter& json, const YearlyReport& report) {
  const auto table = printed_table(report.comparison, report.plan.name);
  json.key("table").begin_object().field("heading", table.heading);
  json.key("columns").begin_array();
  for (const auto& column : table.columns) json.value(column);
  json.end_array().field("targetHeading", table.target_heading).key("rows").begin_array();
  for (const auto& row : table.rows) {
    json.begin_object().field("keyFigure", row.key_figure).field("name", row.name);
    json.key("cells").begin_array();
    for (const auto& cell : row.cells) {
      json.begin_object().field("value", cell.value).field("missing", cell.missing);
      json.text_or_null("place", cell.place);
      write_code(json, "class", cell.rank_class);
      json.text_or_null("classText", cell.class_words).text_or_null("computed", cell.computed);
      write_code(json, "computedClass", cell.computed_class);
      json.text_or_null("computedText", cell.computed_words).end_object();
    }
    json.end_array().text_or_null("target", row.target).end_object();
  }
  json.end_array().key("notes").begin_array();
  for (const auto& note : table.notes) json.value(note);
  json.end_array().end_object();
}

void write_figures(JsonWriter& json, const YearlyReport& report) {
  json.key("figures").begin_array();
  for (const auto& figure : report.figures) {
    json.begin_object();
    write_identity(json, figure.figure->definition);
    json.field("year", figure.year).text_or_null("value", figure.value);
    json.field("rank", figure.rank).field("target", figure.target);
    json.field("outlook", figure.outlook).field("certainty", figure.certainty);
    json.field("comment", figure.comment).end_object();
  }
  json.end_array();
}

void write_goals(JsonWriter& json, const YearlyReport& report) {
  json.key("goals").begin_array();
  for (const auto& goal : report.goals) {
    json.begin_object().field("id", goal.id).field("text", goal.text);
    json.key("assignedTo").begin_array();
    for (const auto& who : goal.assigned_to) json.value(who);
    json.end_array().text_or_null("verdict", goal.verdict);
    json.field("verdictText", verdict_word(goal.verdict)).field("motivation", goal.motivation);
    json.field("comment", goal.comment).field("example", goal.example).end_object();
  }
  json.end_array();
}

void write_measures(JsonWriter& json, const YearlyReport& report) {
  json.key("measures").begin_array();
  for (const auto& [id, measure, follow_up] : report.measures) {
    json.begin_object().field("id", id).field("name", measure.name);
    json.field("state", to_string(measure.state)).field("stateText", word(measure.state));
    json.field("timeliness", to_string(follow_up.status));
    json.field("timelinessText", word(follow_up.status));
    json.text_or_null("orgUnit", measure.org_unit).text_or_null("start", measure.start);
    json.text_or_null("end", measure.end).field("example", measure.example).end_object();
  }
  json.end_array();
}

void write_draft(JsonWriter& json, const plans::ReportDraft& draft) {
  json.field("summary", draft.summary).key("comments").begin_object();
  for (const auto& [id, text] : draft.comments) json.field(id, text);
  json.end_object().key("goalComments").begin_object();
  for (const auto& [id, text] : draft.goal_comments) json.field(id, text);
  const auto& [body, name, date, reference] = draft.sign_off;
  json.end_object().key("signOff").begin_object().field("body", body).field("name", name);
  json.field("date", date).field("reference", reference).end_object();
}

}  // namespace

std::string report_json(const YearlyReport& report) {
  JsonWriter json{32'768};
  json.begin_object().field("plan", report.plan.id).field("planName", report.plan.name);
  json.field("id", report.id).field("occasion", report.id).field("title", report.title);
  json.field("state", store::to_string(report.state)).field("version", report.draft_version);
  json.key("lock");
  if (report.locked_version > 0)
    json.begin_object()
        .field("version", report.locked_version)
        .text_or_null("reason", report.lock_reason)
        .end_object();
  else
    json.value(nullptr);
  json.field("asOf", to_rfc3339(report.as_of)).field("program", report.program);
  json.field("example", report.snapshot->example_data);
  write_draft(json, report.draft);
  json.key("comparison").raw(to_json(report.comparison));
  write_table(json, report);
  write_figures(json, report);
  write_goals(json, report);
  write_measures(json, report);
  json.key("method").begin_array();
  for (const auto& note : report.method)
    json.begin_object().field("label", note.label).field("text", note.text).end_object();
  json.end_array().key("sources").begin_array();
  for (const auto& source : report.sources) json.value(source);
  json.end_array().key("missing").begin_array();
  for (const auto& task : report.missing)
    json.begin_object()
        .field("kind", task.kind)
        .text_or_null("id", task.id)
        .field("text", task.text)
        .end_object();
  json.end_array().end_object();
  return json.take();
}

}  // namespace tertil::reports
