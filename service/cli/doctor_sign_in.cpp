#include "service/cli/doctor_sign_in.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace tertil::cli {

void check_sign_in(const Configuration& configuration, std::vector<Finding>& findings) {
  const auto& issuer = configuration.text("oidc.issuer");
  const auto& peers = configuration.texts("trusted_header.peers");
  const auto tell = [&](const char* name, const std::string& by, const char* roles) {
    const auto& lines = configuration.roles(roles);
    const bool has_admin = std::ranges::any_of(
        lines, [](const access::GroupRole& line) { return line.role == access::Role::kAdmin; });
    Finding finding{name,
                    has_admin ? Verdict::kGood : Verdict::kDoubtful,
                    {fmt::format("inloggning genom {}: {} grupper ger en roll", by, lines.size()),
                     fmt::format("signing in by {}: {} groups give a role", by, lines.size())}};
    if (!has_admin)
      finding.remedy = {
          fmt::format("ingen grupp i {} ger admin: behåll ett lokalt adminkonto", roles),
          fmt::format("no group in {} gives admin: keep a local admin account", roles)};
    findings.push_back(std::move(finding));
  };
  if (!issuer.empty()) tell("oidc", issuer, "oidc.roles");
  if (!peers.empty())
    tell("trusted-header", fmt::format("{}", fmt::join(peers, ", ")), "trusted_header.roles");
}

}  // namespace tertil::cli
