#include "service/http/known_pages.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/service/http_api/api.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil::http::testing {
namespace {

TEST(KnownPages, AreTheAddressesThatHaveSomethingToShow) {
  const tests::Installation installation{Fill::kReferenceOnly};
  const auto snapshot = installation.snapshot();
  for (const auto* path :
       {"/", "/nyckeltal", "/nyckeltal/", "/nyckeltal/energi", "/nyckeltal/energi/utveckling",
        "/nyckeltal/energi/vad-kravs", "/nyckeltal/energi/2024", "/nyckeltal/energi/2024/RGS/B001",
        "/jamfor", "/import/01ABC", "/handlingsplan", "/handlingsplan/atgarder/7",
        "/handlingsplan/mal/resor", "/att-gora"})
    EXPECT_TRUE(has_page(*snapshot, path)) << path;
  for (const auto* path :
       {"/nyckeltal/finns-inte", "/nyckeltal/finns-inte/2024", "/nyckeltal/energi/xyz",
        "/nyckeltal/energi/utveckling/mer", "/nyckeltal/energi/20245", "/handlingsplan/finns-inte",
        "/handlingsplan/atgarder", "/handlingsplan/mal/resor/mer"})
    EXPECT_FALSE(has_page(*snapshot, path)) << path;
}

TEST(KnownPages, AreServedAndTheOthersAreThePageAsA404) {
  const tests::TemporaryDirectory web;
  std::ofstream{web.path() / "index.html"} << "<!doctype html><title>tertil</title>";
  const tests::Installation installation{Fill::kReferenceOnly};
  Site site;
  site.files = StaticFiles{web.path()};
  site.has_page = [&](std::string_view path) { return has_page(*installation.snapshot(), path); };
  Server server{test_options(), std::move(site)};
  server.start();
  const auto status = [&](std::string_view path) {
    Client client{server.port()};
    client.send(get(path, "Accept: text/html\r\n"));
    return client.reply().value().status;
  };
  EXPECT_EQ(status("/nyckeltal/energi"), 200);
  EXPECT_EQ(status("/nyckeltal/finns-inte"), 404);
  EXPECT_EQ(status("/nyckeltal/energi/2024"), 200);
  EXPECT_EQ(status("/nyckeltal/%66inns-inte"), 404) << "however it is written";
}

}  // namespace
}  // namespace tertil::http::testing
