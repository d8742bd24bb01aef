#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "service/reports/yearly_report_forms.hpp"

namespace tertil::reports {
namespace {

constexpr std::string_view kBegin = "<style>";
constexpr std::string_view kEnd = "</style>";

std::string base64_sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    return {};
  std::array<unsigned char, 4 * (EVP_MAX_MD_SIZE / 3 + 1) + 1> encoded{};
  const int length = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(size));
  return {encoded.begin(), encoded.begin() + length};
}

}  // namespace

std::string report_policy(std::string_view html) {
  // The program alone writes tags, so the first <style> is the template's.
  const auto begin = html.find(kBegin);
  const auto end = html.find(kEnd);
  const bool styled = begin != std::string_view::npos && end != std::string_view::npos;
  const auto style =
      styled ? html.substr(begin + kBegin.size(), end - begin - kBegin.size()) : std::string_view{};
  return fmt::format(
      "default-src 'none'; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; "
      "frame-ancestors 'none'",
      styled ? fmt::format("'sha256-{}'", base64_sha256(style)) : std::string{"'none'"});
}

}  // namespace tertil::reports
