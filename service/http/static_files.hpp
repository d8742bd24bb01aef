/// @file service/http/static_files.hpp
/// @brief The web pages: a map from exact path to bytes, read once at start.
///
/// Nothing touches the file system while serving, so no path in a request can lead anywhere else.
#pragma once
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tertil::http {

struct Rendered;

/// Every file under a directory, with its gzip form and ETag. Files below "/assets/" carry a hash
/// in their name and may be kept for a year; all others are asked about each time (no-cache).
class StaticFiles {
 public:
  StaticFiles();  ///< Nothing: every path is unknown.
  /// @throws std::runtime_error if the directory or one of its files cannot be read.
  explicit StaticFiles(const std::filesystem::path& directory);
  ~StaticFiles();
  StaticFiles(StaticFiles&&) noexcept;
  StaticFiles& operator=(StaticFiles&&) noexcept;

  /// The answer for an exact path, or index.html for a page of the web application: "/" and paths
  /// that begin with one of page_segments(). Null if there is none.
  [[nodiscard]] const Rendered* find(std::string_view path) const;

  /// The answer for the path of a file, nothing else: safe for a path that is not decoded yet.
  [[nodiscard]] const Rendered* find_file(std::string_view path) const;

  /// index.html as the body of a 404; null if there is no index.html.
  [[nodiscard]] const Rendered* not_found_page() const;

  /// First path segments that are pages of the web application, not files.
  [[nodiscard]] static const std::set<std::string, std::less<>>& page_segments();

  [[nodiscard]] std::size_t size() const { return files_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view path) const {
      return std::hash<std::string_view>{}(path);
    }
  };
  std::unordered_map<std::string, std::unique_ptr<const Rendered>, Hash, std::equal_to<>> files_;
  std::unique_ptr<const Rendered> not_found_;
};

}  // namespace tertil::http
