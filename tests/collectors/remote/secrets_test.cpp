#include "collectors/remote/secrets.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/support/temporary_directory.hpp"

namespace tertil::collectors::remote {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class SecretsTest : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text, int mode = 0600) const {
    std::ofstream(folder_.path() / name) << text;
    fs::permissions(folder_.path() / name, static_cast<fs::perms>(mode));
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    const Secrets secrets({folder_.path() / "not-there", folder_.path()});
    const auto found = secrets.read(name);
    const auto* text = std::get_if<std::string>(&found);
    return text != nullptr ? *text : "refused: " + std::get<Text>(found).en;
  }

  tests::TemporaryDirectory folder_;
};

TEST_F(SecretsTest, AreOneLineOfAFileThatNobodyElseReads) {
  write("token", "s3cret-å\n");
  write("readonly", "x", 0400);
  EXPECT_EQ(read("token"), "s3cret-å");
  EXPECT_EQ(read("readonly"), "x");
}

TEST_F(SecretsTest, AreRefusedWhereOthersMayReadThem) {
  for (const int mode : {0640, 0604, 0644, 0660}) {
    write("token", "s3cret", mode);
    EXPECT_THAT(read("token"), HasSubstr("0600")) << mode;
  }
}

TEST_F(SecretsTest, AreNotLookedForElsewhere) {
  write("token", "s3cret");
  write("empty", "\n");
  write("two", "a\nb\n");
  write("large", std::string(20000, 'x'));
  fs::create_directory(folder_.path() / "folder");
  EXPECT_THAT(read("../" + folder_.path().filename().string() + "/token"), HasSubstr("name only"));
  EXPECT_THAT(read(".token"), HasSubstr("name only"));
  EXPECT_THAT(read(""), HasSubstr("name only"));
  EXPECT_THAT(read("nothing"), HasSubstr("not among"));
  EXPECT_THAT(read("folder"), HasSubstr("no regular file"));
  for (const std::string name : {"empty", "two", "large"})
    EXPECT_THAT(read(name), HasSubstr("single line")) << name;
}

}  // namespace
}  // namespace tertil::collectors::remote
