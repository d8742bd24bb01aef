#include "service/access/passwords.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace tertil::access {
namespace {

constexpr std::int64_t kLittleMemory = std::int64_t{256} << 20;
constexpr PasswordCost kSmall{2, std::size_t{19} << 20};
constexpr std::size_t kLongestName = 64;
constexpr std::size_t kShortestNameThatTells = 3;  // "bo" is in half of all sentences

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start"};
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// Characters, not bytes: bytes that do not continue one.
std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// One of the few places, given back at the end of the scope.
class Place {
 public:
  explicit Place(std::counting_semaphore<Passwords::kMostAtOnce>& places)
      : places_{places}, taken_{places.try_acquire()} {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    if (taken_) places_.release();
  }
  [[nodiscard]] bool taken() const { return taken_; }

 private:
  std::counting_semaphore<Passwords::kMostAtOnce>& places_;
  bool taken_;
};

tl::unexpected<Error> too_many() {
  return fail(ErrorCode::kTooMany,
              {"Många loggar in just nu. Vänta några sekunder och försök igen.",
               "Many are signing in right now. Wait a few seconds and try again."});
}

tl::unexpected<Error> unfit(std::string sv, std::string en) {
  return fail(ErrorCode::kRefused, {std::move(sv), std::move(en)});
}

}  // namespace

PasswordCost cost_for(std::optional<std::int64_t> memory_limit) {
  return memory_limit && *memory_limit < kLittleMemory ? kSmall : PasswordCost{};
}

Result<std::string> Passwords::hash(std::string_view password) {
  start_sodium();
  const Place place{places_};
  if (!place.taken()) return too_many();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.passes,
                            cost_.bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::kBusy,
                {"Minnet räcker inte just nu. Försök igen om en stund.",
                 "There is not enough memory right now. Try again in a moment."},
                "access/passwords: argon2id");
  }
  return std::string{text.data()};
}

Result<bool> Passwords::matches(const std::string& hash, std::string_view password) {
  start_sodium();
  const Place place{places_};
  if (!place.taken()) return too_many();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

Result<void> Passwords::waste(std::string_view password) {
  const auto made = hash(password);
  if (!made) return tl::unexpected{made.error()};
  return {};
}

Result<void> check_new_password(std::string_view name, std::string_view password) {
  if (length_of(password) < kShortestPassword)
    return unfit(
        fmt::format("Lösenordet är för kort: minst {} tecken.", kShortestPassword),
        fmt::format("The password is too short: at least {} characters.", kShortestPassword));
  if (password.size() > kLongestPassword)
    return unfit(fmt::format("Lösenordet är för långt: högst {} byte.", kLongestPassword),
                 fmt::format("The password is too long: at most {} bytes.", kLongestPassword));
  if (std::ranges::any_of(password, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
    return unfit("Lösenordet innehåller styrtecken.", "The password has control characters in it.");
  if (name.size() >= kShortestNameThatTells &&
      lower(password).find(lower(name)) != std::string::npos)
    return unfit("Lösenordet får inte innehålla namnet.",
                 "The password must not have the name in it.");
  if (std::ranges::all_of(password, [&](char c) { return c == password.front(); }))
    return unfit("Lösenordet är ett och samma tecken.", "The password is one character repeated.");
  return {};
}

Result<std::string> account_name(std::string_view typed) {
  auto name = lower(typed);
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const auto fits = [&](char c) {
    return letter(c) || std::string_view{"._-@"}.find(c) != std::string_view::npos;
  };
  if (!name.empty() && name.size() <= kLongestName && letter(name.front()) &&
      std::ranges::all_of(name, fits))
    return name;
  return fail(ErrorCode::kInvalidInput,
              {"Ett namn har 1–64 tecken: a–z, 0–9, punkt, bindestreck, understreck eller @, och "
               "börjar med bokstav eller siffra.",
               "A name has 1–64 characters: a–z, 0–9, dot, hyphen, underscore or @, and begins "
               "with a letter or digit."});
}

}  // namespace tertil::access
