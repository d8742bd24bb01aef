#include "service/cli/doctor_mail.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "service/cli/mail_keys.hpp"
#include "service/store/reminders.hpp"

namespace tertil::cli {
namespace {

constexpr std::chrono::seconds kPatience{5};

}  // namespace

void check_mail(const Configuration& configuration, const Environment& environment,
                std::vector<Finding>& findings) {
  const auto& server = configuration.text("mail.server");
  if (server.empty()) {
    findings.push_back({"mail",
                        Verdict::kGood,
                        {"ingen e-postserver är inställd; inga påminnelser sänds",
                         "no mail server is set up; no reminders are sent"}});
    return;
  }
  auto settings = smtp_settings(configuration, environment);
  if (!settings) {
    findings.push_back({"mail", Verdict::kBad, settings.error().message});
    return;
  }
  if (!*settings) return;  // the configuration's own finding tells
  (*settings)->connect_timeout = (*settings)->timeout = kPatience;
  const auto tried = mail::SmtpClient{**settings}.try_out();
  if (tried.outcome == mail::Delivery::Outcome::kSent) {
    findings.push_back({"mail",
                        Verdict::kGood,
                        {fmt::format("e-postservern {} släpper in oss", server),
                         fmt::format("the mail server {} lets us in", server)}});
    return;
  }
  findings.push_back({"mail",
                      Verdict::kDoubtful,
                      {fmt::format("e-postservern {} tar inte emot: svar {} ({})", server,
                                   tried.reply, tried.reason),
                       fmt::format("the mail server {} takes nothing: reply {} ({})", server,
                                   tried.reply, tried.reason)},
                      {"pröva mail.server, mail.username, mail.password_file och remote.ca_file",
                       "check mail.server, mail.username, mail.password_file and remote.ca_file"}});
}

void check_reminders(store::Engine& engine, std::vector<Finding>& findings) {
  std::vector<store::Reminder> latest;
  const auto read = engine.read([&](store::Reader& reader) -> Result<void> {
    auto found = store::reminders(reader);
    if (!found) return tl::unexpected{found.error()};
    latest = *std::move(found);
    return {};
  });
  if (!read) {
    findings.push_back({"reminders", Verdict::kBad, read.error().message});
    return;
  }
  if (latest.empty()) return;
  std::size_t sent = 0;
  std::vector<std::string> failed;
  for (const auto& one : latest) {
    if (one.state == store::ReminderState::kSent) ++sent;
    if (one.state == store::ReminderState::kRefused || one.state == store::ReminderState::kLater)
      failed.push_back(fmt::format("{} ({})", one.user, one.reply));
  }
  Finding finding{
      "reminders",
      failed.empty() ? Verdict::kGood : Verdict::kDoubtful,
      {fmt::format("senaste påminnelser: {} sända, {} misslyckade", sent, failed.size()),
       fmt::format("latest reminders: {} sent, {} failed", sent, failed.size())}};
  if (!failed.empty())
    finding.remedy = {fmt::format("pröva adressen hos {}: tertil user set NAMN --email ADRESS",
                                  fmt::join(failed, ", ")),
                      fmt::format("check the address of {}: tertil user set NAME --email ADDRESS",
                                  fmt::join(failed, ", "))};
  findings.push_back(std::move(finding));
}

}  // namespace tertil::cli
