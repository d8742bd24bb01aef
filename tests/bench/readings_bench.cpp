// What the import bench cannot see from outside: readings_bench CSV DATA SCRATCH [ROUNDS]. DATA is
// a data directory that has the file imported, and the registers of its meters and buildings;
// SCRATCH is a folder for stores of its own. Prints one JSON object of medians in seconds.

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "collectors/reading_stream.hpp"
#include "collectors/unit.hpp"
#include "service/figures/energy.hpp"
#include "service/ingest/reading_intake.hpp"
#include "service/store/batches.hpp"
#include "service/store/month_sums.hpp"

namespace {

using namespace tertil;

constexpr auto kOwner = "13";

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error{result.error().where + " " + result.error().message.en};
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

double median_of(int rounds, const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    seconds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

collectors::Source source() {
  collectors::Source made;
  made.id = "property-energy";
  made.target = collectors::Target::kEnergyReading;
  made.owner = kOwner;
  made.on_bad_row = collectors::OnBadRow::kQuarantine;
  return made;
}

void parse(int file) {
  auto stream = collectors::ReadingStream::open(file, source());
  std::vector<collectors::MeterReading> rows;
  while (stream.next(rows) != collectors::ReadingStream::Next::kEnd) {
  }
}

/// All but keeping the upload, its SHA-256 and the figures: a new store each time.
void parse_check_store(int file, const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto engine = must(store::open("sqlite:" + (folder / "tertil.db").string()));
  const auto how = source();
  ingest::ReadingIntake intake{how};
  ingest::Progress progress;
  ingest::CheckedFile checked;
  intake.read(file, progress, checked);
  must(engine->write([&](store::Writer& writer) -> Result<void> {
    store::Batch batch;
    batch.id = "01BENCH";
    batch.source = how.id;
    batch.state = store::BatchState::kStored;
    batch.receipt = "{}";
    if (auto done = store::insert_batch(writer, batch); !done) return done;
    const auto counts = intake.write(writer, {how.id, batch.id}, checked);
    if (!counts) return tl::unexpected{counts.error()};
    return {};
  }));
}

/// kWh/m² of each building in each month.
using Monthly = std::map<std::pair<std::string, store::MonthNumber>, double>;

struct Registers {
  std::map<std::string, std::string> building_of;
  std::map<std::string, double> area_of;
  std::vector<store::ReadingMeter> meters;
};
Registers registers(store::Reader& reader) {
  Registers found;
  for (auto& row : must(store::meters(reader, kOwner))) found.building_of[row.meter] = row.building;
  for (auto& row : must(store::properties(reader, kOwner)))
    found.area_of[row.building] = row.area_bra;
  found.meters = must(store::reading_meters(reader, kOwner));
  return found;
}

Monthly per_area(std::map<std::string, std::map<store::MonthNumber, double>> use,
                 const Registers& known) {
  Monthly result;
  for (const auto& [building, months] : use)
    for (const auto& [month, kwh] : months)
      result[{building, month}] = kwh / known.area_of.at(building);
  return result;
}

Monthly from_sums(store::Engine& engine) {
  Monthly result;
  must(engine.read([&](store::Reader& reader) -> Result<void> {
    const auto known = registers(reader);
    std::vector<std::int64_t> numbers;
    std::map<std::int64_t, const std::string*> building_of;
    for (const auto& meter : known.meters)
      building_of.emplace(meter.no, &known.building_of.at(meter.meter));
    numbers.reserve(building_of.size());
    for (const auto& [no, building] : building_of) numbers.push_back(no);
    std::map<std::string, std::map<store::MonthNumber, double>> use;
    for (const auto& [no, months] :
         must(store::month_uses(reader, kOwner, numbers, {0, 1'000'000}))) {
      auto& of_building = use[*building_of.at(no)];
      for (const auto& month : months) of_building[month.month] += month.quantity;
    }
    result = per_area(std::move(use), known);
    return {};
  }));
  return result;
}

/// The same from every single reading: decoded, checked, folded.
Monthly from_readings(store::Engine& engine, unsigned threads) {
  Registers known;
  must(engine.read([&](store::Reader& reader) -> Result<void> {
    known = registers(reader);
    return {};
  }));
  std::vector<std::map<std::string, std::map<store::MonthNumber, double>>> parts(threads);
  const auto work = [&](unsigned part) {
    must(engine.read([&](store::Reader& reader) -> Result<void> {
      for (std::size_t i = part; i < known.meters.size(); i += threads) {
        const auto& meter = known.meters[i];
        auto& use = parts[part][known.building_of.at(meter.meter)];
        store::MonthNumber month = 0;
        collectors::Seconds end = 0;
        double* sum = nullptr;
        for (const auto& one : must(store::readings_of(reader, meter, {0, 1'000'000}, false))) {
          if (one.start >= end) {
            const auto local = collectors::local_month(one.start);
            month = store::month_number(local);
            end = collectors::start_of_month(local.next());
            sum = &use[month];
          }
          const bool is_kwh = one.unit == collectors::ReadingUnit::kKwh;
          *sum += is_kwh
                      ? one.quantity.value()
                      : collectors::to_kept(*collectors::unit_named(collectors::name_of(one.unit)),
                                            one.quantity.value());
        }
      }
      return {};
    }));
  };
  std::vector<std::jthread> others;
  for (unsigned part = 1; part < threads; ++part) others.emplace_back(work, part);
  work(0);
  others.clear();
  std::map<std::string, std::map<store::MonthNumber, double>> use;
  for (auto& part : parts)
    for (auto& [building, months] : part)
      for (auto& [month, kwh] : months) use[building][month] += kwh;
  return per_area(std::move(use), known);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const int file = ::open(argv[1], O_RDONLY | O_CLOEXEC);
  if (file < 0) return 1;
  const std::filesystem::path data{argv[2]};
  const auto scratch = std::filesystem::path{argv[3]} / "alone";
  const int rounds = argc > 4 ? std::stoi(argv[4]) : 3;
  const auto engine = must(store::open("sqlite:" + (data / "tertil.db").string()));

  const auto summed = from_sums(*engine);
  for (const auto& [place, value] : from_readings(*engine, 4)) {
    const auto found = summed.find(place);
    if (found == summed.end() || std::abs(found->second - value) > 1e-9 * std::abs(value))
      throw std::runtime_error{"sums and readings differ: " + place.first};
  }
  fmt::print("{{");
  const auto tell = [&](std::string_view name, int times, const std::function<void()>& work) {
    fmt::print("\"{}\":{:.6f},", name, median_of(times, work));
  };
  tell("monthly kWh/m2 from sums", 5 * rounds, [&] { from_sums(*engine); });
  tell("monthly kWh/m2 from every reading, 1 threads", rounds, [&] { from_readings(*engine, 1); });
  tell("monthly kWh/m2 from every reading, 4 threads", rounds, [&] { from_readings(*engine, 4); });
  tell("energy figure of a year with its parts", rounds, [&] {
    must(engine->read([&](store::Reader& reader) -> Result<void> {
      must(figures::energy_figure(reader, kOwner, 2023));
      return {};
    }));
  });
  tell("parse alone", rounds, [&] { parse(file); });
  tell("parse, check and store alone", rounds, [&] { parse_check_store(file, scratch); });
  fmt::print("\"values\":{}}}\n", summed.size());
  ::close(file);
  return 0;
}
