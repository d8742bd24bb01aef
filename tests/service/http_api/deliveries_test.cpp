// R4, R24: what is delivered over HTTP: by many at once, and what can be asked of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <thread>

#include "service/reports/canonical_export.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;

std::string post(const std::string& source, std::string_view body, const std::string& key) {
  return with_body("POST", "/api/v1/imports?source=" + source, body,
                   key + "Content-Type: text/csv\r\n");
}

std::string exported(Api& api) {
  std::string all;
  must(api.installation().engine().read([&](store::Reader& reader) {
    return reports::export_canonical(reader, [&](std::string_view line) -> Result<void> {
      all.append(line) += '\n';
      return {};
    });
  }));
  return all;
}

struct File {
  std::string source;
  std::string text;
};

/// Fills, readings and meters of three months: one file a month, or all in one.
std::vector<File> files_of(bool whole) {
  std::vector<File> files;
  File fills{"fuel-cards", "date,vehicleGroup,fuel,quantity,unit,transactionId\n"};
  File readings{"property-energy", "meter,start,end,quantity,unit\n"};
  const auto empty_fills = fills;
  const auto empty_readings = readings;
  for (int month = 1; month <= 3; ++month) {
    for (int day = 1; day <= 9; ++day) {
      fills.text += fmt::format("2024-{:02}-{:02},ambulance,{},{}.37,l,T{}\n", month, day,
                                day % 2 == 0 ? "HVO100" : "diesel", 20 + day, month * 10 + day);
      readings.text += fmt::format("M1,2024-{0:02}-{1:02} 00:00,2024-{0:02}-{2:02} 00:00,{3},kWh\n",
                                   month, day, day + 1, day * month);
    }
    if (whole) continue;
    files.insert(files.end(), {fills, readings});
    fills = empty_fills;
    readings = empty_readings;
  }
  if (whole) files = {fills, readings};
  files.push_back({"meters", "meter,building,carrier\nM1,B1,electricity\n"});
  files.push_back({"property-register",
                   "building,name,orgUnit,region,areaBra,owned\nB1,Ett,RGS,13,100,true\n"});
  return files;
}

TEST(Deliveries, FromFourClientsAtOnceInPartsTwiceAndInAnyOrderGiveTheSameExport) {
  Api whole{Fill::kReferenceOnly};
  for (const auto& file : files_of(true))
    ASSERT_EQ(whole.ask(post(file.source, file.text, whole.key("coordinator"))).status, 201);
  const auto expected = exported(whole);
  EXPECT_THAT(expected, HasSubstr("hvo100-share-ambulances"));
  EXPECT_THAT(expected, HasSubstr("energy-use-premises"));

  Api parts{Fill::kReferenceOnly};
  const auto key = parts.key("coordinator");
  auto files = files_of(false);
  for (std::size_t i = 0, n = files.size(); i < n; ++i) files.push_back(files[i]);
  std::mt19937 generator{5};
  std::ranges::shuffle(files, generator);
  constexpr std::size_t kClients = 4;
  {
    std::vector<std::jthread> clients;
    for (std::size_t client = 0; client < kClients; ++client)
      clients.emplace_back([&, client] {
        for (std::size_t i = client; i < files.size();) {
          const auto reply = parts.ask(post(files[i].source, files[i].text, key));
          if (reply.status == 409) continue;  // the same is under way: once more
          EXPECT_TRUE(reply.status == 201 || reply.status == 200) << reply.body;
          i += kClients;
        }
      });
  }
  EXPECT_EQ(exported(parts), expected);
}

TEST(Deliveries, OfAMeterCanBeAskedForByThoseWhoMaySeeDetails) {
  Api api{Fill::kReferenceOnly};
  for (const auto& file : files_of(true))
    ASSERT_EQ(api.ask(post(file.source, file.text, api.key("coordinator"))).status, 201);
  const std::string path = "/api/v1/meters/13/M1?year=2024&month=2&step=day";
  EXPECT_EQ(api.get(path).status, 401);
  const auto signed_in = api.sign_in("coordinator");
  const auto reply = api.get(path, signed_in);
  ASSERT_EQ(reply.status, 200) << reply.body;
  const auto meter = parsed(reply.body);
  EXPECT_EQ(meter["meter"], "M1") << meter;
  EXPECT_EQ(meter["building"], "B1") << meter;
  EXPECT_EQ(meter["total"], 90.0) << "2 kWh × (1 + … + 9)";
  EXPECT_EQ(api.get("/api/v1/meters/13/none?year=2024", signed_in).status, 404);
}

}  // namespace
}  // namespace tertil::http::testing
