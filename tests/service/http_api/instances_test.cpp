// Two instances on one store, with a data directory each: what came in at one, the other has.
// What needs a server as the store is skipped, and said to be, where there is none.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>

#include "collectors/remote/http_client.hpp"
#include "service/ingest/kept_uploads.hpp"
#include "service/ingest/pseudonym_key.hpp"
#include "service/ingest/retention.hpp"
#include "service/ingest/upload_copying.hpp"
#include "service/store/copying.hpp"
#include "service/store/sha256.hpp"
#include "service/store/uploads.hpp"
#include "tests/service/access/provider_double.hpp"
#include "tests/service/http_api/api.hpp"

namespace tertil::http::testing {
namespace {

using ::testing::HasSubstr;
using tests::Installation;

const std::string kOwn = "/api/v1/imports?source=own-key-figures";
const std::string kFuel = "/api/v1/imports?source=my-fuel";
const std::string kMapping =
    "[mapping]\nid = \"my-fuel\"\nversion = 1\ntarget = \"fuelTransaction\"\n"
    "[[field]]\nto = \"date\"\nfrom = \"Datum\"\n[[field]]\nto = \"vehicleGroup\"\nvalue = "
    "\"pool\"\n[[field]]\nto = \"fuel\"\nfrom = \"Produkt\"\n"
    "[[field]]\nto = \"quantity\"\nfrom = \"Volym\"\nunit = \"l\"\n";
const std::string kFills = "Datum;Produkt;Volym\n2024-03-01;HVO100;40,5\n2024-03-02;HVO100;41\n";

std::string own_value(int year, double value) {
  return fmt::format("keyFigure,region,year,value,status\nenergy-use-premises,13,{},{},final\n",
                     year, value);
}

std::string csv(const std::string& target, std::string_view body, const std::string& lines) {
  return with_body("POST", target, body, lines + "Content-Type: text/csv\r\n");
}

/// The cookie of that name as the browser would send it back; empty if it was not set.
std::string cookie_in(const Reply& reply, std::string_view name) {
  const auto at = reply.head.find(fmt::format("Set-Cookie: {}=", name));
  if (at == std::string::npos) return {};
  const auto begin = at + 12;
  return "Cookie: " + reply.head.substr(begin, reply.head.find(';', begin) - begin) + "\r\n";
}

class Instances : public ::testing::Test {
 protected:
  explicit Instances(const Api::Change& change = {})
      : a_{Fill::kReferenceOnly, change}, b_{Installation::Beside{a_.installation()}, change} {}

  static std::int64_t count(Api& api, std::string_view sql) {
    std::int64_t found = -1;
    must(api.installation().engine().read([&](store::Reader& reader) -> Result<void> {
      found = std::get<std::int64_t>(must(reader.query(sql, {})).at(0).at(0));
      return {};
    }));
    return found;
  }
  static std::filesystem::path file(Api& api, const std::string& sha256) {
    return api.installation().importer().raw().directory() / sha256;
  }
  /// Writes the mapping, or changes it, and gives the answer.
  static json put_mapping(Api& api, const std::string& key, const std::string& toml,
                          const std::string& match) {
    const auto reply = api.ask(with_body("PUT", "/api/v1/sources/my-fuel", toml,
                                         key + match + "Content-Type: application/toml\r\n"));
    EXPECT_LT(reply.status, 300) << reply.body;
    return parsed(reply.body);
  }

  Api a_;
  Api b_;
};

class OnAServer : public Instances {
 protected:
  using Instances::Instances;
  void SetUp() override {
    if (!tests::on_postgresql()) GTEST_SKIP() << "no PostgreSQL: see tests/postgresql.sh";
  }
};

TEST_F(Instances, GiveOneReceiptForOneIdempotencyKey) {
  const auto key = a_.key("importer", {"own-key-figures"});
  const auto first = a_.ask(csv(kOwn, own_value(2024, 187.9), key + "Idempotency-Key: a\r\n"));
  ASSERT_EQ(first.status, 201) << first.body;
  const auto again = b_.ask(csv(kOwn, own_value(2024, 187.9), key + "Idempotency-Key: a\r\n"));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(b_.ask(csv(kOwn, own_value(2024, 1), key + "Idempotency-Key: a\r\n")).status, 422);
  EXPECT_EQ(count(b_, "SELECT count(*) FROM batch"), 1);
}

TEST_F(Instances, TakeInAFileOnceThatComesToBothAtTheSameTime) {
  const auto key = a_.key("importer", {"own-key-figures"});
  constexpr int kRounds = 8;
  for (int round = 0; round < kRounds; ++round) {
    const auto body = own_value(2000 + round, 100 + round);
    const auto lines = key + fmt::format("Idempotency-Key: round-{}\r\n", round);
    std::array<Reply, 2> replies;
    {
      const std::jthread one{[&] { replies[0] = a_.ask(csv(kOwn, body, lines)); }};
      const std::jthread other{[&] { replies[1] = b_.ask(csv(kOwn, body, lines)); }};
    }
    EXPECT_EQ(replies[0].body, replies[1].body);
    EXPECT_EQ(replies[0].status + replies[1].status, 401) << "201 and 200";
  }
  EXPECT_EQ(count(a_, "SELECT count(*) FROM batch"), kRounds);
  EXPECT_EQ(count(a_, "SELECT count(*) FROM import_key"), kRounds);
}

TEST_F(Instances, TakeInTheSameBytesOnceWhateverTheirKeys) {
  const auto key = a_.key("importer", {"own-key-figures"});
  std::array<Reply, 2> replies;
  {
    const std::jthread one{[&] { replies[0] = a_.ask(csv(kOwn, own_value(2024, 1), key)); }};
    const std::jthread other{[&] {
      replies[1] = b_.ask(csv(kOwn, own_value(2024, 1), key + "Idempotency-Key: b\r\n"));
    }};
  }
  EXPECT_EQ(parsed(replies[0].body)["id"], parsed(replies[1].body)["id"]);
  EXPECT_EQ(count(a_, "SELECT count(*) FROM batch"), 1);
  EXPECT_EQ(count(a_, "SELECT count(*) FROM import_key"), 1);
}

TEST_F(Instances, ReleaseAtOneTheRowsThatAreHeldAtTheOther) {
  const auto key = a_.key("coordinator");
  const std::string path = "/api/v1/imports?source=fuel-cards";
  std::string year = "date,vehicleGroup,fuel,quantity,unit\n";
  for (int month = 1; month <= 12; ++month)
    for (int day = 1; day <= 9; ++day)
      year += fmt::format("2024-{:02}-{:02},ambulance,diesel,{},l\n", month, day, 35 + day);
  ASSERT_EQ(a_.ask(csv(path, year, key)).status, 201);
  const auto sent = a_.ask(csv(path,
                               "date,vehicleGroup,fuel,quantity,unit\n"
                               "2025-01-02,ambulance,diesel,40,l\n"
                               "2025-01-03,ambulance,diesel,40000,l\n",
                               key));
  ASSERT_EQ(parsed(sent.body)["held"], 1) << sent.body;
  const auto import = "/api/v1/imports/" + parsed(sent.body)["id"].get<std::string>();
  EXPECT_EQ(parsed(b_.get(import + "/held", key).body)["total"], 1);
  const auto released =
      b_.ask(with_body("POST", import + "/release", R"({"rows":"all","reason":"Stämmer"})",
                       key + "Content-Type: application/json\r\n"));
  ASSERT_EQ(released.status, 200) << released.body;
  EXPECT_EQ(parsed(a_.get(import, key).body)["state"], "stored");
  EXPECT_EQ(parsed(a_.get(import + "/held", key).body)["total"], 0);
}

TEST_F(Instances, ReadUnderAMappingThatWasChangedAtTheOther) {
  const auto key = a_.sign_in("admin");
  const auto sender = a_.key("importer", {"my-fuel"});
  put_mapping(a_, key, kMapping, "If-None-Match: *\r\n");
  const auto sent = b_.ask(csv(kFuel, kFills, sender));
  ASSERT_EQ(sent.status, 201) << sent.body;
  EXPECT_EQ(parsed(sent.body)["mappingVersion"], "1");
  const auto tag = b_.get("/api/v1/sources/my-fuel", key).header("etag");
  ASSERT_FALSE(tag.empty());
  put_mapping(b_, key, kMapping + "[[check]]\nid = \"unknown-fuel\"\n",
              "If-Match: " + tag + "\r\n");
  const auto again = a_.ask(csv(kFuel, kFills, sender));
  ASSERT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(parsed(again.body)["mappingVersion"], "2");
}

TEST_F(Instances, TryOutAtOneWhatWasDraftedAtTheOther) {
  const auto key = a_.key("coordinator");
  const auto draft = a_.ask(with_body("POST", "/api/v1/mappings/drafts", kMapping,
                                      key + "Content-Type: application/toml\r\n"));
  ASSERT_EQ(draft.status, 201) << draft.body;
  const auto id = parsed(draft.body)["id"].get<std::string>();
  const auto shown = b_.ask(csv("/api/v1/mappings/preview?draft=" + id, kFills, key));
  EXPECT_EQ(parsed(shown.body)["rowsRead"], 2) << shown.body;
  const auto tried = b_.ask(csv("/api/v1/imports?dryRun=true&draft=" + id, kFills, key));
  EXPECT_EQ(tried.status, 200) << tried.body;
  EXPECT_EQ(
      b_.ask(csv("/api/v1/mappings/preview?draft=" + id, kFills, b_.key("coordinator"))).status,
      404);
}

TEST_F(Instances, KnowEachOthersSessionsUntilEitherEndsThem) {
  const auto lines = a_.sign_in("coordinator");
  const auto who = parsed(b_.get("/api/v1/session", lines).body);
  EXPECT_EQ(who["user"]["role"], "coordinator");
  EXPECT_EQ(b_.ask(csv(kOwn, own_value(2024, 187.9), lines)).status, 201) << "its CSRF token holds";
  EXPECT_EQ(b_.ask(with_body("DELETE", "/api/v1/session", "", lines)).status, 204);
  EXPECT_EQ(parsed(a_.get("/api/v1/session", lines).body)["user"], nullptr);
  EXPECT_EQ(a_.get("/api/v1/imports", lines).status, 401);
}

TEST_F(Instances, RefuseAKeyThatWasRevokedAtTheOther) {
  const auto key = a_.key("coordinator");
  EXPECT_EQ(b_.get("/api/v1/imports", key).status, 200);
  a_.revoke_last();
  EXPECT_EQ(b_.get("/api/v1/imports", key).status, 401);
}

TEST_F(OnAServer, RerunAFileThatTheOtherTookInAndKeepItFromThenOn) {
  const auto key = a_.sign_in("admin");
  const auto coordinator = a_.key("coordinator");
  put_mapping(a_, key, kMapping, "If-None-Match: *\r\n");
  const auto first = parsed(a_.ask(csv(kFuel, kFills, coordinator)).body);
  const auto sha256 = first["sha256"].get<std::string>();
  ASSERT_EQ(sha256, store::sha256_hex(kFills));
  const auto tag = a_.get("/api/v1/sources/my-fuel", key).header("etag");
  put_mapping(a_, key, kMapping + "[[check]]\nid = \"unknown-fuel\"\n",
              "If-Match: " + tag + "\r\n");
  std::filesystem::remove(file(a_, sha256));  // the machine of the first is gone
  ASSERT_FALSE(std::filesystem::exists(file(b_, sha256)));
  const auto path = "/api/v1/imports/" + first["id"].get<std::string>();
  EXPECT_EQ(parsed(b_.get(path, coordinator).body)["raw"]["kept"], true);
  const auto again = b_.ask(with_body("POST", path + "/rerun", "", coordinator));
  ASSERT_EQ(again.status, 201) << again.body;
  EXPECT_EQ(parsed(again.body)["mappingVersion"], "2");
  EXPECT_EQ(parsed(again.body)["sha256"], sha256);
  EXPECT_EQ(std::filesystem::file_size(file(b_, sha256)), kFills.size());
}

TEST_F(OnAServer, FetchFilesOfManyPartsByteForByteAndNothingThatIsDamaged) {
  auto& first = a_.installation();
  std::string text;
  for (std::uint32_t n = 1; text.size() < 3'500'000; n = n * 1'664'525U + 1'013'904'223U)
    text += fmt::format("{:08x}\n", n);
  const auto sha256 = store::sha256_hex(text);
  const auto came = must(first.importer().raw().take_in(std::string_view{text}));
  must(first.engine().write([&](store::Writer& writer) -> Result<void> {
    const auto now = writer.recorded_at();
    if (auto put = store::put_upload(writer, {sha256, sha256, now, std::nullopt}); !put) return put;
    return ingest::put_kept(writer, came.descriptor(), sha256);
  }));
  EXPECT_EQ(count(a_, "SELECT count(*) FROM upload_part"), 4);
  auto& other = b_.installation();
  const auto taken = must(ingest::take_kept(other.engine(), other.importer().raw(), sha256));
  EXPECT_EQ(taken.sha256(), sha256);
  EXPECT_EQ(taken.bytes(), static_cast<std::int64_t>(text.size()));

  std::filesystem::remove(file(b_, sha256));
  tests::run_sql(first.directory(), "ALTER TABLE upload_part DISABLE TRIGGER USER");
  tests::run_sql(first.directory(),
                 "UPDATE upload_part SET bytes = (SELECT bytes FROM upload_part "
                 "WHERE part = 1) WHERE part = 2");
  const auto damaged = ingest::take_kept(other.engine(), other.importer().raw(), sha256);
  ASSERT_FALSE(damaged);
  EXPECT_EQ(damaged.error().code, ErrorCode::kCorrupt);
  EXPECT_FALSE(std::filesystem::exists(file(b_, sha256)));
}

TEST_F(OnAServer, LeaveNoBytesOfAnImportThatFailed) {
  tests::run_sql(a_.installation().directory(),
                 "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                 "RAISE EXCEPTION 'no'; END $$; CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON "
                 "batch DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()");
  EXPECT_FALSE(a_.installation().import_text("own-key-figures", own_value(2024, 1)));
  EXPECT_EQ(count(b_, "SELECT count(*) FROM upload_part"), 0);
  EXPECT_EQ(count(b_, "SELECT count(*) FROM upload"), 0);
}

TEST_F(OnAServer, TakeAwayWhatRetentionDeletesFromTheStoreAndEveryFolder) {
  const auto text = own_value(2024, 1);
  const auto sha256 = store::sha256_hex(text);
  must(a_.installation().import_text("own-key-figures", text));
  auto& other = b_.installation();
  must(ingest::take_kept(other.engine(), other.importer().raw(), sha256));
  ASSERT_TRUE(std::filesystem::exists(file(b_, sha256)));
  const auto sweep = [](Api& api, std::int64_t days_from_now) {
    auto& at = api.installation();
    return must(ingest::sweep_uploads(
        at.engine(), at.importer().raw(), 30,
        {system_clock().now().microseconds + days_from_now * 86'400'000'000}));
  };
  EXPECT_EQ(sweep(a_, 29), 0);
  EXPECT_EQ(count(a_, "SELECT count(*) FROM upload_part"), 1);
  EXPECT_EQ(sweep(a_, 31), 1);
  EXPECT_EQ(count(a_, "SELECT count(*) FROM upload_part"), 0);
  EXPECT_FALSE(std::filesystem::exists(file(a_, sha256)));
  EXPECT_EQ(sweep(b_, 31), 0) << "deleted already";
  EXPECT_FALSE(std::filesystem::exists(file(b_, sha256)));
  must(b_.installation().import_text("own-key-figures", own_value(2023, 2)));
  EXPECT_EQ(count(a_, "SELECT count(*) FROM upload_part"), 1);
}

TEST_F(OnAServer, RefuseAnInstanceThatWouldMakeOtherCodesForTheSameVehicles) {
  const tests::TemporaryDirectory one;
  const tests::TemporaryDirectory other;
  const auto key = must(ingest::pseudonym_key(a_.installation().engine(), one.path()));
  EXPECT_EQ(must(ingest::pseudonym_key(a_.installation().engine(), one.path())), key);
  const auto none = ingest::pseudonym_key(b_.installation().engine(), other.path());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::kRefused);
  EXPECT_THAT(none.error().message.sv, HasSubstr("pseudonym.key"));
  EXPECT_FALSE(std::filesystem::exists(other.path() / "pseudonym.key"));
  std::filesystem::copy_file(one.path() / "pseudonym.key", other.path() / "pseudonym.key");
  EXPECT_EQ(must(ingest::pseudonym_key(b_.installation().engine(), other.path())), key);
}

TEST_F(OnAServer, AnOlderOneGoesOnWhenANewerOneHasBroughtTheSchemaForward) {
  const auto key = a_.key("coordinator");
  const auto lines = a_.sign_in("coordinator");
  tests::run_sql(a_.installation().directory(),
                 "ALTER TABLE batch ADD COLUMN tomorrow TEXT NOT NULL DEFAULT ''; "
                 "ALTER TABLE upload ADD COLUMN tomorrow BIGINT; "
                 "ALTER TABLE session ADD COLUMN tomorrow BIGINT; "
                 "CREATE TABLE tomorrow (a TEXT PRIMARY KEY); "
                 "INSERT INTO schema_migration VALUES (9999, 'tomorrow', 'x', 0)");
  const auto sent = a_.ask(csv(kOwn, own_value(2024, 187.9), key));
  ASSERT_EQ(sent.status, 201) << sent.body;
  EXPECT_EQ(parsed(a_.get("/api/v1/session", lines).body)["user"]["role"], "coordinator");
  EXPECT_EQ(parsed(a_.get("/api/v1/imports", key).body)["total"], 1);
  EXPECT_EQ(a_.get_json("/api/v1/key-figures/energi/ranking?year=2024")["rows"][0]["value"], 187.9);
  EXPECT_EQ(a_.get("/readyz").status, 200);
  const auto id = parsed(sent.body)["id"].get<std::string>();
  EXPECT_EQ(b_.ask(with_body("POST", "/api/v1/imports/" + id + "/retract", "", key)).status, 200);
}

/// A file's store with its folder, and what becomes of them on the way to the server and back.
class MovedUploads : public OnAServer {
 protected:
  struct File {
    tests::TemporaryDirectory folder;
    std::unique_ptr<store::Engine> engine{
        must(store::open("sqlite:" + (folder.path() / "tertil.db").string()))};
    ingest::UploadPlace place{false, {folder.path() / "uploads"}};
  };
  static ingest::CopiedUploads move(store::Engine& from, const ingest::UploadPlace& here,
                                    store::Engine& to, const ingest::UploadPlace& there) {
    ingest::CopiedUploads copied;
    must(store::copy_store(
        from, to, [](const store::CopyProgress&) {},
        [&](store::Reader& reader, store::Writer& writer) -> Result<void> {
          copied = must(ingest::copy_uploads(reader, here, writer, there));
          return {};
        }));
    must(ingest::check_uploads(to, there, copied.missing));
    return copied;
  }
  static std::string bytes_in(const std::filesystem::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }
};

TEST_F(MovedUploads, AreInTheStoreAfterACopyAndInAFolderAfterTheWayBack) {
  File first;
  figures::Published published{*first.engine};
  ingest::RawUploads raw{first.place.folders.front()};
  ingest::Importer importer{*first.engine, published, raw};
  must(ingest::put_reference_data(*first.engine, published));
  std::vector<std::string> texts{own_value(2023, 1), own_value(2024, 2), own_value(2022, 3)};
  for (const auto& text : texts) {
    const auto taken = must(raw.take_in(std::string_view{text}));
    must(importer.import_file({.source = "own-key-figures",
                               .descriptor = taken.descriptor(),
                               .bytes = taken.bytes(),
                               .sha256 = taken.sha256(),
                               .file_name = "x.csv",
                               .idempotency_key = std::nullopt,
                               .actor = "test"}));
  }
  const auto lost = store::sha256_hex(texts[2]);
  std::ofstream{first.place.folders.front() / lost} << "damaged";

  const tests::TemporaryDirectory folder;
  const tests::OwnStore own{folder.path()};
  const auto server = must(store::open(own.url()));
  const ingest::UploadPlace in_store{true, {}};
  const auto there = move(*first.engine, first.place, *server, in_store);
  EXPECT_EQ(there.files, 2);
  EXPECT_EQ(there.bytes, static_cast<std::int64_t>(texts[0].size() + texts[1].size()));
  EXPECT_THAT(there.missing, ::testing::ElementsAre(lost));

  File second;
  const auto back = move(*server, in_store, *second.engine, second.place);
  EXPECT_EQ(back.files, 2);
  EXPECT_THAT(back.missing, ::testing::ElementsAre(lost));
  for (const auto& text : {texts[0], texts[1]})
    EXPECT_EQ(bytes_in(second.place.folders.front() / store::sha256_hex(text)), text);

  tests::run_sql(folder.path(), "ALTER TABLE upload_part DISABLE TRIGGER USER");
  tests::run_sql(folder.path(),
                 "DELETE FROM upload_part WHERE sha256 = '" + store::sha256_hex(texts[0]) + "'");
  EXPECT_FALSE(ingest::check_uploads(*server, in_store, there.missing)) << "the proof sees it";
}

class Budgets : public OnAServer {
 protected:
  Budgets()
      : OnAServer{[](Backend& backend, Options&) {
          access::PeopleOptions options;
          options.cost = {1, 8192};
          options.logins_per_minute = 4;
          backend.people = std::make_shared<access::People>(std::move(options));
          backend.imports_per_minute = 3;
        }} {}
};

TEST_F(Budgets, OfImportsHoldForAKeyAtBothTogether) {
  const auto key = a_.key("importer", {"own-key-figures"});
  EXPECT_EQ(a_.ask(csv(kOwn, own_value(2021, 1), key)).status, 201);
  EXPECT_EQ(b_.ask(csv(kOwn, own_value(2022, 1), key)).status, 201);
  EXPECT_EQ(a_.ask(csv(kOwn, own_value(2023, 1), key)).status, 201);
  for (auto* api : {&a_, &b_}) {
    const auto reply = api->ask(csv(kOwn, own_value(2024, 1), key));
    EXPECT_EQ(reply.status, 429);
    EXPECT_FALSE(reply.header("retry-after").empty());
  }
  EXPECT_EQ(b_.ask(csv(kOwn, own_value(2024, 1), a_.key("coordinator"))).status, 201)
      << "another key has its own";
  EXPECT_EQ(b_.get("/api/v1/imports", key).status, 200) << "reads are not counted";
}

TEST_F(Budgets, OfWrongPasswordsHoldForANameAtBothTogether) {
  a_.add_account("anna", "coordinator");
  const auto log_in = [](Api& api, const std::string& password) {
    return api
        .ask(with_body("POST", "/api/v1/session",
                       json{{"name", "anna"}, {"password", password}}.dump(),
                       "Content-Type: application/json\r\n"))
        .status;
  };
  EXPECT_EQ(log_in(a_, "fel"), 401);
  EXPECT_EQ(log_in(b_, "fel"), 401);
  EXPECT_EQ(log_in(b_, Api::kPassword), 200) << "a right one does not count";
  EXPECT_EQ(log_in(a_, "fel"), 401);
  EXPECT_EQ(log_in(b_, "fel"), 401);
  EXPECT_EQ(log_in(a_, "fel"), 429);
  EXPECT_EQ(log_in(b_, Api::kPassword), 429);
  EXPECT_EQ(count(a_, "SELECT count(*) FROM rate_budget WHERE name LIKE '%anna%'"), 0)
      << "what somebody typed as a name may be a password";
}

/// One provider for both: what one instance begins ends at the other.
class BetweenInstances : public ::testing::Test {
 protected:
  BetweenInstances() { provider_.now = system_clock().now().microseconds / 1'000'000; }
  Api::Change with_provider() {
    return [this](Backend& backend, Options&) {
      backend.oidc = std::make_shared<access::OidcSignIn>(
          access::OidcSettings{.issuer = provider_.issuer(),
                               .name = "Exempel",
                               .client = tests::ProviderDouble::kClient,
                               .secret = "hemlig",
                               .public_url = "https://klimat.exempel.se",
                               .email_claim = {},
                               .roles = {{"klimat", access::Role::kCoordinator, {}}}},
          [] {
            return std::make_unique<collectors::remote::HttpClient>(
                collectors::remote::ClientOptions{});
          },
          access::steady_ms);
    };
  }
  static std::string parameter(const std::string& address, const std::string& name) {
    const auto begin = address.find(name + '=') + name.size() + 1;
    return address.substr(begin, address.find('&', begin) - begin);
  }

  tests::ProviderDouble provider_;
  Api a_{Fill::kReferenceOnly, with_provider()};
  Api b_{Installation::Beside{a_.installation()}, with_provider()};
};

TEST_F(BetweenInstances, ASignInThatBeganAtOneEndsAtTheOther) {
  const auto begun = a_.get("/api/v1/session/oidc/start?till=/import/ny");
  ASSERT_EQ(begun.status, 302) << begun.body;
  const auto address = begun.header("location");
  provider_.nonce = parameter(address, "nonce");
  const auto back = fmt::format("/api/v1/session/oidc/callback?code=kod&state={}&iss={}",
                                parameter(address, "state"), provider_.issuer());
  const auto ended = b_.get(back, cookie_in(begun, kSignInCookie));
  ASSERT_EQ(ended.status, 302) << ended.body;
  EXPECT_EQ(ended.header("location"), "/import/ny");
  const auto cookie = cookie_in(ended, kSessionCookie);
  EXPECT_EQ(parsed(a_.get("/api/v1/session", cookie).body)["user"]["role"], "coordinator");
  EXPECT_EQ(cookie_in(a_.get(back, cookie_in(begun, kSignInCookie)), kSessionCookie), "")
      << "and is used up at both";
}

}  // namespace
}  // namespace tertil::http::testing
