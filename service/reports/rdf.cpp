#include "service/reports/rdf.hpp"

#include <raptor2/raptor2.h>

#include <cstdlib>
#include <memory>

namespace tertil::reports {
namespace {

template <auto free_it>
struct Free {
  template <class T>
  void operator()(T* thing) const {
    free_it(thing);
  }
};
using World = std::unique_ptr<raptor_world, Free<raptor_free_world>>;
using Serializer = std::unique_ptr<raptor_serializer, Free<raptor_free_serializer>>;
using Uri = std::unique_ptr<raptor_uri, Free<raptor_free_uri>>;
using Statement = std::unique_ptr<raptor_statement, Free<raptor_free_statement>>;

const unsigned char* bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.c_str());
}

Uri uri_of(raptor_world& world, const std::string& iri) {
  return Uri{raptor_new_uri(&world, bytes(iri))};
}

raptor_term* term_of(raptor_world& world, const RdfObject& object) {
  if (object.is_iri) return raptor_new_term_from_uri_string(&world, bytes(object.value));
  const auto datatype = object.datatype.empty() ? Uri{} : uri_of(world, object.datatype);
  return raptor_new_term_from_literal(&world, bytes(object.value), datatype.get(),
                                      object.language.empty() ? nullptr : bytes(object.language));
}

tl::unexpected<Error> refused(std::string_view what) {
  return fail(ErrorCode::kInternal,
              {"Katalogen kunde inte skrivas.", "The catalogue could not be written."},
              "reports/rdf: " + std::string{what});
}

}  // namespace

Result<std::string> write_rdf(const std::vector<RdfStatement>& statements,
                              const std::vector<std::pair<std::string, std::string>>& prefixes,
                              RdfSyntax syntax) {
  const World world{raptor_new_world()};
  if (!world || raptor_world_open(world.get()) != 0) return refused("world");
  const Serializer serializer{
      raptor_new_serializer(world.get(), syntax == RdfSyntax::kXml ? "rdfxml-abbrev" : "turtle")};
  if (!serializer) return refused("serializer");
  for (const auto& [prefix, iri] : prefixes)
    raptor_serializer_set_namespace(serializer.get(), uri_of(*world, iri).get(), bytes(prefix));
  void* written = nullptr;
  std::size_t size = 0;
  if (raptor_serializer_start_to_string(serializer.get(), nullptr, &written, &size) != 0)
    return refused("start");
  for (const auto& said : statements) {
    const Statement statement{raptor_new_statement_from_nodes(
        world.get(), raptor_new_term_from_uri_string(world.get(), bytes(said.subject)),
        raptor_new_term_from_uri_string(world.get(), bytes(said.predicate)),
        term_of(*world, said.object), nullptr)};
    if (!statement || raptor_serializer_serialize_statement(serializer.get(), statement.get()) != 0)
      return refused(said.subject + " " + said.predicate);
  }
  if (raptor_serializer_serialize_end(serializer.get()) != 0 || written == nullptr)
    return refused("end");
  const std::unique_ptr<void, Free<raptor_free_memory>> owned{written};
  return std::string{static_cast<const char*>(written), size};
}

std::string_view content_type(RdfSyntax syntax) {
  return syntax == RdfSyntax::kXml ? "application/rdf+xml" : "text/turtle; charset=utf-8";
}

}  // namespace tertil::reports
