#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "service/reports/rdf.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

/// The statements of a catalogue as N-Triples, a line each, by the reader of another project's
/// program (rapper).
std::set<std::string> statements_of(const std::string& document, const std::string& syntax) {
  const auto path = fmt::format("{}catalogue-{}.{}", ::testing::TempDir(), getpid(), syntax);
  std::ofstream{path} << document;
  const auto command = "rapper -q -i " + syntax + " -o ntriples " + path + " 2>&1";
  std::set<std::string> lines;
  auto* pipe = popen(command.c_str(), "r");
  std::string line;
  for (int byte = std::fgetc(pipe); byte != EOF; byte = std::fgetc(pipe)) {
    if (byte != '\n') {
      line += static_cast<char>(byte);
      continue;
    }
    lines.insert(line);
    line.clear();
  }
  EXPECT_EQ(pclose(pipe), 0) << line;
  std::filesystem::remove(path);
  return lines;
}

/// The subjects of that type.
std::set<std::string> of_type(const std::set<std::string>& statements, const std::string& type) {
  std::set<std::string> subjects;
  const std::string said =
      " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#" + type;
  for (const auto& line : statements)
    if (const auto at = line.find(said + "> ."); at != std::string::npos)
      subjects.insert(line.substr(0, at));
  return subjects;
}

/// Whether something is said of the subject by a word of Dublin Core ("dct:title") and the like.
bool says(const std::set<std::string>& statements, const std::string& subject,
          const std::string& predicate) {
  const auto from = statements.lower_bound(subject + " <" + predicate + "> ");
  return from != statements.end() && from->starts_with(subject + " <" + predicate + "> ");
}

std::string header(const std::string& name, const std::string& value) {
  return name + ": " + value + "\r\n";
}

const std::string kDct = "http://purl.org/dc/terms/";
const std::string kDcat = "http://www.w3.org/ns/dcat#";

using OpenDataCatalogue = SharedApi;

TEST_F(OpenDataCatalogue, SaysWhatTheNationalPortalDemandsOfEachThing) {
  const auto reply = api().get("/datasets/dcat");
  ASSERT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type"), "application/rdf+xml");
  const auto all = statements_of(reply.body, "rdfxml");
  const std::pair<const char*, std::vector<std::string>> kDemands[] = {
      {"Catalog",
       {kDct + "title", kDct + "description", kDct + "publisher", kDct + "license",
        kDcat + "dataset", kDcat + "service"}},
      {"Dataset",
       {kDct + "title", kDct + "description", kDct + "publisher", kDcat + "theme", kDct + "spatial",
        kDct + "temporal", kDct + "accrualPeriodicity", kDcat + "distribution"}},
      {"DatasetSeries", {kDct + "title", kDct + "description", kDct + "publisher"}},
      {"Distribution", {kDcat + "accessURL", kDct + "format"}},
      {"DataService", {kDct + "title", kDcat + "endpointURL", kDcat + "endpointDescription"}}};
  for (const auto& [type, demanded] : kDemands) {
    const auto subjects = of_type(all, type);
    EXPECT_FALSE(subjects.empty()) << type;
    for (const auto& subject : subjects)
      for (const auto& predicate : demanded)
        EXPECT_TRUE(says(all, subject, predicate)) << subject << " " << predicate;
  }
  EXPECT_THAT(reply.body, HasSubstr("http://purl.org/adms/publishertype/RegionalAuthority"));
}

TEST_F(OpenDataCatalogue, IsTheSameInTurtle) {
  const auto xml = api().get("/datasets/dcat");
  const auto turtle = api().get("/datasets/dcat?format=turtle");
  EXPECT_THAT(turtle.header("content-type"), StartsWith("text/turtle"));
  EXPECT_EQ(statements_of(turtle.body, "turtle"), statements_of(xml.body, "rdfxml"));
  EXPECT_EQ(api().get("/datasets/dcat", header("Accept", "text/turtle, */*;q=0.1")).body,
            turtle.body);
  EXPECT_EQ(api().get("/datasets/dcat", header("Accept", "*/*")).body, xml.body);
  EXPECT_EQ(api().get("/datasets/dcat", header("If-None-Match", xml.header("etag"))).status, 304);
}

TEST(OpenDataText, ComesThroughBothSyntaxesWhateverItIs) {
  const std::string kTitle = kDct + "title";
  for (const std::string text :
       {"<b>&amp;\"quoted\" 'twice'</b>", "back\\slash \\u0041 \"\"\" and end\"", "a\nb\tc",
        "]]><!-- -->", "Å\u00e4\U0001F33B \u202Eright to left", ""}) {
    const std::vector<reports::RdfStatement> said{
        {"https://example.se/a?b=c&d=%3Cx%3E", kTitle, reports::RdfObject::text(text, "sv")}};
    std::set<std::string> expected;
    for (const auto syntax : {reports::RdfSyntax::kXml, reports::RdfSyntax::kTurtle}) {
      const auto written = reports::write_rdf(said, {{"dct", kDct}}, syntax);
      ASSERT_TRUE(written) << text;
      const auto read =
          statements_of(*written, syntax == reports::RdfSyntax::kXml ? "rdfxml" : "turtle");
      EXPECT_EQ(read.size(), 1U) << *written;
      if (expected.empty()) expected = read;
      EXPECT_EQ(read, expected) << *written;
    }
  }
  const auto control = reports::write_rdf({{"https://example.se/a", kTitle,
                                            reports::RdfObject::text("a\x01\x1f"
                                                                     "b")}},
                                          {{"dct", kDct}}, reports::RdfSyntax::kXml);
  ASSERT_TRUE(control);
  EXPECT_THAT(*control, HasSubstr("a\uFFFD\uFFFDb"));
  EXPECT_EQ(statements_of(*control, "rdfxml").size(), 1U);
}

TEST_F(OpenDataCatalogue, NamesOnlyAddressesThatAnswer) {
  const auto all = statements_of(api().get("/datasets/dcat").body, "rdfxml");
  const auto sets = of_type(all, "Dataset");
  EXPECT_GT(sets.size(), 20U);
  std::size_t asked = 0;
  const std::string said = " <" + kDcat + "downloadURL> <http://";
  for (const auto& line : all) {
    const auto at = line.find(said);
    if (at == std::string::npos) continue;
    const auto path = line.find('/', at + said.size());
    const auto address = line.substr(path, line.rfind('>') - path);
    EXPECT_EQ(api().get(address).status, 200) << address;
    ++asked;
  }
  EXPECT_EQ(asked, 4 * sets.size());
}

TEST_F(OpenDataCatalogue, TellsWhoseValuesTheyAreAndClaimsNoLicenceThatNobodyGave) {
  const auto all = statements_of(api().get("/datasets/dcat").body, "rdfxml");
  std::set<std::string> licensed;
  for (const auto& line : all)
    if (line.find(" <" + kDct + "license> ") != std::string::npos) licensed.insert(line);
  EXPECT_EQ(licensed.size(), 1U) << "the catalogue's own";
  EXPECT_THAT(all, Contains(HasSubstr("\"K\\u00E4lla anges: Kolada\"@sv")));
}

TEST_F(OpenDataCatalogue, DoesNotRepeatAnAddressThatIsNone) {
  const auto reply = api().get("/datasets/dcat", header("Host", "example.se/<x>"));
  EXPECT_NE(reply.status, 200);
  EXPECT_EQ(reply.body.find("<x>"), std::string::npos);
}

}  // namespace
}  // namespace tertil::http::testing
