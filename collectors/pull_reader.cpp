#include <fmt/format.h>

#include <algorithm>

#include "collectors/mapping_reader.hpp"

namespace tertil::collectors {

namespace {

bool is_secret_file(std::string_view name) {
  return !name.empty() && name.find('/') == std::string_view::npos && name.front() != '.';
}

/// "https://host" or "https://host:port", also with http for a system within the house.
bool is_host(std::string_view text) {
  if (text.starts_with("https://")) {
    text.remove_prefix(8);
  } else if (text.starts_with("http://")) {
    text.remove_prefix(7);
  } else {
    return false;
  }
  return !text.empty() && text.find('/') == std::string_view::npos &&
         text.find('@') == std::string_view::npos && text.find('*') == std::string_view::npos;
}

std::string secret(TomlReader& table, std::string_view key) {
  auto name = table.text(key);
  if (!name.empty() && !is_secret_file(name)) {
    table.fail(key, "namnet på en fil bland tjänstens hemligheter, utan mapp.",
               "the name of a file among the service's credentials, without folder.");
  }
  return name;
}

PullAuth read_auth(TomlReader& table) {
  PullAuth auth;
  const auto kind =
      table.choice("kind", {"none", "bearer", "header", "basic", "client-credentials", "password"});
  if (kind == "bearer") auth.kind = PullAuthKind::kBearer;
  if (kind == "header") auth.kind = PullAuthKind::kHeader;
  if (kind == "basic") auth.kind = PullAuthKind::kBasic;
  if (kind == "client-credentials") auth.kind = PullAuthKind::kClientCredentials;
  if (kind == "password") auth.kind = PullAuthKind::kPassword;
  auth.secret_file = secret(table, "secret_file");
  auth.client_secret_file = secret(table, "client_secret_file");
  auth.header = table.text("header", auth.kind == PullAuthKind::kHeader);
  auth.user = table.text("user");
  auth.client_id = table.text("client_id");
  const bool oauth =
      auth.kind == PullAuthKind::kClientCredentials || auth.kind == PullAuthKind::kPassword;
  auth.token_url = table.text("token_url", oauth);
  auth.scope = table.text("scope");
  if (auth.kind != PullAuthKind::kNone && auth.secret_file.empty()) {
    table.fail("secret_file", "behövs för det här slaget av inloggning.",
               "is needed for this kind of sign-in.");
  }
  table.done();
  return auth;
}

PullPaging read_paging(TomlReader& table) {
  PullPaging paging;
  const auto style =
      table.choice("style", {"none", "page", "skip", "next-link", "cursor", "offset"});
  if (style == "page") paging.style = PagingStyle::kPage;
  if (style == "skip") paging.style = PagingStyle::kSkip;
  if (style == "next-link") paging.style = PagingStyle::kNextLink;
  if (style == "cursor") paging.style = PagingStyle::kCursor;
  if (style == "offset") paging.style = PagingStyle::kOffset;
  paging.page_parameter = table.text("page_parameter");
  paging.size_parameter = table.text("size_parameter");
  paging.page_size = static_cast<int>(table.integer("page_size", 0, 1'000'000).value_or(0));
  paging.first_page = static_cast<int>(table.integer("first_page", 0, 1).value_or(1));
  paging.records_pointer = table.text("records");
  paging.next_pointer = table.text("next");
  paging.total_pointer = table.text("total");
  paging.max_pages = table.integer("max_pages", 1, 1'000'000).value_or(paging.max_pages);
  table.done();
  return paging;
}

std::vector<std::pair<std::string, std::string>> read_pairs(TomlReader& parent,
                                                            std::string_view key) {
  std::vector<std::pair<std::string, std::string>> out;
  if (auto table = parent.table(key)) {
    for (const auto& [name, node] : table->raw()) {
      const std::string word(name.str());
      out.emplace_back(word, node.is_integer()
                                 ? std::to_string(node.value<std::int64_t>().value_or(0))
                                 : table->text(word, true));
    }
  }
  return out;
}

}  // namespace

void read_pull(TomlReader& root, Source& source) {
  auto table = root.table("pull");
  if (!table) return;
  PullSettings pull;
  const auto preset = table->choice("preset", {"generic", "kolada", "pxweb"});
  if (preset == "kolada") pull.preset = PullPreset::kKolada;
  if (preset == "pxweb") pull.preset = PullPreset::kPxWeb;
  pull.url = table->text("url", true);
  pull.allowed_hosts = table->texts("allowed_hosts");
  for (const auto& host : pull.allowed_hosts) {
    if (!is_host(host)) {
      table->fail("allowed_hosts", fmt::format("”{}” ska vara https://värd, utan sökväg.", host),
                  fmt::format("“{}” must be https://host, without a path.", host));
    }
  }
  const bool listed =
      std::any_of(pull.allowed_hosts.begin(), pull.allowed_hosts.end(), [&](const auto& host) {
        const auto& url = pull.url;
        return url.starts_with(host) &&
               (url.size() == host.size() || url[host.size()] == '/' || url[host.size()] == '?');
      });
  if (!pull.url.empty() && !listed) {
    table->fail("url", "adressens värd står inte i allowed_hosts.",
                "the address's host is not in allowed_hosts.");
  }
  pull.query = read_pairs(*table, "query");
  pull.headers = read_pairs(*table, "headers");
  if (auto auth = table->table("auth")) pull.auth = read_auth(*auth);
  if (auto paging = table->table("paging")) pull.paging = read_paging(*paging);
  pull.updated_since_parameter = table->text("updated_since");
  if (table->has("date_format")) {
    pull.date_format =
        table->choice("date_format", {"YYYY-MM-DD", "YYYYMMDD", "RFC3339", "epoch-s"});
  }
  pull.days_back = static_cast<int>(table->integer("days_back", 1, 4000).value_or(pull.days_back));
  pull.items = table->texts("items");
  pull.items_per_request =
      static_cast<int>(table->integer("items_per_request", 1, 1000).value_or(1));
  for (const auto year : table->integers("years")) pull.years.push_back(static_cast<int>(year));
  if (auto select = table->table("select")) {
    for (const auto& [name, node] : select->raw()) {
      static_cast<void>(node);
      pull.select[std::string(name.str())] = select->texts(name.str());
    }
  }
  if (const auto rate = table->number("requests_per_second")) pull.requests_per_second = *rate;
  if (pull.requests_per_second <= 0.0 || pull.requests_per_second > 100.0) {
    table->fail("requests_per_second", "mer än 0 och högst 100.", "more than 0, at most 100.");
  }
  pull.timeout_seconds =
      static_cast<int>(table->integer("timeout_seconds", 1, 600).value_or(pull.timeout_seconds));
  pull.max_answer_bytes = table->integer("max_answer_bytes", 1024, std::int64_t{1} << 30U)
                              .value_or(pull.max_answer_bytes);
  table->done();
  source.pull = std::move(pull);
}

}  // namespace tertil::collectors
