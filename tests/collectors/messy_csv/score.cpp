// Reads the faulty files that generate.py wrote and says how much of each came out right:
//   score FOLDER            the scores, by kind of fault
//   score FOLDER --check    the same, and fails below what R17 promises
// Header, records and cells are compared as bags, each by precision, recall and F1; with "was it
// read at all" these are ten numbers a file, as published benchmarks of CSV readers have it.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "collectors/header.hpp"
#include "collectors/table.hpp"

namespace {

using namespace tertil::collectors;
using Cells = std::vector<std::string>;
constexpr double kPromisedMean = 0.997;
constexpr double kPromisedWeighted = 0.970;

/// What is read of one file.
struct Read {
  bool success{false};
  Cells header;
  std::vector<Cells> rows;
};

Cells texts(const TableRow& row) {
  Cells cells;
  for (const TableCell& cell : row.cells) cells.push_back(cell.text);
  return cells;
}

Read read_file(const std::filesystem::path& path) {
  Read out;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  FileForm form;
  const ByteSource bytes(fd);
  auto opened = open_table(bytes, {}, {}, form);
  if (auto* refusal = std::get_if<Refusal>(&opened)) {
    out.success = refusal->fault.rule == rule::kEmptyFile;
  } else {
    HeaderedTable table(std::move(std::get<std::unique_ptr<TableReader>>(opened)));
    if (table.header()) out.header = table.header()->names;
    TableRow row;
    RowKind kind{};
    while (table.next(row, kind)) {
      if (kind == RowKind::kData && !row.fault) out.rows.push_back(texts(row));
    }
    out.success = true;
  }
  ::close(fd);
  return out;
}

/// Cells are compared without white space at their ends, and rows without empty cells at theirs.
std::string bare(std::string_view text) { return std::string(trimmed_cell(text)); }

Cells bare(Cells cells) {
  for (std::string& cell : cells) cell = bare(cell);
  while (!cells.empty() && cells.back().empty()) cells.pop_back();
  return cells;
}

template <class T>
std::array<double, 3> compare(std::vector<T> truth, std::vector<T> got) {
  if (truth.empty() && got.empty()) return {1.0, 1.0, 1.0};
  if (truth.empty() || got.empty()) return {0.0, 0.0, 0.0};
  std::sort(truth.begin(), truth.end());
  std::sort(got.begin(), got.end());
  std::vector<T> both;
  std::set_intersection(truth.begin(), truth.end(), got.begin(), got.end(),
                        std::back_inserter(both));
  if (both.empty()) return {0.0, 0.0, 0.0};
  const double precision = static_cast<double>(both.size()) / static_cast<double>(got.size());
  const double recall = static_cast<double>(both.size()) / static_cast<double>(truth.size());
  return {precision, recall, 2 * precision * recall / (precision + recall)};
}

/// The mean of the ten numbers.
double score(const Read& truth, const Read& got) {
  if (!got.success) return 0.0;
  std::vector<Cells> truth_rows;
  std::vector<Cells> got_rows;
  Cells truth_cells;
  Cells got_cells;
  const auto add = [](const std::vector<Cells>& rows, std::vector<Cells>& out, Cells& cells) {
    for (const Cells& row : rows) {
      out.push_back(bare(row));
      cells.insert(cells.end(), out.back().begin(), out.back().end());
    }
  };
  add(truth.rows, truth_rows, truth_cells);
  add(got.rows, got_rows, got_cells);
  double sum = 1.0;
  for (const auto& part : {compare(bare(truth.header), bare(got.header)),
                           compare(truth_rows, got_rows), compare(truth_cells, got_cells)}) {
    for (const double one : part) sum += one;
  }
  return sum / 10.0;
}

struct Kind {
  double weight{0.0};
  double weighted{0.0};
  double sum{0.0};
  int files{0};
  int right{0};
  std::string worst;
  double lowest{2.0};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::map<std::string, Kind> kinds;
  Kind all;
  std::string slowest;
  double longest = 0.0;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() != ".json") continue;
    const auto truth = nlohmann::json::parse(std::ifstream(entry.path()));
    auto file = entry.path();
    file.replace_extension(".csv");
    const auto start = std::chrono::steady_clock::now();
    const Read got = read_file(file);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (took.count() > longest) {
      longest = took.count();
      slowest = file.filename();
    }
    const double reached = score({true, truth["header"], truth["rows"]}, got);
    const double weight = truth["weight"];
    for (Kind* kind : {&kinds[truth["kind"]], &all}) {
      kind->weight += weight;
      kind->weighted += weight * reached;
      kind->sum += reached;
      ++kind->files;
      if (reached > 1.0 - 1e-9) ++kind->right;
      if (reached < kind->lowest) {
        kind->lowest = reached;
        kind->worst = file.filename();
      }
    }
  }
  if (all.files == 0) return 2;
  for (const auto& [name, kind] : kinds) {
    fmt::print("{:34} {:5} files {:6.2f} % right {:7.4f} mean", name, kind.files,
               100.0 * kind.right / kind.files, kind.sum / kind.files);
    fmt::print("{}\n", kind.right < kind.files
                           ? fmt::format("  worst {:.4f} {}", kind.lowest, kind.worst)
                           : "");
  }
  const double mean = all.sum / all.files;
  const double weighted = all.weighted / all.weight;
  fmt::print("{} files, {} wholly right; slowest {} {:.3f} s\n", all.files, all.right, slowest,
             longest);
  fmt::print("mean {:.5f} (promised {:.3f}), weighted {:.5f} (promised {:.3f})\n", mean,
             kPromisedMean, weighted, kPromisedWeighted);
  const bool check = argc > 2 && std::string_view(argv[2]) == "--check";
  return check && (mean < kPromisedMean || weighted < kPromisedWeighted) ? 1 : 0;
}
