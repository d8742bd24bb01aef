#include "service/http/response_cache.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace tertil::http {
namespace {

std::shared_ptr<Rendered> answer(std::size_t size) {
  auto made = std::make_shared<Rendered>();
  made->identity.bytes = std::string(size, 'x');
  return made;
}

TEST(ResponseCache, KeepsWithinItsBytesAndForgetsTheLeastRecentlyUsed) {
  ResponseCache cache{100'000};
  EXPECT_EQ(cache.find(1, "/"), nullptr);
  for (int i = 0; i < 100; ++i) {
    cache.keep(1, "/" + std::to_string(i), answer(5'000));
    ASSERT_NE(cache.find(1, "/0"), nullptr) << "asked for all the time";
    ASSERT_LE(cache.bytes(), 100'000U);
  }
  EXPECT_GT(cache.size(), 10U);
  EXPECT_EQ(cache.find(1, "/1"), nullptr);
  EXPECT_NE(cache.find(1, "/99"), nullptr);
}

TEST(ResponseCache, IsEmptyForAnotherVersion) {
  ResponseCache cache{100'000};
  static_cast<void>(cache.find(1, "/"));
  cache.keep(1, "/", answer(10));
  EXPECT_EQ(cache.find(2, "/"), nullptr);
  EXPECT_EQ(cache.bytes(), 0U);
  cache.keep(1, "/", answer(10));
  EXPECT_EQ(cache.size(), 0U) << "an answer that was slower than the change";
}

TEST(ResponseCache, DoesNotKeepWhatIsTooLarge) {
  ResponseCache cache{4'000'000};
  static_cast<void>(cache.find(1, "/"));
  cache.keep(1, "/", answer(2'000'000));
  EXPECT_EQ(cache.size(), 0U);
}

TEST(ResponseCache, KeepsTheDescriptionOfTheApiHoweverLittleItHas) {
  ResponseCache cache{1'000'000};
  static_cast<void>(cache.find(1, "/"));
  cache.keep(1, "/", answer(850'000));
  EXPECT_EQ(cache.size(), 1U);
}

TEST(ResponseCache, CountsTheGzipFormToo) {
  ResponseCache cache{100'000};
  static_cast<void>(cache.find(1, "/"));
  Response response;
  response.cacheable = true;
  for (int i = 0; i < 3000; ++i) response.body += std::to_string(i * 7919 % 1000);
  const auto made = std::make_shared<Rendered>(render(response));
  cache.keep(1, "/", made);
  const auto before = cache.bytes();
  cache.complete_gzip("/", *made);
  EXPECT_GE(cache.bytes(), before + made->gzip.bytes.size());
}

TEST(Rendered, RefusesAHeaderThatWouldStartAnother) {
  Response response;
  response.headers = {{"Location", "/a\r\nSet-Cookie: b"}};
  EXPECT_THROW(static_cast<void>(render(response)), std::invalid_argument);
}

TEST(Rendered, KeepsATagAndCacheControlThatTheResourceGave) {
  Response response;
  response.body = "{}";
  response.headers = {{"ETag", "\"7\""}, {"Cache-Control", "private"}};
  const auto made = render(response);
  EXPECT_EQ(made.identity.etag, "\"7\"");
  EXPECT_EQ(made.identity.not_modified, "Cache-Control: private\r\nETag: \"7\"\r\n\r\n");
  EXPECT_EQ(made.identity.bytes.find("no-store"), std::string::npos);
}

}  // namespace
}  // namespace tertil::http
