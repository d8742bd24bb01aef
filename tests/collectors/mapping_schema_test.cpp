// collectors/sources/mapping.schema.json is for editors; it must not refuse what the program takes.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <string>

#include "collectors/mapping_text.hpp"

namespace tertil::collectors {
namespace {

using nlohmann::json;

const std::filesystem::path kSources =
    std::filesystem::path(TERTIL_TEST_DATA) / "../../collectors/sources";

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The part of JSON Schema that our schema uses; gives where a value breaks it, or nothing.
class Schema2020 {
 public:
  explicit Schema2020(const json& root) : root_(root) {}

  std::string check(const json& value, const json& schema, const std::string& at) const {
    if (schema.contains("$ref"))
      return check(value, root_["$defs"][schema["$ref"].get<std::string>().substr(8)], at);
    if (schema.contains("oneOf")) {
      int fits = 0;
      for (const auto& one : schema["oneOf"]) fits += check(value, one, at).empty() ? 1 : 0;
      return fits == 1 ? "" : at + ": fits " + std::to_string(fits) + " forms";
    }
    if (schema.contains("const") && value != schema["const"]) return at + ": not the constant";
    if (schema.contains("enum")) {
      const auto& all = schema["enum"];
      if (std::find(all.begin(), all.end(), value) == all.end()) return at + ": not in the list";
    }
    if (schema.contains("type") && !is_type(value, schema["type"])) return at + ": wrong type";
    if (schema.contains("minimum") && value < schema["minimum"]) return at + ": too small";
    if (schema.contains("pattern") &&
        !std::regex_search(value.get<std::string>(),
                           std::regex(schema["pattern"].get<std::string>())))
      return at + ": pattern";
    if (value.is_array() && schema.contains("items"))
      for (std::size_t i = 0; i < value.size(); ++i)
        if (auto fault = check(value[i], schema["items"], at + "/" + std::to_string(i));
            !fault.empty())
          return fault;
    if (!value.is_object()) return "";
    for (const auto& name : schema.value("required", json::array()))
      if (!value.contains(name.get<std::string>())) return at + ": lacks " + name.dump();
    for (const auto& [key, member] : value.items()) {
      const auto inner = at + "/" + key;
      const auto properties = schema.value("properties", json::object());
      const json rest = schema.value("additionalProperties", json(true));
      std::string fault;
      if (properties.contains(key)) {
        fault = check(member, properties[key], inner);
      } else if (rest.is_object()) {
        fault = check(member, rest, inner);
      } else if (rest == false) {
        fault = inner + ": not known";
      }
      if (!fault.empty()) return fault;
    }
    return "";
  }

 private:
  static bool is_type(const json& value, const json& type) {
    if (type.is_array())
      return std::any_of(type.begin(), type.end(),
                         [&](const auto& one) { return is_type(value, one); });
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type == "array") return value.is_array();
    return type == "object" && value.is_object();
  }

  const json& root_;
};

TEST(MappingSchema, FitsEveryMappingThatIsShippedOrShown) {
  const auto schema = json::parse(content_of(kSources / "mapping.schema.json"));
  int seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kSources)) {
    if (entry.path().extension() != ".toml") continue;
    ++seen;
    const auto mapping = json_from(content_of(entry.path()));
    EXPECT_EQ(Schema2020(schema).check(mapping, schema, ""), "") << entry.path();
  }
  EXPECT_GE(seen, 18);
}

TEST(MappingSchema, RefusesWhatTheProgramRefuses) {
  const auto schema = json::parse(content_of(kSources / "mapping.schema.json"));
  for (
      const auto* wrong :
      {R"({"mapping":{"id":"A","version":1,"target":"meter"}})",
       R"({"mapping":{"id":"a","version":0,"target":"meter"}})",
       R"({"mapping":{"id":"a","version":1,"target":"meters"}})",
       R"({"mapping":{"id":"a","version":1,"target":"meter"},"feild":[]})",
       R"({"mapping":{"id":"a","version":1,"target":"meter"},"field":[{"to":"meter","form":"M"}]})",
       R"({"mapping":{"id":"a","version":1,"target":"meter"},"check":[{"id":"flat-lime"}]})"}) {
    const auto mapping = json::parse(wrong);
    EXPECT_NE(Schema2020(schema).check(mapping, schema, ""), "") << wrong;
    EXPECT_FALSE(check_answer(wrong)["valid"].get<bool>()) << wrong;
  }
}

TEST(MappingText, GoesToJsonAndBackWithoutLoss) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kSources)) {
    if (entry.path().extension() != ".toml") continue;
    const auto mapping = json_from(content_of(entry.path()));
    const auto toml = toml_from(mapping);
    EXPECT_EQ(json_from(toml), mapping) << toml;
    EXPECT_TRUE(check_answer(mapping.dump())["valid"].get<bool>()) << entry.path();
  }
}

}  // namespace
}  // namespace tertil::collectors
