#include "service/access/jwk_set.hpp"

#include <gtest/gtest.h>

#include "tests/service/access/provider_double.hpp"

namespace tertil::access {
namespace {

using nlohmann::json;
using tests::SigningKey;

std::string set_of(const json& key) { return json{{"keys", {key}}}.dump(); }

TEST(JwkSet, TakesNeitherSecretKeysNorThoseForOtherUses) {
  const SigningKey rsa{"a"};
  auto for_encryption = rsa.published();
  for_encryption["use"] = "enc";
  auto off_the_curve = SigningKey{"b", SigningKey::Kind::kP256}.published();
  off_the_curve["y"] = off_the_curve["x"];
  for (const auto& key : {json{{"kty", "oct"}, {"k", "AQAB"}, {"kid", "a"}}, for_encryption,
                          off_the_curve, json{{"kty", "RSA"}, {"n", "AQAB"}, {"e", "AQAB"}},
                          json{{"kty", "RSA"}}, json("text"), json{{"kty", 5}}})
    EXPECT_EQ(JwkSet::parse(set_of(key))->size(), 0U) << key;
  EXPECT_EQ(JwkSet::parse(set_of(rsa.published()))->size(), 1U);
}

TEST(JwkSet, IsNothingForWhatIsNoSet) {
  for (const auto* text : {"", "[]", "{}", R"({"keys":{}})", R"({"keys":[]} x)"})
    EXPECT_FALSE(JwkSet::parse(text)) << text;
}

TEST(JwkSet, TakesTheOneKeyThatFitsWhereTheTokenNamesNone) {
  const SigningKey rsa{"a"};
  const SigningKey curve{"b", SigningKey::Kind::kP256};
  const SigningKey other{"c"};
  const auto token = rsa.sign({{"alg", "RS256"}}, {{"a", 1}}, "RS256");
  const auto both = JwkSet::parse(json{{"keys", {rsa.published(), curve.published()}}}.dump());
  EXPECT_EQ(both->verify(token, "", Algorithm::kRs256), JwkSet::Verdict::kGood);
  const auto two = JwkSet::parse(json{{"keys", {rsa.published(), other.published()}}}.dump());
  EXPECT_EQ(two->verify(token, "", Algorithm::kRs256), JwkSet::Verdict::kNoSuchKey);
  EXPECT_EQ(two->verify(token, "a", Algorithm::kRs256), JwkSet::Verdict::kGood);
  EXPECT_EQ(two->verify(token, "c", Algorithm::kRs256), JwkSet::Verdict::kWrong);
}

TEST(JwkSet, UsesAKeyOnlyForTheAlgorithmItIsPublishedFor) {
  const SigningKey rsa{"a"};
  auto key = rsa.published();
  key["alg"] = "PS256";
  const auto set = JwkSet::parse(set_of(key));
  EXPECT_EQ(set->verify(rsa.sign({{"alg", "RS256"}}, {}, "RS256"), "a", Algorithm::kRs256),
            JwkSet::Verdict::kNoSuchKey);
  EXPECT_EQ(set->verify(rsa.sign({{"alg", "PS256"}}, {}, "PS256"), "a", Algorithm::kPs256),
            JwkSet::Verdict::kGood);
}

TEST(JwkSet, NeverLetsTheHeaderChooseAnotherAlgorithmThanTheOneJudged) {
  const SigningKey rsa{"a"};
  const auto set = JwkSet::parse(set_of(rsa.published()));
  for (const auto* algorithm : {"PS256", "HS256", "none"})
    EXPECT_EQ(set->verify(rsa.sign({{"alg", algorithm}}, {}, algorithm), "a", Algorithm::kRs256),
              JwkSet::Verdict::kWrong)
        << algorithm;
}

}  // namespace
}  // namespace tertil::access
