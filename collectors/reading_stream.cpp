#include "collectors/reading_stream.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>
#include <variant>

#include "collectors/cell_quotes.hpp"
#include "collectors/encoding.hpp"
#include "collectors/plain_file.hpp"
#include "collectors/reading_lines.hpp"

namespace tertil::collectors {

namespace {

constexpr std::size_t kRowsAtOnce = 8192;
constexpr Seconds kLongest = Seconds{3} * 366 * 86400;
constexpr std::int64_t kDetailedRows = 1000;  // as RowCheck
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_sound(const MeterReading& reading) {
  if (reading.counter || reading.start_repeated || reading.end_repeated) return true;
  return reading.end > reading.start && reading.end - reading.start <= kLongest;
}

bool may_be_quick(const Source& source, const ReadingOptions& options) {
  return options.quick && source.target == Target::kEnergyReading && !source.mapping &&
         source.takes(Format::kCanonical) && !source.privacy.all &&
         source.privacy.reject_if_value_looks_like.empty() && !source.privacy.changes_file();
}

RowFault fault_in(const RecordBatch& batch, std::size_t i, std::string_view rule,
                  std::string_view column, std::string raw, Text words) {
  return {.row = batch.rows[i],
          .column = std::string(column),
          .raw = std::move(raw),
          .rule = std::string(rule),
          .message = std::move(words),
          .record = shortened(batch.records[i], 4096)};
}

}  // namespace

/// A descriptor, or bytes in memory.
using From = std::variant<int, std::string_view>;

class ReadingStream::State {
 public:
  State(const From& from, const Source& how, const Limits& bounds, const ReadingOptions& options)
      : from_(from), source_(how), limits_(bounds), options_(options) {
    if (may_be_quick(source_, options_)) open_quick();
    if (!lines_) collection_.emplace(open_collection());
  }

  Next next(std::vector<MeterReading>& rows) {
    if (ended_ || collection_) rows.clear();
    if (ended_) return Next::kEnd;
    if (collection_) return next_slow(rows);
    if (read_lines(rows) && judge_odd_lines(rows)) {
      ended_ = !file_->has_lines() && !file_->more() && !file_->too_long();
      if (!file_->too_long()) return Next::kRows;
    }
    start_again();
    rows.clear();
    return Next::kAgain;
  }

  MeterNames names;
  std::vector<RowFault> faults;
  std::int64_t rows_read{0};
  std::int64_t faulty_rows{0};
  std::int64_t quick_rows{0};
  std::vector<FileFinding> notes;
  std::string encoding;
  std::string format;
  bool refused{false};
  bool must_reject{false};

  [[nodiscard]] std::int64_t bytes_read() const { return file_ ? file_->bytes_read() : 0; }

 private:
  [[nodiscard]] Collection open_collection() const {
    return std::visit(
        [this](auto from) {
          return Collection::open(from, source_, limits_, options_.pseudonym_key);
        },
        from_);
  }

  void open_quick() {
    file_.emplace(std::visit([](auto from) { return ByteSource(from); }, from_));
    auto line = file_->line();
    if (!line) return;
    const bool marked = line->starts_with(kByteOrderMark);
    if (marked) line->remove_prefix(kByteOrderMark.size());
    const char* const after = line->data() + line->size() + 1;
    if (line->ends_with('\r')) line->remove_suffix(1);
    auto header = reading_header(*line);
    for (const char delimiter : {';', ',', '\t', '|'}) {
      if (!header && without_quotes(*line, delimiter, unquoted_))
        header = reading_header(unquoted_);
    }
    if (!header) return;
    delimiter_ = header->delimiter;
    sample_ = fmt::format("sep={}\n{}\n", header->delimiter, *line);
    lines_.emplace(std::move(*header), names, options_.negative);
    file_->move_to(after);
    encoding = name_of(marked ? Encoding::kUtf8Bom : Encoding::kUtf8);
    format = "csv";
  }

  /// Everything from the beginning, by the general way.
  void start_again() {
    lines_.reset();
    file_.reset();
    faults.clear();
    names = {};
    rows_read = faulty_rows = quick_rows = 0;
    collection_.emplace(open_collection());
  }

  /// False when a line shows that the file must be read by the general way.
  bool read_lines(std::vector<MeterReading>& rows) {
    rows.resize(kRowsAtOnce);  // those of last time are written over
    std::size_t count = 0;
    while (count < kRowsAtOnce && odd_rows_.size() < kRowsAtOnce) {
      if (!file_->has_lines() && !file_->more()) break;
      MeterReading& reading = rows[count];
      ++row_;
      const char* const after = read_line(reading);
      if (after != nullptr && is_sound(reading)) {
        reading.row = row_;
        ++count;
        file_->move_to(after);
      } else if (!keep_odd_line()) {
        return false;
      }
    }
    rows.resize(count);
    rows_read += static_cast<std::int64_t>(count);
    quick_rows += static_cast<std::int64_t>(count);
    return true;
  }

  /// As ReadingLines::read, of a line that may have quotes around its cells.
  const char* read_line(MeterReading& reading) {
    if (!quoted_) {
      const char* const after = lines_->read(file_->at(), reading);
      if (after != nullptr) return after;
    }
    auto line = *file_->line();
    const char* const after = line.data() + line.size() + 1;
    quoted_ = line.find('"') != std::string_view::npos;
    if (!quoted_) return lines_->read(file_->at(), reading);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!without_quotes(line, delimiter_, unquoted_)) return nullptr;
    unquoted_ += '\n';
    unquoted_.append(ReadingLines::kSlack, '\0');
    return lines_->read(unquoted_.data(), reading) == nullptr ? nullptr : after;
  }

  bool keep_odd_line() {
    auto line = *file_->line();
    file_->move_to(line.data() + line.size() + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) return true;
    if (line.find('\r') != std::string_view::npos || !is_utf8(line)) return false;
    // A quote that does not stand around a cell may reach over the line's end.
    if (line.find('"') != std::string_view::npos && !without_quotes(line, delimiter_, unquoted_))
      return false;
    odd_text_.append(line).push_back('\n');
    odd_rows_.push_back(row_);
    return true;
  }

  /// What the general way says of the lines that were kept; false when it refuses them all.
  bool judge_odd_lines(std::vector<MeterReading>& rows) {
    if (odd_rows_.empty()) return true;
    const std::string text = sample_ + odd_text_;
    auto collection = Collection::open(text, source_, limits_);
    const std::size_t before = rows.size();
    const std::size_t first_fault = faults.size();
    const std::int64_t already_faulty = faulty_rows;
    RecordBatch batch;
    while (collection.next(batch)) take(batch, rows);
    for (auto& fault : collection.take_faults()) faults.push_back(std::move(fault));
    rows_read += collection.rows_read();
    faulty_rows += collection.faulty_rows();
    const bool understood = !collection.refused();
    constexpr std::int64_t kLinesBefore = 3;
    const auto real = [this](std::int64_t row) {
      return odd_rows_.at(static_cast<std::size_t>(row - kLinesBefore));
    };
    if (understood) {
      for (std::size_t i = before; i < rows.size(); ++i) rows[i].row = real(rows[i].row);
      for (std::size_t i = first_fault; i < faults.size(); ++i) {
        faults[i].row = real(faults[i].row);
      }
      drop_details(first_fault, already_faulty);
      const auto by_row = [](const auto& a, const auto& b) { return a.row < b.row; };
      std::stable_sort(faults.begin() + static_cast<std::ptrdiff_t>(first_fault), faults.end(),
                       by_row);
      std::inplace_merge(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(before),
                         rows.end(), by_row);
    }
    odd_rows_.clear();
    odd_text_.clear();
    return understood;
  }

  /// Further faults of a row are told for the first thousand faulty rows of the file alone.
  void drop_details(std::size_t first_fault, std::int64_t already_faulty) {
    std::int64_t seen = already_faulty;
    const auto from = faults.begin() + static_cast<std::ptrdiff_t>(first_fault);
    faults.erase(std::remove_if(from, faults.end(),
                                [&seen](const RowFault& fault) {
                                  if (fault.first_of_row) ++seen;
                                  return !fault.first_of_row && seen > kDetailedRows;
                                }),
                 faults.end());
  }

  Next next_slow(std::vector<MeterReading>& rows) {
    RecordBatch batch;
    if (!collection_->next(batch)) {
      ended_ = true;
      refused = collection_->refused();
      must_reject = collection_->must_reject();
      notes = collection_->notes();
    }
    const auto first_fault = static_cast<std::ptrdiff_t>(faults.size());
    take(batch, rows);
    for (auto& fault : collection_->take_faults()) faults.push_back(std::move(fault));
    std::stable_sort(faults.begin() + first_fault, faults.end(),
                     [](const auto& a, const auto& b) { return a.row < b.row; });
    rows_read = collection_->rows_read();
    faulty_rows = collection_->faulty_rows() + unsound_;
    encoding = collection_->encoding();
    format = collection_->format();
    return ended_ && rows.empty() && faults.empty() ? Next::kEnd : Next::kRows;
  }

  /// Appends what is sound of a batch, and faults for the rest.
  void take(const RecordBatch& batch, std::vector<MeterReading>& rows) {
    if (batch.size() == 0) return;
    const Columns columns{batch};
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (auto fault = fault_of(columns, batch, i)) {
        faults.push_back(std::move(*fault));
        ++(collection_ ? unsound_ : faulty_rows);
        continue;
      }
      rows.push_back(reading_of(columns, batch, i));
    }
  }

  struct Columns {
    explicit Columns(const RecordBatch& batch)
        : meter(batch.column("meter")),
          start(batch.column("start")),
          end(batch.column("end")),
          quantity(batch.column("quantity")),
          unit(batch.column("unit")),
          carrier(batch.column("carrier")),
          estimated(batch.column("estimated")),
          counter(batch.column("register")) {}
    const Column& meter;
    const Column& start;
    const Column& end;
    const Column& quantity;
    const Column& unit;
    const Column& carrier;
    const Column& estimated;
    const Column& counter;
  };

  static bool is_true(const Column& column, std::size_t i) {
    return column.present[i] != 0 && column.numbers[i] != 0.0;
  }
  static Seconds time(const Column& column, std::size_t i) {
    return static_cast<Seconds>(column.numbers[i]);
  }
  static bool repeated(const Column& column, std::size_t i) {
    return column.present[i] != 0 && column.text[i] == kRepeatedHour;
  }

  [[nodiscard]] std::optional<RowFault> fault_of(const Columns& columns, const RecordBatch& batch,
                                                 std::size_t i) const {
    const bool has_start = columns.start.present[i] != 0;
    const bool counter = is_true(columns.counter, i);
    if (counter && has_start) {
      return fault_in(batch, i, rule::kNotAllowed, "start", utc_text(time(columns.start, i)),
                      message::counter_has_no_start());
    }
    if (!counter && !has_start) {
      return fault_in(batch, i, rule::kRequired, "start", {}, message::start_required());
    }
    if (!options_.negative && columns.quantity.numbers[i] < 0.0) {
      auto raw = fmt::format("{}", columns.quantity.numbers[i]);
      auto words = message::negative_quantity(raw);
      return fault_in(batch, i, rule::kNegativeQuantity, "quantity", std::move(raw),
                      std::move(words));
    }
    const bool open = repeated(columns.start, i) || repeated(columns.end, i);
    if (counter || open) return std::nullopt;
    const Seconds length = time(columns.end, i) - time(columns.start, i);
    if (length > 0 && length <= kLongest) return std::nullopt;
    return fault_in(batch, i, rule::kRange, "end", utc_text(time(columns.end, i)),
                    length > 0 ? message::too_long_a_time() : message::end_not_after_start());
  }

  MeterReading reading_of(const Columns& columns, const RecordBatch& batch, std::size_t i) {
    MeterReading reading;
    reading.row = batch.rows[i];
    reading.meter = names.number_of(columns.meter.text[i]);
    reading.end = time(columns.end, i);
    reading.end_repeated = repeated(columns.end, i);
    reading.counter = is_true(columns.counter, i);
    reading.start = reading.counter ? reading.end : time(columns.start, i);
    reading.start_repeated = !reading.counter && repeated(columns.start, i);
    reading.quantity = Quantity::of(columns.quantity.numbers[i]);
    reading.unit = reading_unit_named(columns.unit.text[i]).value_or(ReadingUnit::kKwh);
    if (columns.carrier.present[i] != 0) {
      reading.carrier = carrier_named(columns.carrier.text[i]).value_or(Carrier::kUnsaid);
    }
    reading.estimated = is_true(columns.estimated, i);
    return reading;
  }

  From from_;
  Source source_;
  Limits limits_;
  ReadingOptions options_;
  std::optional<PlainFile> file_;
  std::optional<ReadingLines> lines_;
  std::optional<Collection> collection_;
  std::int64_t row_{1};  ///< The header's line.
  std::string sample_;   ///< What goes before odd lines to make them a file.
  std::string odd_text_;
  std::string unquoted_;
  char delimiter_{','};
  bool quoted_{false};  ///< The last line had quotes.
  std::vector<std::int64_t> odd_rows_;
  std::int64_t unsound_{0};
  bool ended_{false};
};

ReadingStream::ReadingStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
ReadingStream::ReadingStream(ReadingStream&&) noexcept = default;
ReadingStream& ReadingStream::operator=(ReadingStream&&) noexcept = default;
ReadingStream::~ReadingStream() = default;

ReadingStream ReadingStream::open(int fd, const Source& source, const Limits& limits,
                                  const ReadingOptions& options) {
  return ReadingStream(std::make_unique<State>(fd, source, limits, options));
}

ReadingStream ReadingStream::open(std::string_view bytes, const Source& source,
                                  const Limits& limits, const ReadingOptions& options) {
  return ReadingStream(std::make_unique<State>(bytes, source, limits, options));
}

ReadingStream::Next ReadingStream::next(std::vector<MeterReading>& rows) {
  return state_->next(rows);
}

const std::vector<std::string>& ReadingStream::meters() const { return state_->names.all(); }
std::vector<RowFault> ReadingStream::take_faults() { return std::exchange(state_->faults, {}); }
std::int64_t ReadingStream::rows_read() const { return state_->rows_read; }
std::int64_t ReadingStream::faulty_rows() const { return state_->faulty_rows; }
bool ReadingStream::refused() const { return state_->refused; }
bool ReadingStream::must_reject() const { return state_->must_reject; }
const std::string& ReadingStream::encoding() const { return state_->encoding; }
const std::string& ReadingStream::format() const { return state_->format; }
const std::vector<FileFinding>& ReadingStream::notes() const { return state_->notes; }
std::int64_t ReadingStream::bytes_read() const { return state_->bytes_read(); }
std::int64_t ReadingStream::quick_rows() const { return state_->quick_rows; }

}  // namespace tertil::collectors
