/// @file tests/service/http_api/any_text.hpp
/// @brief Texts that break things, and every operation that takes a text from a person.
#pragma once
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {

inline const std::string kPlan = "/api/v1/plans/handlingsplan-2023-2026";
inline const std::string kFigures = "/api/v1/imports?source=own-key-figures";

/// Each is a text that somebody may write, at most 100 bytes.
inline const std::vector<std::string>& nasty_texts() {
  using namespace std::string_literals;
  static const std::vector<std::string> texts{
      "<img src=x onerror=alert(1)>"s,
      "</textarea></title></script><script>alert(1)</script>"s,
      "&lt;b&gt; &amp; &#x3c; ]]> <!-- ' \" `"s,
      "{{7*7}} ${7*7} %s %n ../../etc/passwd"s,
      "'; DROP TABLE plan_item; --"s,
      "=cmd|' /C calc'!A0"s,
      "=HYPERLINK(\"http://x\";\"y\")"s,
      "+46 35 13 48 00"s,
      "-1"s,
      "@SUM(A1:A9)"s,
      "\t=1+1"s,
      "\r=1+1"s,
      "\n=1+1"s,
      "\uFF1D1+1"s,
      "rad 1\r\nrad 2\rrad 3\n"s,
      "  blanka runt om  "s,
      "a;b,c\td\"e\"\"f"s,
      "שלום 123, العربية"s,
      "\u202Ehöger till vänster, aldrig avslutad"s,
      "\u2066 isolat \u2067 utan slut \u200F\u061C"s,
      "e\u0301 och \u00E9, a\u030A och \u00E5, \u212B och \uFB01"s,
      "Z\u0351\u036B\u0343\u0363\u0352a\u0348\u0355lgo"s,
      "\U0001F469\u200D\U0001F469\u200D\U0001F467 \U0001F1F8\U0001F1EA \U0001F44D\U0001F3FD"s,
      "\uFEFFinledande BOM\u2028rad\u2029stycke\u0085"s,
      "\uFFFE \uFFFF \U0010FFFF \uE000 \uFFFD"s,
      "\x01 \x08 \x0B \x1B[31m \x1F \x7F"s,
      "_x0041_ _x005F_ \\u0000 %00 \\"s,
      "null"s,
      "1e5"s,
      "2026-01-02"s,
      "\u200B\u00AD\u2060"s,
  };
  return texts;
}

/// All of them in as few texts of so many bytes as hold them: for what takes long to say, or can be
/// said only once.
inline std::vector<std::string> packed(std::size_t bytes) {
  std::vector<std::string> packs{"="};
  for (const auto& text : nasty_texts()) {
    if (packs.back().size() + text.size() + 1 > bytes) packs.emplace_back("=");
    packs.back() += text + "\n";
  }
  return packs;
}

/// A member of a body that a person writes freely.
struct TextPlace {
  std::string pointer;
  std::size_t longest{50'000};  ///< Bytes.
  std::string in_answer{};      ///< Where the answer has it; empty: at the same place.
};

/// One operation, with a body that it takes when its texts have been put in.
struct TextForm {
  std::string operation;  ///< As the OpenAPI document names it.
  json body;
  std::vector<TextPlace> places;
  /// Sends a body and gives the answer.
  std::function<Reply(const std::string& body)> send;
  /// What is stored, read anew, after this answer.
  std::function<json(const json& answer)> read;
  std::vector<std::string> texts{nasty_texts()};
  unsigned refused{422};
};

inline json filled(const TextForm& form, const std::string& text) {
  auto body = form.body;
  for (const auto& place : form.places) body[json::json_pointer{place.pointer}] = text;
  return body;
}

inline json filled_at(const TextForm& form, const TextPlace& place, const std::string& text) {
  auto body = filled(form, "a");
  body[json::json_pointer{place.pointer}] = text;
  return body;
}

/// A served installation and its text forms. Whoever asks may do everything the forms need.
class TextForms : public ::testing::Test {
 protected:
  Reply send(std::string_view method, const std::string& target, std::string_view body,
             const std::string& lines = {}) {
    return api_.ask(
        with_body(method, target, body, person_ + lines + "Content-Type: application/json\r\n"));
  }
  Reply send_as_admin(std::string_view method, const std::string& target, std::string_view body,
                      const std::string& lines = {}) {
    return api_.ask(
        with_body(method, target, body, admin_ + lines + "Content-Type: application/json\r\n"));
  }
  json got(const std::string& target) { return parsed(api_.get(target, person_).body); }
  json made(const std::string& collection, const json& body) {
    const auto reply = send("POST", kPlan + "/" + collection, body.dump());
    if (reply.status != 201) throw std::runtime_error{collection + ": " + reply.body};
    return parsed(reply.body);
  }
  std::string id_of(const std::string& collection, const json& body) {
    return made(collection, body)["id"].get<std::string>();
  }
  /// Takes in a file of values; gives the import's id.
  std::string imported(const std::string& target, const std::string& rows) {
    const auto reply =
        api_.ask(with_body("POST", target, rows, importer_ + "Content-Type: text/csv\r\n"));
    if (reply.status >= 300) throw std::runtime_error{reply.body};
    return parsed(reply.body)["id"].get<std::string>();
  }

  /// A form of one kind of content in the plan, made anew for each text.
  TextForm content(const std::string& collection, json body, std::vector<TextPlace> places) {
    body["source"] = json::object();
    places.push_back({"/source/text"});
    places.push_back({"/source/document"});
    return {"POST /plans/{plan}/" + collection, std::move(body), std::move(places),
            [this, collection](const std::string& sent) {
              return send("POST", kPlan + "/" + collection, sent);
            },
            [this, collection](const json& answer) {
              return got(kPlan + "/" + collection + "/" + answer["id"].get<std::string>());
            }};
  }
  std::vector<TextForm> plan_forms();
  std::vector<TextForm> report_forms();
  std::vector<TextForm> decision_forms();
  std::vector<TextForm> other_forms();
  std::vector<TextForm> all_forms() {
    auto all = plan_forms();
    for (auto&& more : {report_forms(), decision_forms(), other_forms()})
      all.insert(all.end(), more.begin(), more.end());
    return all;
  }

  Api api_;
  int report_version_{1};
  int made_{0};  ///< For ids of our own.
  std::string person_ = api_.sign_in("coordinator");
  std::string admin_ = api_.sign_in("admin");
  std::string importer_ = api_.key("importer", {"own-key-figures", "fuel-cards"});
};

}  // namespace tertil::http::testing
