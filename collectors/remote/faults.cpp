#include "collectors/remote/faults.hpp"

#include <fmt/format.h>

namespace tertil::collectors::remote::fault {

namespace {

RemoteFault make(Problem problem, std::string sv, std::string en, bool may_pass = false) {
  return {problem, {std::move(sv), std::move(en)}, may_pass};
}

}  // namespace

RemoteFault not_listed(std::string_view address) {
  return make(Problem::kNotAllowed,
              fmt::format("{} står inte bland källans tillåtna värdar. Lägg till den i "
                          "allowed_hosts om den ska få frågas.",
                          address),
              fmt::format("{} is not among the source's allowed hosts. Add it to allowed_hosts if "
                          "it may be asked.",
                          address));
}

RemoteFault forbidden_address(std::string_view host) {
  return make(Problem::kNotAllowed,
              fmt::format("{} leder till en adress på den egna maskinen eller länken och frågas "
                          "inte. Skriv adressen själv i allowed_hosts om den är rätt.",
                          host),
              fmt::format("{} leads to an address of this machine or link and is not asked. Write "
                          "the address itself in allowed_hosts if it is right.",
                          host));
}

RemoteFault no_such_host(std::string_view host, std::string_view reason) {
  return make(Problem::kUnreachable,
              fmt::format("Namnet {} kan inte slås upp ({}). Kontrollera namnet, namnuppslagningen "
                          "och om en proxy behövs (remote.proxy).",
                          host, reason),
              fmt::format("The name {} cannot be resolved ({}). Check the name, the resolver, and "
                          "whether a proxy is needed (remote.proxy).",
                          host, reason),
              true);
}

RemoteFault unreachable(std::string_view address, std::string_view reason) {
  return make(Problem::kUnreachable,
              fmt::format("Får ingen förbindelse med {} ({}). Kontrollera brandvägg och proxy "
                          "(remote.proxy), eller försök senare.",
                          address, reason),
              fmt::format("No connection with {} ({}). Check firewall and proxy (remote.proxy), or "
                          "try later.",
                          address, reason),
              true);
}

RemoteFault cut_short(std::string_view address) {
  return make(Problem::kUnreachable,
              fmt::format("Svaret från {} bröts innan det var helt. Försök senare.", address),
              fmt::format("The answer of {} broke off before it was whole. Try later.", address),
              true);
}

RemoteFault timeout(std::string_view address, std::int64_t seconds) {
  return make(Problem::kTimeout,
              fmt::format("{} svarade inte inom {} s. Försök senare, eller höj timeout_seconds.",
                          address, seconds),
              fmt::format("{} did not answer within {} s. Try later, or raise timeout_seconds.",
                          address, seconds),
              true);
}

RemoteFault certificate(std::string_view address, std::string_view reason) {
  return make(Problem::kCertificate,
              fmt::format("Certifikatet för {} godtas inte ({}). Installera utfärdarens certifikat "
                          "på maskinen om det är ert eget; kontrollen går inte att stänga av.",
                          address, reason),
              fmt::format("The certificate of {} is not accepted ({}). Install its issuer's "
                          "certificate on this machine if it is your own; the check cannot be "
                          "turned off.",
                          address, reason));
}

RemoteFault too_large(std::string_view address, std::int64_t bytes) {
  return make(Problem::kTooLarge,
              fmt::format("Svaret från {} är större än {} byte. Hämta mindre åt gången, eller höj "
                          "max_answer_bytes.",
                          address, bytes),
              fmt::format("The answer of {} is larger than {} bytes. Fetch less at a time, or "
                          "raise max_answer_bytes.",
                          address, bytes));
}

RemoteFault too_many_pages(std::string_view address, std::int64_t pages) {
  return make(Problem::kTooLarge,
              fmt::format("{} har fler än {} sidor. Hämta mindre åt gången, eller höj max_pages.",
                          address, pages),
              fmt::format("{} has more than {} pages. Fetch less at a time, or raise max_pages.",
                          address, pages));
}

RemoteFault same_page(std::string_view address) {
  return make(
      Problem::kBadAnswer,
      fmt::format("{} ger samma sida om och om igen. Kontrollera sidbläddringen i [pull].",
                  address),
      fmt::format("{} gives the same page again and again. Check the paging in [pull].", address));
}

RemoteFault redirected(std::string_view address, std::string_view to) {
  return make(Problem::kRedirected,
              fmt::format("{} hänvisar till {}. Omdirigeringar följs inte: skriv den rätta "
                          "adressen i källan.",
                          address, to),
              fmt::format("{} sends us to {}. Redirects are not followed: write the right address "
                          "in the source.",
                          address, to));
}

RemoteFault sign_in(std::string_view address, int status) {
  return make(Problem::kSignIn,
              fmt::format("{} godtar inte inloggningen ({}). Kontrollera hemligheten och vad den "
                          "får läsa.",
                          address, status),
              fmt::format("{} does not accept our sign-in ({}). Check the secret and what it may "
                          "read.",
                          address, status));
}

RemoteFault no_token(std::string_view address) {
  return make(
      Problem::kSignIn,
      fmt::format("{} gav inget access_token. Kontrollera token_url och client_id.", address),
      fmt::format("{} gave no access_token. Check token_url and client_id.", address));
}

RemoteFault secret(std::string_view file, const Text& reason) {
  return make(Problem::kSignIn, fmt::format("Hemligheten {}: {}", file, reason.sv),
              fmt::format("The secret {}: {}", file, reason.en));
}

RemoteFault gone(std::string_view address, int status) {
  return make(Problem::kGone,
              fmt::format("{} finns inte ({}). Är adressen rätt, och versionen av API:et? (Koladas "
                          "version 2 är nedlagd; använd version 3.)",
                          address, status),
              fmt::format("{} is not there ({}). Is the address right, and the version of the API? "
                          "(Kolada's version 2 is gone; use version 3.)",
                          address, status));
}

RemoteFault status(std::string_view address, int status) {
  const bool may_pass = status == 429 || status >= 500;
  return make(Problem::kStatus,
              fmt::format("{} svarade {}. {}", address, status,
                          may_pass ? "Försök senare." : "Kontrollera adressen och frågan."),
              fmt::format("{} answered {}. {}", address, status,
                          may_pass ? "Try later." : "Check the address and the query."),
              may_pass);
}

RemoteFault too_long_to_wait(std::string_view address, std::int64_t seconds) {
  return make(Problem::kStatus,
              fmt::format("{} ber oss vänta {} s. Försök efter det.", address, seconds),
              fmt::format("{} asks us to wait {} s. Try after that.", address, seconds));
}

RemoteFault not_json(std::string_view address, const Text& reason) {
  return make(Problem::kBadAnswer,
              fmt::format("Svaret från {} är inte hel JSON: {}", address, reason.sv),
              fmt::format("The answer of {} is not whole JSON: {}", address, reason.en), true);
}

RemoteFault web_page(std::string_view address) {
  return make(Problem::kBadAnswer,
              fmt::format("{} svarade med en webbsida i stället för data. Behövs inloggning, eller "
                          "en annan adress?",
                          address),
              fmt::format("{} answered with a web page instead of data. Is a sign-in needed, or "
                          "another address?",
                          address));
}

RemoteFault no_records(std::string_view address, std::string_view pointer) {
  return make(Problem::kBadAnswer,
              fmt::format("Svaret från {} har ingen lista vid ”{}”. Kontrollera pekarna i "
                          "[pull.paging], eller om API:et har ändrats.",
                          address, pointer),
              fmt::format("The answer of {} has no list at “{}”. Check the pointers in "
                          "[pull.paging], or whether the API has changed.",
                          address, pointer));
}

RemoteFault changed(std::string_view address) {
  return make(
      Problem::kChanged,
      fmt::format("Uppgifterna hos {} ändrades medan sidorna hämtades. Försök igen.", address),
      fmt::format("The data of {} changed while its pages were fetched. Try again.", address),
      true);
}

RemoteFault stopped() {
  return make(Problem::kStopped, "Hämtningen avbröts.", "The pull was stopped.", true);
}

RemoteFault bad_settings(const Text& reason) {
  return make(Problem::kNotAllowed, reason.sv, reason.en);
}

}  // namespace tertil::collectors::remote::fault
