/// @file collectors/pull_settings.hpp
/// @brief How a source is fetched over HTTP: the table `[pull]` of its mapping file.
///
/// A mapping names what is fetched and how the answer is paged. Secrets are never in it: it names
/// files, which the service finds among its credentials. Hosts that are not listed are never asked.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tertil::collectors {

/// Which collector fetches. The presets know their system's limits and answers by themselves.
enum class PullPreset {
  kGeneric,  ///< "generic": any HTTP API that gives JSON, NDJSON, CSV or XML.
  kKolada,   ///< "kolada": API v3; key figures and regions are those of the source's lookups.
  kPxWeb,    ///< "pxweb": PxWebApi 2, JSON-stat 2; `select` says which codes.
};

enum class PullAuthKind {
  kNone,               ///< "none"
  kBearer,             ///< "bearer": the secret is the token.
  kHeader,             ///< "header": the secret is the value of the header `header`.
  kBasic,              ///< "basic": user and password.
  kClientCredentials,  ///< "client-credentials": OAuth2, from `token_url`.
  kPassword,           ///< "password": OAuth2 resource owner, from `token_url`.
};

/// Who we are at the other system. Secrets are names of files, without folders.
struct PullAuth {
  PullAuthKind kind{PullAuthKind::kNone};
  std::string secret_file;         ///< Token, header value, client secret or password.
  std::string client_secret_file;  ///< Beside `secret_file` for "password", if the client has one.
  std::string header;              ///< "X-Api-Key", for kHeader.
  std::string user;                ///< For kBasic and kPassword.
  std::string client_id;           ///< For OAuth2.
  std::string token_url;           ///< For OAuth2; its host must be allowed too.
  std::string scope;
};

enum class PagingStyle {
  kNone,      ///< "none": one request.
  kPage,      ///< "page": `page_parameter` counts pages from `first_page`.
  kSkip,      ///< "skip": `page_parameter` counts records passed over, from 0.
  kNextLink,  ///< "next-link": the answer's `next_pointer` is the address of the next page.
  kCursor,    ///< "cursor": the answer's `next_pointer` goes into `page_parameter`.
  kOffset,    ///< "offset": as kCursor, and the last offset is kept until the next pull.
};

struct PullPaging {
  PagingStyle style{PagingStyle::kNone};
  std::string page_parameter;    ///< "page", "Skip", "cursor", "offset".
  std::string size_parameter;    ///< "per_page", "Take"; empty: none is sent.
  int page_size{0};              ///< 0: what the other system gives.
  int first_page{1};             ///< For kPage.
  std::string records_pointer;   ///< JSON pointer to the list that a page holds; "" is the whole.
  std::string next_pointer;      ///< JSON pointer, "/next_url".
  std::string total_pointer;     ///< JSON pointer to how many there are; may be empty.
  std::int64_t max_pages{1000};  ///< More is a fault of the other system.
};

/// Everything of `[pull]`. Fields that a preset does not use stay empty.
struct PullSettings {
  PullPreset preset{PullPreset::kGeneric};
  /// May hold {from} and {to} (dates, as `date_format`), {year} and {item} (one of `items` at a
  /// time, or as many as `items_per_request`, parted by commas).
  std::string url;
  std::vector<std::string> allowed_hosts;  ///< "https://api.kolada.se", port where it is not 443.
  std::vector<std::pair<std::string, std::string>> query;    ///< May hold the same words.
  std::vector<std::pair<std::string, std::string>> headers;  ///< No secrets.
  PullAuth auth;
  PullPaging paging;
  std::string updated_since_parameter;    ///< "updatedAfter"; empty: the whole every time.
  std::string date_format{"YYYY-MM-DD"};  ///< Of {from}, {to} and updated-since: or "YYYYMMDD",
                                          ///< "RFC3339", "epoch-s".
  int days_back{40};                      ///< {from} is so many days before {to}, which is today.
  std::vector<std::string> items;         ///< Meters, key figures or tables to ask for in turn.
  int items_per_request{1};
  std::vector<int> years;  ///< {year}, in turn; empty where the address has none.
  /// Codes of each dimension of a PxWeb table, by its name; "*" is all.
  std::map<std::string, std::vector<std::string>, std::less<>> select;
  double requests_per_second{1.0};
  int timeout_seconds{10};
  std::int64_t max_answer_bytes{std::int64_t{32} << 20U};
};

}  // namespace tertil::collectors
