#include "service/cli/sign_in_ways.hpp"

#include "collectors/remote/http_client.hpp"
#include "service/cli/sign_in_keys.hpp"

namespace tertil::cli {

Result<OtherWays> other_ways(const Configuration& configuration, const Environment& environment,
                             const ingest::RemoteSettings& remote) {
  OtherWays ways;
  auto proxy = trusted_header_settings(configuration, environment);
  if (!proxy) return tl::unexpected{std::move(proxy.error())};
  ways.proxy = *std::move(proxy);
  auto settings = oidc_settings(configuration, environment);
  if (!settings) return tl::unexpected{std::move(settings.error())};
  if (!*settings) return ways;
  const collectors::remote::ClientOptions options{.user_agent = remote.user_agent,
                                                  .proxy = remote.proxy,
                                                  .ca_file = remote.ca_file,
                                                  .stop = {}};
  ways.oidc = std::make_shared<access::OidcSignIn>(
      **std::move(settings),
      [options] { return std::make_unique<collectors::remote::HttpClient>(options); },
      access::steady_ms);
  return ways;
}

}  // namespace tertil::cli
