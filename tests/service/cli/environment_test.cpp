#include "service/cli/environment.hpp"

#include <gtest/gtest.h>

namespace tertil::cli {
namespace {

struct Asked {
  std::string name;
  std::vector<std::string> arguments;
  Environment environment;
  Language language;
  friend void PrintTo(const Asked& asked, std::ostream* os) { *os << asked.name; }
};
class ChooseLanguage : public ::testing::TestWithParam<Asked> {};

TEST_P(ChooseLanguage, IsSwedishUnlessAnotherIsAskedFor) {
  EXPECT_EQ(choose_language(GetParam().arguments, GetParam().environment), GetParam().language);
}

INSTANTIATE_TEST_SUITE_P(
    , ChooseLanguage,
    ::testing::Values(
        Asked{"Nothing", {}, {}, Language::kSwedish},
        Asked{"Posix", {}, {{"LANG", "C.UTF-8"}}, Language::kSwedish},
        Asked{"PlainC", {}, {{"LC_ALL", "C"}, {"LANG", "en_US.UTF-8"}}, Language::kSwedish},
        Asked{"Swedish", {}, {{"LANG", "sv_SE.UTF-8"}}, Language::kSwedish},
        Asked{"English", {}, {{"LANG", "en_GB.UTF-8"}}, Language::kEnglish},
        Asked{"German", {}, {{"LANG", "de_DE@euro"}}, Language::kEnglish},
        Asked{"AllBeatsLang", {}, {{"LC_ALL", "sv_FI"}, {"LANG", "en_GB"}}, Language::kSwedish},
        Asked{
            "MessagesBeatLang", {}, {{"LC_MESSAGES", "en"}, {"LANG", "sv_SE"}}, Language::kEnglish},
        Asked{"EmptyIsUnset", {}, {{"LC_ALL", ""}, {"LANG", "en_GB"}}, Language::kEnglish},
        Asked{"Option", {"rank", "--lang", "en"}, {{"LANG", "sv_SE"}}, Language::kEnglish},
        Asked{"OptionWithEquals", {"--lang=sv"}, {{"LANG", "en_GB"}}, Language::kSwedish},
        Asked{"AfterTheDashes", {"--", "--lang=en"}, {}, Language::kSwedish}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace tertil::cli
