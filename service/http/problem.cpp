#include "service/http/problem.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tertil::http {
namespace {

using Json = nlohmann::ordered_json;

Text title_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput: return {"Ogiltig begäran", "Invalid request"};
    case ErrorCode::kUnauthorized: return {"Inte inloggad", "Not signed in"};
    case ErrorCode::kForbidden: return {"Inte tillåtet", "Not allowed"};
    case ErrorCode::kRefused: return {"Innehållet kan inte tas emot", "Content not acceptable"};
    case ErrorCode::kNotFound: return {"Finns inte", "Not found"};
    case ErrorCode::kConflict: return {"Krockar med något pågående", "Conflict"};
    case ErrorCode::kStale: return {"Ändrat av någon annan", "Changed by somebody else"};
    case ErrorCode::kTooLarge: return {"För stort", "Too large"};
    case ErrorCode::kUnsupported: return {"Filformatet stöds inte", "Unsupported media type"};
    case ErrorCode::kTooMany: return {"För många försök", "Too many requests"};
    case ErrorCode::kBusy: return {"Upptaget just nu", "Busy"};
    case ErrorCode::kStoreFull: return {"Lagret är fullt", "Store is full"};
    case ErrorCode::kRemote: return {"Ett annat system svarade fel", "Another system failed"};
    case ErrorCode::kCorrupt: return {"Lagrade uppgifter är skadade", "Stored data is damaged"};
    case ErrorCode::kInternal: return {"Internt fel", "Internal error"};
  }
  return {"Internt fel", "Internal error"};
}

Text title_of(unsigned status) {
  switch (status) {
    case 400: return {"Ogiltig begäran", "Invalid request"};
    case 401: return {"Inte inloggad", "Not signed in"};
    case 404: return {"Finns inte", "Not found"};
    case 405: return {"Metoden stöds inte här", "Method not allowed"};
    case 408: return {"För långsamt", "Too slow"};
    case 413: return {"För stort", "Too large"};
    case 414: return {"Adressen är för lång", "Address too long"};
    case 417: return {"Förväntan stöds inte", "Expectation not supported"};
    case 421: return {"Fel värdnamn", "Misdirected request"};
    case 429: return {"För många försök", "Too many requests"};
    case 431: return {"Huvudet är för stort", "Header too large"};
    case 501: return {"Stöds inte", "Not implemented"};
    case 503: return {"Upptaget just nu", "Busy"};
    case 505: return {"HTTP-versionen stöds inte", "HTTP version not supported"};
    default: return {"Fel", "Error"};
  }
}

Response make(unsigned status, std::string_view type, const Text& title, const Text& detail,
              const Request& request, const std::vector<ProblemItem>& items) {
  Json json;
  json["type"] = fmt::format("/problem/{}", type);
  json["title"] = title.in(request.language);
  json["status"] = status;
  json["detail"] = detail.in(request.language);
  const auto path = std::string_view{request.target}.substr(0, request.target.find('?'));
  json["instance"] = fmt::format("{}#urn:tertil:request:{}", path, request.id);
  auto& errors = json["errors"] = Json::array();
  for (const auto& item : items) {
    errors.push_back({{"pointer", item.pointer},
                      {"code", item.code},
                      {"message", {{"sv", item.message.sv}, {"en", item.message.en}}}});
  }
  if (items.empty()) {
    errors.push_back(
        {{"pointer", ""}, {"code", type}, {"message", {{"sv", detail.sv}, {"en", detail.en}}}});
  }

  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  response.headers.emplace_back("Content-Language",
                                request.language == Language::kSwedish ? "sv" : "en");
  if (status == 429) response.headers.emplace_back("Retry-After", "2");
  if (status == 503) response.headers.emplace_back("Retry-After", "2");
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"tertil\"");
  return response;
}

}  // namespace

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput: return 400;
    case ErrorCode::kUnauthorized: return 401;
    case ErrorCode::kForbidden: return 403;
    case ErrorCode::kRefused: return 422;
    case ErrorCode::kNotFound: return 404;
    case ErrorCode::kConflict: return 409;
    case ErrorCode::kStale: return 412;
    case ErrorCode::kTooLarge: return 413;
    case ErrorCode::kUnsupported: return 415;
    case ErrorCode::kTooMany: return 429;
    case ErrorCode::kBusy: return 503;
    case ErrorCode::kStoreFull: return 507;
    case ErrorCode::kRemote: return 502;
    case ErrorCode::kCorrupt:
    case ErrorCode::kInternal: return 500;
  }
  return 500;
}

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidInput: return "invalid-input";
    case ErrorCode::kUnauthorized: return "unauthorized";
    case ErrorCode::kForbidden: return "forbidden";
    case ErrorCode::kRefused: return "refused";
    case ErrorCode::kNotFound: return "not-found";
    case ErrorCode::kConflict: return "conflict";
    case ErrorCode::kStale: return "stale";
    case ErrorCode::kTooLarge: return "too-large";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kTooMany: return "too-many";
    case ErrorCode::kBusy: return "busy";
    case ErrorCode::kStoreFull: return "store-full";
    case ErrorCode::kRemote: return "remote";
    case ErrorCode::kCorrupt: return "corrupt";
    case ErrorCode::kInternal: return "internal";
  }
  return "internal";
}

std::string_view reason_phrase(unsigned status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 302: return "Found";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 428: return "Precondition Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Unknown";
  }
}

Response problem(const Error& error, const Request& request,
                 const std::vector<ProblemItem>& items) {
  return make(status_of(error.code), name_of(error.code), title_of(error.code), error.message,
              request, items);
}

Response problem(unsigned status, const Text& detail, const Request& request,
                 const std::vector<ProblemItem>& items) {
  return make(status, fmt::format("http-{}", status), title_of(status), detail, request, items);
}

}  // namespace tertil::http
