#include "collectors/remote/pages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "collectors/remote/address.hpp"
#include "collectors/remote/faults.hpp"

namespace tertil::collectors::remote {

using nlohmann::json;

namespace {

/// What lies at a JSON pointer, or nullptr.
const json* at(const json& document, const std::string& pointer) {
  if (pointer.empty()) return &document;
  try {
    const json::json_pointer path(pointer);
    return document.contains(path) ? &document.at(path) : nullptr;
  } catch (const json::exception&) {
    return nullptr;
  }
}

std::string text_at(const json& document, const std::string& pointer) {
  const json* found = pointer.empty() ? nullptr : at(document, pointer);
  if (found == nullptr) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number() ? found->dump() : std::string();
}

/// The address of rel="next" in a Link header (RFC 8288).
std::string next_link(std::string_view header) {
  while (!header.empty()) {
    const auto open = header.find('<');
    const auto close = header.find('>', open);
    if (open == std::string_view::npos || close == std::string_view::npos) return {};
    const auto end = std::min(header.find('<', close), header.size());
    const auto parameters = header.substr(close, end - close);
    if (parameters.find("rel=\"next\"") != std::string_view::npos ||
        parameters.find("rel=next") != std::string_view::npos) {
      return std::string(header.substr(open + 1, close - open - 1));
    }
    header.remove_prefix(end);
  }
  return {};
}

bool is_ndjson(const HttpAnswer& answer) {
  const std::string type = answer.header("content-type");
  return type.find("ndjson") != std::string::npos || type.find("jsonl") != std::string::npos ||
         type.find("json-seq") != std::string::npos;
}

void note_newest(const json& record, std::string& newest) {
  if (!record.is_object()) return;
  const auto found = record.find("lastUpdated");
  if (found == record.end() || !found->is_string()) return;
  newest = std::max(newest, found->get<std::string>());
}

}  // namespace

std::string PageWalker::address_of(const std::string& url) const {
  if (!next_url_.empty()) return next_url_;
  std::vector<std::pair<std::string, std::string>> query;
  if (!paging_.size_parameter.empty() && paging_.page_size > 0) {
    query.emplace_back(paging_.size_parameter, std::to_string(paging_.page_size));
  }
  const bool counted = paging_.style == PagingStyle::kPage || paging_.style == PagingStyle::kSkip;
  if (counted) query.emplace_back(paging_.page_parameter, std::to_string(number_));
  if (!cursor_.empty()) query.emplace_back(paging_.page_parameter, cursor_);
  return with_query(url, query);
}

std::variant<PageWalker::Page, RemoteFault> PageWalker::read(const HttpAnswer& answer,
                                                             const std::string& url) {
  Page page;
  const std::string type = answer.header("content-type");
  if (type.starts_with("text/html")) return fault::web_page(shown(url));
  const bool one = paging_.style == PagingStyle::kNone;
  if (one && type.find("json") == std::string::npos)
    return page;  // CSV, XML: whoever reads it sees
  if (one && is_ndjson(answer)) return page;
  auto parsed = json_of(answer, url);
  if (auto* failed = std::get_if<RemoteFault>(&parsed)) return std::move(*failed);
  const auto& document = std::get<json>(parsed);
  const json* records = at(document, paging_.records_pointer);
  if (records != nullptr && records->is_array()) {
    page.records = static_cast<std::int64_t>(records->size());
    for (const json& record : *records) note_newest(record, walked_.newest_change);
  } else if (!one) {
    return fault::no_records(shown(url), paging_.records_pointer);
  }
  page.next = text_at(document, paging_.next_pointer);
  if (paging_.style == PagingStyle::kNextLink && paging_.next_pointer.empty()) {
    page.next = next_link(answer.header("link"));
  }
  const json* total = paging_.total_pointer.empty() ? nullptr : at(document, paging_.total_pointer);
  if (total != nullptr && total->is_number()) page.total = total->get<double>();
  return page;
}

std::variant<bool, RemoteFault> PageWalker::advance(const Page& page, const std::string& url) {
  walked_.records += page.records;
  if (page.total && total_ && *page.total != *total_) return fault::changed(shown(url));
  if (page.total) total_ = page.total;
  const bool all = total_ && static_cast<double>(walked_.records) >= *total_;
  const bool short_page = paging_.page_size > 0 && page.records < paging_.page_size;
  switch (paging_.style) {
    case PagingStyle::kNone: return false;
    case PagingStyle::kPage: ++number_; return page.records > 0 && !short_page && !all;
    case PagingStyle::kSkip:
      number_ += page.records;
      return page.records > 0 && !short_page && !all;
    case PagingStyle::kNextLink: {
      if (page.next.empty()) return false;
      const auto next = resolved(url, page.next);
      if (!next) return fault::no_records(shown(url), paging_.next_pointer);
      if (*next == url) return fault::same_page(shown(url));
      next_url_ = *next;
      return true;
    }
    case PagingStyle::kCursor:
    case PagingStyle::kOffset: {
      if (page.next.empty()) return false;
      const bool moved = page.next != cursor_;
      const bool ended = page.records == 0;
      if (!moved && !ended && paging_.style == PagingStyle::kCursor) {
        return fault::same_page(shown(url));
      }
      cursor_ = page.next;
      return moved && !ended;
    }
  }
  return false;
}

std::variant<Walk, RemoteFault> PageWalker::walk(const std::string& url, const Headers& conditions,
                                                 const std::string& cursor) {
  walked_ = {};
  total_.reset();
  next_url_.clear();
  cursor_ = cursor;
  number_ = paging_.style == PagingStyle::kPage ? paging_.first_page : 0;
  std::string last_page;
  for (std::int64_t pages = 1;; ++pages) {
    if (pages > paging_.max_pages) return fault::too_many_pages(shown(url), paging_.max_pages);
    const std::string address = address_of(url);
    auto asked = requester_.get(address, pages == 1 ? conditions : Headers{});
    if (auto* failed = std::get_if<RemoteFault>(&asked)) return std::move(*failed);
    auto& answer = std::get<HttpAnswer>(asked);
    if (pages == 1) {
      walked_.unchanged = answer.status == 304;
      walked_.etag = answer.header("etag");
      walked_.last_modified = answer.header("last-modified");
    }
    if (answer.status == 304 || answer.status == 204) return walked_;
    auto page = read(answer, address);
    if (auto* failed = std::get_if<RemoteFault>(&page)) return std::move(*failed);
    const auto& [records, next, total] = std::get<Page>(page);
    if (pages > 1 && records > 0 && answer.body == last_page) {
      return fault::same_page(shown(address));
    }
    if (pages == 1 && is_ndjson(answer)) file_.string_together();
    if (pages == 1 || records > 0) file_.add(answer.body);
    auto more = advance(std::get<Page>(page), address);
    if (auto* failed = std::get_if<RemoteFault>(&more)) return std::move(*failed);
    if (!std::get<bool>(more)) break;
    last_page = std::move(answer.body);
  }
  walked_.cursor = cursor_;
  return walked_;
}

}  // namespace tertil::collectors::remote
