#include "service/http/access_log.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "service/domain/instant.hpp"

namespace tertil::http {

std::string to_json(const AccessLine& line) {
  using Json = nlohmann::ordered_json;
  const bool failed = line.status >= 500;
  Json json;
  json["ts"] = to_rfc3339(system_clock().now());
  json["level"] = failed ? "error" : (line.where.empty() ? "info" : "warn");
  json["msg"] = "request";
  json["req_id"] = line.request_id;
  json["method"] = line.method;
  json["route"] = line.route;
  json["status"] = line.status;
  json["dur_ms"] = line.duration_ms;
  if (!line.where.empty()) json["where"] = line.where;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tertil::http
