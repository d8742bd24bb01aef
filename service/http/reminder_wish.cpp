#include "service/http/reminder_wish.hpp"

#include <nlohmann/json.hpp>
#include <variant>

#include "collectors/json.hpp"
#include "service/http/answer.hpp"
#include "service/store/audit.hpp"

namespace tertil::http {
namespace {

/// {"on":true} and nothing else.
Result<bool> wanted_in(const Request& request) {
  const auto parsed = collectors::parse_json(request.body);
  const auto* body = std::get_if<nlohmann::json>(&parsed);
  if (body != nullptr && body->is_object() && body->size() == 1 && body->contains("on") &&
      body->at("on").is_boolean())
    return body->at("on").get<bool>();
  return fail(ErrorCode::kInvalidInput, {"Kroppen ska vara {\"on\":true} eller {\"on\":false}.",
                                         "The body must be {\"on\":true} or {\"on\":false}."});
}

Parsed<Response> change(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  if (caller->kind != CallerKind::kPerson)
    return failed({ErrorCode::kRefused,
                   {"En nyckel får ingen e-post; logga in.", "A key gets no e-mail; sign in."},
                   {}});
  const auto wanted = wanted_in(request);
  if (!wanted) return failed(wanted.error());
  const auto written = backend.engine.write([&](store::Writer& writer) -> Result<void> {
    writer.leave_published_alone();
    if (auto set = store::set_reminders(writer, caller->id, *wanted); !set) return set;
    store::AuditEntry entry;
    entry.actor = caller->id;
    entry.role = caller->role;
    entry.action = store::audit::kReminderWish;
    entry.object = "user/" + caller->id;
    entry.note = *wanted ? "on" : "off";
    entry.request = request.id;
    return store::append_audit(writer, entry);
  });
  if (!written) return failed(written.error());
  const auto wish = wish_of(backend, *caller);
  if (!wish) return failed(wish.error());
  reports::JsonWriter json;
  write_wish(json, *wish);
  return private_json(json.take());
}

}  // namespace

Result<std::optional<store::MailWish>> wish_of(const Backend& backend, const Caller& caller) {
  std::optional<store::MailWish> wish;
  if (caller.kind != CallerKind::kPerson) return wish;
  const auto read = backend.engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::mail_wish(reader, caller.id);
    if (!found) return tl::unexpected{found.error()};
    wish = std::move(*found);
    return {};
  });
  if (!read) return tl::unexpected{read.error()};
  return wish;
}

void write_wish(reports::JsonWriter& json, const std::optional<store::MailWish>& wish) {
  if (!wish) {
    json.value(nullptr);
    return;
  }
  json.begin_object().field("on", wish->reminders).text_or_null("email", wish->email).end_object();
}

Route reminder_wish_route(const Backend& backend) {
  Route route;
  route.method = Method::kPut;
  route.pattern = "/api/v1/to-do/reminders";
  route.access = Access::kToken;
  route.action = access::Action::kToDoRead;
  route.where = Where::kPool;
  route.summary = {"Påminnelser med e-post", "Reminders by e-mail"};
  route.description = {
      "Slår på eller av dem för den som är inloggad. Utan adress (email är null) sänds inga; den "
      "läggs in med tertil user set.",
      "Turns them on or off for whoever is signed in. Without an address (email is null) none are "
      "sent; it is entered by tertil user set."};
  route.bodies = {{"application/json", R"({"on":false})"}};
  route.body_description = {"Om påminnelser önskas.", "Whether reminders are wanted."};
  route.answers = answers({"Vad som gäller nu.", "What holds now."},
                          R"({"on":false,"email":"anna@region.example"})", false,
                          {400, 401, 403, 415, 422, 503, 507});
  route.handler =
      answering([&backend](const Request& request) { return change(backend, request); });
  return route;
}

}  // namespace tertil::http
