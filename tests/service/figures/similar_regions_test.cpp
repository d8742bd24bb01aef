#include "service/figures/similar_regions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/installation.hpp"

namespace tertil::figures {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using tests::Fill;
using tests::Installation;
using tests::must;

TEST(SimilarRegions, OfHallandAreThoseWithNearestToAsManyInhabitants) {
  Installation installation{Fill::kShipped};
  const auto answer = must(similar_regions(*installation.snapshot(), {"fornybart", "13", 2023}));
  ASSERT_EQ(answer.features.size(), 1U);
  EXPECT_EQ(answer.features[0].id, "population");
  EXPECT_EQ(answer.features[0].year, 2023);
  EXPECT_EQ(answer.missing_features.size(), 2U);
  // By hand from 343,746: Jönköping 368,856 is 1.073 times as many, Örebro 308,116 1.116 times
  // fewer, Sörmland 1.138 fewer, Uppsala 1.177 more, Dalarna 1.197 fewer, Gävleborg 1.203 fewer.
  EXPECT_THAT(answer.regions,
              ElementsAre(Field(&LikeRegion::region, "06"), Field(&LikeRegion::region, "18"),
                          Field(&LikeRegion::region, "04"), Field(&LikeRegion::region, "03"),
                          Field(&LikeRegion::region, "20")));
  EXPECT_EQ(answer.own.rank, 12);
}

TEST(SimilarRegions, TellARedRegionWhichAreGreenAndHowTheyCameThere) {
  Installation installation{Fill::kShipped};
  // Värmland is 15th in 2023, red; of those nearest in size Västmanland and Sörmland have 100 %.
  const auto answer = must(similar_regions(*installation.snapshot(), {"fornybart", "17", 2023}));
  EXPECT_EQ(answer.own.rank_class, RankClass::kRed);
  EXPECT_THAT(answer.text.sv, HasSubstr("Region Värmland är röd 2023. Gröna av dem: "));
  EXPECT_THAT(answer.text.sv, HasSubstr("Region Västmanland ("));
  EXPECT_THAT(answer.text.sv, HasSubstr(" till 100,0\u00a0% sedan 2018)"));
  for (const auto& region : answer.regions) {
    EXPECT_EQ(answer.text.sv.find(region.name + " (") != std::string::npos,
              region.rank_class == RankClass::kGreen)
        << region.name;
    EXPECT_FALSE(region.history.empty());
  }
}

TEST(SimilarRegions, WithoutInhabitantsAreNoneAndTheTextSaysSo) {
  Installation installation{Fill::kReferenceOnly};
  const auto answer = must(similar_regions(*installation.snapshot(), {"fornybart", "13"}));
  EXPECT_THAT(answer.regions, IsEmpty());
  EXPECT_EQ(answer.missing_features.size(), 3U);
  EXPECT_THAT(answer.text.sv, HasSubstr("Inga uppgifter"));
}

}  // namespace
}  // namespace tertil::figures
