/// @file analytics/random_draws.hpp
/// @brief Random numbers that are the same on every machine, in any order and on any thread.
///
/// The generator is a pure function of what is asked for: no state, so draw 70,000 of a region is
/// the same number whether the draws before it were made or not. Philox4x32-10 (J. K. Salmon,
/// M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011)
/// passes BigCrush and needs only 32-bit products, which every register knows.
///
/// Layout: draws come in groups of 64, made of 16 Philox blocks of four words each. Draw d is word
/// (d % 64) / 16 of the block with counter {c, c >> 32, stream, purpose}, c = 16 (d / 64) + d % 16,
/// and key {seed, seed >> 32}.
///
/// Distributions: of a word the upper 24 bits k count, as u = (k + 1/2) / 2^24, so u is never 0
/// nor 1 and u - 1/2 is exact in a float. A normal number is the normal quantile of u by Wichura's
/// PPND7 (M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution",
/// Applied Statistics 37, 1988, 477–484), good to 1 in 10^6 when computed in floats; nothing lies
/// beyond ±5.5. The C++ library's own distributions differ between libraries, and its logarithm
/// between processors: here are only + - × / and square roots, which IEEE 754 fixes to the bit.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace tertil::analytics {

/// One block: four words of a counter of four words and a key of two.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// An endless row of draws. Two that differ in anything have nothing to do with each other.
struct DrawStream {
  std::uint64_t seed{1};
  std::uint32_t stream{0};   ///< Whose draws they are: a region's number.
  std::uint32_t purpose{0};  ///< What they are for.
};

/// Draws are made in whole groups of this size.
inline constexpr std::size_t kDrawGroup = 64;

/// Words of 32 bits: draws `first`, first + 1, … of the stream.
/// @pre `first` and the number of words are multiples of kDrawGroup.
/// @throws std::invalid_argument if they are not.
void draw_words(const DrawStream& stream, std::uint64_t first, std::span<std::uint32_t> words);

/// What a word means evenly spread between -1/2 and 1/2, ends excluded: u - 1/2.
void to_uniform(std::span<const std::uint32_t> words, std::span<float> numbers);

/// What a word means normally distributed, with mean 0 and standard deviation 1.
/// @pre Both spans are equally long, here and in to_uniform().
void to_normal(std::span<const std::uint32_t> words, std::span<float> numbers);

}  // namespace tertil::analytics
