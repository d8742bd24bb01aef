/// @file tests/service/http_api/api.hpp
/// @brief The whole API on a real socket, over a real store.
#pragma once
#include <fmt/format.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "service/http/import_access.hpp"
#include "service/http/machine_key.hpp"
#include "service/http/routes.hpp"
#include "service/http/server.hpp"
#include "service/store/tokens.hpp"
#include "service/store/users.hpp"
#include "tests/service/http/client.hpp"
#include "tests/service/reports/parsed.hpp"
#include "tests/support/installation.hpp"

namespace tertil::http::testing {

using nlohmann::json;
using tests::Fill;
using tests::must;
using tests::parsed;

/// A served installation. One client for each question, so that no test waits for another.
class Api {
 public:
  /// What a test has otherwise than the others, before the server starts.
  using Change = std::function<void(Backend&, Options&)>;

  explicit Api(Fill fill = Fill::kShipped, const Change& change = {}) : installation_{fill} {
    start(change);
  }

  /// Another instance on the first one's store, which must outlive it.
  explicit Api(tests::Installation::Beside beside, const Change& change = {})
      : installation_{beside} {
    start(change);
  }

  [[nodiscard]] tests::Installation& installation() { return installation_; }
  [[nodiscard]] const Backend& backend() const { return backend_; }
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

  Reply get(std::string_view target, std::string_view lines = {}) {
    return ask(testing::get(target, lines));
  }
  Reply ask(std::string_view bytes, bool bodyless = false, const std::string& from = "127.0.0.1") {
    Client client{server_->port(), from};
    client.send(bytes);
    auto reply = client.reply(bodyless);
    if (!reply) throw std::runtime_error{"no answer to " + std::string{bytes.substr(0, 80)}};
    return std::move(*reply);
  }
  json get_json(std::string_view target) {
    const auto reply = get(target);
    if (reply.status != 200)
      throw std::runtime_error{fmt::format("{}: {}", reply.status, reply.body)};
    return parsed(reply.body);
  }

  /// The header line of a new key.
  std::string key(std::string role, std::vector<std::string> sources = {},
                  std::int64_t seconds = 3600) {
    const auto made = make_machine_key();
    const auto now = system_clock().now();
    store::Token token;
    token.id = made.id;
    token.role = std::move(role);
    token.sources = std::move(sources);
    token.secret_sha256 = secret_hash(made);
    token.created_at = {now.microseconds - 10'000'000'000};
    token.expires_at = {now.microseconds + seconds * 1'000'000};
    must(installation_.engine().write(
        [&](store::Writer& writer) { return store::add_token(writer, token); }));
    last_key_ = made.id;
    return fmt::format("Authorization: Bearer {}\r\n", to_string(made));
  }
  /// The header lines of somebody who has just signed in: the cookie and the token of changes.
  std::string sign_in(const std::string& role, const std::string& org_unit = {}) {
    const auto name = fmt::format("{}{}", role, ++accounts_);
    add_account(name, role, org_unit);
    const auto login = must(
        backend_.people->log_in(installation_.engine(), system_clock(), {name, kPassword, {}, {}}));
    return fmt::format("Cookie: {}={}\r\nX-CSRF-Token: {}\r\n", kSessionCookie, login.session,
                       login.who.csrf_token);
  }
  /// An account whose password is kPassword.
  void add_account(const std::string& name, const std::string& role,
                   const std::string& org_unit = {}) {
    access::Passwords passwords{{1, 8192}, 1};
    store::User user;
    user.name = name;
    user.display_name = "Anna Å";
    user.role = role;
    user.org_unit = org_unit;
    user.password_hash = must(passwords.hash(kPassword));
    must(installation_.engine().write(
        [&](store::Writer& writer) { return store::add_user(writer, user); }));
  }
  static constexpr const char* kPassword = "korrekt häst batteri";

  void revoke_last() {
    must(installation_.engine().write(
        [&](store::Writer& writer) { return store::revoke_token(writer, last_key_); }));
  }

 private:
  /// Hashes that take no time.
  static std::shared_ptr<access::People> cheap_people() {
    access::PeopleOptions options;
    options.cost = {1, 8192};
    options.hashes_at_once = 16;
    return std::make_shared<access::People>(std::move(options));
  }
  void start(const Change& change) {
    auto options = test_options();
    options.upload_directory = installation_.directory() / "raw";
    if (change) change(backend_, options);
    Site site;
    site.routes = make_routes(backend_);
    routes_ = site.routes;
    site.version = [this] { return installation_.published().version(); };
    site.authorize = [this](const Route& route, const Request& request) {
      return authorize(backend_, route, request);
    };
    server_ = std::make_unique<Server>(std::move(options), std::move(site));
    server_->start();
  }

  tests::Installation installation_;
  Backend backend_{.published = installation_.published(),
                   .engine = installation_.engine(),
                   .importer = installation_.importer(),
                   .clock = system_clock(),
                   .site = {},
                   .data_directory = installation_.directory(),
                   .people = cheap_people()};
  std::vector<Route> routes_;
  std::unique_ptr<Server> server_;
  std::string last_key_;
  int accounts_{0};
};

/// One served installation for a whole suite of questions that change nothing.
class SharedApi : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { api_ = new Api; }
  static void TearDownTestSuite() {
    delete api_;
    api_ = nullptr;
  }
  static Api& api() { return *api_; }

 private:
  inline static Api* api_ = nullptr;
};

}  // namespace tertil::http::testing
