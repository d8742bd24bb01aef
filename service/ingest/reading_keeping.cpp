#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "service/figures/energy_sums.hpp"
#include "service/ingest/held_months.hpp"
#include "service/ingest/reading_intake.hpp"

namespace tertil::ingest {
namespace {

using store::IncomingBlock;

class ReadingKeeping final : public Keeping {
 public:
  Result<store::Retraction> retract(store::Writer& writer, std::string_view batch,
                                    std::vector<figures::Touched>& touched) const override {
    auto done = store::retract_readings(writer, batch);
    if (!done) return tl::unexpected{done.error()};
    const auto years = figures::update_sums(writer, done->owner, done->touched);
    if (!years) return tl::unexpected{years.error()};
    touched = touched_energy(done->owner, *years);
    return std::move(done->retraction);
  }

  Result<bool> still_current(store::Reader& reader, std::string_view batch) const override {
    return store::readings_still_current(reader, batch);
  }

  Result<std::string> digest_of(store::Reader& reader, std::string_view batch) const override {
    return store::readings_digest(reader, batch);
  }

  Result<store::WriteCounts> release(store::Writer& writer, const store::Provenance& provenance,
                                     std::string_view owner, std::span<const store::HeldRow> rows,
                                     std::vector<figures::Touched>& touched) const override {
    auto incoming = held_blocks(owner, rows);
    if (!incoming) return tl::unexpected{incoming.error()};
    auto added = store::add_readings(writer, *incoming, provenance);
    if (!added) return tl::unexpected{added.error()};
    const auto years = figures::update_sums(writer, owner, added->touched);
    if (!years) return tl::unexpected{years.error()};
    touched = touched_energy(owner, *years);
    return std::move(added->counts);
  }

 private:
  static Result<store::IncomingReadings> held_blocks(std::string_view owner,
                                                     std::span<const store::HeldRow> rows) {
    store::IncomingReadings incoming;
    incoming.owner = owner;
    for (const auto& row : rows) {
      auto held = read_held(row.payload);
      if (!held)
        return fail(ErrorCode::kCorrupt, {"En hållen rad är skadad.", "A held row is damaged."},
                    "ingest/reading_intake: held row");
      auto& [head, payload] = *held;
      const auto readings = store::decode_payload(payload, head.counter);
      if (!readings) return tl::unexpected{readings.error()};
      store::BlockBuilder builder{head.counter};
      for (const auto& reading : *readings) builder.add(reading, 0);
      const auto known = std::ranges::find(incoming.meters, head.meter);
      const auto meter = static_cast<std::uint32_t>(known - incoming.meters.begin());
      if (known == incoming.meters.end()) incoming.meters.push_back(head.meter);
      IncomingBlock block{meter, head.month, head.counter, {}, builder.take_payload()};
      block.summary = builder.summary();
      incoming.blocks.push_back(std::move(block));
    }
    std::ranges::sort(incoming.blocks, {}, [&incoming](const IncomingBlock& block) {
      return std::tuple{std::string_view{incoming.meters[block.meter]}, block.month, block.counter};
    });
    return incoming;
  }
};

}  // namespace

std::string held_payload(const HeldHead& head, std::string_view payload) {
  return fmt::format("{} {} {} ", head.month, head.counter ? 1 : 0, head.meter.size()) +
         head.meter + std::string{payload};
}

std::optional<std::pair<HeldHead, std::string>> read_held(std::string_view text) {
  HeldHead head;
  std::array<std::int64_t, 3> numbers{};
  for (auto& number : numbers) {
    const auto end = text.find(' ');
    if (end == std::string_view::npos) return std::nullopt;
    if (std::from_chars(text.data(), text.data() + end, number).ec != std::errc{})
      return std::nullopt;
    text.remove_prefix(end + 1);
  }
  if (numbers[2] < 0 || static_cast<std::size_t>(numbers[2]) > text.size()) return std::nullopt;
  const auto size = static_cast<std::size_t>(numbers[2]);
  head.month = numbers[0];
  head.counter = numbers[1] != 0;
  head.meter = text.substr(0, size);
  return std::pair{std::move(head), std::string{text.substr(size)}};
}

std::vector<figures::Touched> touched_energy(std::string_view owner, const std::set<int>& years) {
  if (years.empty()) return {};
  return {{std::string{owner}, figures::Activity::kEnergy, {years.begin(), years.end()}}};
}

const Keeping& reading_keeping() {
  static const ReadingKeeping keeping;
  return keeping;
}

}  // namespace tertil::ingest
