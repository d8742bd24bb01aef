// Uploads: streamed to disk, hashed on the way, whole or not at all.
#include "service/http/upload_file.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "client.hpp"

namespace tertil::http {
namespace {

using testing::Running;
using testing::with_body;

// sha256sum of the bytes named.
constexpr auto kEmpty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr auto kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr auto kMillionA = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Upload, IsHandedOverWithItsSizeAndDigest) {
  Running running;
  EXPECT_EQ(running.ask(with_body("POST", "/api/v1/files", "abc")).body,
            fmt::format("3 {} -", kAbc));
  EXPECT_EQ(running.ask(with_body("POST", "/api/v1/files", "")).body,
            fmt::format("0 {} -", kEmpty));
  EXPECT_EQ(running.ask(with_body("POST", "/api/v1/files", std::string(1'000'000, 'a'))).body,
            fmt::format("1000000 {} -", kMillionA));
}

TEST(Upload, InChunksIsTheSameFile) {
  Running running;
  std::string bytes =
      "POST /api/v1/files HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 1000; ++i) bytes += fmt::format("3e8\r\n{}\r\n", std::string(1000, 'a'));
  EXPECT_EQ(running.ask(bytes + "0\r\n\r\n").body, fmt::format("1000000 {} -", kMillionA));
}

TEST(Upload, KeepsTheConnectionForTheNext) {
  Running running;
  auto client = running.client();
  const auto one = with_body("POST", "/api/v1/files", std::string(1'000'000, 'a'));
  std::thread sender{[&] {
    for (int i = 0; i < 5; ++i) client.send(one);
  }};
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(client.reply().value().body, fmt::format("1000000 {} -", kMillionA));
  sender.join();
}

TEST(Upload, HasItsNameForDisplayOnly) {
  Running running;
  const auto name = [&](const std::string& disposition) {
    const auto body = running
                          .ask(with_body("POST", "/api/v1/files", "abc",
                                         "Content-Disposition: " + disposition + "\r\n"))
                          .body;
    return body.substr(body.rfind(' ') + 1);
  };
  EXPECT_EQ(name("attachment; filename=\"a.csv\""), "a.csv");
  EXPECT_EQ(name("attachment; filename=a.csv; x=y"), "a.csv");
  EXPECT_EQ(name("attachment; filename=\"../../etc/passwd\""), "passwd");
  EXPECT_EQ(name("attachment; filename=\"C:\\\\data\\\\a.csv\""), "a.csv");
  EXPECT_EQ(name("attachment; filename=\"x.csv\"; filename*=UTF-8''%C3%A5.csv"), "å.csv");
  EXPECT_EQ(name("attachment; filename*=UTF-8''a%00b.csv"), "-");
  EXPECT_EQ(name("attachment; filename=\"..\""), "-");
  EXPECT_EQ(name("attachment"), "-");
}

TEST(Upload, LeavesNothingBehindWhenTheClientGoesAway) {
  testing::TemporaryDirectory directory;
  auto options = testing::test_options();
  options.upload_directory = directory.path();
  options.limits.imports_in_flight = 1;
  Running running{options};
  for (int round = 0; round < 5; ++round) {
    auto client = running.client();
    client.send("POST /api/v1/files HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n" +
                std::string(1'000'000, 'a'));
  }
  int status = 429;  // until the last of them has been noticed to be gone
  for (int i = 0; i < 500 && status == 429; ++i) {
    status = running.ask(with_body("POST", "/api/v1/files", "abc")).status;
    if (status == 429) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  EXPECT_EQ(status, 201);
  EXPECT_TRUE(std::filesystem::is_empty(directory.path()));
}

TEST(Upload, WithoutAKeyIsRefusedBeforeItIsRead) {
  Running running;
  auto client = running.client();
  client.send("POST /api/v1/guarded HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n");
  EXPECT_EQ(client.reply().value().status, 401);
  EXPECT_EQ(
      running.ask(with_body("POST", "/api/v1/guarded", "abc", "Authorization: Bearer good\r\n"))
          .status,
      201);
}

TEST(Upload, ThatIsRefusedStillGetsItsAnswerWhileItIsBeingSent) {
  Running running;
  for (int round = 0; round < 20; ++round) {
    auto client = running.client();
    client.send("POST /api/v1/guarded HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n");
    std::thread sender{[&] { client.send(std::string(900'000, 'a')); }};
    const auto reply = client.reply();
    sender.join();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 401);
  }
}

TEST(Upload, ThatIsRefusedGetsItsAnswerThoughItIsSentWholeBeforeAnybodyReads) {
  Running running;
  auto client = running.client();
  EXPECT_TRUE(client.send(with_body("POST", "/api/v1/guarded", std::string(16 << 20, 'a'))));
  EXPECT_EQ(client.reply().value().status, 401);
}

TEST(Upload, IntoAMissingDirectoryFailsWithoutDetails) {
  auto options = testing::test_options();
  options.upload_directory = "/no/such/directory";
  Running running{options};
  const auto reply = running.ask(with_body("POST", "/api/v1/files", "abc"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_THAT(reply.body, ::testing::Not(::testing::HasSubstr("directory")));
}

TEST(UploadFile, CanBeReadFromItsBeginning) {
  UploadFile file{std::filesystem::temp_directory_path()};
  ASSERT_TRUE(file.write("ab"));
  ASSERT_TRUE(file.write("c"));
  const auto upload = file.finish();
  ASSERT_TRUE(upload);
  std::string bytes(10, '\0');
  bytes.resize(static_cast<std::size_t>(::read((*upload)->descriptor, bytes.data(), bytes.size())));
  EXPECT_EQ(bytes, "abc");
  EXPECT_EQ((*upload)->sha256, kAbc);
}

}  // namespace
}  // namespace tertil::http
