// Reads what readings_oracle.py wrote (its format is described there), imports every file into a
// real store and compares counts, readings and sums. Exit code 1 at the first difference.

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "service/figures/energy_sums.hpp"
#include "service/ingest/reading_intake.hpp"
#include "service/store/activity.hpp"
#include "service/store/batches.hpp"
#include "service/store/month_sums.hpp"
#include "tests/support/temporary_directory.hpp"

namespace tertil {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().where + " " + result.error().message.en};
  return std::move(*result);
}

std::string line_of(const std::string& meter, const store::StoredReading& reading, bool counter) {
  return fmt::format("holds {} {} {} {} {} {}", meter, collectors::utc_text(reading.start),
                     collectors::utc_text(reading.end), reading.quantity.value(),
                     reading.estimated ? 1 : 0, counter ? 1 : 0);
}

class Case {
 public:
  explicit Case(store::Engine& engine, std::string owner) : engine_{engine} {
    source_.id = "property-energy";
    source_.target = collectors::Target::kEnergyReading;
    source_.owner = std::move(owner);
    source_.on_bad_row = collectors::OnBadRow::kQuarantine;
  }

  void add_meter(const std::string& meter, double rollover) {
    write([&](store::Writer& writer) -> Result<void> {
      store::Fact fact;
      fact.key = {source_.owner, meter, std::string{}};
      fact.values = {std::string{"B1"}, std::string{"electricity"}, store::Value{}, rollover,
                     store::Value{}};
      const auto batch = add_batch(writer);
      if (auto added = store::add(writer, store::kMeters, {&fact, 1}, {"meters", batch}); !added)
        return tl::unexpected{added.error()};
      return {};
    });
  }

  std::string import(const std::string& csv) {
    const int descriptor = ::memfd_create("file", MFD_CLOEXEC);
    if (::write(descriptor, csv.data(), csv.size()) != static_cast<ssize_t>(csv.size()))
      throw std::runtime_error{"no file"};
    ingest::ReadingIntake intake{source_};
    ingest::Progress progress;
    ingest::CheckedFile checked;
    intake.read(descriptor, progress, checked);
    std::string counted;
    write([&](store::Writer& writer) -> Result<void> {
      batches_.push_back(add_batch(writer));
      const auto counts = intake.write(writer, {source_.id, batches_.back()}, checked);
      if (!counts) return tl::unexpected{counts.error()};
      if (checked.rows_read != counts->stored + counts->duplicate + checked.quarantined)
        throw std::runtime_error{"a row is lost"};
      counted = fmt::format("counts {} {} {} {}", counts->stored, counts->duplicate,
                            checked.quarantined, counts->superseded);
      return {};
    });
    ::close(descriptor);
    return counted;
  }

  void retract(std::size_t number) {
    write([&](store::Writer& writer) -> Result<void> {
      std::vector<figures::Touched> touched;
      const auto done = ingest::reading_keeping().retract(writer, batches_.at(number), touched);
      if (!done) return tl::unexpected{done.error()};
      return {};
    });
  }

  std::vector<std::string> holding() {
    std::vector<std::string> lines;
    read([&](store::Reader& reader) {
      for (const auto& meter : must(store::reading_meters(reader, source_.owner))) {
        for (const bool counter : {false, true}) {
          const auto months = must(store::months_of(reader, meter, counter));
          if (!months) continue;
          for (const auto& one : must(store::readings_of(reader, meter, *months, counter)))
            lines.push_back(line_of(meter.meter, one, counter));
        }
      }
    });
    return lines;
  }

  std::vector<std::string> months() {
    std::vector<std::string> lines;
    read([&](store::Reader& reader) {
      for (const auto& meter : must(store::reading_meters(reader, source_.owner)))
        for (const auto& sum : must(store::month_sums(reader, meter, {0, 1'000'000})))
          if (sum.readings > 0)
            lines.push_back(fmt::format("month {} {:04}-{:02} {} {}", meter.meter, sum.month / 12,
                                        sum.month % 12 + 1, sum.quantity, sum.seconds));
    });
    return lines;
  }

  /// Every batch's digest, as noted and as the blocks have it now.
  void check_digests() {
    read([&](store::Reader& reader) {
      for (const auto& batch : batches_)
        if (must(store::readings_digest(reader, batch)) !=
            must(store::readings_digest_now(reader, batch)))
          throw std::runtime_error{"a digest has changed"};
    });
  }

 private:
  std::string add_batch(store::Writer& writer) {
    store::Batch batch;
    batch.id = fmt::format("{}-{}", source_.owner, ++number_);
    batch.source = source_.id;
    batch.target = "energyReading";
    batch.state = store::BatchState::kStored;
    batch.receipt = "{}";
    batch.recorded_at = writer.recorded_at();
    if (auto added = store::insert_batch(writer, batch); !added)
      throw std::runtime_error{added.error().where};
    return batch.id;
  }
  void write(const std::function<Result<void>(store::Writer&)>& work) {
    if (auto done = engine_.write(work); !done) throw std::runtime_error{done.error().where};
  }
  void read(const std::function<void(store::Reader&)>& work) {
    const auto done = engine_.read([&](store::Reader& reader) -> Result<void> {
      work(reader);
      return {};
    });
    if (!done) throw std::runtime_error{done.error().where};
  }

  store::Engine& engine_;
  collectors::Source source_;
  std::vector<std::string> batches_;
  int number_{0};
};

/// Same words; numbers may differ in the last bits, because theirs are fractions.
bool same(const std::string& ours, const std::string& theirs) {
  std::istringstream left{ours};
  std::istringstream right{theirs};
  std::string a;
  std::string b;
  while (left >> a) {
    if (!(right >> b)) return false;
    if (a == b) continue;
    char* end = nullptr;
    const double x = std::strtod(a.c_str(), &end);
    if (*end != '\0') return false;
    const double y = std::strtod(b.c_str(), &end);
    if (*end != '\0' || std::abs(x - y) > 1e-9 * std::max(1.0, std::abs(y))) return false;
  }
  return !(right >> b);
}

bool agree(const std::vector<std::string>& ours, const std::vector<std::string>& theirs) {
  bool fine = ours.size() == theirs.size();
  for (std::size_t i = 0; fine && i < ours.size(); ++i) fine = same(ours[i], theirs[i]);
  if (fine) return true;
  for (const auto& line : ours) fmt::print("  ours   {}\n", line);
  for (const auto& line : theirs) fmt::print("  theirs {}\n", line);
  return false;
}

int compare(std::istream& input) {
  const tests::TemporaryDirectory folder;
  const auto engine = must(store::open("sqlite:" + (folder.path() / "tertil.db").string()));
  int cases = 0;
  std::optional<Case> now;
  std::vector<std::string> told;
  std::string counted;
  for (std::string line; std::getline(input, line);) {
    const auto word = line.substr(0, line.find(' '));
    const auto rest = line.substr(std::min(line.size(), word.size() + 1));
    bool fine = true;
    if (word == "owner") {
      now.emplace(*engine, rest);
      ++cases;
    } else if (word == "meter") {
      now->add_meter(rest.substr(0, rest.find(' ')), std::stod(rest.substr(rest.find(' '))));
    } else if (word == "file") {
      std::string csv = "meter,start,end,quantity,unit,estimated,register\n";
      while (std::getline(input, line) && line != "end") csv += line + "\n";
      counted = now->import(csv);
    } else if (word == "counts") {
      fine = agree({counted}, {line});
    } else if (word == "retract") {
      now->retract(static_cast<std::size_t>(std::stoi(rest)));
    } else if (word == "all") {
      fine = agree(now->holding(), told);
      told.clear();
    } else if (word == "sums") {
      fine = agree(now->months(), told);
      told.clear();
      now->check_digests();
    } else {
      told.push_back(line);
    }
    if (!fine) {
      fmt::print("differs in case {}: {}\n", cases, line);
      return 1;
    }
  }
  fmt::print("agreed on {} cases\n", cases);
  return 0;
}

}  // namespace
}  // namespace tertil

int main() {
  try {
    return tertil::compare(std::cin);
  } catch (const std::exception& error) {
    fmt::print("{}\n", error.what());
    return 1;
  }
}
