// Ranks 100,000 league tables of 21 regions, with ties, and sets the time against memcpy of the
// same input. Beside it the certainty of one table of 21: as many tables drawn (each value rounded
// and measured with an error, so two draws a value), ranked and counted in one pass.
//
//   ranking_bench                prints the medians and their ratios
//   ranking_bench --input FILE   also writes the input (doubles, table after table) and then
//                                plays one round for each line on standard input, so that
//                                another program can take turns: ranking_bench_peers.py

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/certainty.hpp"
#include "analytics/rank_tables.hpp"

namespace {

using tertil::analytics::Polarity;
using tertil::analytics::rank_columns;
using tertil::analytics::simulate_ranks;
using tertil::analytics::TableRanks;
using tertil::analytics::UncertainValue;

constexpr Eigen::Index kRegions = 21;
constexpr Eigen::Index kTables = 100'000;
constexpr int kRounds = 5;
constexpr double kTurn = 100;  // ms

// Values of 60 to 100 in steps of 0.1: about one table in two has a tie.
Eigen::MatrixXd simulated_tables() {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<int> tenths(600, 1000);
  Eigen::MatrixXd tables(kRegions, kTables);
  for (double& value : tables.reshaped()) value = tenths(random) / 10.0;
  return tables;
}

// 60, 62, … 100: rounded to tenths and measured with a standard error of 1.
std::vector<UncertainValue> uncertain_regions() {
  std::vector<UncertainValue> regions(kRegions);
  for (std::uint32_t i = 0; i < regions.size(); ++i) {
    regions[i].region = i;
    regions[i].value = 60.0 + 2.0 * i;
    regions[i].error.half_unit = 0.05;
    regions[i].error.standard_error = 1;
  }
  return regions;
}

template <class Work>
double milliseconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

double median(std::vector<double> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::ranges::nth_element(times, middle);
  return *middle;
}

// A turn is as long for every side, and the first calls of each wake the core and the caches.
template <class Work>
double one_turn(const Work& work) {
  std::vector<double> times;
  for (double spent = 0; spent < kTurn || times.size() < 3; spent += times.back()) {
    times.push_back(milliseconds(work));
  }
  return median(std::move(times));
}

struct Round {
  double ours{0};
  double copy{0};
  double certainty{0};
};

class Bench {
 public:
  Round play() {
    Round round;
    round.ours = one_turn([&] { rank_columns(tables_, Polarity::kHigh, ranks_); });
    round.copy = one_turn([&] {
      std::memcpy(copy_.data(), tables_.data(),
                  static_cast<std::size_t>(tables_.size()) * sizeof(double));
    });
    Eigen::MatrixXi counts;
    round.certainty = one_turn([&] {
      counts = simulate_ranks(regions_, {.polarity = Polarity::kHigh, .bounds = {0, 100}},
                              {0, static_cast<int>(kTables)});
    });
    // Something must be read, or the compiler may leave the work out.
    checksum_ += ranks_(kRegions - 1, kTables - 1) + copy_(kRegions - 1, kTables - 1) +
                 counts(0, kRegions - 1);
    return round;
  }

  [[nodiscard]] const Eigen::MatrixXd& tables() const { return tables_; }
  /// For peers to compare theirs with.
  [[nodiscard]] std::int64_t sum_of_ranks() const { return ranks_.cast<std::int64_t>().sum(); }
  [[nodiscard]] double checksum() const { return checksum_; }

 private:
  Eigen::MatrixXd tables_{simulated_tables()};
  Eigen::MatrixXd copy_{Eigen::MatrixXd::Zero(kRegions, kTables)};
  TableRanks ranks_;
  std::vector<UncertainValue> regions_{uncertain_regions()};
  double checksum_{0};
};

const char* instruction_set() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") != 0) return "AVX-512";
  if (__builtin_cpu_supports("avx2") != 0) return "AVX2";
#endif
  return "baseline";
}

bool write_input(const std::string& path, const Eigen::MatrixXd& tables) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) return false;
  const auto count = static_cast<std::size_t>(tables.size());
  const bool written = std::fwrite(tables.data(), sizeof(double), count, file) == count;
  return std::fclose(file) == 0 && written;
}

int take_turns(Bench& bench, const std::string& path) {
  if (!write_input(path, bench.tables())) return 1;
  fmt::print("{} {} {}\n", kRegions, kTables, instruction_set());
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    const auto round = bench.play();
    fmt::print("{:.4f} {:.4f} {:.4f} {}\n", round.ours, round.copy, round.certainty,
               bench.sum_of_ranks());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Bench bench;
  if (argc == 3 && std::string_view(argv[1]) == "--input") return take_turns(bench, argv[2]);

  bench.play();  // the first round pays for fresh memory
  std::vector<double> ours;
  std::vector<double> copy;
  std::vector<double> certainty;
  for (int i = 0; i < kRounds; ++i) {
    const auto round = bench.play();
    ours.push_back(round.ours);
    copy.push_back(round.copy);
    certainty.push_back(round.certainty);
  }
  fmt::print("rank {} tables of {} ({}): {:.2f} ms; memcpy of the input {:.2f} ms; ratio {:.2f}\n",
             kTables, kRegions, instruction_set(), median(ours), median(copy),
             median(ours) / median(copy));
  fmt::print("draw, rank and count {} tables of {}: {:.2f} ms; {:.2f} x ranking alone\n", kTables,
             kRegions, median(certainty), median(certainty) / median(ours));
  return bench.checksum() > 0 ? 0 : 1;
}
