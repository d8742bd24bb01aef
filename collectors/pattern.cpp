#include "collectors/pattern.hpp"

#include <fmt/format.h>

#include <charconv>
#include <regex>

namespace tertil::collectors {

namespace {

constexpr std::size_t kLongestPattern = 300;
constexpr std::size_t kLongestText = 1024;
constexpr std::size_t kMostRepeats = 1000;

using Names = std::vector<std::pair<std::string, std::size_t>>;

Text fault(std::string_view sv, std::string_view en) { return {std::string(sv), std::string(en)}; }

/// Rewrites what the library does not know, and refuses what it would read wrongly.
class Rewriter {
 public:
  explicit Rewriter(std::string_view pattern) : in_(pattern) {}

  std::optional<Text> rewrite() {
    if (in_.starts_with("(?i)")) {
      ignore_case = true;
      at_ = 4;
    }
    for (; at_ < in_.size(); ++at_) {
      if (auto problem = step(in_[at_])) return problem;
    }
    return std::nullopt;
  }

  std::string out;
  Names names;
  bool ignore_case{false};

 private:
  std::optional<Text> step(char c) {
    if (c == '\\') {
      if (at_ + 1 < in_.size() && in_[at_ + 1] >= '1' && in_[at_ + 1] <= '9') {
        return fault("Bakåtreferenser (\\1) stöds inte.",
                     "Back-references (\\1) are not supported.");
      }
      out += c;
      if (++at_ < in_.size()) out += in_[at_];
      return std::nullopt;
    }
    if (in_class_ && static_cast<unsigned char>(c) >= 0x80U) {
      return fault("Inom [ ] får bara ASCII stå; skriv (å|ä|ö) i stället.",
                   "Only ASCII may stand inside [ ]; write (å|ä|ö) instead.");
    }
    if (c == '[') in_class_ = true;
    if (c == ']') in_class_ = false;
    if (!in_class_ && c == '(') return open_group();
    if (!in_class_ && c == '{' && !count_repeats()) {
      return fault("Upprepningarna i mönstret är för många.", "The pattern repeats too much.");
    }
    out += c;
    return std::nullopt;
  }

  std::optional<Text> open_group() {
    out += '(';
    const auto rest = in_.substr(at_ + 1);
    if (rest.starts_with("?<") && !rest.starts_with("?<=") && !rest.starts_with("?<!")) {
      const auto end = rest.find('>');
      if (end == std::string_view::npos || end == 2) {
        return fault("En namngiven grupp skrivs (?<namn>…).", "A named group is (?<name>…).");
      }
      names.emplace_back(std::string(rest.substr(2, end - 2)), ++groups_);
      at_ += end + 1;
    } else if (rest.starts_with('?')) {
      if (!rest.starts_with("?:")) {
        return fault("Gruppens slag stöds inte; skriv (…), (?:…) eller (?<namn>…).",
                     "This kind of group is not supported; write (…), (?:…) or (?<name>…).");
      }
    } else {
      ++groups_;
    }
    return std::nullopt;
  }

  bool count_repeats() {
    std::size_t most = 1;
    const auto end = in_.find('}', at_);
    if (end == std::string_view::npos) return true;
    for (std::size_t i = at_ + 1; i < end;) {
      std::size_t number = 0;
      const auto [stop, error] = std::from_chars(in_.data() + i, in_.data() + end, number);
      if (error == std::errc::result_out_of_range) return false;
      if (error == std::errc{}) most = std::max(most, number);
      i = error == std::errc{} ? static_cast<std::size_t>(stop - in_.data()) : i + 1;
    }
    if (most > kMostRepeats) return false;
    repeats_ *= std::max<std::size_t>(most, 1);
    return repeats_ <= kMostRepeats;
  }

  std::string_view in_;
  std::size_t at_{0};
  std::size_t groups_{0};
  std::size_t repeats_{1};
  bool in_class_{false};
};

}  // namespace

struct Pattern::Compiled {
  std::string text;
  std::regex regex;
  Names names;
};

std::variant<Pattern, Text> Pattern::compile(std::string_view pattern) {
  if (pattern.empty() || pattern.size() > kLongestPattern) {
    return Text{fmt::format("Ett mönster har 1–{} tecken.", kLongestPattern),
                fmt::format("A pattern has 1–{} characters.", kLongestPattern)};
  }
  Rewriter rewriter(pattern);
  if (auto problem = rewriter.rewrite()) return *problem;
  auto compiled = std::make_shared<Compiled>();
  compiled->text = pattern;
  compiled->names = std::move(rewriter.names);
  // Breadth first: time is bounded whatever the pattern, and no stack grows with the text.
  auto flags = std::regex::ECMAScript | std::regex_constants::__polynomial;
  if (rewriter.ignore_case) flags |= std::regex::icase;
  try {
    compiled->regex.assign(rewriter.out, flags);
  } catch (const std::regex_error&) {
    return Text{fmt::format("”{}” är inget giltigt mönster (reguljärt uttryck).", pattern),
                fmt::format("“{}” is not a valid pattern (regular expression).", pattern)};
  }
  Pattern out;
  out.compiled_ = std::move(compiled);
  return out;
}

std::optional<Pattern::Match> Pattern::find(std::string_view text) const {
  if (text.size() > kLongestText) return std::nullopt;
  std::match_results<std::string_view::const_iterator> found;
  if (!std::regex_search(text.begin(), text.end(), found, compiled_->regex)) return std::nullopt;
  Match match{found[0].str(), {}};
  for (std::size_t i = 1; i < found.size(); ++i) match.groups.push_back(found[i].str());
  return match;
}

const Names& Pattern::names() const { return compiled_->names; }

const std::string& Pattern::text() const { return compiled_->text; }

}  // namespace tertil::collectors
