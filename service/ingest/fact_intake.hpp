/// @file service/ingest/fact_intake.hpp
/// @brief The way in for every target whose rows are facts of one table.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "service/ingest/fact_rows.hpp"
#include "service/ingest/file_marks.hpp"
#include "service/ingest/intake.hpp"
#include "service/ingest/quality.hpp"

namespace tertil::ingest {

/// What one bad row does is the source's choice: it is set aside, or the whole file is rejected
/// and its innocent rows are listed by the rule `file-rejected`. Two rows of one key that differ
/// are both set aside (`conflict-in-file`). Memory is bounded whatever the size of the file.
class FactIntake final : public Intake {
 public:
  /// Source and snapshot must outlive it.
  FactIntake(const collectors::Source& source, const figures::Snapshot& snapshot,
             std::string pseudonym_key = {});

  void read(int descriptor, Progress& progress, CheckedFile& checked) override;
  [[nodiscard]] Result<store::WriteCounts> write(store::Writer& writer,
                                                 const store::Provenance& provenance,
                                                 CheckedFile& checked) override;
  [[nodiscard]] std::vector<figures::Touched> touched() const override;
  [[nodiscard]] Result<store::SeriesSums> sums(store::Reader& reader) const override;
  [[nodiscard]] const store::SeriesSums& in_file() const override { return in_file_; }
  [[nodiscard]] const Verdict& of_rows() const override { return of_rows_; }
  void leave_out(std::span<const Suspicion> suspicions) override;

 private:
  class Writing;

  void look_at(const FactRow& row);
  void add_to_series(const store::SeriesPoint& point, std::int64_t row);
  [[nodiscard]] const figures::Figure* figure_of(std::string_view series) const;
  void judge(bool refused, CheckedFile& checked);

  const collectors::Source& source_;
  const figures::Snapshot& snapshot_;
  const store::FactTable& table_;
  std::vector<QualityRule> rules_;
  FactRows rows_;
  FileMarks marks_;
  std::set<int> years_;
  store::SeriesSums in_file_;
  std::size_t periods_in_file_{0};
  Verdict of_rows_;
  std::map<std::pair<std::string, int>, Suspicion> left_out_;
};

/// The keeping of a table of facts.
class FactKeeping final : public Keeping {
 public:
  FactKeeping(collectors::Target target, const store::FactTable& table)
      : target_{target}, table_{table} {}
  [[nodiscard]] collectors::Target target() const { return target_; }
  [[nodiscard]] Result<store::Retraction> retract(
      store::Writer& writer, std::string_view batch,
      std::vector<figures::Touched>& touched) const override;
  [[nodiscard]] Result<bool> still_current(store::Reader& reader,
                                           std::string_view batch) const override;
  [[nodiscard]] Result<std::string> digest_of(store::Reader& reader,
                                              std::string_view batch) const override;
  [[nodiscard]] Result<store::WriteCounts> release(
      store::Writer& writer, const store::Provenance& provenance, std::string_view owner,
      std::span<const store::HeldRow> rows, std::vector<figures::Touched>& touched) const override;

 private:
  collectors::Target target_;
  const store::FactTable& table_;
};

/// Which own figures feed on a target, for the years given; empty years mean all there are.
[[nodiscard]] std::vector<figures::Touched> touched_by(collectors::Target target,
                                                       std::string_view owner,
                                                       const std::set<int>& years);

}  // namespace tertil::ingest
