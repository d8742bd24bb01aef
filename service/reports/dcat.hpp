/// @file service/reports/dcat.hpp
/// @brief The catalogue of what is published, as DCAT-AP-SE 3.0.1 wants it, for dataportal.se.
///
/// One data set is the comparison; each key figure with values is a data set over time and a
/// series of yearly rankings. Only absolute IRIs are used, because the portal reads one file.
#pragma once
#include <string>
#include <vector>

#include "service/figures/snapshot.hpp"
#include "service/reports/rdf.hpp"

namespace tertil::reports {

/// What the installation says of itself.
struct Publisher {
  std::string base;     ///< "https://klimat.example.se", without a slash at its end.
  std::string name;     ///< "Region Halland".
  std::string region;   ///< Its county code.
  std::string email;    ///< Of the contact; empty if there is none.
  std::string contact;  ///< A page for questions; empty if there is none.
  std::string licence;  ///< An IRI for what is own processing; empty: none is stated.
};

/// The statements of the catalogue. Figures without values are left out; example data is named as
/// such in title and description.
[[nodiscard]] std::vector<RdfStatement> catalogue(const figures::Snapshot& snapshot,
                                                  const Publisher& publisher);

/// The catalogue written. kInternal as `write_rdf`.
[[nodiscard]] Result<std::string> write_catalogue(const figures::Snapshot& snapshot,
                                                  const Publisher& publisher, RdfSyntax syntax);

}  // namespace tertil::reports
