/// @file service/http/backend.hpp
/// @brief What the resources answer from: the published figures, the store, the importer, and what
/// this installation says of itself.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "service/access/oidc_sign_in.hpp"
#include "service/access/people.hpp"
#include "service/access/trusted_header.hpp"
#include "service/domain/instant.hpp"
#include "service/domain/text.hpp"
#include "service/figures/published.hpp"
#include "service/http/peer_limits.hpp"
#include "service/ingest/importer.hpp"
#include "service/store/engine.hpp"

namespace tertil::http {

/// What the accessibility statement must hold (tillgänglighetsredogörelse). The template never
/// claims full compliance.
struct Accessibility {
  std::string organisation{"Region Halland"};
  std::string service{"tertil"};
  std::string compliance{"partly"};  ///< fully, partly or not.
  std::string assessed{"2026-11-22"};
  std::string updated{"2026-11-22"};
  Text method{"Egen granskning med automatiska verktyg och manuella prov med tangentbord.",
              "Self-assessment with automatic tools and manual keyboard tests."};
  std::string contact_url;
  std::string contact_email;
  std::string complaint_url{"https://www.digg.se/tdosanmalan"};
  std::vector<Text> inaccessible;
  std::vector<Text> disproportionate;  ///< 12 §
  std::vector<Text> outside_law;       ///< 9 §
};

/// What the catalogue of open data needs to know.
struct OpenData {
  std::string public_url;  ///< Without a slash at its end; empty: the address that was asked.
  std::string licence;     ///< An IRI for what is own processing; empty: none is stated.
};

/// What this installation is.
struct SiteInfo {
  std::string region{"13"};  ///< Its own region.
  std::string name{"tertil"};
  std::string version{"0.1.0"};
  std::string released{"2026-11-22"};
  Accessibility accessibility;
  OpenData open_data;
};

/// Borrowed by every route of make_routes(): must outlive the server.
struct Backend {
  figures::Published& published;
  store::Engine& engine;
  ingest::Importer& importer;
  const Clock& clock;
  SiteInfo site;
  std::filesystem::path data_directory;  ///< Whose disk /readyz looks at.
  std::shared_ptr<access::People> people = std::make_shared<access::People>();
  std::shared_ptr<access::OidcSignIn> oidc{};                    ///< Null: there is no provider.
  std::shared_ptr<const access::TrustedHeaderSettings> proxy{};  ///< Null: no proxy vouches.
  /// What `tertil doctor --json` says just now; empty where nobody can be asked. Blocks.
  std::function<std::string()> doctor{};
  /// Limits::imports_per_minute, which on a shared store also holds for each key or account at all
  /// instances together. 0: only what each instance counts by address holds.
  std::int64_t imports_per_minute{0};
  /// Denials of one caller that are written into the audit log: ten at once, ten a minute.
  std::shared_ptr<TokenBuckets> denials = std::make_shared<TokenBuckets>(1.0 / 6, 10);
};

}  // namespace tertil::http
