#include "service/http/static_files.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "service/http/rendered.hpp"

namespace tertil::http {
namespace {

namespace fs = std::filesystem;

std::string_view type_of(const fs::path& path) {
  static const std::unordered_map<std::string, std::string_view> types{
      {".html", "text/html; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".jpg", "image/jpeg"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".xml", "application/xml"},
      {".pdf", "application/pdf"}};
  const auto found = types.find(path.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

std::string read(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{in}, {}};
  if (!in) throw std::runtime_error{fmt::format("cannot read {}", path.string())};
  return bytes;
}

std::unique_ptr<const Rendered> make(const Response& response) {
  auto rendered = std::make_unique<Rendered>(render(response));
  add_gzip(*rendered);
  if (rendered->gzip.bytes.size() >= rendered->identity.bytes.size()) {
    rendered->compressible = false;
    rendered->gzip = {};
  }
  add_files(*rendered);
  return rendered;
}

}  // namespace

StaticFiles::StaticFiles() = default;
StaticFiles::~StaticFiles() = default;
StaticFiles::StaticFiles(StaticFiles&&) noexcept = default;
StaticFiles& StaticFiles::operator=(StaticFiles&&) noexcept = default;

StaticFiles::StaticFiles(const fs::path& directory) {
  std::error_code failed;
  fs::recursive_directory_iterator all{directory, failed};
  if (failed) {
    throw std::runtime_error{
        fmt::format("cannot read the web directory {}: {}", directory.string(), failed.message())};
  }
  for (const auto& entry : all) {
    if (!entry.is_regular_file()) continue;
    Response response;
    response.body = read(entry.path());
    response.content_type = type_of(entry.path());
    response.cacheable = true;
    const auto path = "/" + fs::relative(entry.path(), directory).generic_string();
    if (path.starts_with("/assets/"))
      response.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
    files_.emplace(path, make(response));
    if (path == "/index.html") {
      response.status = 404;
      response.cacheable = false;
      not_found_ = make(response);
    }
  }
}

const Rendered* StaticFiles::find_file(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second.get();
}

const Rendered* StaticFiles::find(std::string_view path) const {
  if (const auto* exact = find_file(path)) return exact;
  if (path.empty() || path.front() != '/') return nullptr;
  const auto first = path.substr(1, path.find('/', 1) - 1);
  if (first.empty() && path.size() > 1) return nullptr;  // "//…"
  if (!page_segments().contains(first)) return nullptr;
  return find_file("/index.html");
}

const Rendered* StaticFiles::not_found_page() const { return not_found_.get(); }

const std::set<std::string, std::less<>>& StaticFiles::page_segments() {
  static const std::set<std::string, std::less<>> segments{
      "",         "nyckeltal",     "jamfor",   "data",    "tillganglighet",
      "om",       "metod",         "import",   "admin",   "logga-in",
      "atgarder", "handlingsplan", "att-gora", "rapport", "konto"};
  return segments;
}

}  // namespace tertil::http
