#include "collectors/privacy.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

#include "collectors/mapping.hpp"

namespace tertil::collectors {

namespace {

constexpr std::int64_t kPlainShare = 3;  ///< In ten.

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_high(char c) { return static_cast<unsigned char>(c) >= 0x80U; }

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// Ten digits YYMMDDNNNC: the date exists (day + 60 for coordination numbers) and C is right.
bool fits(std::string_view ten) {
  const int month = number_of(ten.substr(2, 2));
  int day = number_of(ten.substr(4, 2));
  if (day > 60) day -= 60;
  constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > kDays.at(static_cast<std::size_t>(month - 1))) {
    return false;
  }
  int sum = 0;
  for (std::size_t i = 0; i < 10; ++i) {
    const int doubled = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += doubled / 10 + doubled % 10;
  }
  return sum % 10 == 0;
}

bool is_century(std::string_view twelve) {
  return twelve.starts_with("18") || twelve.starts_with("19") || twelve.starts_with("20");
}

/// Digits from `at` on.
std::size_t run_of_digits(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && is_digit(text[at + n])) ++n;
  return n;
}

struct Span {
  std::size_t begin{0};
  std::size_t size{0};
};

/// The next number with hyphen or plus at or after `from`.
std::optional<Span> find_personnummer(std::string_view text, std::size_t from, int today) {
  for (std::size_t i = from; i < text.size();) {
    const auto n = run_of_digits(text, i);
    if (n == 0) {
      ++i;
      continue;
    }
    const std::size_t mark = i + n;
    const bool shape = (n == 6 || n == 8) && mark + 4 < text.size() + 0 &&
                       (text[mark] == '-' || text[mark] == '+') &&
                       run_of_digits(text, mark + 1) == 4;
    if (shape) {
      const auto date = text.substr(i, n);
      const std::string ten =
          std::string(date.substr(n - 6)) + std::string(text.substr(mark + 1, 4));
      const bool young = n == 8 && number_of(date) > today - 60'000;
      if (fits(ten) && (n == 6 || is_century(date)) && !young) return Span{i, n + 5};
    }
    i = mark;
  }
  return std::nullopt;
}

bool is_mail_part(char c) {
  return is_letter(c) || is_digit(c) || is_high(c) || c == '.' || c == '-' || c == '_' ||
         c == '+' || c == '%';
}

std::optional<Span> find_email(std::string_view text, std::size_t from) {
  for (auto at = text.find('@', from); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > from && is_mail_part(text[begin - 1])) --begin;
    std::size_t end = at + 1;
    while (end < text.size() && is_mail_part(text[end])) ++end;
    const auto host = text.substr(at + 1, end - at - 1);
    const auto dot = host.rfind('.');
    const bool good = begin < at && dot != std::string_view::npos && dot > 0 &&
                      host.size() - dot > 2 && is_letter(host[dot + 1]);
    if (good) return Span{begin, end - begin};
  }
  return std::nullopt;
}

bool is_phone_mark(char c) { return c == ' ' || c == '-' || c == '/' || c == '(' || c == ')'; }

/// A number with marks in it, or with +46; plain digits are anything.
std::optional<Span> find_phone(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    const bool before =
        i > 0 && (is_digit(text[i - 1]) || is_letter(text[i - 1]) || is_high(text[i - 1]) ||
                  text[i - 1] == '-' || text[i - 1] == '.' || text[i - 1] == ',');
    const bool abroad = text.substr(i).starts_with("+46") || text.substr(i).starts_with("0046");
    if (before || (!abroad && text[i] != '0')) continue;
    std::size_t end = i;
    std::size_t digits = 0;
    bool marked = abroad;
    std::size_t last = i;
    if (text[end] == '+') ++end;
    for (; end < text.size() && (is_digit(text[end]) || is_phone_mark(text[end])); ++end) {
      if (!is_digit(text[end])) continue;
      ++digits;
      last = end;
    }
    const auto whole = text.substr(i, last - i + 1);
    const auto dash = whole.find('-');
    // 0 and two or three digits, a hyphen, then groups: 070-123 45 67, 031-12 34 56.
    if (!abroad && dash >= 2 && dash <= 4 && whole.find('-', dash + 1) == std::string_view::npos) {
      marked = true;
    }
    const bool mobile = whole.starts_with("07") && whole.find(' ') == 3 && digits == 10;
    const bool after =
        last + 1 < text.size() && (is_letter(text[last + 1]) || text[last + 1] == ':' ||
                                   text[last + 1] == ',' || text[last + 1] == '.');
    if ((marked || mobile) && !after && digits >= (abroad ? 10U : 8U) && digits <= 13U) {
      return Span{i, whole.size()};
    }
    i = std::max(i, last);
  }
  return std::nullopt;
}

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](auto word) { return text.find(word) != std::string_view::npos; });
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// An upper-case letter at the front: A–Z or À–Þ.
bool is_capital(std::string_view word) {
  if (word.empty()) return false;
  if (word[0] >= 'A' && word[0] <= 'Z') return true;
  const auto next = word.size() > 1 ? static_cast<unsigned char>(word[1]) : 0U;
  return static_cast<unsigned char>(word[0]) == 0xC3U && next >= 0x80U && next <= 0x9EU;
}

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto begin = text.find_first_not_of(" ,", at);
    if (begin == std::string_view::npos) break;
    const auto end = std::min(text.find_first_of(" ,", begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return words;
}

bool same_column(std::string_view a, std::string_view b) { return folded(a) == folded(b); }

}  // namespace

std::string_view name_of(Personal kind) {
  switch (kind) {
    case Personal::kPersonnummer: return "personnummer";
    case Personal::kEmail: return "email";
    case Personal::kPhone: return "phone";
    case Personal::kName: return "name";
    case Personal::kRegistration: return "registration";
  }
  return "";
}

std::optional<Personal> personal_named(std::string_view name) {
  for (const Personal one : kAllPersonal) {
    if (name_of(one) == name) return one;
  }
  return std::nullopt;
}

Text in_words(Personal kind) {
  switch (kind) {
    case Personal::kPersonnummer: return {"personnummer", "personal identity numbers"};
    case Personal::kEmail: return {"e-postadresser", "e-mail addresses"};
    case Personal::kPhone: return {"telefonnummer", "telephone numbers"};
    case Personal::kName: return {"namn på personer", "names of persons"};
    case Personal::kRegistration: return {"registreringsnummer", "registration numbers"};
  }
  return {};
}

bool Privacy::looks_for(Personal kind) const {
  return all || std::find(reject_if_value_looks_like.begin(), reject_if_value_looks_like.end(),
                          kind) != reject_if_value_looks_like.end();
}

bool names_person(std::string_view column) {
  const auto name = folded(column);
  return is_one_of(name, {"namn", "name", "kund", "customer", "user", "användare"}) ||
         contains_any(
             name, {"förare",      "forare",        "driver",      "kortinnehavare", "cardholder",
                    "card holder", "anställd",      "employee",    "kontaktperson",  "person",
                    "resenär",     "traveller",     "traveler",    "passenger",      "passagerare",
                    "förnamn",     "efternamn",     "first name",  "last name",      "surname",
                    "kundnamn",    "customer name", "handläggare", "patient",        "chaufför"});
}

bool names_registration(std::string_view column) {
  const auto name = folded(column);
  return contains_any(name, {"regnr", "reg.nr", "reg nr", "reg.nummer", "registreringsn",
                             "registreringsnr", "license plate", "licence plate", "license_number",
                             "plate", "registration no", "registration number", "bilnr"});
}

bool has_personnummer(std::string_view text, int today) {
  return find_personnummer(text, 0, today).has_value();
}

bool is_plain_personnummer(std::string_view text) {
  if (run_of_digits(text, 0) != text.size()) return false;
  if (text.size() == 12) return is_century(text) && fits(text.substr(2));
  return text.size() == 10 && fits(text);
}

bool has_email(std::string_view text) { return find_email(text, 0).has_value(); }

bool has_phone(std::string_view text) { return find_phone(text, 0).has_value(); }

bool is_person_name(std::string_view text) {
  const auto words = words_in(text);
  if (words.size() < 2 || words.size() > 4) return false;
  for (const auto word : words) {
    const bool plain = std::all_of(word.begin(), word.end(), [](char c) {
      return is_letter(c) || is_high(c) || c == '-' || c == '.' || c == '\'';
    });
    if (!plain || !is_capital(word)) return false;
    if (is_one_of(folded(word), {"region",
                                 "regionen",
                                 "kommun",
                                 "ab",
                                 "hb",
                                 "kb",
                                 "landsting",
                                 "sjukhus",
                                 "sjukhuset",
                                 "förvaltning",
                                 "förvaltningen",
                                 "service",
                                 "trafik",
                                 "transport",
                                 "fastigheter",
                                 "fastighet",
                                 "vårdcentral",
                                 "vårdcentralen",
                                 "energi",
                                 "hus",
                                 "avdelning",
                                 "enhet",
                                 "ambulans",
                                 "ambulansen",
                                 "folktandvården",
                                 "sverige",
                                 "stad",
                                 "inc",
                                 "ltd",
                                 "group",
                                 "gmbh",
                                 "as",
                                 "oy",
                                 "halland",
                                 "hallands"})) {
      return false;
    }
  }
  return true;
}

bool is_registration(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '-') plain += c;
  }
  if (plain.size() != 6 || text.size() > 8) return false;
  const auto is_plate_letter = [](char c) {
    return c >= 'A' && c <= 'Z' && c != 'I' && c != 'Q' && c != 'V';
  };
  return std::all_of(plain.begin(), plain.begin() + 3, is_plate_letter) && is_digit(plain[3]) &&
         is_digit(plain[4]) &&
         (is_digit(plain[5]) || (is_plate_letter(plain[5]) && plain[5] != 'O'));
}

std::string masked(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    std::optional<Span> first;
    for (const auto& span :
         {find_personnummer(text, at, 99'999'999), find_email(text, at), find_phone(text, at)}) {
      if (span && (!first || span->begin < first->begin)) first = span;
    }
    if (!first) break;
    out += text.substr(at, first->begin - at);
    out += "******";
    at = first->begin + first->size;
  }
  out += text.substr(std::min(at, text.size()));
  return out;
}

std::string masked_whole(std::string_view text) {
  std::size_t first = 1;
  while (first < text.size() && (static_cast<unsigned char>(text[first]) & 0xC0U) == 0x80U) ++first;
  return text.empty() ? std::string() : std::string(text.substr(0, first)) + "*****";
}

ColumnWatch::ColumnWatch(std::string_view column, const Privacy& privacy, bool is_vehicle)
    : privacy_(privacy),
      person_(names_person(column)),
      registration_(is_vehicle || names_registration(column)) {
  const auto named = [column](const std::string& one) { return same_column(one, column); };
  const auto in = [&named](const std::vector<std::string>& list) {
    return std::any_of(list.begin(), list.end(), named);
  };
  off_ = in(privacy.drop_columns) || in(privacy.allow_columns) || in(privacy.pseudonymise);
}

void ColumnWatch::note(Personal kind, std::int64_t row) {
  if (certain_) return;
  certain_ = kind;
  row_ = row;
}

void ColumnWatch::see(std::string_view text, std::int64_t row) {
  if (off_ || text.empty()) return;
  ++filled_;
  if (certain_) return;
  if (privacy_.looks_for(Personal::kPersonnummer)) {
    if (has_personnummer(text)) return note(Personal::kPersonnummer, row);
    if (is_plain_personnummer(text)) {
      if (person_) return note(Personal::kPersonnummer, row);
      if (++plain_ == 1) plain_row_ = row;
    }
  }
  if (privacy_.looks_for(Personal::kEmail) && text.find('@') != std::string_view::npos &&
      has_email(text)) {
    return note(Personal::kEmail, row);
  }
  if (privacy_.looks_for(Personal::kPhone) && has_phone(text)) return note(Personal::kPhone, row);
  if (person_ && privacy_.looks_for(Personal::kName) && is_person_name(text)) {
    return note(Personal::kName, row);
  }
  if (registration_ && privacy_.looks_for(Personal::kRegistration) && is_registration(text)) {
    note(Personal::kRegistration, row);
  }
}

std::optional<Personal> ColumnWatch::found() const {
  if (certain_) return certain_;
  if (plain_ > 0 && plain_ * 10 >= filled_ * kPlainShare) return Personal::kPersonnummer;
  return std::nullopt;
}

std::string pseudonym(std::string_view key, std::string_view word, std::string_view value) {
  std::string plain;
  for (char c : value) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    plain += c;
  }
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  const auto* key_bytes = reinterpret_cast<const unsigned char*>(key.data());
  const auto* text_bytes = reinterpret_cast<const unsigned char*>(plain.data());
  crypto_auth_hmacsha256_init(&state, key_bytes, key.size());
  crypto_auth_hmacsha256_update(&state, text_bytes, plain.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return fmt::format("{} {:02X}{:02X}-{:02X}{:02X}-{:02X}{:02X}", word, mac[0], mac[1], mac[2],
                     mac[3], mac[4], mac[5]);
}

Text personal_data_message(std::string_view column, Personal kind) {
  const auto words = in_words(kind);
  return {fmt::format("Kolumnen ”{}” ser ut att innehålla {}. Hela filen är avvisad och inget av "
                      "den sparas. Ta bort kolumnen ur filen, eller låt mappningen ta bort den "
                      "(drop_columns) eller göra den till koder (pseudonymise).",
                      column, words.sv),
          fmt::format("The column “{}” seems to hold {}. The whole file is refused and nothing of "
                      "it is kept. Remove the column from the file, or let the mapping drop it "
                      "(drop_columns) or turn it into codes (pseudonymise).",
                      column, words.en)};
}

}  // namespace tertil::collectors
