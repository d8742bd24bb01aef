/// @file tests/support/failing_disk.hpp
/// @brief A file system of SQLite's that fails when a test says so.
#pragma once
#include <sqlite3.h>

#include <atomic>
#include <cstring>

namespace tertil::tests {

/// SQLite's own file system, except that syncs and writes fail while told so. It is the default
/// one as long as it lives, so the engine under test knows nothing of it.
class FailingDisk {
 public:
  FailingDisk() {
    real_ = sqlite3_vfs_find(nullptr);
    ours_ = *real_;
    ours_.zName = "failing";
    ours_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    ours_.xOpen = &FailingDisk::open;
    sqlite3_vfs_register(&ours_, 1);
    fail_sync = false;
    write_fault = SQLITE_OK;
    syncs = 0;
  }
  FailingDisk(const FailingDisk&) = delete;
  FailingDisk& operator=(const FailingDisk&) = delete;
  ~FailingDisk() {
    sqlite3_vfs_unregister(&ours_);
    sqlite3_vfs_register(real_, 1);
  }

  inline static std::atomic<bool> fail_sync{false};
  inline static std::atomic<int> write_fault{SQLITE_OK};  ///< What each write answers.
  inline static std::atomic<int> syncs{0};

 private:
  struct File {
    sqlite3_file base;
    sqlite3_io_methods methods;
    const sqlite3_io_methods* real;
  };
  static sqlite3_file* inner(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
  }
  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* ours = reinterpret_cast<File*>(file);
    std::memset(file, 0, sizeof(File));
    const int code = real_->xOpen(real_, name, inner(file), flags, out);
    if (code != SQLITE_OK || inner(file)->pMethods == nullptr) return code;
    ours->methods = forwarding();
    ours->methods.iVersion = inner(file)->pMethods->iVersion;
    ours->base.pMethods = &ours->methods;
    return code;
  }
  static int sync(sqlite3_file* file, int flags) {
    ++syncs;
    if (fail_sync) return SQLITE_IOERR_FSYNC;
    return inner(file)->pMethods->xSync(inner(file), flags);
  }
  static int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
    if (write_fault != SQLITE_OK) return write_fault;
    return inner(file)->pMethods->xWrite(inner(file), bytes, count, at);
  }
  /// Every call goes to the real file, but for the two above.
  static sqlite3_io_methods forwarding() {
    sqlite3_io_methods m{};
    m.xClose = [](sqlite3_file* f) { return inner(f)->pMethods->xClose(inner(f)); };
    m.xRead = [](sqlite3_file* f, void* b, int n, sqlite3_int64 at) {
      return inner(f)->pMethods->xRead(inner(f), b, n, at);
    };
    m.xWrite = &FailingDisk::write;
    m.xTruncate = [](sqlite3_file* f, sqlite3_int64 n) {
      return inner(f)->pMethods->xTruncate(inner(f), n);
    };
    m.xSync = &FailingDisk::sync;
    m.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) {
      return inner(f)->pMethods->xFileSize(inner(f), n);
    };
    m.xLock = [](sqlite3_file* f, int l) { return inner(f)->pMethods->xLock(inner(f), l); };
    m.xUnlock = [](sqlite3_file* f, int l) { return inner(f)->pMethods->xUnlock(inner(f), l); };
    m.xCheckReservedLock = [](sqlite3_file* f, int* out) {
      return inner(f)->pMethods->xCheckReservedLock(inner(f), out);
    };
    m.xFileControl = [](sqlite3_file* f, int op, void* arg) {
      return inner(f)->pMethods->xFileControl(inner(f), op, arg);
    };
    m.xSectorSize = [](sqlite3_file* f) { return inner(f)->pMethods->xSectorSize(inner(f)); };
    m.xDeviceCharacteristics = [](sqlite3_file* f) {
      return inner(f)->pMethods->xDeviceCharacteristics(inner(f));
    };
    m.xShmMap = [](sqlite3_file* f, int p, int n, int e, void volatile** out) {
      return inner(f)->pMethods->xShmMap(inner(f), p, n, e, out);
    };
    m.xShmLock = [](sqlite3_file* f, int o, int n, int flags) {
      return inner(f)->pMethods->xShmLock(inner(f), o, n, flags);
    };
    m.xShmBarrier = [](sqlite3_file* f) { inner(f)->pMethods->xShmBarrier(inner(f)); };
    m.xShmUnmap = [](sqlite3_file* f, int d) { return inner(f)->pMethods->xShmUnmap(inner(f), d); };
    m.xFetch = [](sqlite3_file* f, sqlite3_int64 at, int n, void** out) {
      return inner(f)->pMethods->xFetch(inner(f), at, n, out);
    };
    m.xUnfetch = [](sqlite3_file* f, sqlite3_int64 at, void* p) {
      return inner(f)->pMethods->xUnfetch(inner(f), at, p);
    };
    return m;
  }

  inline static sqlite3_vfs* real_{nullptr};
  sqlite3_vfs ours_{};
};

}  // namespace tertil::tests
