#include "service/http/if_match.hpp"

namespace tertil::http {

bool names(std::string_view if_match, std::string_view etag) {
  constexpr std::string_view kCompressed = "-gzip\"";
  if (if_match == "*" || if_match == etag) return true;
  if (!if_match.ends_with(kCompressed)) return false;
  if_match.remove_suffix(kCompressed.size());
  etag.remove_suffix(1);
  return if_match == etag;
}

}  // namespace tertil::http
