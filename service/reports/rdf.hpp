/// @file service/reports/rdf.hpp
/// @brief Statements of RDF 1.1, written as RDF/XML (pugixml) or Turtle (serd).
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "service/domain/result.hpp"

namespace tertil::reports {

/// What a statement says: a thing by its IRI, or a text with its language or datatype.
struct RdfObject {
  std::string value;
  bool is_iri{false};
  std::string language{};  ///< "sv"; empty: none.
  std::string datatype{};  ///< An IRI; empty: a plain text.

  [[nodiscard]] static RdfObject iri(std::string value) { return {std::move(value), true}; }
  [[nodiscard]] static RdfObject text(std::string value, std::string language = {}) {
    return {std::move(value), false, std::move(language)};
  }
  [[nodiscard]] static RdfObject typed(std::string value, std::string datatype) {
    return {std::move(value), false, {}, std::move(datatype)};
  }
};

/// Subject and predicate are absolute IRIs.
struct RdfStatement {
  std::string subject;
  std::string predicate;
  RdfObject object;
};

enum class RdfSyntax { kXml, kTurtle };

/// Names and IRIs ("dct", "http://purl.org/dc/terms/"), "rdf" not among them. RDF/XML needs one for
/// every predicate.
using RdfPrefixes = std::vector<std::pair<std::string, std::string>>;

/// What XML cannot hold of a text (most control characters) is U+FFFD there. kInternal when the
/// library refuses or a predicate has no prefix, which is a fault of ours.
[[nodiscard]] Result<std::string> write_rdf(const std::vector<RdfStatement>& statements,
                                            const RdfPrefixes& prefixes, RdfSyntax syntax);

/// "application/rdf+xml"
[[nodiscard]] std::string_view content_type(RdfSyntax syntax);

}  // namespace tertil::reports
