// R18: the encodings that files come in.
#include "collectors/encoding.hpp"

#include <gmock/gmock.h>

#include <array>
#include <map>
#include <string>
#include <vector>

namespace tertil::collectors {
namespace {

using std::string_literals::operator""s;

/// The independent side: characters to bytes, by tables written here and not in the product.
using Table = std::map<char32_t, unsigned char>;

const Table kCp1252{{U'å', 0xE5},      {U'ä', 0xE4}, {U'ö', 0xF6}, {U'Å', 0xC5}, {U'Ä', 0xC4},
                    {U'Ö', 0xD6},      {U'é', 0xE9}, {U'–', 0x96}, {U'”', 0x94}, {U'“', 0x93},
                    {U'’', 0x92},      {U'€', 0x80}, {U'…', 0x85}, {U'²', 0xB2}, {U'°', 0xB0},
                    {U'\u00A0', 0xA0}, {U'à', 0xE0}, {U'ü', 0xFC}, {U'š', 0x9A}, {U'§', 0xA7}};
const Table kCp850{{U'å', 0x86}, {U'ä', 0x84}, {U'ö', 0x94}, {U'Å', 0x8F}, {U'Ä', 0x8E},
                   {U'Ö', 0x99}, {U'é', 0x82}, {U'²', 0xFD}, {U'°', 0xF8}, {U'\u00A0', 0xFF},
                   {U'à', 0x85}, {U'ü', 0x81}, {U'§', 0xF5}};
const Table kMacRoman{{U'å', 0x8C}, {U'ä', 0x8A},      {U'ö', 0x9A}, {U'Å', 0x81},
                      {U'Ä', 0x80}, {U'Ö', 0x85},      {U'é', 0x8E}, {U'–', 0xD0},
                      {U'”', 0xD3}, {U'“', 0xD2},      {U'’', 0xD5}, {U'…', 0xC9},
                      {U'°', 0xA1}, {U'\u00A0', 0xCA}, {U'ü', 0x9F}, {U'§', 0xA4}};

std::u32string points(const std::string& utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size; ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
    }
    out.push_back(c);
    i += size;
  }
  return out;
}

std::string in_table(const std::string& utf8, const Table& table) {
  std::string out;
  for (const char32_t c : points(utf8)) {
    out.push_back(static_cast<char>(c < 0x80 ? static_cast<unsigned char>(c) : table.at(c)));
  }
  return out;
}

std::string in_utf16(const std::string& utf8, bool little, bool mark) {
  std::string out;
  const auto put = [&](char32_t unit) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    out += little ? std::string{low, high} : std::string{high, low};
  };
  if (mark) put(0xFEFF);
  for (const char32_t c : points(utf8)) {
    if (c < 0x10000) {
      put(c);
    } else {
      put(0xD800 + ((c - 0x10000) >> 10U));
      put(0xDC00 + ((c - 0x10000) & 0x3FFU));
    }
  }
  return out;
}

std::string detected(const std::string& bytes) {
  const auto found = detect_encoding(ByteSource(bytes));
  if (const auto* encoding = std::get_if<Encoding>(&found)) return std::string(name_of(*encoding));
  return "refused";
}

std::string decoded(const std::string& bytes, std::size_t amount = 64 * 1024) {
  const auto found = detect_encoding(ByteSource(bytes));
  TextReader reader(ByteSource(bytes), std::get<Encoding>(found));
  std::string text;
  while (reader.read(text, amount)) {
  }
  return text;
}

/// Files as they come: a table with names, a receipt, a sentence, with line ends of both kinds.
const std::vector<std::string> kSwedish{
    "keyFigure;region;note\r\norganic-food;13;Räksmörgås på Österlånggatan\r\n",
    "namn,värde\nVästra Götaland,1\nÖrebro,2\nÅland,3\nJämtland Härjedalen,4\n",
    "Förnybara drivmedel i kollektivtrafiken är nära målet. Så går det på väg dit.\n",
};
const std::vector<std::string> kTypographic{
    "text;år\r\n”Ekologiskt” – ”närodlat” för Malmö;2017–2024\r\n",
    "beskrivning\nKostnad 5 € per måltid … ungefär\n“Så här” gör vi’t i Gävle\n",
    "Region Gävleborg – Östergötland ’å’ – ”ö”\n",
};

TEST(Encoding, KeepsEverySwedishLetterInEachEncodingWeKnow) {
  std::vector<std::string> all = kSwedish;
  all.insert(all.end(), kTypographic.begin(), kTypographic.end());
  all.push_back("astral \U0001F33F och å\n");
  for (const auto& text : all) {
    SCOPED_TRACE(text);
    EXPECT_EQ(detected(text), "utf-8");
    EXPECT_EQ(decoded(text), text);
    EXPECT_EQ(detected("\xEF\xBB\xBF" + text), "utf-8-bom");
    EXPECT_EQ(decoded("\xEF\xBB\xBF" + text), text);
    for (const bool mark : {true, false}) {
      EXPECT_EQ(detected(in_utf16(text, true, mark)), "utf-16le");
      EXPECT_EQ(decoded(in_utf16(text, true, mark)), text);
      EXPECT_EQ(detected(in_utf16(text, false, mark)), "utf-16be");
      EXPECT_EQ(decoded(in_utf16(text, false, mark)), text);
    }
  }
  for (const auto& text : kSwedish) {
    EXPECT_EQ(detected(in_table(text, kCp1252)), "iso-8859-1") << text;
    EXPECT_EQ(decoded(in_table(text, kCp1252)), text);
  }
  for (const auto& text : kTypographic) {
    EXPECT_EQ(detected(in_table(text, kCp1252)), "windows-1252") << text;
    EXPECT_EQ(decoded(in_table(text, kCp1252)), text);
  }
}

TEST(Encoding, KeepsMarksThatStandInAFileWithoutSwedishLetters) {
  const std::vector<std::string> texts{
      "unit\nkWh/m²\n",
      "t;v\n20 °C;1\n",
      "year\n2017–2024\n",
      "n\n1\u00A0234\n",
      "n\nRegion Halland – 13\n",
      "n\n”Miljö”\n",
      "n\n\"”Eko”\"\n",
      "price\n5 €\n",
      "idé;v\nx;1\n",
      "3 à 4\n",
      "n\nMüller\n",
      "n\nStockholm’s\n",
      "n\nSee § 5\n",
      "n\nosv… ja\n",
  };
  for (const auto& text : texts) EXPECT_EQ(decoded(in_table(text, kCp1252)), text) << text;
}

TEST(Encoding, NeverTakesDosOrMacTextForWindowsText) {
  std::vector<std::string> texts = kSwedish;
  texts.insert(texts.end(),
               {"n\nMalmö\n", "n\nÖrebro\n", "n\nGävle\n", "n\nÅre\n", "n\när\n", "n\npå\n",
                "n\nsjö;1\nmiljö;2\n", "n\nidé\n", "n\n20 °C\n", "n\nöst och sjö\n", "n\nMALMÖ\n",
                "n\nÅÄÖ\n", "n\nMüller\n", "n\nSe § 5\n"});
  for (const auto& text : texts) {
    EXPECT_EQ(detected(in_table(text, kCp850)), "refused") << "CP850: " << text;
    EXPECT_EQ(detected(in_table(text, kMacRoman)), "refused") << "Mac Roman: " << text;
  }
  for (const std::string text : {"n\n2017–2024\n", "n\n”Halland”\n", "n\nStockholm’s\n",
                                 "n\nRegion Halland – 13\n", "n\nosv…\n"}) {
    EXPECT_EQ(detected(in_table(text, kMacRoman)), "refused") << "Mac Roman: " << text;
  }
}

TEST(Encoding, RefusesTextThatIsBrokenMixedOrBinary) {
  const std::string latin = in_table("Gävle\nMalmö\n", kCp1252);
  const std::vector<std::pair<std::string, std::string>> cases{
      {"UTF-8 lines in a Latin file", latin + "Gävle\n"},
      {"UTF-8 no-break space in a Latin file", latin + "1\u00A0234\n"},
      {"a cut UTF-8 character at the end", "Malm\xC3"},
      {"UTF-8 with a mark and a Latin byte", "\xEF\xBB\xBFMalm\xF6\n"},
      {"text decoded wrongly once: GÃ¤vle", "GÃ¤vle\n"},
      {"text decoded wrongly once: Ã…re", "Ã…re\n"},
      {"a replacement character", "Malm\uFFFD\n"},
      {"NUL in UTF-8", "a;b\nå\0;1\n"s},
      {"NUL in ASCII", "a;b\n1\0;1\n"s},
      {"NUL in a Latin file", latin + "\0"s},
      {"a byte windows-1252 has no character for", latin + "x\x81y\n"},
      {"a currency sign that may be a euro", latin + "5 \xA4\n"},
      {"UTF-16 of odd length", in_utf16("å;b\n", true, true) + "x"},
      {"UTF-16 with half a pair", in_utf16("å;b\n", true, true) + "\x00\xD8"s},
      {"UTF-16 with a NUL", in_utf16("å;b\n", true, true) + "\0\0"s},
      {"UTF-32 LE", "\xFF\xFE\0\0a\0\0\0"s},
      {"UTF-32 BE", "\0\0\xFE\xFF\0\0\0a"s},
  };
  for (const auto& [name, bytes] : cases) EXPECT_EQ(detected(bytes), "refused") << name;
}

TEST(Encoding, SaysOnWhichLineTheDoubtIs) {
  const auto line = [](const std::string& bytes) {
    return std::get<EncodingFault>(detect_encoding(ByteSource(bytes))).line;
  };
  EXPECT_EQ(line("a\nb\r\nc\rMalm\x94\n"), 4);
  EXPECT_EQ(line("\xEF\xBB\xBF"
                 "a\nb\nMalm\xF6\n"),
            3);
  EXPECT_EQ(line("a\nMalm\uFFFD\n"), 2);
  EXPECT_EQ(line(std::string(300'000, '\n') + "\0"s), 300'001);
  EXPECT_EQ(line(in_utf16("a\nb\n", true, true) + "\x00\xD8"s), 3);
}

TEST(Encoding, DecodesTheSameInChunksOfAnySize) {
  const std::string text = "aå–ö”€\U0001F33Fé\r\n";
  std::string many;
  for (int i = 0; i < 50; ++i) many += text;
  for (const std::size_t amount : {16U, 17U, 18U, 19U, 23U, 31U, 4096U}) {
    EXPECT_EQ(decoded(many, amount), many) << amount;
    EXPECT_EQ(decoded("\xEF\xBB\xBF" + many, amount), many) << amount;
    EXPECT_EQ(decoded(in_utf16(many, true, true), amount), many) << amount;
    EXPECT_EQ(decoded(in_utf16(many, false, false), amount), many) << amount;
  }
}

TEST(Encoding, LooksAtTheWholeFileNotOnlyItsBeginning) {
  const std::string ascii(700'001, 'x');
  EXPECT_EQ(detected(ascii), "utf-8");
  EXPECT_EQ(detected(ascii + "å"), "utf-8");
  EXPECT_EQ(detected(ascii + "\xE5"
                             "r\n"),
            "iso-8859-1");
  EXPECT_EQ(detected(ascii + "p\x86\n"), "refused");
  // A character that the chunks cut in two is no fault.
  for (std::size_t n = 262'140; n < 262'150; ++n) {
    EXPECT_EQ(detected(std::string(n, 'x') + "å€\U0001F33F"), "utf-8") << n;
  }
}

TEST(Encoding, CallsAnEmptyFileUtf8) {
  EXPECT_EQ(detected(""), "utf-8");
  EXPECT_EQ(decoded(""), "");
}

TEST(Encoding, KnowsUtf8FromWhatOnlyLooksLikeIt) {
  for (const std::string good : {"", "a", "å", "€", "\U0001F33F", "\xEF\xBF\xBF", "\x7F",
                                 "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  for (const std::string bad : {"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80",
                                "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3",
                                "\xE2\x82", "\xFF", "aaaaaaaaaaa\xC3(aaaa"}) {
    EXPECT_FALSE(is_utf8(bad)) << bad;
  }
}

}  // namespace
}  // namespace tertil::collectors
