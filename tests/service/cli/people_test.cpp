// Accounts and the audit log on the command line, the terminal included.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "service/store/engine.hpp"
#include "service/store/provider_users.hpp"
#include "tests/service/cli/run_program.hpp"

namespace tertil::cli {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;

class People : public ::testing::Test {
 protected:
  Ran run(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--data", data()});
    return run_program(std::move(arguments));
  }
  [[nodiscard]] std::string data() const { return (folder_.path() / "data").string(); }
  std::string password_file(const std::string& password) const {
    const auto file = folder_.write("password", password + "\nanother line\n");
    ::chmod(file.c_str(), 0600);
    return file;
  }
  Ran add(const std::string& name, const std::string& password = "korrekt häst batteri") {
    return run({"user", "add", name, "--role", "coordinator", "--name", "Anna Å", "--password-file",
                password_file(password)});
  }
  json whole_log() { return json::parse(run({"audit", "export", "--json"}).out); }
  /// What people did: without the imports of the shipped files.
  json log() {
    auto kept = json::array();
    for (const auto& entry : whole_log())
      if (entry["action"] != "import.store") kept.push_back(entry);
    return kept;
  }
  void change_store(std::initializer_list<const char*> statements) {
    auto engine = store::open("sqlite:" + data() + "/tertil.db");
    ASSERT_TRUE(engine);
    ASSERT_TRUE((*engine)->write([&](store::Writer& writer) -> Result<void> {
      for (const auto* statement : statements)
        if (auto done = writer.execute(statement, {}); !done) return tl::unexpected{done.error()};
      return {};
    }));
  }
  TemporaryFolder folder_;
};

TEST_F(People, WhomAnotherSystemVouchesForCanBeShutOutAndLetInAgainWithoutAPassword) {
  ASSERT_EQ(add("anna").code, 0);
  const auto engine = store::open("sqlite:" + data() + "/tertil.db", system_clock());
  ASSERT_TRUE(engine);
  ASSERT_TRUE((*engine)->write([](store::Writer& writer) {
    return store::put_provider_user(writer, {.name = "oidc:eva.exempel",
                                             .issuer = "https://login.exempel.se",
                                             .subject = "eva.exempel",
                                             .display_name = "Eva Exempel",
                                             .role = "viewer",
                                             .org_unit = {}});
  }));
  EXPECT_THAT(run({"user", "list"}).out, HasSubstr("oidc:eva.exempel"));
  EXPECT_EQ(run({"user", "password", "oidc:eva.exempel"}).code, 2) << "it has none";
  EXPECT_EQ(run({"user", "remove", "oidc:eva.exempel"}).code, 0);
  EXPECT_THAT(run({"user", "list"}).out, Not(HasSubstr("eva")));
  EXPECT_EQ(run({"user", "allow", "oidc:eva.exempel"}).code, 0);
  EXPECT_THAT(run({"user", "list"}).out, HasSubstr("oidc:eva.exempel"));
  EXPECT_EQ(run({"user", "allow", "oidc:eva.exempel"}).code, 1) << "nothing to allow";
  EXPECT_EQ(run({"user", "remove", "anna"}).code, 0);
  EXPECT_EQ(run({"user", "allow", "anna"}).code, 1) << "a local account needs a password";
  EXPECT_EQ(run({"user", "add", "oidc:bo", "--role", "admin", "--password-file",
                 password_file("korrekt häst batteri")})
                .code,
            2)
      << "no local account has such a name";
}

TEST_F(People, AreAddedListedAndRemoved) {
  const auto added = add("Anna");
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_EQ(added.out, "Tillagd: anna\n");
  EXPECT_EQ(add("anna").code, 1) << "the name is taken";
  const auto shown = run({"user", "list"});
  EXPECT_THAT(shown.out, HasSubstr("Anna Å"));
  const auto all = json::parse(run({"user", "list", "--json"}).out);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0]["name"], "anna");
  EXPECT_EQ(all[0]["role"], "coordinator");
  EXPECT_EQ(all[0]["lastLoginAt"], nullptr);
  EXPECT_THAT(all.dump(), Not(HasSubstr("argon")));

  const auto changed = run({"user", "password", "anna", "--password-file",
                            password_file("ett helt nytt lösenord"), "--json"});
  EXPECT_EQ(changed.code, 0) << changed.err;
  EXPECT_EQ(changed.out, "{\"changed\":\"anna\"}\n");
  EXPECT_EQ(run({"user", "remove", "anna"}).code, 0);
  EXPECT_EQ(run({"user", "list", "--json"}).out, "[]\n");
  EXPECT_EQ(run({"user", "remove", "anna"}).code, 1);
  EXPECT_EQ(
      run({"user", "password", "anna", "--password-file", password_file("nytt lösenord")}).code, 1);
  std::vector<std::string> actions;
  for (const auto& entry : log()) {
    actions.push_back(entry["action"].get<std::string>() + " " +
                      entry["object"].get<std::string>());
    EXPECT_THAT(entry["actor"].get<std::string>(), ::testing::StartsWith("cli:"));
    EXPECT_THAT(entry.dump(), Not(HasSubstr("lösenord")));
  }
  EXPECT_THAT(actions, ::testing::ElementsAre("user.add user/anna", "user.password user/anna",
                                              "user.remove user/anna"));
}

TEST_F(People, WithAPoorPasswordOrNameAreToldWhy) {
  struct Case {
    std::string name;
    std::string password;
    int code;
    std::string said;
  };
  for (const auto& each : {Case{"anna", "hej du", 1, "minst 12 tecken"},
                           Case{"anna", "hejsan anna hejsan", 1, "får inte innehålla namnet"},
                           Case{"anna lind", "korrekt häst batteri", 2, "1–64 tecken"}}) {
    const auto ran = add(each.name, each.password);
    EXPECT_EQ(ran.code, each.code) << each.name;
    EXPECT_THAT(ran.err, HasSubstr(each.said));
    EXPECT_THAT(ran.err, Not(HasSubstr(each.password)));
  }
  const auto importer = run({"user", "add", "x", "--role", "importer"});
  EXPECT_EQ(importer.code, 2) << "a machine has a key";
  const auto file = password_file("korrekt häst batteri");
  ::chmod(file.c_str(), 0644);
  const auto open = run({"user", "add", "anna", "--role", "viewer", "--password-file", file});
  EXPECT_NE(open.code, 0);
  EXPECT_THAT(open.err, HasSubstr("chmod 600"));
  EXPECT_EQ(run({"user", "list", "--json"}).out, "[]\n");
}

TEST_F(People, TheLogIsVerifiedAndTheFirstBadEntryNamed) {
  ASSERT_EQ(add("anna").code, 0);
  ASSERT_EQ(run({"token", "create", "--role", "viewer", "--expires", "1d"}).code, 0);
  ASSERT_EQ(run({"export", "--canonical", "--type", "target"}).code, 0);
  const auto good = run({"audit", "verify"});
  EXPECT_EQ(good.code, 0);
  EXPECT_THAT(good.out, HasSubstr("Loggen är hel: "));
  EXPECT_EQ(log().size(), 3U);  // what `add`, `create` and `export` did; this notes one more
  const auto told = json::parse(run({"audit", "verify", "--json"}).out);
  EXPECT_EQ(told["ok"], true);
  const auto all = whole_log();
  EXPECT_EQ(told["entries"], all.size());
  EXPECT_EQ(told["head"], all.back()["hash"]);
  EXPECT_THAT(run({"doctor"}).out, HasSubstr("händelseloggen är hel"));

  change_store(
      {"DROP TRIGGER audit_keeps_words", "UPDATE audit SET actor = 'cli:mallory' WHERE seq = 2"});
  const auto bad = run({"audit", "verify"});
  EXPECT_EQ(bad.code, 3);
  EXPECT_THAT(bad.out, HasSubstr("post 2"));
  const auto verdict = json::parse(run({"audit", "verify", "--json"}).out);
  EXPECT_EQ(verdict["ok"], false);
  EXPECT_EQ(verdict["fault"]["seq"], 2);
  const auto doctor = run({"doctor"});
  EXPECT_EQ(doctor.code, 1);
  EXPECT_THAT(doctor.out, HasSubstr("ändrad vid post 2"));
}

TEST_F(People, TheDoctorSaysWhenNobodyCanSignIn) {
  ASSERT_EQ(run({"user", "list"}).code, 0);
  EXPECT_THAT(run({"doctor"}).out, HasSubstr("tertil user add"));
  ASSERT_EQ(add("anna").code, 0);
  EXPECT_THAT(run({"doctor"}).out, Not(HasSubstr("tertil user add")));
}

TEST_F(People, TheLogIsExportedAsLinesOfJson) {
  ASSERT_EQ(add("anna").code, 0);
  const auto lines = run({"audit", "export"});
  EXPECT_EQ(lines.code, 0);
  std::istringstream each{lines.out};
  std::int64_t seq = 0;
  std::string last;
  for (std::string line; std::getline(each, line); last = line)
    EXPECT_EQ(json::parse(line)["seq"], ++seq);
  EXPECT_EQ(json::parse(last)["action"], "user.add");
  const auto next = whole_log();
  EXPECT_EQ(next.size(), seq + 1);
  EXPECT_EQ(next.back()["action"], "export");
}

/// The program at a terminal of its own.
class AtATerminal {
 public:
  explicit AtATerminal(std::vector<std::string> arguments) {
    master_ = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (::grantpt(master_) != 0 || ::unlockpt(master_) != 0) return;
    const std::string slave = ::ptsname(master_);
    child_ = ::fork();
    if (child_ != 0) return;
    ::setsid();
    const int terminal = ::open(slave.c_str(), O_RDWR);
    for (const int descriptor : {0, 1, 2}) ::dup2(terminal, descriptor);
    arguments.insert(arguments.begin(), TERTIL_PROGRAM);
    std::vector<char*> words;
    for (auto& word : arguments) words.push_back(word.data());
    words.push_back(nullptr);
    ::execv(TERTIL_PROGRAM, words.data());
    ::_exit(127);
  }
  AtATerminal(const AtATerminal&) = delete;
  ~AtATerminal() {
    if (!ended_) ::kill(child_, SIGKILL);
    if (!ended_) ::waitpid(child_, nullptr, 0);
    ::close(master_);
  }
  /// Types a line once the program has asked with these words and hides what is typed.
  bool answer(const std::string& question, const std::string& line) {
    if (!wait_for(question)) return false;
    termios state{};
    for (int i = 0; i < 500; ++i) {
      if (::tcgetattr(master_, &state) == 0 && (state.c_lflag & ECHO) == 0) break;
      ::usleep(10'000);
    }
    hidden_ = hidden_ && (state.c_lflag & ECHO) == 0;
    seen_.clear();
    const auto typed = line + "\n";
    return ::write(master_, typed.data(), typed.size()) == std::ssize(typed);
  }
  int exit_code() {
    while (read_some()) {
    }
    int status = 0;
    ::waitpid(child_, &status, 0);
    ended_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  [[nodiscard]] bool hidden() const { return hidden_; }
  [[nodiscard]] const std::string& all() const { return all_; }

 private:
  bool wait_for(const std::string& text) {
    while (seen_.find(text) == std::string::npos)
      if (!read_some()) return false;
    return true;
  }
  bool read_some() {
    pollfd ready{master_, POLLIN, 0};
    char buffer[1024];
    if (::poll(&ready, 1, 20'000) != 1) return false;
    const auto got = ::read(master_, buffer, sizeof buffer);
    if (got <= 0) return false;
    seen_.append(buffer, static_cast<std::size_t>(got));
    all_.append(buffer, static_cast<std::size_t>(got));
    return true;
  }
  int master_{-1};
  pid_t child_{0};
  bool ended_{false};
  bool hidden_{true};
  std::string seen_;
  std::string all_;
};

TEST_F(People, AreAskedForTheirPasswordTwiceUnseen) {
  AtATerminal terminal{
      {"user", "add", "anna", "--role", "viewer", "--lang", "sv", "--data", data()}};
  ASSERT_TRUE(terminal.answer("Nytt lösenord: ", "korrekt häst batteri"));
  ASSERT_TRUE(terminal.answer("En gång till: ", "korrekt häst batteri"));
  EXPECT_EQ(terminal.exit_code(), 0) << terminal.all();
  EXPECT_TRUE(terminal.hidden());
  EXPECT_THAT(terminal.all(), Not(HasSubstr("häst")));
  EXPECT_THAT(run({"user", "list"}).out, HasSubstr("anna"));
}

TEST_F(People, WhoseTwoPasswordsDifferAreNotAdded) {
  AtATerminal terminal{
      {"user", "add", "anna", "--role", "viewer", "--lang", "sv", "--data", data()}};
  ASSERT_TRUE(terminal.answer("Nytt lösenord: ", "korrekt häst batteri"));
  ASSERT_TRUE(terminal.answer("En gång till: ", "korrekt häst batterj"));
  EXPECT_EQ(terminal.exit_code(), 1);
  EXPECT_THAT(terminal.all(), HasSubstr("inte lika"));
}

TEST_F(People, WhoInterruptAreNotAdded) {
  AtATerminal terminal{
      {"user", "add", "anna", "--role", "viewer", "--lang", "sv", "--data", data()}};
  ASSERT_TRUE(terminal.answer("Nytt lösenord: ", "korr\x03"));
  EXPECT_EQ(terminal.exit_code(), 1);
  EXPECT_EQ(run({"user", "list", "--json"}).out, "[]\n");
}

}  // namespace
}  // namespace tertil::cli
