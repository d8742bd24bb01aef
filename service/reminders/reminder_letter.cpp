#include "service/reminders/reminder_letter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "service/domain/mail_address.hpp"
#include "service/reports/html_writer.hpp"
#include "service/store/sha256.hpp"

namespace tertil::reminders {
namespace {

using plans::ToDo;

constexpr const char* kPage = "/att-gora";

/// The words of one letter.
struct Words {
  Language language;
  [[nodiscard]] std::string of(const Text& text) const { return text.in(language); }
};

Text subject_of(const std::vector<ToDo>& items) {
  const auto all = items.size();
  const auto late = static_cast<std::size_t>(std::ranges::count_if(items, &ToDo::overdue));
  Text subject{fmt::format("Att göra i handlingsplanen: {} {}", all, all == 1 ? "sak" : "saker"),
               fmt::format("To do in the action plan: {} {}", all, all == 1 ? "thing" : "things")};
  if (late == 0) return subject;
  subject.sv += fmt::format(", {} {}", late, late == 1 ? "försenad" : "försenade");
  subject.en += fmt::format(", {} late", late);
  return subject;
}

/// "Försenat, senast 2026-10-31 (RGS)"; empty if there is nothing to say.
std::string when_and_whose(const ToDo& item, const Words& words) {
  std::string line;
  const auto add = [&line](const std::string& part) { line += (line.empty() ? "" : ", ") + part; };
  if (item.overdue) add(words.of({"försenat", "late"}));
  if (item.due) add(words.of({"senast ", "by "}) + plans::to_string(*item.due));
  if (!item.org_unit.empty()) add(item.org_unit);
  return line;
}

std::string rest_of(std::size_t rest, const Words& words) {
  return words.of({fmt::format("… och {} till", rest), fmt::format("… and {} more", rest)});
}

std::string why(const std::string& account, const Words& words) {
  return words.of({fmt::format("Du får mejlet för att kontot {} har den här adressen. Stäng av "
                               "påminnelserna under Att göra:",
                               account),
                   fmt::format("You get this mail because the account {} has this address. Turn "
                               "the reminders off under To do:",
                               account)});
}

const Text kLead{"Det här väntar på dig i handlingsplanen:",
                 "This waits for you in the action plan:"};

std::string text_of(const Stationery& stationery, const std::string& name,
                    const std::string& account, std::span<const ToDo> shown, std::size_t rest) {
  const Words words{stationery.language};
  auto text = fmt::format("{} {}\n\n{}\n", words.of({"Hej", "Hello"}), name, words.of(kLead));
  for (const auto& item : shown) {
    const auto facts = when_and_whose(item, words);
    text += fmt::format("\n- {}{}\n  {}\n  {}{}\n", words.of(item.title),
                        facts.empty() ? "" : " (" + facts + ")", words.of(item.detail),
                        stationery.public_url, item.href);
  }
  if (rest > 0) text += fmt::format("\n{}\n", rest_of(rest, words));
  return text + fmt::format("\n{}\n{}{}\n", why(account, words), stationery.public_url, kPage);
}

std::string html_of(const Stationery& stationery, const std::string& subject,
                    const std::string& name, const std::string& account,
                    std::span<const ToDo> shown, std::size_t rest) {
  const Words words{stationery.language};
  reports::HtmlWriter html;
  html.element("p", words.of({"Hej ", "Hello "}) + name).element("p", words.of(kLead)).open("ul");
  for (const auto& item : shown) {
    html.open("li");
    html.element("a", words.of(item.title), {{"href", stationery.public_url + item.href}});
    if (const auto facts = when_and_whose(item, words); !facts.empty())
      html.text(" (" + facts + ")");
    html.open("br").text(words.of(item.detail)).close("li");
  }
  html.close("ul");
  if (rest > 0) html.element("p", rest_of(rest, words));
  html.open("p").text(why(account, words) + " ");
  const auto page = stationery.public_url + kPage;
  html.element("a", page, {{"href", page}}).close("p");
  return html.page(subject);
}

}  // namespace

mail::Letter letter_of(const Stationery& stationery, const mail::Mailbox& to,
                       const std::string& account, const std::string& period,
                       const std::vector<ToDo>& items, Instant now) {
  const std::span shown{items.data(), std::min(items.size(), kMostListed)};
  const auto rest = items.size() - shown.size();
  mail::Letter letter;
  letter.from = stationery.from;
  letter.to = to;
  letter.reply_to = stationery.reply_to;
  letter.subject = subject_of(items).in(stationery.language);
  letter.message_id = fmt::format(
      "reminder.{}@{}",
      store::sha256_hex(account + '\n' + stationery.public_url + '\n' + period).substr(0, 32),
      domain_of(stationery.from.address));
  letter.date = now;
  letter.unsubscribe = stationery.public_url + kPage;
  letter.language = stationery.language == Language::kEnglish ? "en" : "sv";
  const auto name = to.name.empty() ? account : to.name;
  letter.text = text_of(stationery, name, account, shown, rest);
  letter.html = html_of(stationery, letter.subject, name, account, shown, rest);
  return letter;
}

}  // namespace tertil::reminders
