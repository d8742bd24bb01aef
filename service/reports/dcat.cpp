#include "service/reports/dcat.hpp"

#include <fmt/format.h>

#include <array>

#include "service/figures/ranking.hpp"
#include "service/figures/ranking_words.hpp"

namespace tertil::reports {
namespace {

const std::string kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const std::string kRdfs = "http://www.w3.org/2000/01/rdf-schema#";
const std::string kDct = "http://purl.org/dc/terms/";
const std::string kDcat = "http://www.w3.org/ns/dcat#";
const std::string kFoaf = "http://xmlns.com/foaf/0.1/";
const std::string kVcard = "http://www.w3.org/2006/vcard/ns#";
const std::string kXsd = "http://www.w3.org/2001/XMLSchema#";
const std::string kEu = "http://publications.europa.eu/resource/authority/";
const std::string kMedia = "https://www.iana.org/assignments/media-types/";

// The catalogue itself, not the figures: the portal asks that anybody may use the description.
const std::string kCatalogueLicence = "http://creativecommons.org/publicdomain/zero/1.0/";

struct Form {
  std::string query;  ///< Behind the address.
  std::string media;
  std::string file_type;
};
const std::array<Form, 4> kForms{
    {{"format=csv&dialect=en", "text/csv", "CSV"},
     {"format=xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"},
     {"format=json-stat", "application/json", "JSON"},
     {"format=json", "application/json", "JSON"}}};

const Text kExample{" (Exempeldata)", " (Example data)"};

class Catalogue {
 public:
  Catalogue(const figures::Snapshot& snapshot, const Publisher& publisher)
      : snapshot_{snapshot},
        publisher_{publisher},
        catalogue_{publisher.base + "/datasets/dcat#catalogue"},
        agent_{publisher.base + "/datasets/dcat#publisher"},
        contact_{publisher.base + "/datasets/dcat#contact"},
        service_{publisher.base + "/datasets/dcat#api"} {}

  std::vector<RdfStatement> take() {
    write_catalogue();
    write_publisher();
    write_service();
    const auto years = years_of_all();
    if (years)
      write_set("comparison",
                {{"Jämförelse av regionens klimat- och miljönyckeltal",
                  "Comparison of the region's climate and environmental key figures"},
                 {"Regionens värden, platser och mål för de nationellt jämförda nyckeltalen.",
                  "The region's values, ranks and targets of the nationally compared key figures."},
                 "/api/v1/comparison?region=" + publisher_.region + "&",
                 {},
                 *years});
    for (const auto& figure : snapshot_.figures) write_figure(figure);
    return std::move(all_);
  }

 private:
  /// What a data set is.
  struct Set {
    Text title;
    Text description;
    std::string address;  ///< Up to where the form is named: ends in "?" or "&".
    Text rights;          ///< Who must be named; empty: nobody.
    std::pair<int, int> years;
  };

  void say(const std::string& subject, const std::string& predicate, RdfObject object) {
    all_.push_back({subject, predicate, std::move(object)});
  }
  void is_a(const std::string& subject, const std::string& type) {
    say(subject, kRdf + "type", RdfObject::iri(type));
  }
  void say_both(const std::string& subject, const std::string& predicate, const Text& text) {
    say(subject, predicate, RdfObject::text(text.sv, "sv"));
    say(subject, predicate, RdfObject::text(text.en, "en"));
  }
  [[nodiscard]] Text titled(const Text& title) const {
    if (!snapshot_.example_data) return title;
    return {title.sv + kExample.sv, title.en + kExample.en};
  }

  void write_catalogue() {
    is_a(catalogue_, kDcat + "Catalog");
    say_both(catalogue_, kDct + "title",
             titled({fmt::format("Klimat- och miljönyckeltal, {}", publisher_.name),
                     fmt::format("Climate and environmental key figures, {}", publisher_.name)}));
    say_both(catalogue_, kDct + "description",
             {"Sveriges regioners nyckeltal för klimat och miljö: värden, rangordningar i "
              "tredjedelar och mål.",
              "Climate and environmental key figures of Sweden's regions: values, rankings in "
              "thirds and targets."});
    say(catalogue_, kDct + "publisher", RdfObject::iri(agent_));
    say(catalogue_, kDct + "license", RdfObject::iri(kCatalogueLicence));
    say(catalogue_, kFoaf + "homepage", RdfObject::iri(publisher_.base + "/"));
    say(catalogue_, kDct + "modified", modified());
    say(catalogue_, kDcat + "themeTaxonomy", RdfObject::iri(kEu + "data-theme"));
    say_languages(catalogue_);
  }

  void write_publisher() {
    is_a(agent_, kFoaf + "Agent");
    say(agent_, kFoaf + "name", RdfObject::text(publisher_.name));
    say(agent_, kDct + "type",
        RdfObject::iri("http://purl.org/adms/publishertype/RegionalAuthority"));
    if (publisher_.email.empty() && publisher_.contact.empty()) return;
    is_a(contact_, kVcard + "Organization");
    say(contact_, kVcard + "fn", RdfObject::text(publisher_.name));
    if (!publisher_.email.empty())
      say(contact_, kVcard + "hasEmail", RdfObject::iri("mailto:" + publisher_.email));
    if (!publisher_.contact.empty())
      say(contact_, kVcard + "hasURL", RdfObject::iri(publisher_.contact));
  }

  void write_service() {
    is_a(service_, kDcat + "DataService");
    say_both(service_, kDct + "title", titled({"API för nyckeltal", "API of key figures"}));
    say(service_, kDct + "publisher", RdfObject::iri(agent_));
    say(service_, kDcat + "endpointURL", RdfObject::iri(publisher_.base + "/api/v1"));
    say(service_, kDcat + "endpointDescription",
        RdfObject::iri(publisher_.base + "/api/v1/openapi.json"));
    say(service_, kDct + "accessRights", RdfObject::iri(kEu + "access-right/PUBLIC"));
    say_contact(service_);
    say(catalogue_, kDcat + "service", RdfObject::iri(service_));
  }

  void write_figure(const figures::Figure& figure) {
    const auto years = figure.years();
    if (!years) return;
    const auto& definition = figure.definition;
    const auto path = "/api/v1/key-figures/" + definition.id;
    write_set("series-" + definition.id,
              {{definition.name.sv + " över tid", definition.name.en + " over time"},
               definition.definition,
               path + "/series?",
               definition.licence,
               *years});
    write_rankings(figure, path, *years);
  }

  /// A data set a year, in a series, for the years that can be ranked.
  void write_rankings(const figures::Figure& figure, const std::string& path,
                      std::pair<int, int> years) {
    const auto& definition = figure.definition;
    const auto series = publisher_.base + "/datasets/dcat#rankings-" + definition.id;
    int newest = 0;
    for (int year = years.first; year <= years.second; ++year) {
      const auto ranked = figures::ranking(snapshot_, {definition.id, year, std::nullopt});
      if (!ranked || !ranked->ranked || ranked->n == 0) continue;
      newest = year;
      const auto set = write_set(fmt::format("ranking-{}-{}", definition.id, year),
                                 {{fmt::format("{} {}: rangordning", definition.name.sv, year),
                                   fmt::format("{} {}: ranking", definition.name.en, year)},
                                  ranked->text,
                                  fmt::format("{}/ranking?year={}&", path, year),
                                  definition.licence,
                                  {year, year}});
      say(set, kDcat + "inSeries", RdfObject::iri(series));
    }
    if (newest == 0) return;
    // One address that follows new years, for whoever sets up a query once.
    write_set("ranking-" + definition.id + "-latest",
              {{definition.name.sv + ": senaste rangordningen",
                definition.name.en + ": the latest ranking"},
               definition.definition,
               path + "/ranking?year=latest&",
               definition.licence,
               {newest, newest}});
    is_a(series, kDcat + "DatasetSeries");
    say_both(series, kDct + "title",
             titled({definition.name.sv + ": rangordningar år för år",
                     definition.name.en + ": rankings year by year"}));
    say_both(series, kDct + "description", definition.definition);
    say(series, kDct + "publisher", RdfObject::iri(agent_));
    say(series, kDct + "accrualPeriodicity", RdfObject::iri(kEu + "frequency/ANNUAL"));
    say_contact(series);
    say(catalogue_, kDcat + "dataset", RdfObject::iri(series));
  }

  std::string write_set(const std::string& id, const Set& set) {
    auto subject = publisher_.base + "/datasets/dcat#" + id;
    is_a(subject, kDcat + "Dataset");
    say_both(subject, kDct + "title", titled(set.title));
    say_both(subject, kDct + "description", set.description);
    say(subject, kDct + "identifier", RdfObject::text(id));
    say(subject, kDct + "publisher", RdfObject::iri(agent_));
    say(subject, kDct + "modified", modified());
    say(subject, kDct + "accessRights", RdfObject::iri(kEu + "access-right/PUBLIC"));
    say(subject, kDct + "accrualPeriodicity", RdfObject::iri(kEu + "frequency/ANNUAL"));
    say(subject, kDct + "spatial", RdfObject::iri("http://sws.geonames.org/2661886/"));
    say(subject, kDcat + "theme", RdfObject::iri(kEu + "data-theme/ENVI"));
    for (const auto* word : {"klimat", "miljö", "nyckeltal", "region"})
      say(subject, kDcat + "keyword", RdfObject::text(word, "sv"));
    say_languages(subject);
    say_contact(subject);
    const auto period = subject + "-period";
    is_a(period, kDct + "PeriodOfTime");
    say(period, kDcat + "startDate",
        RdfObject::typed(fmt::format("{}-01-01", set.years.first), kXsd + "date"));
    say(period, kDcat + "endDate",
        RdfObject::typed(fmt::format("{}-12-31", set.years.second), kXsd + "date"));
    say(subject, kDct + "temporal", RdfObject::iri(period));
    for (const auto& form : kForms) write_form(subject, set, form);
    say(catalogue_, kDcat + "dataset", RdfObject::iri(subject));
    say(service_, kDcat + "servesDataset", RdfObject::iri(subject));
    return subject;
  }

  void write_form(const std::string& set_iri, const Set& set, const Form& form) {
    const auto address = publisher_.base + set.address + form.query;
    const auto subject =
        set_iri + "-" + form.query.substr(form.query.find('=') + 1, form.query.find('&') - 7);
    is_a(subject, kDcat + "Distribution");
    say_both(subject, kDct + "title", titled(set.title));
    say(subject, kDcat + "accessURL", RdfObject::iri(address));
    say(subject, kDcat + "downloadURL", RdfObject::iri(address));
    say(subject, kDcat + "mediaType", RdfObject::iri(kMedia + form.media));
    say(subject, kDct + "format", RdfObject::iri(kEu + "file-type/" + form.file_type));
    say(subject, kDcat + "accessService", RdfObject::iri(service_));
    if (form.file_type == "CSV") say(subject, kDct + "conformsTo", RdfObject::iri(kCsvw));
    if (!publisher_.licence.empty())
      say(subject, kDct + "license", RdfObject::iri(publisher_.licence));
    if (!set.rights.sv.empty()) {
      const auto rights = subject + "-rights";
      is_a(rights, kDct + "RightsStatement");
      say_both(rights, kRdfs + "label", set.rights);
      say(subject, kDct + "rights", RdfObject::iri(rights));
    }
    say(set_iri, kDcat + "distribution", RdfObject::iri(subject));
  }

  void say_languages(const std::string& subject) {
    for (const auto* language : {"SWE", "ENG"})
      say(subject, kDct + "language", RdfObject::iri(kEu + "language/" + language));
  }
  void say_contact(const std::string& subject) {
    if (publisher_.email.empty() && publisher_.contact.empty()) return;
    say(subject, kDcat + "contactPoint", RdfObject::iri(contact_));
  }
  [[nodiscard]] RdfObject modified() const {
    return RdfObject::typed(to_rfc3339(snapshot_.recorded_at), kXsd + "dateTime");
  }
  [[nodiscard]] std::optional<std::pair<int, int>> years_of_all() const {
    std::optional<std::pair<int, int>> all;
    for (const auto& figure : snapshot_.figures) {
      const auto years = figure.years();
      if (!years) continue;
      if (!all) all = years;
      all->first = std::min(all->first, years->first);
      all->second = std::max(all->second, years->second);
    }
    return all;
  }

  static inline const std::string kCsvw = "http://www.w3.org/ns/csvw";
  const figures::Snapshot& snapshot_;
  const Publisher& publisher_;
  std::string catalogue_;
  std::string agent_;
  std::string contact_;
  std::string service_;
  std::vector<RdfStatement> all_;
};

}  // namespace

std::vector<RdfStatement> catalogue(const figures::Snapshot& snapshot, const Publisher& publisher) {
  return Catalogue{snapshot, publisher}.take();
}

Result<std::string> write_catalogue(const figures::Snapshot& snapshot, const Publisher& publisher,
                                    RdfSyntax syntax) {
  return write_rdf(
      catalogue(snapshot, publisher),
      {{"dct", kDct}, {"dcat", kDcat}, {"foaf", kFoaf}, {"vcard", kVcard}, {"rdfs", kRdfs}},
      syntax);
}

}  // namespace tertil::reports
