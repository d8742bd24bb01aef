#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "collectors/remote/address.hpp"
#include "collectors/remote/faults.hpp"
#include "collectors/remote/pull_parts.hpp"

namespace tertil::collectors::remote {

using nlohmann::json;

namespace {

constexpr std::size_t kMostCells = 150'000;
constexpr double kMostCallsPerSecond = 3.0;
constexpr std::size_t kLongestAddress = 2000;

/// One dimension and what is asked of it, in the table's order.
struct Selection {
  std::string dimension;
  std::vector<std::string> codes;
};

std::size_t cells_of(const std::vector<Selection>& selection) {
  std::size_t cells = 1;
  for (const auto& [dimension, codes] : selection) cells *= codes.size();
  return cells;
}

/// A dimension's codes in the order of the table: `index` is an object of places, or a list.
std::vector<std::string> codes_in(const json& category) {
  std::vector<std::string> codes;
  const json index = category.value("index", json());
  if (index.is_array()) {
    for (const json& code : index) codes.push_back(code.is_string() ? code.get<std::string>() : "");
    return codes;
  }
  std::vector<std::pair<double, std::string>> places;
  if (index.is_object()) {
    for (const auto& [code, place] : index.items()) {
      places.emplace_back(place.is_number() ? place.get<double>() : 0.0, code);
    }
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (auto& [place, code] : places) codes.push_back(std::move(code));
  return codes;
}

RemoteFault no_such_code(std::string_view dimension, std::string_view code) {
  return fault::bad_settings(
      {fmt::format("Tabellen har inte ”{}” i dimensionen ”{}”. Rätta [pull.select].", code,
                   dimension),
       fmt::format("The table has no “{}” in the dimension “{}”. Mend [pull.select].", code,
                   dimension)});
}

RemoteFault nothing_selected(std::string_view dimension) {
  return fault::bad_settings(
      {fmt::format("Dimensionen ”{}” måste väljas i [pull.select].", dimension),
       fmt::format("The dimension “{}” must be selected in [pull.select].", dimension)});
}

/// The settings' selection against the table: "*" becomes all codes; a dimension that is not named
/// is left out where the table can sum over it.
std::variant<std::vector<Selection>, RemoteFault> selection_of(const PullSettings& settings,
                                                               const json& table,
                                                               const std::string& address) {
  const json ids = table.is_object() ? table.value("id", json()) : json();
  const json dimensions = table.is_object() ? table.value("dimension", json()) : json();
  if (!ids.is_array() || !dimensions.is_object()) return fault::no_records(address, "/id");
  std::vector<Selection> selection;
  for (const auto& [name, codes] : settings.select) {
    if (!dimensions.contains(name)) return no_such_code(name, name);
  }
  for (const json& id : ids) {
    const auto name = id.is_string() ? id.get<std::string>() : std::string();
    const json dimension = dimensions.value(name, json::object());
    const json category =
        dimension.is_object() ? dimension.value("category", json::object()) : json();
    if (!category.is_object()) return fault::no_records(address, "/dimension/" + name);
    const auto known = codes_in(category);
    const auto chosen = settings.select.find(name);
    if (chosen == settings.select.end()) {
      const json extension = dimension.value("extension", json::object());
      const bool optional = extension.is_object() && extension.value("elimination", json()) == true;
      if (!optional) return nothing_selected(name);
      continue;
    }
    const auto& codes = chosen->second;
    if (codes == std::vector<std::string>{"*"}) {
      selection.push_back({name, known});
      continue;
    }
    for (const auto& code : codes) {
      if (std::find(known.begin(), known.end(), code) == known.end()) {
        return no_such_code(name, code);
      }
    }
    selection.push_back({name, codes});
  }
  return selection;
}

/// Halves the longest dimension until no part has more cells than allowed.
std::vector<std::vector<Selection>> in_parts(std::vector<Selection> selection, std::size_t most) {
  if (cells_of(selection) <= most) return {std::move(selection)};
  const auto longest = std::max_element(
      selection.begin(), selection.end(),
      [](const Selection& a, const Selection& b) { return a.codes.size() < b.codes.size(); });
  if (longest->codes.size() < 2) return {std::move(selection)};
  const auto middle =
      longest->codes.begin() + static_cast<std::ptrdiff_t>(longest->codes.size() / 2);
  const std::vector<std::string> rest(middle, longest->codes.end());
  auto second = selection;
  second[static_cast<std::size_t>(longest - selection.begin())].codes = rest;
  longest->codes.erase(middle, longest->codes.end());
  auto parts = in_parts(std::move(selection), most);
  for (auto& part : in_parts(std::move(second), most)) parts.push_back(std::move(part));
  return parts;
}

Asked ask_for(const std::string& url, const std::vector<Selection>& part, Requester& requester) {
  std::vector<std::pair<std::string, std::string>> query;
  query.reserve(part.size());
  for (const auto& [dimension, codes] : part) {
    query.emplace_back(fmt::format("valuecodes[{}]", dimension), in_groups(codes, codes.size())[0]);
  }
  const auto address = with_query(url, query);
  if (address.size() <= kLongestAddress) return requester.get(address);
  json body{{"selection", json::array()}};
  for (const auto& [dimension, codes] : part) {
    body["selection"].push_back({{"variableCode", dimension}, {"valueCodes", codes}});
  }
  return requester.post(url, body.dump(), "application/json");
}

/// When the table was brought up to date, as written; null where it does not say.
json updated_of(const json& document) {
  return document.is_object() ? document.value("updated", json()) : json();
}

/// What the other system says of its limits; ours where it says nothing.
std::size_t heed_limits(const json& config, Requester& requester) {
  const auto number = [&](const char* name, double otherwise) {
    const json value = config.is_object() ? config.value(name, json()) : json();
    return value.is_number() && value.get<double>() >= 1.0 ? value.get<double>() : otherwise;
  };
  requester.slow_down(
      std::min(kMostCallsPerSecond,
               number("maxCallsPerTimeWindow", kMostCallsPerSecond) / number("timeWindow", 1.0)));
  return std::min(kMostCells, static_cast<std::size_t>(number("maxDataCells", kMostCells)));
}

}  // namespace

PullAnswer pull_pxweb(const Source& source, const PullMemory& memory, Requester& requester,
                      PageFile& file) {
  const PullSettings& settings = *source.pull;  // url: "https://…/api/v2/tables/TAB6471"
  requester.slow_down(kMostCallsPerSecond);
  const auto tables = settings.url.find("/tables/");
  if (tables == std::string::npos) {
    return fault::bad_settings({"Adressen ska sluta med /tables/ och tabellens id.",
                                "The address must end with /tables/ and the table's id."});
  }
  const auto fetch = [&](const std::string& url) -> std::variant<json, RemoteFault> {
    auto asked = requester.get(url);
    if (auto* failed = std::get_if<RemoteFault>(&asked)) return std::move(*failed);
    return json_of(std::get<HttpAnswer>(asked), url);
  };
  auto config = fetch(settings.url.substr(0, tables) + "/config");
  if (auto* failed = std::get_if<RemoteFault>(&config)) return std::move(*failed);
  const std::size_t most = heed_limits(std::get<json>(config), requester);
  auto table = fetch(settings.url + "/metadata?lang=sv");
  if (auto* failed = std::get_if<RemoteFault>(&table)) return std::move(*failed);
  const json updated = updated_of(std::get<json>(table));
  Pulled pulled{.memory = memory};
  pulled.memory.changed_to = requester.pace().wall_clock();
  if (updated.is_string()) {
    pulled.unchanged = updated == json(memory.etag);
    if (pulled.unchanged) return pulled;
    pulled.memory.etag = updated.get<std::string>();
  }
  auto selection = selection_of(settings, std::get<json>(table), shown(settings.url));
  if (auto* failed = std::get_if<RemoteFault>(&selection)) return std::move(*failed);
  const std::string data = settings.url + "/data?lang=sv&outputFormat=json-stat2";
  for (const auto& part : in_parts(std::get<std::vector<Selection>>(selection), most)) {
    auto asked = ask_for(data, part, requester);
    if (auto* failed = std::get_if<RemoteFault>(&asked)) return std::move(*failed);
    const auto& answer = std::get<HttpAnswer>(asked);
    auto read = json_of(answer, data);
    if (auto* failed = std::get_if<RemoteFault>(&read)) return std::move(*failed);
    const json& document = std::get<json>(read);
    if (!document.is_object() || !document.contains("value")) {
      return fault::no_records(shown(data), "/value");
    }
    if (updated_of(document) != updated) {
      return fault::changed(shown(data));
    }
    file.add(answer.body);
  }
  return pulled;
}

}  // namespace tertil::collectors::remote
