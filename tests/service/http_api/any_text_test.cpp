// What people write comes back letter by letter from every operation that takes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/service/http_api/any_text.hpp"

namespace tertil::http::testing {
namespace {

using AnyText = TextForms;

std::string shown(const std::string& text) {
  return json(text.substr(0, 200)).dump(-1, ' ', true, json::error_handler_t::replace);
}

void expect_at(const TextForm& form, const TextPlace& place, const json& read,
               const std::string& text) {
  const json::json_pointer pointer{place.in_answer.empty() ? place.pointer : place.in_answer};
  ASSERT_TRUE(read.contains(pointer)) << form.operation << pointer << ": " << read.dump();
  EXPECT_TRUE(read[pointer] == text) << form.operation << pointer << " of " << shown(text);
}

TEST_F(AnyText, ComesBackLetterByLetter) {
  for (const auto& form : all_forms())
    for (const auto& text : form.texts) {
      const auto reply = form.send(filled(form, text).dump());
      ASSERT_LT(reply.status, 300U) << form.operation << " of " << shown(text) << reply.body;
      const auto read = form.read(parsed(reply.body));
      for (const auto& place : form.places) expect_at(form, place, read, text);
    }
}

TEST_F(AnyText, OfExactlyTheLimitIsTakenAndOneMoreIsRefusedAtItsPlace) {
  for (const auto& form : all_forms()) {
    for (const auto& place : form.places) {
      const auto reply =
          form.send(filled_at(form, place, std::string(place.longest + 1, 'a')).dump());
      EXPECT_EQ(reply.status, form.refused) << form.operation << place.pointer << reply.body;
      EXPECT_EQ(parsed(reply.body)["errors"][0]["pointer"], place.pointer) << form.operation;
    }
    auto body = form.body;
    for (const auto& place : form.places)
      body[json::json_pointer{place.pointer}] = std::string(place.longest, 'a');
    const auto reply = form.send(body.dump());
    ASSERT_LT(reply.status, 300U) << form.operation << reply.body;
    const auto read = form.read(parsed(reply.body));
    for (const auto& place : form.places)
      expect_at(form, place, read, std::string(place.longest, 'a'));
  }
}

TEST_F(AnyText, WithNulIsRefusedAtItsPlace) {
  const std::string text{"a\0b", 3};
  for (const auto& form : all_forms())
    for (const auto& place : form.places) {
      const auto reply = form.send(filled_at(form, place, text).dump());
      EXPECT_EQ(reply.status, form.refused) << form.operation << place.pointer << reply.body;
      EXPECT_EQ(parsed(reply.body)["errors"][0]["pointer"], place.pointer) << form.operation;
    }
}

// A mapping is a language of its own, whose faults are found by line and column.
TEST_F(AnyText, IsTheNameOfASourceLetterByLetter) {
  const auto put = [&](const std::string& text) {
    const auto id = fmt::format("my-{}", ++made_);
    const json both{{"sv", text}, {"en", text}};
    const json mapping{{"id", id},
                       {"version", 1},
                       {"target", "keyFigureValue"},
                       {"owner", "13"},
                       {"series", "own"}};
    const json body{{"mapping", mapping},
                    {"source", {{"formats", {"canonical"}}}},
                    {"name", both},
                    {"attribution", both}};
    return send_as_admin("PUT", "/api/v1/sources/" + id, body.dump(), "If-None-Match: *\r\n");
  };
  for (const auto& text : nasty_texts()) {
    const auto reply = put(text);
    ASSERT_EQ(reply.status, 201U) << shown(text) << reply.body;
    const auto path = "/api/v1/sources/" + parsed(reply.body)["id"].get<std::string>();
    const auto read = parsed(api_.get(path, admin_).body);
    EXPECT_EQ(read["name"], (json{{"sv", text}, {"en", text}})) << shown(text);
  }
  EXPECT_EQ(put(std::string{"a\0b", 3}).status, 422U);
}

TEST_F(AnyText, ThatIsNoUnicodeIsRefused) {
  for (const auto& form : all_forms())
    for (const auto& [wrong, name] :
         {std::pair{R"(\ud800)", "half a pair"}, std::pair{R"(\udc00 \ud83d)", "a pair reversed"},
          std::pair{"\xED\xA0\x80", "half a pair in UTF-8"}, std::pair{"\xFF", "no UTF-8"},
          std::pair{"\xC0\xAF", "too long a form"}, std::pair{"\n", "a bare line end"}}) {
      auto body = filled(form, "ERSÄTT").dump();
      for (auto at = body.find("ERSÄTT"); at != std::string::npos; at = body.find("ERSÄTT"))
        body.replace(at, std::string{"ERSÄTT"}.size(), wrong);
      EXPECT_EQ(form.send(body).status, 400U) << form.operation << ": " << name;
    }
}

/// Members of request bodies that are no free text: they name something, or are one of a few words.
const std::set<std::string> kNamesOrWords{
    "area",      "code",    "confidence", "criterion", "date",          "direction", "done",
    "due",       "end",     "focusArea",  "goal",      "indicator",     "keyFigure", "kind",
    "level",     "measure", "occasion",   "orgUnit",   "parent",        "password",  "path",
    "period",    "region",  "role",       "rule",      "start",         "state",     "timeliness",
    "validFrom", "validTo", "value",      "verdict",   "baselineValue", "high",      "low",
    "weight",    "id",      "target"};

void each_text(const json& value, const std::string& pointer,
               const std::function<void(const std::string&)>& take) {
  if (value.is_string() || value.is_null()) take(pointer);
  if (!value.is_structured()) return;
  for (const auto& [name, inner] : value.items()) each_text(inner, pointer + "/" + name, take);
}

TEST_F(AnyText, IsTestedOfEveryTextInTheOpenApiDocument) {
  std::set<std::string> tested;
  for (const auto& form : all_forms())
    for (const auto& place : form.places) tested.insert(form.operation + place.pointer);
  // What another operation reads with the same code, or what is read back elsewhere.
  const std::map<std::string, std::string> same{
      {"POST /users", "PUT /users/{name}"},
      {"POST /reviews/{id}/accept", "POST /imports/{id}/retract"},
      {"POST /reviews/{id}/decline", "POST /imports/{id}/retract"}};
  const auto document = api_.get_json("/api/v1/openapi.json");
  int found = 0;
  for (const auto& [path, methods] : document["paths"].items())
    for (const auto& [method, operation] : methods.items()) {
      if (method == "get" || !operation.contains("requestBody")) continue;
      const auto& types = operation["requestBody"]["content"];
      if (!types.contains("application/json")) continue;
      auto name = (method == "put" ? "PUT " : "POST ") + path.substr(std::string{"/api/v1"}.size());
      // A change is read as what is made anew is read.
      if (method == "put" && name.ends_with("/{id}") && name.find("/reports/") == std::string::npos)
        name = "POST " + name.substr(4, name.size() - 9);
      if (const auto other = same.find(name); other != same.end()) name = other->second;
      if (name.starts_with("POST /mappings") || name == "POST /sources") continue;  // a language
      if (name.starts_with("POST /session") || name.starts_with("PUT /settings"))
        continue;  // kept nowhere
      each_text(types["application/json"]["example"], "", [&](const std::string& pointer) {
        const auto member = pointer.substr(pointer.rfind('/') + 1);
        if (kNamesOrWords.contains(member)) return;
        if (pointer.find("/measures/") != std::string::npos || pointer.starts_with("/sources/"))
          return;                                                     // ids
        if (name == "PUT /users/{name}" && member == "name") return;  // a–z
        ++found;
        const auto goal_comment = name + "/goalComments/";
        EXPECT_TRUE(tested.contains(name + pointer) || tested.contains(name + pointer + "/text") ||
                    (name + pointer).starts_with(goal_comment))
            << name << pointer << " takes a text that no test has tried";
      });
    }
  EXPECT_GT(found, 40);
}

}  // namespace
}  // namespace tertil::http::testing
