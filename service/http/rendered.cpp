#include "service/http/rendered.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "service/http/negotiate.hpp"

namespace tertil::http {
namespace {

bool is_compressible(std::string_view content_type) {
  const auto type = content_type.substr(0, content_type.find(';'));
  static constexpr std::array<std::string_view, 11> kTypes{
      "application/json",          "application/problem+json", "application/javascript",
      "application/xml",           "application/ld+json",      "application/json-stat+json",
      "application/manifest+json", "application/x-ndjson",     "image/svg+xml",
      "application/csvm+json",     "application/rdf+xml"};
  return type.starts_with("text/") || std::ranges::find(kTypes, type) != kTypes.end();
}

struct Lines {
  std::string own;   ///< Without Content-Length, ETag and Content-Encoding.
  std::string kept;  ///< What a 304 repeats (RFC 9110 §15.4.5), without ETag.
  std::string etag;
};

Lines lines_of(const Response& response, bool compressible) {
  Lines lines;
  bool has_cache_control = false;
  bool has_vary = false;
  if (!response.content_type.empty() && response.status != 204)
    lines.own += fmt::format("Content-Type: {}\r\n", response.content_type);
  for (const auto& [name, value] : response.headers) {
    // A line end in a value would let whoever wrote it add fields of their own.
    if ((name + value).find_first_of(std::string_view{"\r\n\0", 3}) != std::string::npos)
      throw std::invalid_argument{"a header field holds a line end"};
    if (equals_ignoring_case(name, "ETag")) {
      lines.etag = value;
      continue;
    }
    const auto line = fmt::format("{}: {}\r\n", name, value);
    has_cache_control = has_cache_control || equals_ignoring_case(name, "Cache-Control");
    has_vary = has_vary || equals_ignoring_case(name, "Vary");
    lines.own += line;
    for (const std::string_view kept : {"Cache-Control", "Vary", "Expires", "Content-Location"})
      if (equals_ignoring_case(name, kept)) lines.kept += line;
  }
  std::string ours;
  if (!has_cache_control)
    ours += response.cacheable ? "Cache-Control: no-cache\r\n" : "Cache-Control: no-store\r\n";
  if (compressible && !has_vary) ours += "Vary: Accept-Encoding\r\n";
  lines.own += ours;
  lines.kept += ours;
  return lines;
}

Form assemble(unsigned status, std::string_view lines, std::string_view kept, std::string etag,
              std::string_view encoding, std::string_view body) {
  Form form;
  form.etag = std::move(etag);
  auto& bytes = form.bytes;
  bytes.reserve(lines.size() + body.size() + 160);
  bytes += lines;
  if (!encoding.empty()) bytes += fmt::format("Content-Encoding: {}\r\n", encoding);
  if (status != 204) bytes += fmt::format("Content-Length: {}\r\n", body.size());
  if (!form.etag.empty()) {
    bytes += fmt::format("ETag: {}\r\n", form.etag);
    form.not_modified = fmt::format("{}ETag: {}\r\n\r\n", kept, form.etag);
  }
  bytes += "\r\n";
  form.head_size = bytes.size();
  if (status != 204) bytes += body;
  return form;
}

std::string with_suffix(const std::string& etag) {
  if (etag.empty()) return etag;
  return etag.substr(0, etag.size() - 1) + "-gzip\"";
}

}  // namespace

Rendered render(const Response& response) {
  Rendered rendered;
  rendered.status = response.status;
  rendered.cacheable = response.cacheable && response.status == 200;
  rendered.compressible =
      response.body.size() > kSmallestToCompress && is_compressible(response.content_type);
  rendered.own_policy = std::ranges::any_of(response.headers, [](const auto& header) {
    return equals_ignoring_case(header.first, "Content-Security-Policy");
  });
  auto lines = lines_of(response, rendered.compressible);
  const bool tagged = lines.etag.empty() && rendered.cacheable;
  rendered.identity =
      assemble(response.status, lines.own, lines.kept,
               tagged ? etag_of(response.body) : std::move(lines.etag), {}, response.body);
  return rendered;
}

void add_gzip(Rendered& rendered) {
  if (!rendered.compressible || !rendered.gzip.bytes.empty()) return;
  const auto& identity = rendered.identity;
  const auto head = std::string_view{identity.bytes}.substr(0, identity.head_size);
  const auto body = std::string_view{identity.bytes}.substr(identity.head_size);
  // Our own lines, in the order assemble() wrote them: the length and what follows are made anew.
  const auto lines = head.substr(0, head.rfind("Content-Length: "));
  const auto kept = std::string_view{identity.not_modified};
  rendered.gzip = assemble(rendered.status, lines, kept.substr(0, kept.rfind("ETag: ")),
                           with_suffix(identity.etag), "gzip", gzip(body));
}

void add_files(Rendered& rendered) {
  for (auto* form : {&rendered.identity, &rendered.gzip}) {
    if (form->file || form->bytes.size() - form->head_size < kSmallestBodyFile) continue;
    auto file = std::make_shared<BodyFile>(std::string_view{form->bytes}.substr(form->head_size));
    if (file->descriptor() >= 0) form->file = std::move(file);
  }
}

std::string etag_of(std::string_view body, std::string_view suffix) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(body.data(), body.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error{"SHA-256 is not available"};
  return fmt::format("\"{:02x}{}\"", fmt::join(digest.begin(), digest.begin() + 16, ""), suffix);
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  const int level = bytes.size() > 262'144 ? 3 : 6;  // big ones must not hold an I/O thread long
  if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc{};
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (done != Z_STREAM_END) throw std::runtime_error{"zlib did not finish"};
  return out;
}

std::string security_lines(std::string_view frame_ancestors) {
  return fmt::format(
      "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
      "img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; "
      "form-action 'self'; frame-ancestors {}; require-trusted-types-for 'script'\r\n"
      "X-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: same-origin\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n"
      "Permissions-Policy: \r\n",
      frame_ancestors);
}

std::string_view without_policy(std::string_view security_lines) {
  return security_lines.substr(security_lines.find('\n') + 1);
}

}  // namespace tertil::http
