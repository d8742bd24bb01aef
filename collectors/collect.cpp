#include "collectors/collect.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "collectors/file_kind.hpp"
#include "collectors/mapped_rows.hpp"
#include "collectors/row_check.hpp"
#include "collectors/rows.hpp"
#include "collectors/table_formats.hpp"

namespace tertil::collectors {

struct Collection::State {
  State(const Source& from, const Limits& bounds, std::string_view pseudonym_key)
      : source(from), limits(bounds), schema(schema_of(from.target)), key(pseudonym_key) {}

  const Source source;
  const Limits limits;
  const Schema& schema;
  const std::string key;
  std::unique_ptr<RowReader> reader;  ///< Empty when refused, and after the end.
  MappedReader* mapped{nullptr};      ///< The same one, when it is mapped.
  std::unique_ptr<RowCheck> check;
  Row row;
  std::vector<RowFault> faults;
  std::vector<FileFinding> notes;
  std::uint64_t bytes_read{0};
  std::int64_t rows_read{0};
  std::int64_t faulty_rows{0};
  bool refused{false};
  bool personal{false};
  bool must_reject{false};
  PrivacyOutcome privacy;
  std::string encoding;
  std::string format;

  void refuse(Refusal refusal) {
    refused = true;
    personal = refusal.fault.rule == rule::kPersonalData;
    faults.push_back(std::move(refusal.fault));
    rows_read = refusal.rows;
    faulty_rows = refusal.rows;
  }

  void read_from(const ByteSource& bytes);
  bool read_mapped(const ByteSource& bytes);
  void mask(std::size_t first);
  void read_workbook(const ByteSource& bytes);
  void read_text(const TextReader& text);
  OpenedRows open_rows(const TextReader& text);
};

/// False when the file is not the mapping's but may have our own headers.
bool Collection::State::read_mapped(const ByteSource& bytes) {
  FileForm form;
  auto opened = open_mapped(bytes, source, schema, limits, key, form, privacy);
  if (auto* refusal = std::get_if<Refusal>(&opened)) {
    const bool other =
        source.takes(Format::kCanonical) && refusal->fault.rule == rule::kMissingColumn;
    if (other) return false;
    format = form.format;
    encoding = form.encoding;
    refuse(std::move(*refusal));
    return true;
  }
  format = form.format;
  encoding = form.encoding;
  auto rows = std::move(std::get<std::unique_ptr<MappedReader>>(opened));
  mapped = rows.get();
  reader = std::move(rows);
  check = std::make_unique<RowCheck>(schema, source, reader->mark());
  return true;
}

/// Names the file's own columns in faults, and hides what is personal for certain.
void Collection::State::mask(std::size_t first) {
  const bool looks = source.privacy.all || !source.privacy.reject_if_value_looks_like.empty();
  for (std::size_t i = first; i < faults.size(); ++i) {
    RowFault& fault = faults[i];
    if (mapped != nullptr && !fault.column.empty()) {
      if (schema.index_of(fault.column)) fault.column = mapped->column_of(fault.column);
    }
    if (mapped == nullptr && !looks) continue;
    for (auto* text : {&fault.raw, &fault.record, &fault.message.sv, &fault.message.en}) {
      *text = masked(*text);
    }
  }
}

void Collection::State::read_from(const ByteSource& bytes) {
  if (source.mapping && source.takes(Format::kMapped) && read_mapped(bytes)) return;
  if (!source.mapping && !source.privacy.reject_if_value_looks_like.empty()) {
    auto refusal = find_personal_data(bytes, identity_mapping(schema), source.privacy, limits,
                                      privacy.dropped);
    if (refusal) return refuse(std::move(*refusal));
  }
  if (auto foreign = foreign_format(bytes)) {
    format = foreign->name;
    return refuse(collectors::refuse(rule::kUnsupportedFormat, 1, std::move(foreign->message)));
  }
  if (is_archive(bytes)) return read_workbook(bytes);
  const auto detected = detect_encoding(bytes);
  if (const auto* fault = std::get_if<EncodingFault>(&detected)) {
    return refuse(collectors::refuse(rule::kBadEncoding, fault->line, fault->message));
  }
  const auto known = std::get<Encoding>(detected);
  encoding = name_of(known);
  read_text(TextReader(bytes, known));
}

void Collection::State::read_workbook(const ByteSource& bytes) {
  FileForm form{.format = "xlsx", .encoding = {}};
  auto opened = open_xlsx(bytes, schema, limits, form);
  format = form.format;
  if (auto* refusal = std::get_if<Refusal>(&opened)) return refuse(std::move(*refusal));
  reader = std::move(std::get<std::unique_ptr<RowReader>>(opened));
  check = std::make_unique<RowCheck>(schema, source, reader->mark());
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

Collection Collection::open(int fd, const Source& source, const Limits& limits,
                            std::string_view pseudonym_key) {
  return open(ByteSource(fd), source, limits, pseudonym_key);
}

Collection Collection::open(std::string_view bytes, const Source& source, const Limits& limits,
                            std::string_view pseudonym_key) {
  return open(ByteSource(bytes), source, limits, pseudonym_key);
}

Collection Collection::open(ByteSource bytes, const Source& source, const Limits& limits,
                            std::string_view pseudonym_key) {
  auto state = std::make_unique<State>(source, limits, pseudonym_key);
  state->read_from(bytes.noting(state->bytes_read));
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
      if (s.mapped != nullptr) s.must_reject = s.mapped->must_reject();
      s.mapped = nullptr;
      s.reader.reset();
      break;
    }
    ++seen;
    ++s.rows_read;
    bytes += s.row.record.size();
    const std::size_t before = s.faults.size();
    if (!s.check->take(s.row, out, s.faults)) {
      ++s.faulty_rows;
      s.mask(before);
    }
  }
  return seen > 0;
}

const std::vector<RowFault>& Collection::faults() const { return state_->faults; }

std::vector<RowFault> Collection::take_faults() { return std::exchange(state_->faults, {}); }

std::int64_t Collection::bytes_read() const {
  return static_cast<std::int64_t>(state_->bytes_read);
}

std::int64_t Collection::rows_read() const { return state_->rows_read; }

std::int64_t Collection::faulty_rows() const { return state_->faulty_rows; }

bool Collection::refused() const { return state_->refused; }

bool Collection::has_personal_data() const { return state_->personal; }

bool Collection::must_reject() const {
  return state_->must_reject || (state_->mapped != nullptr && state_->mapped->must_reject());
}

bool Collection::must_not_keep_raw() const {
  const State& s = *state_;
  return s.personal || s.privacy.changed() || s.source.privacy.changes_file();
}

const std::vector<std::string>& Collection::dropped_columns() const {
  return state_->privacy.dropped;
}

const std::string& Collection::encoding() const { return state_->encoding; }

const std::string& Collection::format() const { return state_->format; }

const std::vector<FileFinding>& Collection::notes() const { return state_->notes; }

}  // namespace tertil::collectors
