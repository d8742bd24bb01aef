// R4, R21: feeding files twice, in parts, in any order and from four clients at once gives the same
// canonical export (contract 2a.2, 2a.4), for every target whose rows are facts.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "service/reports/canonical_export.hpp"
#include "tests/support/installation.hpp"

namespace tertil::ingest {
namespace {

using tests::Fill;
using tests::Installation;
using tests::must;

using Rows = std::vector<std::string>;

/// A source, the header of its files, and rows of which no two contradict each other. `together`
/// names a row's group: rows of one group never part, since identical rows are counted by file.
struct Deliveries {
  std::string source;
  std::string header;
  Rows (*rows)(std::mt19937&);
  friend void PrintTo(const Deliveries& one, std::ostream* os) { *os << one.source; }
};

int pick(std::mt19937& generator, int least, int most) {
  return std::uniform_int_distribution<int>{least, most}(generator);
}

template <class T>
T one_of(std::mt19937& generator, std::initializer_list<T> choices) {
  return std::data(
      choices)[static_cast<std::size_t>(pick(generator, 0, static_cast<int>(choices.size()) - 1))];
}

std::string day(std::mt19937& generator) {
  return fmt::format("2024-{:02}-{:02}", pick(generator, 1, 12), pick(generator, 1, 28));
}

/// Keeps one row of each key, so that nothing contradicts.
Rows unique_by(Rows rows, std::size_t key_cells) {
  const auto key = [&](const std::string& row) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < key_cells; ++i) end = row.find(',', end + 1);
    return row.substr(0, end);
  };
  std::ranges::sort(rows, {}, key);
  const auto rest = std::ranges::unique(rows, {}, key);
  rows.erase(rest.begin(), rest.end());
  return rows;
}

Rows key_figures(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 60; ++i)
    rows.push_back(fmt::format(
        "{},{},{},{},final",
        one_of<std::string_view>(generator, {"organic-food", "hospital-waste-recycling"}),
        one_of<std::string_view>(generator, {"13", "14", "07"}), pick(generator, 2010, 2024),
        pick(generator, 30, 60)));
  return unique_by(rows, 3);
}

Rows populations(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 30; ++i)
    rows.push_back(fmt::format("{},{},{}",
                               one_of<std::string_view>(generator, {"13", "14", "riket"}),
                               pick(generator, 2010, 2024), pick(generator, 300'000, 350'000)));
  return unique_by(rows, 2);
}

Rows targets(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 20; ++i)
    rows.push_back(
        fmt::format("organic-food,13,{},{}", pick(generator, 2025, 2040), pick(generator, 30, 60)));
  return unique_by(rows, 3);
}

Rows fills(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 120; ++i)
    rows.push_back(fmt::format(
        "{},{},{},{},l", day(generator), one_of<std::string_view>(generator, {"ambulance", "pool"}),
        one_of<std::string_view>(generator, {"HVO100", "diesel"}), pick(generator, 30, 33)));
  for (int i = 0; i < 20; ++i) rows.push_back(rows[static_cast<std::size_t>(i)]);
  return rows;
}

Rows gases(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 60; ++i)
    rows.push_back(fmt::format("{},Halmstad,nitrousOxide,{},{},kg", day(generator),
                               one_of<std::string_view>(generator, {"purchased", "destroyed"}),
                               pick(generator, 20, 40)));
  for (int i = 0; i < 6; ++i) rows.push_back(rows[static_cast<std::size_t>(i)]);
  return rows;
}

Rows weights(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 80; ++i)
    rows.push_back(fmt::format("{},H1,{},{},kg,materialRecycling", day(generator),
                               one_of<std::string_view>(generator, {"20 01 01", "20 01 39"}),
                               pick(generator, 100, 110)));
  for (int i = 0; i < 8; ++i) rows.push_back(rows[static_cast<std::size_t>(i)]);
  return rows;
}

Rows journeys(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 40; ++i)
    rows.push_back(fmt::format("2024-{:02},{},,{}", pick(generator, 1, 12),
                               one_of<std::string_view>(generator, {"flight", "train", "taxi"}),
                               pick(generator, 1000, 2000)));
  return unique_by(rows, 2);
}

Rows meters(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 30; ++i)
    rows.push_back(fmt::format("M{},H{},electricity", i, pick(generator, 1, 5)));
  return rows;
}

Rows properties(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 12; ++i)
    rows.push_back(fmt::format("H{},Hus {},RGS,13,{},true", i, i, pick(generator, 900, 5000)));
  return rows;
}

Rows vehicles(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 30; ++i)
    rows.push_back(fmt::format("V{},{},diesel", i,
                               one_of<std::string_view>(generator, {"ambulance", "pool"})));
  return rows;
}

Rows factors(std::mt19937& generator) {
  Rows rows;
  for (int i = 0; i < 12; ++i)
    rows.push_back(fmt::format("petrol-{},co2e,{},kg/l,2024,egen", i, pick(generator, 2, 3)));
  return rows;
}

Rows degree_days(std::mt19937& generator) {
  Rows rows;
  for (int month = 1; month <= 12; ++month)
    rows.push_back(fmt::format("13,2024-{:02},{},{},SMHI", month, pick(generator, 100, 120), 110));
  return rows;
}

/// Rows that are identical go the same way, the others anywhere.
std::vector<Rows> in_parts(const Rows& rows, std::mt19937& generator) {
  std::map<std::string, std::size_t> part_of;
  std::vector<Rows> parts(static_cast<std::size_t>(pick(generator, 1, 5)));
  for (const auto& row : rows) {
    const auto [known, is_new] =
        part_of.try_emplace(row, generator() % static_cast<std::uint32_t>(parts.size()));
    parts[known->second].push_back(row);
  }
  std::erase_if(parts, [](const Rows& part) { return part.empty(); });
  for (auto& part : parts) std::shuffle(part.begin(), part.end(), generator);
  return parts;
}

std::string file_of(const std::string& header, const Rows& rows) {
  std::string text = header + "\n";
  for (const auto& row : rows) text += row + "\n";
  return text;
}

std::string exported(Installation& installation) {
  std::ostringstream out;
  must(installation.engine().read([&](store::Reader& reader) {
    return reports::export_canonical(reader, [&](std::string_view line) -> Result<void> {
      out << line << '\n';
      return {};
    });
  }));
  return out.str();
}

class AnyOrder : public ::testing::TestWithParam<Deliveries> {};

TEST_P(AnyOrder, InPartsTwiceAndFromFourClientsAtOnceGivesTheSameExport) {
  const auto& [source, header, make] = GetParam();
  for (std::uint32_t seed = 1; seed <= 2; ++seed) {
    std::mt19937 generator{seed};
    const auto rows = make(generator);
    Installation whole{Fill::kReferenceOnly};
    const auto first = whole.import_text(source, file_of(header, rows));
    ASSERT_TRUE(first) << first.error().message.en << first.error().where;
    ASSERT_EQ(first->quarantined, 0) << first->receipt;
    EXPECT_EQ(first->stored, static_cast<std::int64_t>(rows.size())) << first->receipt;
    const auto expected = exported(whole);
    ASSERT_EQ(std::count(expected.begin(), expected.end(), '\n') >= first->stored, true);

    std::vector<std::string> files;
    for (int round = 0; round < 2; ++round)
      for (const auto& part : in_parts(rows, generator)) files.push_back(file_of(header, part));
    for (std::size_t i = 0, n = files.size(); i < n; ++i) files.push_back(files[i]);
    std::shuffle(files.begin(), files.end(), generator);

    Installation parts{Fill::kReferenceOnly};
    constexpr std::size_t kClients = 4;
    {
      std::vector<std::jthread> clients;
      for (std::size_t client = 0; client < kClients; ++client)
        clients.emplace_back([&, client] {
          for (std::size_t i = client; i < files.size();) {
            const auto sent = parts.import_text(source, files[i]);
            if (!sent && sent.error().code == ErrorCode::kConflict) continue;  // once more
            ASSERT_TRUE(sent) << sent.error().message.en << sent.error().where;
            EXPECT_EQ(sent->rows_read, sent->stored + sent->duplicate + sent->quarantined);
            i += kClients;
          }
        });
    }
    EXPECT_EQ(exported(parts), expected) << "seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Of, AnyOrder,
    ::testing::Values(
        Deliveries{"own-key-figures", "keyFigure,region,year,value,status", &key_figures},
        Deliveries{"scb-population", "region,year,value", &populations},
        Deliveries{"targets", "keyFigure,region,year,value", &targets},
        Deliveries{"fuel-cards", "date,vehicleGroup,fuel,quantity,unit", &fills},
        Deliveries{"medical-gases", "date,site,gas,kind,quantity,unit", &gases},
        Deliveries{"waste", "date,building,ewcCode,quantity,unit,treatment", &weights},
        Deliveries{"travel", "period,mode,orgUnit,distanceKm", &journeys},
        Deliveries{"meters", "meter,building,carrier", &meters},
        Deliveries{"property-register", "building,name,orgUnit,region,areaBra,owned", &properties},
        Deliveries{"vehicle-register", "vehicle,vehicleGroup,powertrain", &vehicles},
        Deliveries{"factors", "item,measure,value,unit,validFrom,source", &factors},
        Deliveries{"degree-days", "region,period,value,normalValue,source", &degree_days}),
    [](const auto& tested) {
      auto name = tested.param.source;
      std::erase(name, '-');
      return name;
    });

}  // namespace
}  // namespace tertil::ingest
