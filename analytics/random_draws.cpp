#include "analytics/random_draws.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <stdexcept>

#include "analytics/clones.hpp"

namespace tertil::analytics {
namespace {

constexpr std::size_t kLanes = 16;    // blocks of one group of draws
constexpr std::size_t kTogether = 2;  // groups

// Multipliers and Weyl constants of Philox4x32 (Salmon et al., tables 2 and section 3.3).
constexpr std::uint32_t kFirstFactor = 0xD2511F53;
constexpr std::uint32_t kSecondFactor = 0xCD9E8D57;
constexpr std::uint32_t kFirstStep = 0x9E3779B9;   // the golden ratio
constexpr std::uint32_t kSecondStep = 0xBB67AE85;  // the square root of 3, less 1
constexpr int kRounds = 10;

template <std::size_t kCount>
struct Blocks {
  alignas(64) std::array<std::array<std::uint32_t, kCount>, 4> word;
};

template <std::size_t kCount>
[[gnu::always_inline]] inline void mix(Blocks<kCount>& blocks, std::array<std::uint32_t, 2> key) {
  auto& [a, b, c, d] = blocks.word;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < kCount; ++i) {
      const std::uint64_t first = std::uint64_t{kFirstFactor} * a[i];
      const std::uint64_t second = std::uint64_t{kSecondFactor} * c[i];
      a[i] = static_cast<std::uint32_t>(second >> 32) ^ b[i] ^ key[0];
      b[i] = static_cast<std::uint32_t>(second);
      c[i] = static_cast<std::uint32_t>(first >> 32) ^ d[i] ^ key[1];
      d[i] = static_cast<std::uint32_t>(first);
    }
    key[0] += kFirstStep;
    key[1] += kSecondStep;
  }
}

// Makes kGroups groups at once: their blocks are consecutive, and several side by side hide how
// long a product takes.
template <std::size_t kGroups>
[[gnu::always_inline]] inline void fill(const DrawStream& stream, std::uint64_t group,
                                        std::uint32_t* words) {
  constexpr std::size_t kCount = kGroups * kLanes;
  Blocks<kCount> blocks{};
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::uint64_t counter = kLanes * group + i;
    blocks.word[0][i] = static_cast<std::uint32_t>(counter);
    blocks.word[1][i] = static_cast<std::uint32_t>(counter >> 32);
    blocks.word[2][i] = stream.stream;
    blocks.word[3][i] = stream.purpose;
  }
  mix(blocks,
      {static_cast<std::uint32_t>(stream.seed), static_cast<std::uint32_t>(stream.seed >> 32)});
  for (std::size_t g = 0; g < kGroups; ++g) {
    for (std::size_t w = 0; w < 4; ++w) {
      for (std::size_t i = 0; i < kLanes; ++i) {
        words[g * kDrawGroup + w * kLanes + i] = blocks.word[w][g * kLanes + i];
      }
    }
  }
}

TERTIL_CLONES void fill_groups(const DrawStream& stream, std::uint64_t group, std::size_t groups,
                               std::uint32_t* words) {
  std::size_t g = 0;
  for (; g + kTogether <= groups; g += kTogether) {
    fill<kTogether>(stream, group + g, words + g * kDrawGroup);
  }
  for (; g < groups; ++g) fill<1>(stream, group + g, words + g * kDrawGroup);
}

// u - 1/2 of the upper 24 bits. Every step is exact.
[[gnu::always_inline]] inline float centred(std::uint32_t word) {
  const std::int32_t k = static_cast<std::int32_t>(word >> 8) - (1 << 23);
  return (static_cast<float>(k) + 0.5F) * 0x1p-24F;
}

// The logarithm of a normal float above 0: exponent and mantissa m, brought to between 3/4 and
// 3/2, with ln m = 2 artanh((m - 1)/(m + 1)) by its series; the first term left out is below 1e-9.
[[gnu::always_inline]] inline float logarithm(float value) {
  constexpr std::uint32_t kThreeQuarters = 0x3F400000;
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(value) - kThreeQuarters;
  const auto exponent = static_cast<float>(static_cast<std::int32_t>(bits) >> 23);
  const auto m = std::bit_cast<float>((bits & 0x007FFFFF) + kThreeQuarters);
  const float s = (m - 1.0F) / (m + 1.0F);
  const float t = s * s;
  const float series = (((t * (1.0F / 9) + 1.0F / 7) * t + 1.0F / 5) * t + 1.0F / 3) * t * s + s;
  return exponent * 0x1.62e43p-1F + 2.0F * series;
}

// PPND7. Both ways are computed and one is chosen: no branch, and one division for both.
[[gnu::always_inline]] inline float normal_quantile(float q) {
  const float r = 0.180625F - q * q;
  const float near_top =
      q * (((59.109374720F * r + 159.29113202F) * r + 50.434271938F) * r + 3.3871327179F);
  const float near_bottom = ((67.187563600F * r + 78.757757664F) * r + 17.895169469F) * r + 1.0F;

  const float distance = std::abs(q);
  const float s = std::sqrt(-logarithm(0.5F - distance)) - 1.6F;
  const float far_top =
      ((0.17023821103F * s + 1.3067284816F) * s + 2.7568153900F) * s + 1.4234372777F;
  const float far_bottom = (0.12021132975F * s + 0.73700164250F) * s + 1.0F;

  const bool near = distance <= 0.425F;
  const float signed_top = q < 0.0F ? -far_top : far_top;
  return (near ? near_top : signed_top) / (near ? near_bottom : far_bottom);
}

TERTIL_CLONES void normal_kernel(const std::uint32_t* words, std::size_t count, float* numbers) {
  for (std::size_t i = 0; i < count; ++i) numbers[i] = normal_quantile(centred(words[i]));
}

TERTIL_CLONES void uniform_kernel(const std::uint32_t* words, std::size_t count, float* numbers) {
  for (std::size_t i = 0; i < count; ++i) numbers[i] = centred(words[i]);
}

void require_equal(std::size_t words, std::size_t numbers) {
  if (words != numbers) throw std::invalid_argument("as many numbers as words are drawn");
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) {
  Blocks<1> block{};
  for (std::size_t w = 0; w < 4; ++w) block.word[w][0] = counter[w];
  mix(block, key);
  return {block.word[0][0], block.word[1][0], block.word[2][0], block.word[3][0]};
}

void draw_words(const DrawStream& stream, std::uint64_t first, std::span<std::uint32_t> words) {
  if (first % kDrawGroup != 0 || words.size() % kDrawGroup != 0) {
    throw std::invalid_argument("draws are made in whole groups");
  }
  fill_groups(stream, first / kDrawGroup, words.size() / kDrawGroup, words.data());
}

void to_uniform(std::span<const std::uint32_t> words, std::span<float> numbers) {
  require_equal(words.size(), numbers.size());
  uniform_kernel(words.data(), words.size(), numbers.data());
}

void to_normal(std::span<const std::uint32_t> words, std::span<float> numbers) {
  require_equal(words.size(), numbers.size());
  normal_kernel(words.data(), words.size(), numbers.data());
}

}  // namespace tertil::analytics
