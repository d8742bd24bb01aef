#include "service/figures/emission_change.hpp"

#include "tests/service/figures/activity.hpp"

namespace tertil::figures {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using tests::kFuelHeader;
using tests::must;

class FuelEmissions : public tests::ActivityTest {
 protected:
  Result<EmissionChange> change(int from, int to) {
    Result<EmissionChange> found = fail(ErrorCode::kInternal, {"", ""});
    must(installation_.engine().read([&](store::Reader& reader) -> Result<void> {
      found = emission_change(reader, "13", from, to);
      return {};
    }));
    return found;
  }
};

// Region Halland's own words about 2024, from the shipped factors: diesel emits 66.1 × 35.5 g a
// litre in 2023 and 89.4 × 35.5 g in 2024, HVO100 476 g in both. By hand, 1000 litres each year:
// 2023 80 % diesel: 800 × 2.34655 + 200 × 0.476 = 1972.44 kg; 2024 68 %: 680 × 3.1737 + 320 × 0.476
// = 2310.436 kg.
TEST_F(FuelEmissions, AChangedReductionObligationOutweighsMoreHvo100) {
  import("fuel-cards", kFuelHeader,
         "2023-03-01,ambulance,diesel,800,l,ADH\n2023-03-02,ambulance,HVO100,200,l,ADH\n"
         "2024-03-01,ambulance,diesel,680,l,ADH\n2024-03-02,ambulance,HVO100,320,l,ADH\n");
  const auto found = change(2023, 2024);
  ASSERT_TRUE(found) << found.error().message.en;
  EXPECT_NEAR(found->parts.before, 1972.44, 1e-9);
  EXPECT_NEAR(found->parts.after, 2310.436, 1e-9);
  EXPECT_EQ(found->hvo100_share_from, 20);
  EXPECT_EQ(found->hvo100_share_to, 32);
  EXPECT_GT(found->parts.change, 0);
  EXPECT_NEAR(found->parts.activity, 0, 1e-9);
  EXPECT_LT(found->parts.mix, 0);
  EXPECT_GT(found->parts.factor, 0);
  EXPECT_EQ(found->parts.activity + found->parts.mix + found->parts.factor, found->parts.change);
  EXPECT_THAT(found->text.sv, HasSubstr("Ändrad reduktionsplikt ger högre utsläpp 2024 än 2023 "
                                        "trots ökad andel HVO100"));
}

TEST_F(FuelEmissions, TheSentenceIsNotSaidWhenItIsNotTrue) {
  import("fuel-cards", kFuelHeader,
         "2023-03-01,ambulance,diesel,900,l,ADH\n2023-03-02,ambulance,HVO100,100,l,ADH\n"
         "2024-03-01,ambulance,diesel,100,l,ADH\n2024-03-02,ambulance,HVO100,900,l,ADH\n");
  const auto found = change(2023, 2024);
  ASSERT_TRUE(found);
  EXPECT_LT(found->parts.change, 0);
  EXPECT_THAT(found->text.sv, Not(HasSubstr("reduktionsplikt")));
}

// Litres and kWh are compared as energy: 35.5 MJ a litre of diesel, 3.6 MJ a kWh.
TEST_F(FuelEmissions, FuelsInDifferentUnitsAreComparedAsEnergy) {
  import("fuel-cards", kFuelHeader,
         "2023-03-01,pool,diesel,100,l,RGS\n2023-03-01,pool,el,100,kWh,RGS\n"
         "2024-03-01,pool,diesel,50,l,RGS\n2024-03-01,pool,el,500,kWh,RGS\n");
  const auto found = change(2023, 2024);
  ASSERT_TRUE(found) << found.error().message.en;
  EXPECT_EQ(found->quantity_unit, "MJ");
  EXPECT_NEAR(found->parts.after, 50 * 3.1737 + 500 * 3.6 * 0.0131, 1e-9);
  EXPECT_EQ(found->parts.activity + found->parts.mix + found->parts.factor, found->parts.change);
}

TEST_F(FuelEmissions, AFuelWithoutAFactorIsRefusedByName) {
  import("fuel-cards", kFuelHeader,
         "2023-03-01,pool,diesel,100,l,RGS\n2024-03-01,pool,Raketbränsle,5,l,RGS\n");
  const auto found = change(2023, 2024);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ErrorCode::kRefused);
  EXPECT_THAT(found.error().message.sv, HasSubstr("Raketbränsle, WTW"));
}

TEST_F(FuelEmissions, AYearWithoutFuelIsNotFound) {
  import("fuel-cards", kFuelHeader, "2024-03-01,pool,diesel,100,l,RGS\n");
  EXPECT_EQ(change(2023, 2024).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace tertil::figures
