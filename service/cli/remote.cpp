#include "service/cli/remote.hpp"

#include <fmt/format.h>

#include "collectors/remote/address.hpp"
#include "service/cli/version.hpp"

namespace tertil::cli {

Result<ingest::RemoteSettings> remote_settings(const Configuration& configuration,
                                               const Environment& environment) {
  ingest::RemoteSettings settings;
  settings.user_agent = fmt::format("tertil/{}", version());
  settings.proxy = configuration.text("remote.proxy");
  settings.ca_file = configuration.text("remote.ca_file");
  if (const auto folder = value_of(environment, "CREDENTIALS_DIRECTORY"); !folder.empty())
    settings.secret_folders.emplace_back(folder);
  if (const auto& folder = configuration.text("remote.secrets"); !folder.empty())
    settings.secret_folders.emplace_back(folder);
  for (const auto& pair : configuration.texts("remote.addresses")) {
    const auto equals = pair.find('=');
    const auto address = equals == std::string::npos ? std::string{} : pair.substr(equals + 1);
    if (!collectors::remote::parse_address(address))
      return fail(ErrorCode::kInvalidInput,
                  {fmt::format("remote.addresses: ”{}” ska vara källa=https://adress", pair),
                   fmt::format("remote.addresses: \"{}\" must be source=https://address", pair)});
    settings.addresses[pair.substr(0, equals)] = address;
  }
  return settings;
}

}  // namespace tertil::cli
