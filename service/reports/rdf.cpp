#include "service/reports/rdf.hpp"

#include <serd/serd.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <sstream>

namespace tertil::reports {
namespace {

const std::string kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

tl::unexpected<Error> refused(const std::string& what) {
  return fail(ErrorCode::kInternal,
              {"Katalogen kunde inte skrivas.", "The catalogue could not be written."},
              "reports/rdf: " + what);
}

/// What is said of one thing stands together, things in the order in which they are first met.
std::vector<const RdfStatement*> by_subject(const std::vector<RdfStatement>& statements) {
  std::map<std::string_view, std::size_t> met;
  std::vector<const RdfStatement*> order;
  order.reserve(statements.size());
  for (const auto& said : statements) {
    met.try_emplace(said.subject, met.size());
    order.push_back(&said);
  }
  std::ranges::stable_sort(order, {},
                           [&](const RdfStatement* said) { return met.at(said->subject); });
  return order;
}

// --- RDF/XML ----------------------------------------------------------------------------------

/// "dct:title". A name in XML cannot be an IRI, so every predicate needs a prefix; empty without.
std::string qualified(const std::string& iri, const RdfPrefixes& prefixes) {
  for (const auto& [prefix, start] : prefixes)
    if (iri.starts_with(start)) return prefix + ":" + iri.substr(start.size());
  return {};
}

/// XML 1.0 has no place for most control characters, not even as references.
std::string allowed(const std::string& text) {
  std::string result;
  for (const char byte : text)
    if (static_cast<unsigned char>(byte) >= ' ' || byte == '\t' || byte == '\n' || byte == '\r')
      result += byte;
    else
      result += "\uFFFD";
  return result;
}

void write_object(pugi::xml_node said, const RdfObject& object) {
  if (object.is_iri) {
    said.append_attribute("rdf:resource") = object.value.c_str();
    return;
  }
  if (!object.language.empty()) said.append_attribute("xml:lang") = object.language.c_str();
  if (!object.datatype.empty()) said.append_attribute("rdf:datatype") = object.datatype.c_str();
  said.text() = allowed(object.value).c_str();
}

Result<std::string> write_xml(const std::vector<RdfStatement>& statements,
                              const RdfPrefixes& prefixes) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child("rdf:RDF");
  root.append_attribute("xmlns:rdf") = kRdf.c_str();
  for (const auto& [prefix, iri] : prefixes)
    root.append_attribute(("xmlns:" + prefix).c_str()) = iri.c_str();

  auto known = prefixes;
  known.emplace_back("rdf", kRdf);
  pugi::xml_node thing;
  std::string_view subject;
  for (const auto* said : by_subject(statements)) {
    if (!thing || subject != said->subject) {
      subject = said->subject;
      thing = root.append_child("rdf:Description");
      thing.append_attribute("rdf:about") = said->subject.c_str();
    }
    const auto name = qualified(said->predicate, known);
    if (name.empty()) return refused("no prefix for " + said->predicate);
    write_object(thing.append_child(name.c_str()), said->object);
  }
  std::ostringstream text;
  document.save(text, "  ");
  return std::move(text).str();
}

// --- Turtle -----------------------------------------------------------------------------------

template <auto free_it>
struct Free {
  template <class T>
  void operator()(T* thing) const {
    free_it(thing);
  }
};
using Environment = std::unique_ptr<SerdEnv, Free<serd_env_free>>;
using Writer = std::unique_ptr<SerdWriter, Free<serd_writer_free>>;

/// Lives as long as the text does.
SerdNode node(SerdType type, const std::string& text) {
  return serd_node_from_string(type, reinterpret_cast<const std::uint8_t*>(text.c_str()));
}

std::size_t append(const void* bytes, std::size_t size, void* text) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(bytes), size);
  return size;
}

SerdStatus keep_error(void* text, const SerdError* error) {
  *static_cast<std::string*>(text) = reinterpret_cast<const char*>(serd_strerror(error->status));
  return error->status;
}

Result<std::string> write_turtle(const std::vector<RdfStatement>& statements,
                                 const RdfPrefixes& prefixes) {
  const Environment environment{serd_env_new(nullptr)};
  std::string text;
  const Writer writer{serd_writer_new(
      SERD_TURTLE, static_cast<SerdStyle>(SERD_STYLE_ABBREVIATED | SERD_STYLE_CURIED),
      environment.get(), nullptr, append, &text)};
  if (!writer) return refused("no writer");
  std::string reason;
  serd_writer_set_error_sink(writer.get(), keep_error, &reason);
  for (const auto& [prefix, iri] : prefixes) {
    const auto name = node(SERD_LITERAL, prefix);
    const auto uri = node(SERD_URI, iri);
    if (serd_writer_set_prefix(writer.get(), &name, &uri) != SERD_SUCCESS)
      return refused("prefix " + prefix);
  }
  for (const auto* said : by_subject(statements)) {
    const auto subject = node(SERD_URI, said->subject);
    const auto predicate = node(SERD_URI, said->predicate);
    const auto object = node(said->object.is_iri ? SERD_URI : SERD_LITERAL, said->object.value);
    const auto datatype = node(SERD_URI, said->object.datatype);
    const auto language = node(SERD_LITERAL, said->object.language);
    if (serd_writer_write_statement(writer.get(), 0, nullptr, &subject, &predicate, &object,
                                    said->object.datatype.empty() ? nullptr : &datatype,
                                    said->object.language.empty() ? nullptr : &language) !=
        SERD_SUCCESS)
      return refused(said->subject + " " + said->predicate + ": " + reason);
  }
  if (serd_writer_finish(writer.get()) != SERD_SUCCESS) return refused("end: " + reason);
  return text;
}

}  // namespace

Result<std::string> write_rdf(const std::vector<RdfStatement>& statements,
                              const RdfPrefixes& prefixes, RdfSyntax syntax) {
  return syntax == RdfSyntax::kXml ? write_xml(statements, prefixes)
                                   : write_turtle(statements, prefixes);
}

std::string_view content_type(RdfSyntax syntax) {
  return syntax == RdfSyntax::kXml ? "application/rdf+xml" : "text/turtle; charset=utf-8";
}

}  // namespace tertil::reports
