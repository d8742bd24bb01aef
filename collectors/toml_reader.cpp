#include "collectors/toml_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "collectors/letters.hpp"

namespace tertil::collectors {

namespace {

/// "decimalChar" → "decimal_char".
std::string snake(std::string_view key) {
  std::string out;
  for (const char c : key) {
    if (c >= 'A' && c <= 'Z') {
      out += '_';
      out += static_cast<char>(c - 'A' + 'a');
    } else {
      out += c;
    }
  }
  return out;
}

SourceFault fault_at(const toml::source_region& where, std::string sv, std::string en) {
  return {where.begin.line, where.begin.column, {std::move(sv), std::move(en)}};
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view word,
                                        const std::vector<std::string>& known) {
  if (word.size() > 64) return std::nullopt;
  std::optional<std::string> best;
  std::size_t nearest = std::max<std::size_t>(3, word.size() / 3 + 1);
  for (const auto& one : known) {
    const std::size_t far = letters_between(snake(word), snake(one));
    if (far < nearest) {
      nearest = far;
      best = one;
    }
  }
  return best;
}

const toml::node* TomlReader::node(std::string_view key) {
  asked_.emplace_back(key);
  for (const auto& [name, value] : *table_) {
    if (name.str() == key || snake(name.str()) == key) return &value;
  }
  return nullptr;
}

bool TomlReader::has(std::string_view key) { return node(key) != nullptr; }

std::string TomlReader::full(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void TomlReader::fail_at(const toml::node& node, std::string_view key, std::string_view sv,
                         std::string_view en) {
  faults_->others.push_back(fault_at(node.source(), fmt::format("{}: {}", full(key), sv),
                                     fmt::format("{}: {}", full(key), en)));
}

void TomlReader::fail(std::string_view key, std::string_view sv, std::string_view en) {
  const auto* there = node(key);
  const toml::node& blamed = there != nullptr ? *there : *table_;
  fail_at(blamed, key, sv, en);
}

std::string TomlReader::text(std::string_view key, bool required) {
  const auto* found = node(key);
  if (found == nullptr) {
    if (required) {
      faults_->others.push_back(fault_at(table_->source(), fmt::format("{} saknas.", full(key)),
                                         fmt::format("{} is missing.", full(key))));
    }
    return {};
  }
  auto value = found->value_exact<std::string>();
  if (!value || (value->empty() && required)) {
    faults_->others.push_back(fault_at(found->source(),
                                       fmt::format("{} ska vara text inom citattecken.", full(key)),
                                       fmt::format("{} must be text in quotes.", full(key))));
    return {};
  }
  if (value->find('\0') != std::string::npos) {
    faults_->others.push_back(
        fault_at(found->source(), fmt::format("{} får inte ha tecknet NUL (U+0000).", full(key)),
                 fmt::format("{} must not have the character NUL (U+0000).", full(key))));
    return {};
  }
  return *value;
}

std::string TomlReader::choice(std::string_view key,
                               std::initializer_list<std::string_view> choices) {
  auto value = text(key);
  if (!has(key) || std::find(choices.begin(), choices.end(), value) != choices.end()) return value;
  fail(key, fmt::format("skriv något av {}.", fmt::join(choices, ", ")),
       fmt::format("write one of {}.", fmt::join(choices, ", ")));
  return {};
}

std::optional<std::int64_t> TomlReader::integer(std::string_view key, std::int64_t least,
                                                std::int64_t most) {
  const auto* found = node(key);
  if (found == nullptr) return std::nullopt;
  auto value = found->value_exact<std::int64_t>();
  if (value && *value >= least && *value <= most) return value;
  fail_at(*found, key, fmt::format("ett heltal {}–{}.", least, most),
          fmt::format("a whole number {}–{}.", least, most));
  return std::nullopt;
}

std::optional<double> TomlReader::number(std::string_view key) {
  const auto* found = node(key);
  if (found == nullptr) return std::nullopt;
  auto value = found->is_number() ? found->value<double>() : std::nullopt;
  if (value && std::isfinite(*value)) return value;
  fail_at(*found, key, "ett tal utan citattecken.", "a number without quotes.");
  return std::nullopt;
}

bool TomlReader::flag(std::string_view key, bool otherwise) {
  const auto* found = node(key);
  if (found == nullptr) return otherwise;
  if (const auto value = found->value_exact<bool>()) return *value;
  fail_at(*found, key, "true eller false.", "true or false.");
  return otherwise;
}

std::vector<std::string> TomlReader::texts(std::string_view key) {
  const auto* found = node(key);
  if (found == nullptr) return {};
  if (auto one = found->value_exact<std::string>()) return {*one};
  std::vector<std::string> out;
  if (const auto* list = found->as_array()) {
    for (const auto& element : *list) {
      if (auto one = element.value_exact<std::string>()) out.push_back(*one);
    }
    if (out.size() == list->size()) return out;
  }
  fail_at(*found, key, "text, eller en lista av texter.", "text, or a list of texts.");
  return {};
}

std::vector<std::int64_t> TomlReader::integers(std::string_view key) {
  const auto* found = node(key);
  if (found == nullptr) return {};
  if (const auto one = found->value_exact<std::int64_t>()) return {*one};
  std::vector<std::int64_t> out;
  if (const auto* list = found->as_array()) {
    for (const auto& element : *list) {
      if (const auto one = element.value_exact<std::int64_t>()) out.push_back(*one);
    }
    if (out.size() == list->size()) return out;
  }
  fail_at(*found, key, "ett heltal, eller en lista av heltal.",
          "a whole number, or a list of them.");
  return {};
}

std::optional<Pattern> TomlReader::pattern(std::string_view key) {
  const auto written = text(key);
  if (!has(key)) return std::nullopt;
  auto compiled = Pattern::compile(written);
  if (auto* good = std::get_if<Pattern>(&compiled)) return std::move(*good);
  const auto& why = std::get<Text>(compiled);
  fail(key, why.sv, why.en);
  return std::nullopt;
}

std::optional<TomlReader> TomlReader::table(std::string_view key) {
  const auto* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (const auto* inner = found->as_table()) return TomlReader(*inner, full(key), *faults_);
  fail_at(*found, key, "ska vara en tabell.", "must be a table.");
  return std::nullopt;
}

std::vector<TomlReader> TomlReader::tables(std::string_view key) {
  const auto* found = node(key);
  if (found == nullptr) return {};
  if (const auto* one = found->as_table()) return {TomlReader(*one, full(key), *faults_)};
  std::vector<TomlReader> out;
  if (const auto* list = found->as_array()) {
    for (const auto& element : *list) {
      if (const auto* one = element.as_table()) out.emplace_back(*one, full(key), *faults_);
    }
    if (out.size() == list->size()) return out;
  }
  fail_at(*found, key, "ska vara en tabell, eller flera.", "must be a table, or several.");
  return {};
}

void TomlReader::done() {
  for (const auto& [name, value] : *table_) {
    const std::string key(name.str());
    const bool known = std::any_of(asked_.begin(), asked_.end(), [&key](const auto& one) {
      return one == key || one == snake(key);
    });
    if (known) continue;
    std::string sv = fmt::format("Nyckeln {} känns inte igen.", full(key));
    std::string en = fmt::format("The key {} is not known.", full(key));
    if (const auto meant = nearest_word(key, asked_)) {
      sv += fmt::format(" Menades {}?", *meant);
      en += fmt::format(" Was {} meant?", *meant);
    }
    faults_->unknown_keys.push_back(fault_at(value.source(), std::move(sv), std::move(en)));
  }
}

}  // namespace tertil::collectors
