#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "collectors/xml_pull.hpp"
#include "tests/fuzz/promise.hpp"

using namespace tertil::collectors;
using tertil::fuzz::promise;

/// Any bytes come to an end, with as many ends of elements as starts, however they are cut up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::size_t piece = size % 7 + 1;
  XmlPull xml([&rest, piece](std::span<char> into) {
    const auto part = rest.substr(0, std::min(piece, into.size()));
    std::copy(part.begin(), part.end(), into.begin());
    rest.remove_prefix(part.size());
    return part.size();
  });
  std::size_t text = 0;
  int open = 0;
  for (auto event = xml.next(); event != XmlPull::Event::kDone; event = xml.next()) {
    if (event == XmlPull::Event::kBad) return 0;
    if (event == XmlPull::Event::kStart) {
      ++open;
      static_cast<void>(xml.attribute("r"));
    }
    if (event == XmlPull::Event::kEnd) --open;
    if (event == XmlPull::Event::kText) text += xml.text().size();
    promise(open == xml.depth() && open >= 0, "depth is what is open");
  }
  promise(open == 0, "all that starts ends");
  promise(text <= size, "no text is made up");
  return 0;
}
