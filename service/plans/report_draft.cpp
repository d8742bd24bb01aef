#include "service/plans/report_draft.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace tertil::plans {
namespace {

using nlohmann::json;
using Faults = std::vector<ReadingFault>;

constexpr std::size_t kLongestText = 20'000;
constexpr std::size_t kLongestName = 500;
constexpr std::size_t kMostGoals = 1'000;

/// RFC 6901: a member's name inside a pointer.
std::string escaped(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

void refuse_nul(std::string_view text, const std::string& pointer, Faults& faults) {
  if (text.find('\0') != std::string_view::npos)
    faults.push_back(
        {pointer,
         "not-a-letter",
         {"Får inte ha tecknet NUL (U+0000).", "Must not have the character NUL (U+0000)."}});
}

std::string text_in(const json& value, const std::string& pointer, std::size_t most,
                    Faults& faults) {
  if (value.is_null()) return {};
  if (!value.is_string()) {
    faults.push_back({pointer, "wrong-type", {"Ska vara text.", "Must be text."}});
    return {};
  }
  auto text = value.get<std::string>();
  if (text.size() > most)
    faults.push_back(
        {pointer,
         "too-long",
         {fmt::format("Högst {} byte.", most), fmt::format("At most {} bytes.", most)}});
  refuse_nul(text, pointer, faults);
  return text;
}

bool is_object(const json& value, const std::string& pointer, Faults& faults) {
  if (!value.is_object())
    faults.push_back({pointer, "wrong-type", {"Ska vara ett objekt.", "Must be an object."}});
  return value.is_object();
}

std::map<std::string, std::string> texts_in(const json& value, const std::string& pointer,
                                            Faults& faults) {
  std::map<std::string, std::string> texts;
  if (value.is_null() || !is_object(value, pointer, faults)) return texts;
  if (value.size() > kMostGoals)
    faults.push_back({pointer,
                      "too-many",
                      {fmt::format("Högst {} texter.", kMostGoals),
                       fmt::format("At most {} texts.", kMostGoals)}});
  for (const auto& [id, text] : value.items()) {
    auto read = text_in(text, pointer + "/" + escaped(id), kLongestText, faults);
    refuse_nul(id, pointer, faults);
    if (!read.empty()) texts.emplace(id, std::move(read));
  }
  return texts;
}

void unknown(const std::string& pointer, Faults& faults) {
  faults.push_back(
      {pointer, "unknown-member", {"Det finns inget sådant fält.", "There is no such member."}});
}

SignOff sign_off_in(const json& value, Faults& faults) {
  SignOff read;
  if (value.is_null() || !is_object(value, "/signOff", faults)) return read;
  for (const auto& [name, text] : value.items()) {
    const auto pointer = "/signOff/" + escaped(name);
    if (name == "body")
      read.body = text_in(text, pointer, kLongestName, faults);
    else if (name == "name")
      read.name = text_in(text, pointer, kLongestName, faults);
    else if (name == "date")
      read.date = text_in(text, pointer, kLongestName, faults);
    else if (name == "reference")
      read.reference = text_in(text, pointer, kLongestName, faults);
    else
      unknown(pointer, faults);
  }
  return read;
}

ReportDraft draft_in(const json& body, Faults& faults) {
  ReportDraft draft;
  if (!is_object(body, "", faults)) return draft;
  for (const auto& [name, value] : body.items()) {
    if (name == "summary")
      draft.summary = text_in(value, "/summary", kLongestText, faults);
    else if (name == "comments")
      draft.comments = texts_in(value, "/comments", faults);
    else if (name == "goalComments")
      draft.goal_comments = texts_in(value, "/goalComments", faults);
    else if (name == "signOff")
      draft.sign_off = sign_off_in(value, faults);
    else
      unknown("/" + escaped(name), faults);
  }
  return draft;
}

}  // namespace

Text title_of(const Occasion& occasion) {
  if (occasion.kind == Occasion::Kind::kYear)
    return {fmt::format("Årsredovisning {}", occasion.year),
            fmt::format("Annual report {}", occasion.year)};
  const int number = occasion.kind == Occasion::Kind::kFirst ? 1 : 2;
  return {fmt::format("Uppföljningsrapport {} {}", number, occasion.year),
          fmt::format("Follow-up report {} {}", number, occasion.year)};
}

tl::expected<ReportDraft, Faults> read_report_draft(const json& body, const KnowsKeyFigure& knows) {
  Faults faults;
  auto draft = draft_in(body, faults);
  for (const auto& [id, text] : draft.comments)
    if (!knows(id))
      faults.push_back({"/comments/" + escaped(id),
                        "unknown-key-figure",
                        {"Det finns inget sådant nyckeltal.", "There is no such key figure."}});
  if (!faults.empty()) return tl::unexpected{std::move(faults)};
  return draft;
}

std::string to_json(const ReportDraft& draft) {
  const auto& [body, name, date, reference] = draft.sign_off;
  json out = json::object();
  out["summary"] = draft.summary;
  out["comments"] = draft.comments;
  out["goalComments"] = draft.goal_comments;
  out["signOff"] = {{"body", body}, {"name", name}, {"date", date}, {"reference", reference}};
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

ReportDraft stored_report_draft(std::string_view text) {
  const auto parsed = json::parse(text, nullptr, false);
  Faults faults;
  return parsed.is_discarded() ? ReportDraft{} : draft_in(parsed, faults);
}

}  // namespace tertil::plans
