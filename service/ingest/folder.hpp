/// @file service/ingest/folder.hpp
/// @brief A folder held open, in which one name after another is looked at and moved, and nothing
/// outside it can ever be reached.
///
/// Whoever may put files into a folder may put links there too, also between two looks. So every
/// name is opened with `openat2(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS)` from the folder's own
/// handle, is one component long, and is judged by what was opened.
#pragma once
#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/domain/result.hpp"

namespace tertil::ingest {

/// A descriptor that closes itself.
class Handle {
 public:
  Handle() = default;
  explicit Handle(int descriptor) : descriptor_{descriptor} {}
  Handle(Handle&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  Handle(const Handle&) = delete;
  ~Handle();
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_{-1};
};

/// What stands under a name; links are not followed.
struct FolderEntry {
  std::string name;
  struct stat found {};
  [[nodiscard]] bool is_file() const { return S_ISREG(found.st_mode); }
  [[nodiscard]] bool is_folder() const { return S_ISDIR(found.st_mode); }
};

/// Whether both are the same file in the same state: nobody has written to it between.
[[nodiscard]] bool unchanged(const struct stat& one, const struct stat& other);

/// Errors have words for the operator: which folder, which user, what to do.
class Folder {
 public:
  /// The folder that the configuration names; it is made if it is not there.
  [[nodiscard]] static Result<Folder> open(const std::string& path);

  /// A folder right below; made if `make` is true.
  [[nodiscard]] Result<Folder> below(const std::string& name, bool make) const;
  /// What is in it, sorted by name; without "." and "..".
  [[nodiscard]] Result<std::vector<FolderEntry>> entries() const;
  /// A regular file for reading. kRefused if it is anything else.
  [[nodiscard]] Result<Handle> open_file(const std::string& name) const;
  /// Whether anything has this name.
  [[nodiscard]] bool has(const std::string& name) const;
  /// Moves it without following or replacing anything; kConflict if the new name is taken.
  [[nodiscard]] Result<void> move(const std::string& name, const Folder& to,
                                  const std::string& new_name) const;
  /// Writes a whole file or none, durably; one of that name is replaced.
  [[nodiscard]] Result<void> write(const std::string& name, std::string_view bytes) const;
  enum class Wait { kNot, kForTurn };
  /// Keeps everybody else out until the handle dies, however this process ends. kConflict if
  /// somebody else is in and we do not wait.
  [[nodiscard]] Result<Handle> lock(const std::string& name, Wait wait = Wait::kNot) const;
  /// Makes moves into and out of it durable.
  void sync() const;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] struct stat status() const;

 private:
  Folder(Handle handle, std::string path) : handle_{std::move(handle)}, path_{std::move(path)} {}
  [[nodiscard]] tl::unexpected<Error> failed(int fault, std::string_view name) const;
  [[nodiscard]] int open_below(const std::string& name, int flags, mode_t mode = 0) const;

  Handle handle_;
  std::string path_;  ///< For words only.
};

}  // namespace tertil::ingest
