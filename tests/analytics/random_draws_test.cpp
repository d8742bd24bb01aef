#include "analytics/random_draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>
#include <stdexcept>
#include <vector>

namespace tertil::analytics {
namespace {

using Words = std::vector<std::uint32_t>;

Words drawn(const DrawStream& stream, std::uint64_t first, std::size_t count) {
  Words words(count);
  draw_words(stream, first, words);
  return words;
}

std::vector<float> normals(const Words& words) {
  std::vector<float> numbers(words.size());
  to_normal(words, numbers);
  return numbers;
}

// The known answers that come with Random123, for philox4x32 with 10 rounds.
TEST(Philox, GivesTheAnswersThatItsAuthorsPublished) {
  EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}),
            (std::array{0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}));
  const std::uint32_t ones = 0xffffffffU;
  EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}),
            (std::array{0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU}));
  EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (std::array{0xd16cfe09U, 0x94fdccebU, 0x5001e420U, 0x24126ea1U}));
}

TEST(DrawWords, LaysTheBlocksOutAsTheHeaderSays) {
  const DrawStream stream{0x0123456789abcdef, 13, 2};
  for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{64}, std::uint64_t{640},
                                    std::uint64_t{1} << 34, (std::uint64_t{1} << 34) - 128}) {
    const auto words = drawn(stream, first, 192);
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::uint64_t d = first + i;
      const std::uint64_t c = 16 * (d / 64) + d % 16;
      const auto block =
          philox({static_cast<std::uint32_t>(c), static_cast<std::uint32_t>(c >> 32), 13, 2},
                 {0x89abcdef, 0x01234567});
      ASSERT_EQ(words[i], block[d % 64 / 16]) << "draw " << d;
    }
  }
}

TEST(DrawWords, AStreamIsAnotherForEverySeedRegionAndPurpose) {
  const auto one = drawn({1, 13, 0}, 0, 64);
  EXPECT_EQ(one, drawn({1, 13, 0}, 0, 64));
  EXPECT_NE(one, drawn({2, 13, 0}, 0, 64));
  EXPECT_NE(one, drawn({1 + (std::uint64_t{1} << 32), 13, 0}, 0, 64));
  EXPECT_NE(one, drawn({1, 14, 0}, 0, 64));
  EXPECT_NE(one, drawn({1, 13, 1}, 0, 64));
}

TEST(DrawWords, RejectsPartsOfAGroup) {
  Words words(65);
  EXPECT_THROW(draw_words({}, 0, words), std::invalid_argument);
  words.resize(64);
  EXPECT_THROW(draw_words({}, 32, words), std::invalid_argument);
  std::vector<float> fewer(63);
  EXPECT_THROW(to_normal(words, fewer), std::invalid_argument);
  EXPECT_THROW(to_uniform(words, fewer), std::invalid_argument);
}

TEST(ToUniform, NeverReachesItsEndsAndIsSymmetric) {
  const Words words{0, 0xffffffff, 0x7fffffff, 0x80000000, 0x000000ff};
  std::vector<float> numbers(words.size());
  to_uniform(words, numbers);
  EXPECT_EQ(numbers[0], -0.5F + 0x1p-25F);
  EXPECT_EQ(numbers[1], 0.5F - 0x1p-25F);
  EXPECT_EQ(numbers[2], -0x1p-25F);
  EXPECT_EQ(numbers[3], 0x1p-25F);
  EXPECT_EQ(numbers[4], numbers[0]) << "the lowest eight bits do not count";
}

// The normal distribution of a number must be the u that it was made of. std::erfc is another
// way to that distribution than the quantile.
TEST(ToNormal, IsTheQuantileOfTheNormalDistribution) {
  Words words;
  for (std::uint64_t word = 0; word < (std::uint64_t{1} << 32); word += 0x3ffff) {
    words.push_back(static_cast<std::uint32_t>(word));
  }
  for (std::uint32_t k = 0; k < 2000; ++k) {
    words.push_back(k << 8);
    words.push_back(0xffffffff - (k << 8));
  }
  const auto numbers = normals(words);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const double u = (static_cast<double>(words[i] >> 8) + 0.5) * 0x1p-24;
    const double z = static_cast<double>(numbers[i]);
    const double back = 0.5 * std::erfc(-z / std::numbers::sqrt2);
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    ASSERT_NEAR((back - u) / density, 0, 1e-6 * std::max(1.0, std::abs(z))) << "u = " << u;
  }
}

TEST(ToNormal, IsSymmetricAndRisesWithTheWord) {
  Words words;
  for (std::uint32_t k = 0; k < (1U << 24); k += 4099) words.push_back(k << 8);
  Words mirrored;
  for (const auto word : words) mirrored.push_back(0xffffffff - word);
  const auto up = normals(words);
  const auto down = normals(mirrored);
  EXPECT_TRUE(std::ranges::is_sorted(up));
  for (std::size_t i = 0; i < up.size(); ++i) ASSERT_EQ(up[i], -down[i]);
}

TEST(ToNormal, HasMeanZeroVarianceOneAndTheFourthMomentOfANormal) {
  const std::size_t count = 1 << 18;
  const auto numbers = normals(drawn({1, 13, 1}, 0, count));
  double first = 0;
  double second = 0;
  double fourth = 0;
  double lag = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double z = static_cast<double>(numbers[i]);
    first += z / count;
    second += z * z / count;
    fourth += z * z * z * z / count;
    lag += z * static_cast<double>(numbers[(i + 1) % count]) / count;
  }
  // Five standard errors: 1, sqrt 2, sqrt 96 and 1, each over sqrt(count).
  EXPECT_NEAR(first, 0, 5.0 / 512);
  EXPECT_NEAR(second, 1, 5 * 1.42 / 512);
  EXPECT_NEAR(fourth, 3, 5 * 9.8 / 512);
  EXPECT_NEAR(lag, 0, 5.0 / 512);
}

// The same on every machine and instruction set: this file is also built for each alone.
TEST(ToNormal, IsTheSameToTheBitEverywhere) {
  const auto numbers = normals(drawn({20260101, 13, 1}, 0, 1 << 16));
  std::uint64_t digest = 14695981039346656037ULL;  // FNV-1a
  for (const float number : numbers) {
    digest = (digest ^ std::bit_cast<std::uint32_t>(number)) * 1099511628211ULL;
  }
  EXPECT_EQ(digest, 8703212688350769472U);
}

}  // namespace
}  // namespace tertil::analytics
