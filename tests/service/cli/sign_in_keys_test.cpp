#include "service/cli/sign_in_keys.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kWhole = R"([oidc]
issuer = "https://login.exempel.se"
name = "Region Exempel"
client_id = "tertil"
client_secret_file = "secret/client"
public_url = "https://klimat.exempel.se"

[[oidc.roles]]
group = "CN=Klimat,OU=Grupper"
role = "editor"
org_unit = "RGS"

[[oidc.roles]]
group = "admin"
role = "admin"

[trusted_header]
peers = ["127.0.0.1", "::1"]
secret_file = "secret/proxy"
separator = ";"
roles = [{group = "alla", role = "viewer"}]
)";

class SignInKeys : public ::testing::Test {
 protected:
  SignInKeys() {
    secret("client", "k7-hemlig\n");
    secret("proxy", "en-hemlighet-som-proxyn-delar-med-oss\n");
  }
  std::string secret(const std::string& name, const std::string& content, mode_t mode = 0600) {
    const auto file = folder_.write("secret/" + name, content);
    ::chmod(file.c_str(), mode);
    return file;
  }
  std::string file(const std::string& content) { return folder_.write("tertil.toml", content); }
  /// What `config check` says of it, in English.
  Ran checked(const std::string& content) {
    return run_program({"config", "check", "--config", file(content), "--lang", "en"});
  }
  static std::string without(const std::string& line) {
    std::string content{kWhole};
    const auto at = content.find(line);
    return content.erase(at, content.find('\n', at) - at);
  }
  static std::string with(const std::string& line, const std::string& other) {
    std::string content{kWhole};
    return content.replace(content.find(line), line.size(), other);
  }
  TemporaryFolder folder_;
};

TEST_F(SignInKeys, GiveWhatTheFileSaysAndTheSecretFromAFileOfItsOwn) {
  const auto loaded = load_configuration({.file = file(kWhole)});
  ASSERT_THAT(loaded.faults, IsEmpty()) << to_line(loaded.faults[0], Language::kEnglish);
  const auto oidc = oidc_settings(loaded.configuration, {}).value().value();
  EXPECT_EQ(oidc.issuer, "https://login.exempel.se");
  EXPECT_EQ(oidc.secret, "k7-hemlig");
  EXPECT_THAT(oidc.scopes, ElementsAre("openid", "profile"));
  EXPECT_THAT(oidc.roles,
              ElementsAre(access::GroupRole{"CN=Klimat,OU=Grupper", access::Role::kEditor, "RGS"},
                          access::GroupRole{"admin", access::Role::kAdmin, ""}));
  const auto proxy = trusted_header_settings(loaded.configuration, {}).value();
  EXPECT_EQ(proxy->secret, "en-hemlighet-som-proxyn-delar-med-oss");
  EXPECT_EQ(proxy->separator, ";");
}

TEST_F(SignInKeys, LetNobodyInByAnotherSystemUnlessTheyAreSet) {
  const auto loaded = load_configuration({});
  EXPECT_FALSE(oidc_settings(loaded.configuration, {}).value());
  EXPECT_EQ(trusted_header_settings(loaded.configuration, {}).value(), nullptr);
}

TEST_F(SignInKeys, AreShownAsTheyWouldStandInTheFileAndReadBack) {
  const auto shown = run_program({"config", "show", "--toml", "--config", file(kWhole)});
  EXPECT_THAT(shown.out, AllOf(HasSubstr("roles = [{group = \"CN=Klimat,OU=Grupper\", role = "
                                         "\"editor\", org_unit = \"RGS\"}, {group = \"admin\""),
                               ::testing::Not(HasSubstr("k7-hemlig"))));
  const auto json = nlohmann::json::parse(
      run_program({"config", "show", "--json", "--config", file(kWhole)}).out);
  EXPECT_EQ(json["oidc.roles"]["value"][0]["orgUnit"], "RGS");
  EXPECT_THAT(load_configuration({.file = folder_.write("back.toml", shown.out)}).faults,
              IsEmpty());
}

TEST_F(SignInKeys, AreTakenFromTheEnvironmentToo) {
  const auto loaded = load_configuration(
      {.environment = {{"TERTIL_OIDC__ROLES", R"([{group = "a", role = "admin"}])"}}});
  ASSERT_THAT(loaded.faults, IsEmpty());
  EXPECT_EQ(loaded.configuration.roles("oidc.roles").front().group, "a");
}

TEST_F(SignInKeys, ThatCannotBeTogetherStopTheStartEachWithItsName) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {without("issuer"), "oidc.client_id: oidc.issuer is missing"},
      {without("client_id"), "oidc.client_id: missing"},
      {without("public_url"), "oidc.public_url: expected our address"},
      {with("https://login", "http://login"), "oidc.issuer: expected an https address"},
      {with("https://klimat.exempel.se", "https://klimat.exempel.se/"),
       "oidc.public_url: expected our address"},
      {with("https://klimat", "http://klimat"), "oidc.public_url: expected our address"},
      {with("name = \"Region Exempel\"", "scopes = [\"profile\"]"), "oidc.scopes: openid must be"},
      {with("role = \"editor\"", "role = \"importer\""), "oidc.roles: expected a list"},
      {with("role = \"editor\"", "role = \"chef\""), "oidc.roles: expected a list"},
      {with("org_unit", "unit"), "oidc.roles: expected a list"},
      {with("\"127.0.0.1\"", "\"10.0.0.1\""), "trusted_header.peers: 10.0.0.1 is not this machine"},
      {without("secret_file = \"secret/proxy\""), "trusted_header.secret_file: missing"},
      {without("peers"), "trusted_header.secret_file: trusted_header.peers is missing"},
      {without("roles = ["), "trusted_header.roles: no group gives a role"},
      {with("separator = \";\"", "separator = \"\""), "trusted_header.separator: must not be"},
      {"[oidc]\nissuer = \"https://a.exempel\"\nclient_id = \"t\"\npublic_url = "
       "\"https://b.exempel\"\n",
       "oidc.roles: no group gives a role"}};
  EXPECT_EQ(checked(kWhole).err, "");
  for (const auto& [content, complaint] : cases) {
    const auto ran = checked(content);
    EXPECT_EQ(ran.code, 1) << complaint;
    EXPECT_THAT(ran.err, HasSubstr(complaint));
  }
}

TEST_F(SignInKeys, RefuseASecretThatEverybodyCanReadAndOneThatIsTooShort) {
  const auto open = secret("client", "k7-hemlig\n", 0644);
  EXPECT_THAT(checked(kWhole).err, AllOf(HasSubstr("oidc.client_secret_file: "),
                                         HasSubstr("can be read by everybody"), HasSubstr(open)));
  secret("client", "", 0600);
  secret("proxy", "för kort\n");
  const auto loaded = load_configuration({.file = file(kWhole)});
  const auto oidc = oidc_settings(loaded.configuration, {});
  ASSERT_FALSE(oidc);
  EXPECT_THAT(oidc.error().message.en, HasSubstr("oidc.client_secret_file"));
  const auto proxy = trusted_header_settings(loaded.configuration, {});
  ASSERT_FALSE(proxy);
  EXPECT_THAT(proxy.error().message.sv,
              AllOf(HasSubstr("32 tecken"), ::testing::Not(HasSubstr("för kort"))));
}

TEST_F(SignInKeys, AreWhatTheDoctorTellsOf) {
  const auto ran = run_program(
      {"doctor", "--json", "--config", file(kWhole), "--data", (folder_.path() / "data").string()});
  const auto answer = nlohmann::json::parse(ran.out);
  std::map<std::string, std::string> results;
  for (const auto& check : answer["checks"]) results[check["name"]] = check["result"];
  EXPECT_EQ(results["oidc"], "ok");
  EXPECT_EQ(results["trusted-header"], "warning") << "no group of the proxy's gives admin";
}

}  // namespace
}  // namespace tertil::cli
