/// @file collectors/eight_bit.hpp
/// @brief Tells windows-1252 and ISO-8859-1 from the encodings that share their bytes.
///
/// CP850, Mac Roman and UTF-8 pasted into a Latin file all decode as windows-1252 without an
/// error: only the text comes out wrong. What gives them away is where the bytes stand. In CP850
/// "Malmö" is `Malm` and a closing quote; in Mac Roman an en dash is a capital Ð between digits.
/// So every byte above ASCII is judged with its two neighbours. Å, ä and ö inside words, where
/// windows-1252 has them, settle the doubt for marks that only look odd, but never for those that
/// cannot be.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tertil::collectors {

/// Judges a file fed to it in chunks.
class EightBitJudge {
 public:
  void feed(std::string_view chunk);
  /// To be called once, after the last chunk.
  void finish();

  /// True when a byte 0x80–0x9F occurred, which ISO-8859-1 does not use in text.
  [[nodiscard]] bool has_c1() const { return has_c1_; }
  /// The line of the first byte that cannot be what windows-1252 says, or 0 when all can.
  [[nodiscard]] std::int64_t refused_at() const;

 private:
  void judge(unsigned char before, unsigned char at, unsigned char after);
  void judge_c1(unsigned char before, unsigned char at, unsigned char after);
  void judge_high(unsigned char before, unsigned char at, unsigned char after);
  void judge_quote(unsigned char before, unsigned char at, unsigned char after);
  void end_line();
  void cannot_be() { wrong_at_ = wrong_at_ == 0 ? line_ : wrong_at_; }
  void looks_odd() { doubtful_at_ = doubtful_at_ == 0 ? line_ : doubtful_at_; }

  std::array<unsigned char, 2> window_{};
  bool has_c1_{false};
  bool swedish_{false};  ///< å, ä or ö met inside a word.
  std::int64_t line_{1};
  std::int64_t wrong_at_{0};
  std::int64_t doubtful_at_{0};
  int open_quotes_{0};
};

}  // namespace tertil::collectors
