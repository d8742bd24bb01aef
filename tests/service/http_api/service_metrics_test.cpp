// What /metrics says of the service beside its requests, for whoever watches it.
#include "service/http/service_metrics.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "service/http/metric_text.hpp"
#include "service/store/last_backup.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using tests::must;

/// The value of a sample, by its name and labels as written; NaN if it is not there.
double sample(const std::string& text, const std::string& name) {
  const auto at = ("\n" + text).find("\n" + name + ' ');
  return at == std::string::npos ? std::nan("") : std::stod(text.substr(at + name.size() + 1));
}

TEST(ServiceMetrics, CountImportsAndRowsBySourceAndTellHowFreshEachIs) {
  Api api{Fill::kReferenceOnly};
  must(api.installation().import_text(
      "own-key-figures",
      "keyFigure;region;year;value;status\nelectric-car-share;13;2024;48;final\n"));
  const auto text = service_metrics(api.backend());
  EXPECT_EQ(sample(text, R"(tertil_import_batches{source="own-key-figures",state="stored"})"), 1);
  EXPECT_EQ(sample(text, R"(tertil_import_rows_total{source="own-key-figures",result="stored"})"),
            1);
  const auto now = static_cast<double>(tertil::system_clock().now().microseconds) / 1e6;
  EXPECT_NEAR(
      sample(text, R"(tertil_source_last_import_timestamp_seconds{source="own-key-figures"})"), now,
      600);
  EXPECT_EQ(sample(text, "tertil_imports_running"), 0);
}

TEST(ServiceMetrics, TellWhenTheStoreWasBackedUpAndZeroIfNever) {
  Api api{Fill::kReferenceOnly};
  EXPECT_EQ(sample(service_metrics(api.backend()), "tertil_backup_last_timestamp_seconds"), 0);
  must(api.installation().engine().write([](store::Writer& writer) {
    return store::put_last_backup(writer, {{1'790'000'000'000'000}, 4242});
  }));
  const auto text = service_metrics(api.backend());
  EXPECT_EQ(sample(text, "tertil_backup_last_timestamp_seconds"), 1'790'000'000);
  EXPECT_EQ(sample(text, "tertil_backup_last_size_bytes"), 4242);
  const auto state = parsed(api.get("/api/v1/operation", api.sign_in("admin")).body);
  EXPECT_EQ(state["backup"]["lastAt"], to_rfc3339({1'790'000'000'000'000}));
  EXPECT_EQ(state["backup"]["bytes"], 4242);
}

TEST(ServiceMetrics, TellOfStoreDiskAndProcess) {
  Api api{Fill::kReferenceOnly};
  const auto text = service_metrics(api.backend());
  EXPECT_EQ(sample(text, "tertil_store_writable"), 1);
  EXPECT_GT(sample(text, "tertil_store_size_bytes"), 0);
  EXPECT_GT(sample(text, "tertil_disk_size_bytes"), sample(text, "tertil_disk_free_bytes"));
  EXPECT_GT(sample(text, "process_resident_memory_bytes"), 1e6);
  EXPECT_GT(sample(text, "process_open_fds"), 3);
}

TEST(MetricText, EscapesWhatALabelMayNotHold) {
  MetricText text;
  text.family("a", "gauge", "b");
  text.sample(1, {{"name", "x\"y\\z\nå"}});
  EXPECT_THAT(text.take(), HasSubstr("a{name=\"x\\\"y\\\\z\\nå\"} 1\n"));
}

}  // namespace
}  // namespace tertil::http::testing
