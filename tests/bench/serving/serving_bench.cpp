/// @file tests/bench/serving/serving_bench.cpp
/// @brief Serves two JSON answers, of 6 KB and 60 KB, through the real HTTP machinery; writes the
/// same bytes as files for the other server to serve.
///
/// serving_bench WRITE_DIR THREADS [PORT]: prints the URL, serves until SIGTERM.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "service/http/rendered.hpp"
#include "service/http/server.hpp"

namespace {

using namespace tertil;

/// A comparison-like document of about this size: names repeat, numbers do not.
std::string document(std::size_t size) {
  std::string text = "{\"region\":\"13\",\"rows\":[";
  unsigned state = 1;
  for (int i = 0; text.size() < size; ++i) {
    state = state * 1664525U + 1013904223U;
    text += fmt::format(
        "{}{{\"keyFigure\":\"energy-use-premises\",\"year\":{},\"value\":{},\"series\":\"kolada\","
        "\"status\":\"final\",\"rank\":{},\"of\":21,\"tied\":1,\"class\":\"yellow\"}}",
        i == 0 ? "" : ",", 2000 + i % 25, static_cast<double>(state % 100'000) / 100,
        1 + state / 7 % 21);
  }
  return text + "]}";
}

http::Route route(const std::string& pattern, const std::string& body) {
  http::Route route;
  route.pattern = pattern;
  route.handler = [body](const http::Request&) -> Result<http::Response> {
    http::Response response;
    response.body = body;
    response.cacheable = true;
    return response;
  };
  return route;
}

void write(const std::string& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
  std::ofstream{path + ".gz", std::ios::binary} << http::gzip(bytes);
}

}  // namespace

int main(int argc, char* argv[]) {
  if (argc < 3) return EXIT_FAILURE;
  const std::string directory = argv[1];
  const auto small = document(6'000);
  const auto large = document(60'000);
  write(directory + "/small.json", small);
  write(directory + "/large.json", large);

  http::Options options;
  options.threads = static_cast<unsigned>(std::atoi(argv[2]));
  options.port = static_cast<std::uint16_t>(argc > 3 ? std::atoi(argv[3]) : 0);
  options.limits.connections_per_address = 10'000;
  http::Site site;
  site.routes = {route("/small.json", small), route("/large.json", large)};
  http::Server server{options, std::move(site)};
  server.run([&] {
    fmt::print("{}\n", server.url());
    std::fflush(stdout);
  });
  return EXIT_SUCCESS;
}
