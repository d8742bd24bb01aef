/// @file collectors/remote/pages.hpp
/// @brief Walks from page to page of one question, in any of the usual ways.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "collectors/remote/pull_parts.hpp"

namespace tertil::collectors::remote {

/// What a walk saw.
struct Walk {
  bool unchanged{false};      ///< 304: nothing was added to the file.
  std::int64_t records{0};    ///< Of all pages, where a pointer says which they are.
  std::string cursor;         ///< Where an offset stream ended.
  std::string newest_change;  ///< The latest `lastUpdated` among the records, as written.
  std::string etag;           ///< Of the first page.
  std::string last_modified;
};

/// Fetches the pages from `url` on and adds each to `file`. Ends where the paging style says; a
/// page that comes twice, pages without end and a total that changes on the way are faults.
class PageWalker {
 public:
  PageWalker(const PullPaging& paging, Requester& requester, PageFile& file)
      : paging_(paging), requester_(requester), file_(file) {}

  /// `conditions` are If-None-Match and the like, for the first page; `cursor` where to begin.
  [[nodiscard]] std::variant<Walk, RemoteFault> walk(const std::string& url,
                                                     const Headers& conditions,
                                                     const std::string& cursor);

 private:
  struct Page {
    std::int64_t records{0};
    std::string next;  ///< An address or a cursor, as the style has it.
    std::optional<double> total;
  };
  [[nodiscard]] std::string address_of(const std::string& url) const;
  [[nodiscard]] std::variant<Page, RemoteFault> read(const HttpAnswer& answer,
                                                     const std::string& url);
  /// Moves on to the next page; false at the end.
  [[nodiscard]] std::variant<bool, RemoteFault> advance(const Page& page, const std::string& url);

  const PullPaging& paging_;
  Requester& requester_;
  PageFile& file_;
  Walk walked_;
  std::int64_t number_{0};  ///< Of the page, or records passed over.
  std::string cursor_;
  std::string next_url_;
  std::optional<double> total_;
};

}  // namespace tertil::collectors::remote
