#include "service/store/key_figures.hpp"

#include <gmock/gmock.h>

#include "service/store/regions.hpp"
#include "tests/service/store/store_fixture.hpp"

namespace tertil::store {
namespace {

KeyFigure energy() {
  KeyFigure figure;
  figure.id = "energy-use-premises";
  figure.slug = "energi";
  figure.name = {"Energianvändning i lokaler", "Energy use in premises"};
  figure.short_name = {"Energi", "Energy"};
  figure.theme = {"Fastigheter", "Buildings"};
  figure.unit = "kWh/m²";
  figure.polarity = Polarity::kLow;
  figure.kind = "ratio";
  figure.definition = {"Köpt energi \"per\" m²\n", "Bought energy"};
  figure.why = {"Därför", "Because"};
  figure.minimum = 0.0;
  figure.kolada_id = "U60495";
  figure.in_comparison = true;
  figure.source = {"Kolada", "Kolada"};
  figure.source_url = "https://www.kolada.se";
  figure.licence = {"Ange källa", "Name the source"};
  figure.next_publication = "2026-06-11";
  figure.next_publication_period = "2025";
  figure.breaks = {{2022, {"Ny metod", "New method"}}};
  figure.notes = {{"Obs", "Note"}, {"Två", "Two"}};
  return figure;
}

KeyFigure named(const std::string& id) {
  KeyFigure figure = energy();
  figure.id = id;
  return figure;
}

class KeyFigures : public StoreTest {
 protected:
  std::int64_t put(const std::vector<KeyFigure>& figures) {
    std::int64_t changed = 0;
    write([&](Writer& writer) -> Result<void> {
      const auto done = put_key_figures(writer, figures);
      if (!done) return tl::unexpected{done.error()};
      changed = *done;
      last_ = writer.recorded_at();
      return {};
    });
    return changed;
  }
  std::vector<KeyFigure> all(std::optional<Instant> at = {}) {
    return read<std::vector<KeyFigure>>([&](Reader& reader) { return key_figures(reader, at); });
  }
};

TEST(KeyFigureJson, ReadsBackWhatItWrites) {
  const auto figure = energy();
  const auto back = parse_key_figure(to_json(figure));
  ASSERT_TRUE(back) << back.error().where;
  EXPECT_EQ(to_json(*back), to_json(figure));
  EXPECT_EQ(back->definition, figure.definition);
  EXPECT_EQ(back->minimum, 0.0);
  EXPECT_EQ(back->maximum, std::nullopt);
  EXPECT_EQ(back->polarity, Polarity::kLow);
  EXPECT_EQ(back->next_publication_period, "2025");
  ASSERT_EQ(back->breaks.size(), 1U);
  EXPECT_EQ(back->breaks[0].year, 2022);
  EXPECT_EQ(back->notes, figure.notes);
  EXPECT_TRUE(back->in_comparison);
}

TEST(KeyFigureJson, RefusesWhatIsNotADefinition) {
  auto wrong_polarity = to_json(energy());
  wrong_polarity.replace(wrong_polarity.find("\"low\""), 5, "\"lwo\"");
  for (const auto& json : {std::string{}, std::string{"{}"}, std::string{"[]"}, std::string{"{"},
                           std::string{R"({"id":1})"}, wrong_polarity}) {
    EXPECT_FALSE(parse_key_figure(json)) << json;
  }
}

TEST_P(KeyFigures, KeepTheirOrderAndTheirEarlierWordings) {
  EXPECT_EQ(put({named("b"), named("a")}), 2);
  const auto first = last_;
  auto reworded = named("a");
  reworded.name.sv = "Nytt namn";
  EXPECT_EQ(put({named("b"), reworded}), 1) << "b is as it was";
  const auto now = all();
  ASSERT_EQ(now.size(), 2U);
  EXPECT_EQ(now[0].id, "b");
  EXPECT_EQ(now[1].name.sv, "Nytt namn");
  const auto then = all(first);
  ASSERT_EQ(then.size(), 2U);
  EXPECT_EQ(then[1].name.sv, energy().name.sv);
  const auto before_any = all(Instant{first.microseconds - 1});
  ASSERT_EQ(before_any.size(), 2U) << "what was asked about must have a name";
  EXPECT_EQ(before_any[1].name.sv, energy().name.sv);
}

TEST_P(KeyFigures, PuttingTheSameAgainIsNoChangeToTheStore) {
  put({named("a")});
  const auto before = engine_->change_counter().value();
  EXPECT_EQ(put({named("a")}), 0);
  EXPECT_EQ(engine_->change_counter().value(), before);
}

TEST_P(KeyFigures, RegionsArePutOnceAndChangedWhereTheyDiffer) {
  std::vector<Region> given{
      {"13", "Region Halland", "Halland", "Hallands län", "0013", "SE-N"},
      {"01", "Region Stockholm", "Stockholm", "Stockholms län", "0001", "SE-AB"}};
  const auto put_all = [&] {
    std::int64_t changed = 0;
    write([&](Writer& writer) -> Result<void> {
      const auto done = put_regions(writer, given, "SCB");
      if (!done) return tl::unexpected{done.error()};
      changed = *done;
      return {};
    });
    return changed;
  };
  EXPECT_EQ(put_all(), 2);
  EXPECT_EQ(put_all(), 0);
  given[0].short_name = "Hallandia";
  EXPECT_EQ(put_all(), 1);
  const auto found = read<std::vector<Region>>([](Reader& reader) { return regions(reader); });
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].code, "01");
  EXPECT_EQ(found[1].name, "Region Halland");
  EXPECT_EQ(found[1].short_name, "Hallandia");
  EXPECT_EQ(found[1].county, "Hallands län");
  EXPECT_EQ(found[1].kolada_id, "0013");
  EXPECT_EQ(found[1].iso, "SE-N");
}

INSTANTIATE_TEST_SUITE_P(, KeyFigures, ::testing::ValuesIn(makers()), name_of);

}  // namespace
}  // namespace tertil::store
