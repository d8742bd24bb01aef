#include "service/ingest/file_marks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace tertil::ingest {
namespace {

struct Given {
  std::string key;
  std::string values;
  bool numbered{false};
};

/// The same by comparing every row with every other.
std::vector<bool> conflicts_slowly(const std::vector<Given>& rows) {
  std::vector<bool> conflicting(rows.size(), false);
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (const auto& other : rows)
      if (rows[i].key == other.key && rows[i].values != other.values) conflicting[i] = true;
  return conflicting;
}

std::vector<Given> random_rows(std::uint32_t seed, std::size_t count, bool numbered) {
  std::mt19937 generator{seed};
  std::vector<Given> rows;
  for (std::size_t i = 0; i < count; ++i)
    rows.push_back({"key " + std::to_string(generator() % (count / 2 + 1)),
                    std::to_string(generator() % 3), numbered});
  return rows;
}

class Marks : public ::testing::TestWithParam<std::size_t> {};

TEST_P(Marks, FindTheRowsThatContradictEachOtherWhateverFitsIntoMemory) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    const auto rows = random_rows(seed, 500, false);
    FileMarks marks{GetParam()};
    for (const auto& row : rows) marks.add(row.key, row.values, row.numbered);
    marks.compare();
    const auto expected = conflicts_slowly(rows);
    for (std::size_t i = 0; i < rows.size(); ++i)
      EXPECT_EQ(marks.of(i).conflict, expected[i]) << seed << ' ' << i;
    EXPECT_EQ(marks.conflicts(), std::count(expected.begin(), expected.end(), true));
  }
}

TEST_P(Marks, NumberIdenticalRowsTheSameInAnyOrder) {
  auto rows = random_rows(3, 300, true);
  std::map<std::string, std::vector<std::string>> first;
  std::mt19937 generator{9};
  for (int round = 0; round < 5; ++round) {
    FileMarks marks{GetParam()};
    for (const auto& row : rows) marks.add(row.key, row.values, row.numbered);
    marks.compare();
    EXPECT_EQ(marks.conflicts(), 0);
    std::map<std::string, std::vector<std::string>> numbered;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto& values = numbered[rows[i].key];
      const auto n = static_cast<std::size_t>(marks.of(i).occurrence);
      values.resize(std::max(values.size(), n));
      EXPECT_TRUE(values[n - 1].empty()) << "a number is given once";
      values[n - 1] = rows[i].values;
    }
    if (round == 0) first = numbered;
    EXPECT_EQ(numbered, first);
    std::shuffle(rows.begin(), rows.end(), generator);
  }
}

TEST_P(Marks, CanBeAskedAgainFromTheBeginning) {
  FileMarks marks{GetParam()};
  for (const auto* values : {"a", "b"}) marks.add("same", values, false);
  marks.add("other", "c", false);
  marks.compare();
  for (int round = 0; round < 2; ++round) {
    marks.rewind();
    EXPECT_TRUE(marks.of(0).conflict);
    EXPECT_TRUE(marks.of(1).conflict);
    EXPECT_FALSE(marks.of(2).conflict);
  }
}

INSTANTIATE_TEST_SUITE_P(InRunsOf, Marks, ::testing::Values(7, 64, 1'000'000));

}  // namespace
}  // namespace tertil::ingest
