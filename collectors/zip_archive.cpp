#include "collectors/zip_archive.hpp"

#include <zip.h>

#include <algorithm>
#include <exception>
#include <map>
#include <utility>

#include "collectors/workbook_fault.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kLongestEnd = 22 + 65535;  // the end record and its comment
constexpr std::uint64_t kAlwaysAllowed = std::uint64_t{1} << 20U;

/// How many bytes a source has, found by asking for single ones.
std::uint64_t size_of(const ByteSource& bytes) {
  char one = '\0';
  const auto has = [&](std::uint64_t at) { return bytes.read(std::span<char>(&one, 1), at) == 1; };
  std::uint64_t high = 1;
  while (has(high - 1) && high < (std::uint64_t{1} << 50U)) high *= 2;
  std::uint64_t low = 0;
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    if (has(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/// The largest number of entries that any end record claims: the library would make room for them
/// all before we could ask it.
std::uint64_t claimed_entries(const ByteSource& bytes, std::uint64_t size) {
  std::string end(std::min<std::uint64_t>(kLongestEnd, size), '\0');
  end.resize(bytes.read(end, size - end.size()));
  std::uint64_t most = 0;
  for (std::size_t at = end.find("PK\x05\x06"); at != std::string::npos;
       at = end.find("PK\x05\x06", at + 1)) {
    if (at + 12 > end.size()) break;
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint64_t>(static_cast<unsigned char>(end[at + i]));
    };
    most = std::max({most, byte(8) | byte(9) << 8U, byte(10) | byte(11) << 8U});
  }
  return most;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '\\') c = '/';
  }
  return out;
}

/// What libzip reads from: never a path, always this descriptor by offset.
struct Input {
  ByteSource bytes;
  std::uint64_t size;
  std::uint64_t at{0};
  zip_error_t error{};
  std::exception_ptr thrown{};
};

zip_int64_t serve(void* user, void* data, zip_uint64_t length, zip_source_cmd_t command) {
  auto& input = *static_cast<Input*>(user);
  switch (command) {
    case ZIP_SOURCE_OPEN: input.at = 0; return 0;
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE: return 0;
    case ZIP_SOURCE_ERROR: return zip_error_to_data(&input.error, data, length);
    case ZIP_SOURCE_TELL: return static_cast<zip_int64_t>(input.at);
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(
          ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
          ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS, -1);
    case ZIP_SOURCE_STAT: {
      auto* stat = static_cast<zip_stat_t*>(data);
      zip_stat_init(stat);
      stat->valid = ZIP_STAT_SIZE;
      stat->size = input.size;
      return static_cast<zip_int64_t>(sizeof(zip_stat_t));
    }
    case ZIP_SOURCE_SEEK: {
      const auto to =
          zip_source_seek_compute_offset(input.at, input.size, data, length, &input.error);
      if (to < 0) return -1;
      input.at = static_cast<std::uint64_t>(to);
      return 0;
    }
    case ZIP_SOURCE_READ: {
      try {
        const auto into = std::span<char>(static_cast<char*>(data), length);
        const std::size_t got = input.bytes.read(into, input.at);
        input.at += got;
        return static_cast<zip_int64_t>(got);
      } catch (...) {
        input.thrown = std::current_exception();
        zip_error_set(&input.error, ZIP_ER_READ, 0);
        return -1;
      }
    }
    default: zip_error_set(&input.error, ZIP_ER_OPNOTSUPP, 0); return -1;
  }
}

}  // namespace

struct ZipArchive::State {
  State(const ByteSource& bytes, std::uint64_t size) : input{bytes, size} {
    zip_error_init(&input.error);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (zip != nullptr) zip_discard(zip);
    zip_error_fini(&input.error);
  }

  void rethrow() {
    if (input.thrown) std::rethrow_exception(std::exchange(input.thrown, nullptr));
  }

  Input input;
  zip_t* zip{nullptr};
  std::map<std::string, std::int64_t, std::less<>> entries;
  std::map<std::int64_t, std::uint64_t> counted;  ///< By entry: a second reading is not counted.
  std::uint64_t inflated{0};
  std::uint64_t most{0};
  bool over_limit{false};
  bool damaged{false};
};

struct ZipEntry::File {
  explicit File(zip_file_t* opened) : file(opened) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (file != nullptr) zip_fclose(file);
  }
  zip_file_t* file;
};

ZipArchive::ZipArchive(std::shared_ptr<State> state) : state_(std::move(state)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

std::variant<ZipArchive, Refusal> ZipArchive::open(const ByteSource& bytes, const Limits& limits) {
  const std::uint64_t size = size_of(bytes);
  if (claimed_entries(bytes, size) > limits.archive_entries) {
    return refuse(rule::kTooLarge, 1, message::too_many_entries(limits.archive_entries));
  }
  auto state = std::make_shared<State>(bytes, size);
  state->most = std::min<std::uint64_t>(limits.inflated_bytes,
                                        std::max(kAlwaysAllowed, size * limits.inflation_ratio));
  zip_source_t* source = zip_source_function_create(serve, &state->input, nullptr);
  if (source == nullptr) return refuse(rule::kBadWorkbook, 1, message::bad_archive());
  state->zip = zip_open_from_source(source, ZIP_RDONLY, nullptr);
  if (state->zip == nullptr) {
    zip_source_free(source);
    state->rethrow();
    return refuse(rule::kBadWorkbook, 1, message::bad_archive());
  }
  const zip_int64_t count = zip_get_num_entries(state->zip, 0);
  if (count < 0 || static_cast<std::uint64_t>(count) > limits.archive_entries) {
    return refuse(rule::kTooLarge, 1, message::too_many_entries(limits.archive_entries));
  }
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(state->zip, static_cast<zip_uint64_t>(i), 0);
    if (name != nullptr) state->entries.emplace(lower(name), i);
  }
  return ZipArchive(std::move(state));
}

bool ZipArchive::has(std::string_view name) const { return state_->entries.contains(lower(name)); }

std::vector<std::string> ZipArchive::names() const {
  std::vector<std::string> all;
  for (const auto& [name, index] : state_->entries) all.push_back(name);
  return all;
}

ZipEntry ZipArchive::entry(std::string_view name) const {
  const auto found = state_->entries.find(lower(name));
  return {state_, found == state_->entries.end() ? -1 : found->second};
}

bool ZipArchive::over_limit() const { return state_->over_limit; }
bool ZipArchive::damaged() const { return state_->damaged; }

ZipEntry::ZipEntry(std::shared_ptr<ZipArchive::State> state, std::int64_t index)
    : state_(std::move(state)), index_(index) {
  if (index_ < 0) return;
  zip_stat_t stat;
  zip_stat_init(&stat);
  const auto at = static_cast<zip_uint64_t>(index_);
  const bool known = zip_stat_index(state_->zip, at, 0, &stat) == 0;
  if (known && stat.encryption_method == ZIP_EM_NONE) {
    file_ = std::make_shared<File>(zip_fopen_index(state_->zip, at, 0));
  }
  state_->rethrow();
  if (!file_ || file_->file == nullptr) {
    state_->damaged = true;
    file_.reset();
  }
}

std::size_t ZipEntry::read(std::span<char> into) {
  std::size_t got = 0;
  while (file_ && got < into.size() && !state_->over_limit) {
    const zip_int64_t n = zip_fread(file_->file, into.data() + got, into.size() - got);
    if (n < 0) {
      state_->damaged = true;
      state_->rethrow();
      file_.reset();
      break;
    }
    if (n == 0) break;
    got += static_cast<std::size_t>(n);
    given_ += static_cast<std::uint64_t>(n);
    std::uint64_t& counted = state_->counted[index_];
    if (given_ > counted) state_->inflated += given_ - counted;
    counted = std::max(counted, given_);
    state_->over_limit = state_->inflated > state_->most;
  }
  return state_->over_limit ? 0 : got;
}

}  // namespace tertil::collectors
