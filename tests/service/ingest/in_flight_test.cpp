// R4: the same import is not begun twice.
#include "service/ingest/in_flight.hpp"

#include <gmock/gmock.h>

#include <utility>

namespace tertil::ingest {
namespace {

TEST(InFlight, ANameIsTakenForAsLongAsItsTurn) {
  InFlight in_flight;
  {
    const auto turn = in_flight.begin({"source/key", "source/bytes"});
    ASSERT_TRUE(turn);
    EXPECT_FALSE(in_flight.begin({"source/key"}));
    EXPECT_FALSE(in_flight.begin({"source/bytes"}));
    EXPECT_TRUE(in_flight.begin({"another/key"}));
  }
  EXPECT_TRUE(in_flight.begin({"source/key"}));
  EXPECT_TRUE(in_flight.begin({"source/bytes"}));
}

TEST(InFlight, OneTakenNameLeavesTheOthersFree) {
  InFlight in_flight;
  const auto turn = in_flight.begin({"b"});
  EXPECT_FALSE(in_flight.begin({"a", "b", "c"}));
  EXPECT_TRUE(in_flight.begin({"a"}));
  EXPECT_TRUE(in_flight.begin({"c"}));
}

TEST(InFlight, ATurnThatIsHandedOnHoldsItsNamesOnce) {
  InFlight in_flight;
  auto first = in_flight.begin({"a"});
  ASSERT_TRUE(first);
  {
    const InFlight::Turn second{std::move(*first)};
    first.reset();
    EXPECT_FALSE(in_flight.begin({"a"}));
  }
  EXPECT_TRUE(in_flight.begin({"a"}));
}

}  // namespace
}  // namespace tertil::ingest
