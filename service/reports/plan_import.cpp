#include "service/reports/plan_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "service/plans/item_reading.hpp"
#include "service/plans/measure_reading.hpp"
#include "service/plans/plan_reading.hpp"
#include "service/reports/plan_cells.hpp"
#include "service/reports/plan_import_columns.hpp"
#include "service/reports/plan_json.hpp"
#include "service/reports/workbook_rows.hpp"
#include "service/store/key_figures.hpp"
#include "service/store/ulid.hpp"

namespace tertil::reports {
namespace {

using collectors::CellKind;
using collectors::TableRow;
using nlohmann::json;
using plans::ReadingFault;

struct BoundDetail {
  const SheetDetail* detail{nullptr};
  BoundSheet bound;
};

/// One part's row while it is judged.
struct Candidate {
  const PlanSheet& sheet;
  const BoundSheet& bound;
  const TableRow& row;
  const PlanPart* stored{nullptr};
  std::string id;
  json content = json::object();
  std::vector<std::string> columns;  ///< Headings of what differs.
  bool faulty{false};
};

class Judge {
 public:
  Judge(store::Reader& reader, Instant now, PlanBook book)
      : reader_{reader}, now_{now}, book_{std::move(book)} {
    found_.plan = book_.plan.plan.id;
  }

  Result<PlanImport> run(const collectors::ByteSource& bytes) {
    auto read = read_workbook_rows(bytes);
    if (const auto* refusal = std::get_if<collectors::RowFault>(&read)) {
      found_.faults.push_back(
          {{}, refusal->row, {}, refusal->rule, {}, {refusal->message.sv, refusal->message.en}});
      return std::move(found_);
    }
    sheets_ = std::move(std::get<std::vector<WorkbookSheet>>(read));
    if (auto known = learn(); !known) return tl::unexpected{known.error()};
    refuse_unknown_sheets(sheets_, found_.faults);
    for (const auto& sheet : plan_sheets()) bind(sheet);
    for (const auto& [sheet, parts] : parts_) note_new_ids(*sheet);
    for (const auto& sheet : plan_sheets())
      if (auto done = judge(sheet); !done) return tl::unexpected{done.error()};
    return std::move(found_);
  }

 private:
  Result<void> learn() {
    const auto figures = store::key_figures(reader_);
    if (!figures) return tl::unexpected{figures.error()};
    for (const auto& figure : *figures) key_figures_.insert(figure.id);
    const auto units = store::plan_items(reader_, {}, PlanItemKind::kOrgUnit);
    if (!units) return tl::unexpected{units.error()};
    for (const auto& unit : *units) {
      ids_.emplace(to_string(PlanItemKind::kOrgUnit), unit.id);
      ids_.emplace(to_string(PlanItemKind::kOrgUnit),
                   json::parse(unit.content).at("code").get<std::string>());
    }
    for (const auto& sheet : plan_sheets()) {
      parts_.emplace_back(&sheet, parts_in(book_, sheet));
      for (const auto& part : parts_.back().second) ids_.emplace(sheet.part, part.id);
    }
    return {};
  }

  void fault(const std::string& sheet, std::int64_t row, std::string column, std::string code,
             std::string value, Text message) {
    found_.faults.push_back(
        {sheet, row, std::move(column), std::move(code), std::move(value), std::move(message)});
  }
  void fault(Candidate& at, std::string column, std::string code, std::string value, Text message) {
    at.faulty = true;
    fault(at.bound.sheet->name, at.row.row, std::move(column), std::move(code), std::move(value),
          std::move(message));
  }

  void bind(const PlanSheet& sheet) {
    bounds_.emplace_back(&sheet,
                         bound_to(sheets_, sheet.title, sheet.columns, false, found_.faults));
    for (const auto& detail : sheet.details)
      details_.push_back(
          {&detail, bound_to(sheets_, detail.title, detail.columns, true, found_.faults)});
  }

  [[nodiscard]] const BoundSheet& bound_of(const PlanSheet& sheet) const {
    return std::ranges::find(bounds_, &sheet, [](const auto& one) { return one.first; })->second;
  }
  [[nodiscard]] const std::vector<PlanPart>& parts_of(const PlanSheet& sheet) const {
    return std::ranges::find(parts_, &sheet, [](const auto& one) { return one.first; })->second;
  }

  /// New rows may refer to each other.
  void note_new_ids(const PlanSheet& sheet) {
    const auto& bound = bound_of(sheet);
    if (bound.sheet == nullptr) return;
    for (const auto& row : bound.sheet->rows)
      if (const auto& id = cell_at(row, *bound.id).text; is_part_id(id))
        ids_.emplace(sheet.part, id);
  }

  Result<void> judge(const PlanSheet& sheet) {
    const auto& bound = bound_of(sheet);
    std::set<std::string> seen;
    if (bound.sheet != nullptr)
      for (const auto& row : bound.sheet->rows)
        if (auto done = judge_row(sheet, bound, row, seen); !done) return done;
    for (const auto& detail : sheet.details) refuse_lonely_rows(sheet, detail, seen);
    return {};
  }

  /// Rows of a list whose part has no row.
  void refuse_lonely_rows(const PlanSheet& sheet, const SheetDetail& detail,
                          const std::set<std::string>& seen) {
    const auto& bound = bound_of(detail);
    if (bound.sheet == nullptr) return;
    for (const auto& row : bound.sheet->rows) {
      const auto& id = cell_at(row, *bound.id).text;
      if (!seen.contains(id))
        fault(bound.sheet->name, row.row, id_header().sv, "unknown-reference", id,
              {fmt::format("Bladet {} har ingen rad med detta id.", sheet.title.sv),
               fmt::format("The sheet {} has no row with this id.", sheet.title.en)});
    }
  }
  [[nodiscard]] const BoundSheet& bound_of(const SheetDetail& detail) const {
    return std::ranges::find(details_, &detail, &BoundDetail::detail)->bound;
  }

  Result<void> judge_row(const PlanSheet& sheet, const BoundSheet& bound, const TableRow& row,
                         std::set<std::string>& seen) {
    Candidate at{sheet, bound, row, nullptr, cell_at(row, *bound.id).text, json::object(), {}};
    if (row.fault) {
      fault(at, {}, row.fault->rule, {}, {row.fault->message.sv, row.fault->message.en});
      return {};
    }
    if (!at.id.empty() && !seen.insert(at.id).second) {
      fault(at, id_header().sv, "repeated", at.id,
            {"Ett annat rad har samma id.", "Another row has the same id."});
      return {};
    }
    const auto& parts = parts_of(sheet);
    const auto part = std::ranges::find(parts, at.id, &PlanPart::id);
    if (part != parts.end()) {
      at.stored = &*part;
      at.content = part->content;
    }
    compare(at);
    if (at.stored != nullptr && at.columns.empty() && !at.faulty) {
      ++found_.unchanged;
      return {};
    }
    check_version(at);
    if (at.faulty) return {};
    return take(at);
  }

  /// Puts what differs into the content.
  void compare(Candidate& at) {
    for (const auto& [column, index] : at.bound.columns)
      put(at, at.content, *column, cell_at(at.row, index));
    for (const auto& detail : at.sheet.details) compare_list(at, detail);
  }

  bool put(Candidate& at, json& content, const SheetColumn& column,
           const collectors::TableCell& read) {
    if (is_same(content, column, read)) return false;
    at.columns.push_back(heading_of(at.bound, column));
    if (auto wrong = put_cell(content, column, read))
      fault(at, heading_of(at.bound, column), "wrong-type", read.text, std::move(*wrong));
    return true;
  }

  void compare_list(Candidate& at, const SheetDetail& detail) {
    const auto& bound = bound_of(detail);
    if (bound.sheet == nullptr || at.id.empty()) return;
    const auto old = at.content.value(detail.member, json::array());
    auto list = json::array();
    for (const auto& row : bound.sheet->rows) {
      if (row.fault || cell_at(row, *bound.id).text != at.id) continue;
      auto one = list.size() < old.size() ? old[list.size()] : json::object();
      Candidate inner{at.sheet, bound, row, nullptr, at.id, json::object(), {}};
      for (const auto& [column, index] : bound.columns)
        put(inner, one, *column, cell_at(row, index));
      at.faulty = at.faulty || inner.faulty;
      if (!inner.columns.empty() || list.size() >= old.size())
        if (std::ranges::find(at.columns, bound.sheet->name) == at.columns.end())
          at.columns.push_back(bound.sheet->name);
      list.push_back(std::move(one));
    }
    if (list.size() < old.size()) at.columns.push_back(bound.sheet->name);
    at.content[detail.member] = std::move(list);
  }

  void check_version(Candidate& at) {
    const auto& cell = cell_at(at.row, *at.bound.version);
    if (at.stored == nullptr) {
      if (at.sheet.part == "plan")
        fault(at, id_header().sv, "unknown-reference", at.id,
              {fmt::format("Arbetsboken ska gälla planen {}.", found_.plan),
               fmt::format("The workbook must be of the plan {}.", found_.plan)});
      else if (cell.kind != CellKind::kEmpty)
        fault(at, version_header().sv, "conflict", cell.text,
              {"Raden finns inte längre i planen. Hämta en ny arbetsbok, eller töm Version för att "
               "lägga till den på nytt.",
               "The row is no longer in the plan. Fetch a new workbook, or clear Version to add it "
               "anew."});
      else if (!at.id.empty() && !is_part_id(at.id) && at.sheet.kind != PlanItemKind::kAssessment)
        fault(at, id_header().sv, "wrong-type", at.id,
              {"Ett id består av bokstäver a–z, siffror, -, . och _.",
               "An id is made of letters a–z, digits, -, . and _."});
      return;
    }
    const bool same =
        cell.kind == CellKind::kNumber && cell.number == static_cast<double>(at.stored->version);
    if (!same && cell.text != std::to_string(at.stored->version))
      fault(at, version_header().sv, "conflict", cell.text,
            {fmt::format("Raden har ändrats av någon annan; nu gäller version {}. Hämta en ny "
                         "arbetsbok.",
                         at.stored->version),
             fmt::format("Somebody else has changed the row; version {} holds now. Fetch a new "
                         "workbook.",
                         at.stored->version)});
  }

  /// Reads the content as an edit of the API would be read.
  Result<void> take(Candidate& at) {
    if (at.sheet.part == "plan") return take_plan(at);
    if (at.sheet.part == "measure") return take_measure(at);
    return take_item(at);
  }

  void add(Candidate& at, std::string title,
           std::variant<store::PlanVersion, store::MeasureVersion, store::PlanItemVersion> version,
           std::string before) {
    const bool creates = at.stored == nullptr;
    if (creates) at.columns.clear();
    found_.changes.push_back({at.bound.sheet->name, at.row.row, at.sheet.part, at.id,
                              std::move(title), creates, std::move(at.columns), std::move(version),
                              std::move(before)});
  }

  Result<void> tell_all(Candidate& at, const std::vector<ReadingFault>& faults) {
    for (const auto& wrong : faults) tell(at, wrong);
    return {};
  }
  /// A fault of the reading, put where its cell is.
  void tell(Candidate& at, const ReadingFault& wrong) {
    for (const auto& column : at.sheet.columns)
      if (wrong.pointer == column.pointer || wrong.pointer.starts_with(column.pointer + "/"))
        return fault(at, heading_of(at.bound, column), wrong.code, value_at(at, column),
                     wrong.message);
    for (const auto& detail : at.sheet.details)
      if (wrong.pointer.starts_with("/" + detail.member)) {
        at.faulty = true;
        return tell_detail(at, detail, wrong);
      }
    const auto member = wrong.pointer.empty() ? std::string{} : wrong.pointer.substr(1);
    fault(at, member, wrong.code, {}, wrong.message);
  }

  std::string value_at(const Candidate& at, const SheetColumn& column) const {
    for (const auto& [bound, index] : at.bound.columns)
      if (bound == &column) return cell_at(at.row, index).text;
    return {};
  }

  void tell_detail(const Candidate& at, const SheetDetail& detail, const ReadingFault& wrong) {
    const auto rest = std::string_view{wrong.pointer}.substr(detail.member.size() + 1);
    const auto inner = rest.find('/', 1);
    const auto number = rest.substr(std::min<std::size_t>(1, rest.size()), inner - 1);
    const auto member =
        inner == std::string_view::npos ? std::string{} : std::string{rest.substr(inner)};
    const auto& bound = bound_of(detail);
    std::size_t count = 0;
    std::int64_t row = 0;
    if (bound.sheet != nullptr)
      for (const auto& one : bound.sheet->rows)
        if (cell_at(one, *bound.id).text == at.id && std::to_string(count++) == number)
          row = one.row;
    std::string heading;
    for (const auto& column : detail.columns)
      if (column.pointer == member) heading = heading_of(bound, column);
    const auto& name = bound.sheet != nullptr ? bound.sheet->name : at.bound.sheet->name;
    fault(name, row == 0 ? at.row.row : row, std::move(heading), wrong.code, {}, wrong.message);
  }

  Result<void> take_plan(Candidate& at) {
    auto read = plans::read_plan(at.content, book_.plan.plan);
    if (!read) return tell_all(at, read.error());
    auto version = book_.plan;
    version.plan = std::move(*read);
    ++version.stamp.version;
    auto title = version.plan.name;
    add(at, std::move(title), std::move(version), at.stored->content.dump());
    return {};
  }

  Result<void> take_measure(Candidate& at) {
    auto read = plans::read_measure(
        at.content, [&](std::string_view id) { return key_figures_.contains(std::string{id}); });
    if (!read) return tell_all(at, read.error());
    if (at.stored == nullptr && at.id.empty()) at.id = store::ulid(now_);
    store::MeasureVersion version{found_.plan, at.id, std::move(*read), std::nullopt, {}};
    std::string before;
    version.stamp.version = 1;
    if (at.stored != nullptr) {
      version.measure.example = at.stored->example;
      version.stamp.version = at.stored->version + 1;
      const auto old = std::ranges::find(book_.measures, at.id, &store::MeasureVersion::id);
      before = measure_content(old->measure);
    }
    auto title = version.measure.name;
    add(at, std::move(title), std::move(version), std::move(before));
    return {};
  }

  Result<void> take_item(Candidate& at) {
    const auto kind = *at.sheet.kind;
    auto content = plans::read_item(kind, at.content, known());
    if (!content) return tell_all(at, content.error());
    if (const auto own = plans::id_in(kind, *content); !own.empty() && own != at.id) {
      const bool there = ids_.contains({at.sheet.part, own});
      if (at.stored != nullptr || !at.id.empty() || there) {
        fault(at, id_header().sv, there ? "repeated" : "inconsistent", at.id,
              {fmt::format("Id ska vara {}{}.", own, there ? ", som redan finns" : ""),
               fmt::format("The id must be {}{}.", own, there ? ", which is there already" : "")});
        return {};
      }
      at.id = own;
    }
    if (at.id.empty()) at.id = store::ulid(now_);
    store::PlanItemVersion version;
    version.plan = found_.plan;
    version.kind = kind;
    version.id = at.id;
    version.content = content->dump();
    const auto versions = store::plan_item_versions(reader_, found_.plan, kind, at.id);
    if (!versions) return tl::unexpected{versions.error()};
    version.stamp.version = static_cast<std::int64_t>(versions->size()) + 1;
    if (at.stored != nullptr) version.example = at.stored->example;
    add(at, plans::title_of(kind, *content), std::move(version),
        at.stored != nullptr ? at.stored->content.dump() : std::string{});
    return {};
  }

  [[nodiscard]] plans::KnownThings known() const {
    return {.key_figure =
                [this](std::string_view id) { return key_figures_.contains(std::string{id}); },
            .measure =
                [this](std::string_view id) {
                  return ids_.contains({"measure", std::string{id}});
                },
            .item =
                [this](PlanItemKind kind, std::string_view id) {
                  return ids_.contains({std::string{to_string(kind)}, std::string{id}});
                }};
  }

  store::Reader& reader_;
  Instant now_;
  PlanBook book_;
  PlanImport found_;
  std::vector<WorkbookSheet> sheets_;
  std::set<std::string> key_figures_;
  std::set<std::pair<std::string, std::string>> ids_;  ///< Part and id of what can be referred to.
  std::vector<std::pair<const PlanSheet*, std::vector<PlanPart>>> parts_;
  std::vector<std::pair<const PlanSheet*, BoundSheet>> bounds_;
  std::vector<BoundDetail> details_;
};

}  // namespace

Result<PlanImport> judge_plan_workbook(store::Reader& reader, std::string_view plan,
                                       const collectors::ByteSource& bytes, Instant now) {
  auto book = read_plan_book(reader, plan);
  if (!book) return tl::unexpected{book.error()};
  return Judge{reader, now, std::move(*book)}.run(bytes);
}

}  // namespace tertil::reports
