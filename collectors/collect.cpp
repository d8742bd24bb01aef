#include "collectors/collect.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "collectors/file_kind.hpp"
#include "collectors/row_check.hpp"
#include "collectors/rows.hpp"

namespace tertil::collectors {

struct Collection::State {
  State(const Source& from, const Limits& bounds)
      : source(from), limits(bounds), schema(schema_of(from.target)) {}

  const Source source;
  const Limits limits;
  const Schema& schema;
  std::unique_ptr<RowReader> reader;  ///< Empty when refused, and after the end.
  std::unique_ptr<RowCheck> check;
  Row row;
  std::vector<RowFault> faults;
  std::vector<FileFinding> notes;
  std::int64_t rows_read{0};
  std::int64_t faulty_rows{0};
  bool refused{false};
  std::string encoding;
  std::string format;

  void refuse(Refusal refusal) {
    refused = true;
    faults.push_back(std::move(refusal.fault));
    rows_read = refusal.rows;
    faulty_rows = refusal.rows;
  }

  void read_from(const ByteSource& bytes);
  void read_text(const TextReader& text);
  OpenedRows open_rows(const TextReader& text);
};

void Collection::State::read_from(const ByteSource& bytes) {
  std::string beginning(4096, '\0');
  beginning.resize(bytes.read(beginning, 0));
  if (auto foreign = foreign_format(beginning)) {
    format = foreign->name;
    return refuse(collectors::refuse(rule::kUnsupportedFormat, 1, std::move(foreign->message)));
  }
  const auto detected = detect_encoding(bytes);
  if (const auto* fault = std::get_if<EncodingFault>(&detected)) {
    return refuse(collectors::refuse(rule::kBadEncoding, fault->line, fault->message));
  }
  const auto known = std::get<Encoding>(detected);
  encoding = name_of(known);
  read_text(TextReader(bytes, known));
}

void Collection::State::read_text(const TextReader& text) {
  std::string beginning;
  TextReader(text).read(beginning, 4096);
  if (auto foreign = foreign_format(beginning)) {  // once more, for what was in UTF-16
    format = foreign->name;
    return refuse(collectors::refuse(rule::kUnsupportedFormat, 1, std::move(foreign->message)));
  }
  auto opened = open_rows(text);
  if (auto* refusal = std::get_if<Refusal>(&opened)) return refuse(std::move(*refusal));
  reader = std::move(std::get<std::unique_ptr<RowReader>>(opened));
  check = std::make_unique<RowCheck>(schema, source, reader->mark());
}

OpenedRows Collection::State::open_rows(const TextReader& text) {
  switch (text_kind(text, limits)) {
    case TextKind::kNdjson: format = "ndjson"; return open_ndjson(text, schema, limits);
    case TextKind::kJson: format = "json"; return open_json(text, schema, source, limits, format);
    case TextKind::kCsv: break;
  }
  format = "csv";
  return open_csv(text, schema, limits);
}

Collection::Collection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Collection::Collection(Collection&&) noexcept = default;
Collection& Collection::operator=(Collection&&) noexcept = default;
Collection::~Collection() = default;

Collection Collection::open(int fd, const Source& source, const Limits& limits) {
  return open(ByteSource(fd), source, limits);
}

Collection Collection::open(std::string_view bytes, const Source& source, const Limits& limits) {
  return open(ByteSource(bytes), source, limits);
}

Collection Collection::open(ByteSource bytes, const Source& source, const Limits& limits) {
  auto state = std::make_unique<State>(source, limits);
  state->read_from(bytes);
  return Collection(std::move(state));
}

bool Collection::next(RecordBatch& out) {
  State& s = *state_;
  out = {};
  out.schema = &s.schema;
  if (!s.reader) return false;
  s.check->start(out);
  std::size_t seen = 0;
  std::size_t bytes = 0;
  while (seen < s.limits.batch_rows && bytes < s.limits.batch_bytes) {
    if (!s.reader->next(s.row)) {
      for (auto& note : s.reader->notes()) s.notes.push_back(std::move(note));
      s.reader.reset();
      break;
    }
    ++seen;
    ++s.rows_read;
    bytes += s.row.record.size();
    if (!s.check->take(s.row, out, s.faults)) ++s.faulty_rows;
  }
  return seen > 0;
}

const std::vector<RowFault>& Collection::faults() const { return state_->faults; }

std::vector<RowFault> Collection::take_faults() { return std::exchange(state_->faults, {}); }

std::int64_t Collection::rows_read() const { return state_->rows_read; }

std::int64_t Collection::faulty_rows() const { return state_->faulty_rows; }

bool Collection::refused() const { return state_->refused; }

const std::string& Collection::encoding() const { return state_->encoding; }

const std::string& Collection::format() const { return state_->format; }

const std::vector<FileFinding>& Collection::notes() const { return state_->notes; }

}  // namespace tertil::collectors
