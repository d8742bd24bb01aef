#include "service/http/mappings.hpp"

#include <nlohmann/json.hpp>

#include "collectors/byte_source.hpp"
#include "collectors/mapping_text.hpp"
#include "collectors/preview.hpp"
#include "collectors/suggest.hpp"
#include "service/http/answer.hpp"
#include "service/http/import_access.hpp"
#include "service/http/source_words.hpp"
#include "service/ingest/pseudonym_key.hpp"

namespace tertil::http {
namespace {

using nlohmann::json;

Parsed<int> file_in(const Request& request) {
  if (request.upload) return request.upload->descriptor;
  return failed({ErrorCode::kInvalidInput,
                 {"Ingen fil kom med anropet.", "No file came with the request."},
                 {}});
}

Parsed<Response> suggest(const Backend&, const Request& request) {
  const auto file = file_in(request);
  if (!file) return tl::unexpected{file.error()};
  const auto named = request.parameter("target");
  const auto target = named ? collectors::target_named(*named) : std::nullopt;
  return private_json(collectors::suggest(collectors::ByteSource{*file}, target).dump());
}

Parsed<Response> check(const Backend& backend, const Request& request) {
  return private_json(
      collectors::check_answer(request.body, backend.importer.sources().defaults()).dump());
}

Parsed<Response> draft(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  auto& sources = backend.importer.sources();
  const auto checked = collectors::check_answer(request.body, sources.defaults());
  const auto id = sources.keep_draft(backend.engine, checked.at("toml").get<std::string>(),
                                     caller->id, backend.clock.now());
  if (!id) return failed(id.error());
  const json answer{{"id", *id}, {"toml", checked.at("toml")}, {"faults", checked.at("faults")}};
  auto response = private_json(answer.dump());
  response.status = 201;
  return response;
}

Parsed<const collectors::Source*> source_for(const Backend& backend, const Request& request) {
  const auto caller = caller_of(backend, request);
  if (!caller) return failed(caller.error());
  auto& sources = backend.importer.sources();
  if (auto read = sources.refresh(backend.engine); !read) return failed(read.error());
  const auto named = request.parameter("source");
  const auto drafted = request.parameter("draft");
  if (named.has_value() == drafted.has_value())
    return bad_parameter("source", "missing-parameter",
                         {"Ange antingen source eller draft.", "Give either source or draft."});
  const auto found = drafted
                         ? sources.draft(backend.engine, *drafted, caller->id, backend.clock.now())
                         : sources.find(*named);
  if (!found) return failed(found.error());
  return *found;
}

Parsed<Response> preview(const Backend& backend, const Request& request) {
  const auto file = file_in(request);
  if (!file) return tl::unexpected{file.error()};
  const auto source = source_for(backend, request);
  if (!source) return tl::unexpected{source.error()};
  std::string key;
  if (!(*source)->privacy.pseudonymise.empty()) {
    auto made = ingest::pseudonym_key(backend.engine, backend.data_directory);
    if (!made) return failed(made.error());
    key = std::move(*made);
  }
  return private_json(collectors::preview(collectors::ByteSource{*file}, **source, key).dump());
}

}  // namespace

std::vector<Route> mapping_routes(const Backend& backend) {
  const auto route = [&backend](std::string pattern, const source_words::Words& words,
                                std::vector<Answer> answers, auto answer) {
    Route made;
    made.method = Method::kPost;
    made.pattern = std::move(pattern);
    made.summary = words.summary;
    made.description = words.description;
    made.answers = std::move(answers);
    made.access = Access::kToken;
    made.action = access::Action::kSourceRead;
    made.where = Where::kPool;
    made.handler =
        answering([&backend, answer](const Request& request) { return answer(backend, request); });
    return made;
  };
  auto suggesting = route("/api/v1/mappings/suggest", source_words::suggest(),
                          source_words::suggest_answers(), suggest);
  suggesting.takes_file = true;
  suggesting.parameters = {source_words::target_parameter()};
  auto checking =
      route("/api/v1/mappings/check", source_words::check(), source_words::check_answers(), check);
  auto drafting =
      route("/api/v1/mappings/drafts", source_words::draft(), source_words::draft_answers(), draft);
  for (auto* takes : {&checking, &drafting}) {
    takes->bodies = source_words::mapping_bodies();
    takes->body_description = source_words::mapping_body();
  }
  auto previewing = route("/api/v1/mappings/preview", source_words::preview(),
                          source_words::preview_answers(), preview);
  previewing.takes_file = true;
  previewing.parameters = source_words::preview_parameters();
  std::vector<Route> routes;
  for (auto* made : {&suggesting, &checking, &drafting, &previewing})
    routes.push_back(std::move(*made));
  return routes;
}

}  // namespace tertil::http
