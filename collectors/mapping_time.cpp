#include "collectors/mapping_time.hpp"

#include <date/date.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace tertil::collectors {

namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::string_view kLocal = "Europe/Stockholm";

constexpr std::array<std::string_view, 12> kMonths{"jan", "feb", "mar", "apr", "maj", "jun",
                                                   "jul", "aug", "sep", "okt", "nov", "dec"};

/// What one form's reading has found so far.
struct Parts {
  int year{0};
  int month{0};
  int day{0};
  int week{0};
  int quarter{0};
  std::int64_t hour{-1};
  std::int64_t minute{-1};
  std::int64_t second{-1};
  std::optional<std::int64_t> offset;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes `least` to `most` digits from the front of `text`.
std::optional<int> digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t n = 0;
  while (n < most && n < text.size() && is_digit(text[n])) ++n;
  if (n < least) return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + n, value);
  text.remove_prefix(n);
  return value;
}

std::string lower(std::string_view text) { return folded(text); }

/// "mars", "March", "maj", "May", "okt.", "oct" …: Swedish and English agree in three letters but
/// for May and October.
std::optional<int> month_name(std::string_view& text) {
  std::size_t n = 0;
  while (n < text.size() &&
         ((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z')))
    ++n;
  if (n < 3) return std::nullopt;
  std::string word = lower(text.substr(0, 3));
  if (word == "may") word = "maj";
  if (word == "oct") word = "okt";
  const auto found = std::find(kMonths.begin(), kMonths.end(), word);
  if (found == kMonths.end()) return std::nullopt;
  text.remove_prefix(n);
  if (text.starts_with('.')) text.remove_prefix(1);
  return static_cast<int>(found - kMonths.begin()) + 1;
}

std::optional<std::int64_t> offset_in(std::string_view& text) {
  if (text.starts_with('Z') || text.starts_with('z')) {
    text.remove_prefix(1);
    return 0;
  }
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const auto hours = digits(text, 2, 2);
  if (text.starts_with(':')) text.remove_prefix(1);
  const auto minutes = digits(text, 2, 2);
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  return sign * (std::int64_t{*hours} * 3600 + *minutes * 60);
}

template <typename Number>
bool keep(Number& into, std::optional<int> value) {
  if (!value) return false;
  into = *value;
  return true;
}

/// One token of a form at the front of `form`, with the text it stands for at the front of `text`.
bool take_token(std::string_view& form, std::string_view& text, Parts& parts) {
  const auto is = [&form](std::string_view token) {
    if (!form.starts_with(token)) return false;
    form.remove_prefix(token.size());
    return true;
  };
  if (is("YYYY")) return keep(parts.year, digits(text, 4, 4));
  if (is("YY")) {
    const auto two = digits(text, 2, 2);
    return keep(parts.year, two ? std::optional(2000 + *two) : std::nullopt);
  }
  if (is("MMMM") || is("MMM")) return keep(parts.month, month_name(text));
  const bool minute = parts.hour >= 0;  // HH:MM is common, though MM is a month
  if (is("MM"))
    return minute ? keep(parts.minute, digits(text, 2, 2)) : keep(parts.month, digits(text, 2, 2));
  if (is("M")) return keep(parts.month, digits(text, 1, 2));
  if (is("DD")) return keep(parts.day, digits(text, 2, 2));
  if (is("D")) return keep(parts.day, digits(text, 1, 2));
  if (is("HH")) return keep(parts.hour, digits(text, 2, 2));
  if (is("H")) return keep(parts.hour, digits(text, 1, 2));
  if (is("mm")) return keep(parts.minute, digits(text, 2, 2));
  if (is("ss") || is("SS")) return keep(parts.second, digits(text, 2, 2));
  if (is("WW")) return keep(parts.week, digits(text, 1, 2));
  if (is("Q")) return keep(parts.quarter, digits(text, 1, 1));
  if (is("z")) {
    parts.offset = offset_in(text);
    return parts.offset.has_value();
  }
  if (form.starts_with('\'')) {
    const auto end = form.find('\'', 1);
    if (end == std::string_view::npos) return false;
    const auto literal = form.substr(1, end - 1);
    form.remove_prefix(end + 1);
    if (!text.starts_with(literal)) return false;
    text.remove_prefix(literal.size());
    return true;
  }
  if (!text.starts_with(form.front())) return false;
  form.remove_prefix(1);
  text.remove_prefix(1);
  return true;
}

/// Reads all of `text` by `form`; parts in [ ] may be left out from some point on.
bool take_form(std::string_view form, std::string_view text, Parts& parts) {
  std::string plain;
  std::vector<std::size_t> ends;  // where the form may end
  for (const char c : form) {
    if (c == '[') ends.push_back(plain.size());
    if (c != '[' && c != ']') plain += c;
  }
  ends.push_back(plain.size());
  for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
    std::string_view left = std::string_view(plain).substr(0, *end);
    std::string_view rest = text;
    parts = {};
    bool fits = true;
    while (fits && !left.empty()) fits = take_token(left, rest, parts);
    if (fits && rest.empty()) return true;
  }
  return false;
}

std::optional<Moment> moment_from(const Parts& parts) {
  if (parts.year < 1900 || parts.year > 2100) return std::nullopt;
  Moment moment;
  if (parts.week > 0) {
    const date::sys_days fourth{date::year{parts.year} / 1 / 4};  // is always in week 1
    const auto monday = fourth - (date::weekday{fourth} - date::Monday);
    const auto day = monday + date::weeks{parts.week - 1};
    const auto thursday = date::year_month_day{day + date::days{3}};
    if (parts.week > 53 || thursday.year() != date::year{parts.year}) return std::nullopt;
    moment.day = static_cast<Days>(day.time_since_epoch().count());
    moment.precision = Step::kWeek;
    return moment;
  }
  int month = parts.month > 0 ? parts.month : 1;
  if (parts.quarter > 4) return std::nullopt;
  if (parts.quarter > 0) month = (parts.quarter - 1) * 3 + 1;
  const date::year_month_day day{date::year{parts.year}, date::month(static_cast<unsigned>(month)),
                                 date::day(static_cast<unsigned>(std::max(parts.day, 1)))};
  if (!day.ok()) return std::nullopt;
  moment.day = static_cast<Days>(date::sys_days{day}.time_since_epoch().count());
  moment.precision = parts.day > 0 ? Step::kDay : parts.month > 0 ? Step::kMonth : Step::kYear;
  if (parts.hour >= 0) {
    const auto minute = std::max<std::int64_t>(parts.minute, 0);
    const auto second = std::max<std::int64_t>(parts.second, 0);
    moment.second = parts.hour * 3600 + minute * 60 + second;
    if (minute > 59 || second > 59 || moment.second > kDaySeconds) return std::nullopt;
    moment.precision = parts.minute < 0 ? Step::kHour : Step::kNone;
    moment.precision_seconds = parts.second < 0 ? 60 : 1;
  }
  moment.offset = parts.offset;
  return moment;
}

std::optional<Moment> by_form(std::string_view form, std::string_view text) {
  Parts parts;
  if (!take_form(form, text, parts)) return std::nullopt;
  return moment_from(parts);
}

/// ISO 8601 as it is written in practice, with a fraction of a second only if it is zero.
std::optional<Moment> iso(std::string_view text) {
  std::string plain(text);
  if (const auto t = plain.find('T'); t == 10) plain[t] = ' ';
  if (const auto dot = plain.find_first_of(".,"); dot == 19) {
    auto end = dot + 1;
    while (end < plain.size() && is_digit(plain[end])) {
      if (plain[end] != '0') return std::nullopt;
      ++end;
    }
    if (end == dot + 1) return std::nullopt;
    plain.erase(dot, end - dot);
  }
  for (const std::string_view form :
       {"YYYY-MM-DD", "YYYY-MM-DD HH:mm[:ss]", "YYYY-MM-DD HH:mm:ssz", "YYYY-MM-DD HH:mmz",
        "YYYY-MM-DD HH:mm:ss z", "YYYY-MM", "YYYY", "YYYYMMDD", "YYYYMMDD'T'HHmmss[z]"}) {
    if (auto moment = by_form(form, plain)) return moment;
  }
  return std::nullopt;
}

std::optional<double> number_in(const TableCell& cell) {
  if (cell.kind == CellKind::kNumber) return cell.number;
  std::string plain(cell.text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  double value = 0.0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error != std::errc{} || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

/// Days since 1899-12-30, as spreadsheets count since 1 March 1900.
std::optional<Moment> excel(const TableCell& cell) {
  if (cell.kind == CellKind::kTime) return iso(cell.text);
  const auto serial = number_in(cell);
  if (!serial || !(*serial >= 61.0) || *serial > 73'415.0) return std::nullopt;
  const auto seconds = std::llround(*serial * static_cast<double>(kDaySeconds));
  Moment moment;
  moment.day = static_cast<Days>(seconds / kDaySeconds - 25'569);
  moment.second = seconds % kDaySeconds;
  if (moment.second != 0) {
    moment.precision = Step::kNone;
    moment.precision_seconds = moment.second % 60 == 0 ? 60 : 1;
  }
  return moment;
}

std::optional<Moment> epoch(const TableCell& cell, double per_second) {
  const auto count = number_in(cell);
  if (!count) return std::nullopt;
  const double seconds = *count / per_second;
  if (!(std::abs(seconds) < 5e9)) return std::nullopt;
  auto moment = moment_of(static_cast<Seconds>(std::floor(seconds)), "UTC");
  moment.offset = 0;
  moment.precision = Step::kNone;
  moment.precision_seconds = 1;
  return moment;
}

std::optional<Moment> iso_week(std::string_view text) {
  for (const std::string_view form :
       {"YYYY-'W'WW", "YYYY'W'WW", "YYYY-'v'WW", "YYYY 'v'WW", "YYYY'v'WW", "YYYY-WW", "YYYYWW",
        "'v'WW YYYY", "'v.'WW YYYY", "'V'WW YYYY", "YYYY 'V'WW"}) {
    if (auto moment = by_form(form, text)) return moment;
  }
  return std::nullopt;
}

std::optional<Moment> by_name(const TableCell& cell, std::string_view form) {
  if (form == "excel") return excel(cell);
  if (form == "epoch-s") return epoch(cell, 1.0);
  if (form == "epoch-ms") return epoch(cell, 1000.0);
  if (form == "ISO" || form == "iso") return iso(cell.text);
  if (form == "iso-week") return iso_week(cell.text);
  if (cell.kind == CellKind::kTime) return iso(cell.text);
  return by_form(form, cell.text);
}

std::optional<std::int64_t> fixed_offset(std::string_view zone) {
  if (zone == "UTC" || zone == "Z") return 0;
  auto rest = zone;
  const auto offset = offset_in(rest);
  return rest.empty() ? offset : std::nullopt;
}

std::int64_t plain_seconds(Step step) {
  switch (step) {
    case Step::kQuarterHour: return 900;
    case Step::kHalfHour: return 1800;
    case Step::kHour: return 3600;
    default: return 0;
  }
}

void normalise(Moment& moment) {
  auto days = moment.second / kDaySeconds;
  if (moment.second % kDaySeconds < 0) --days;
  moment.day += static_cast<Days>(days);
  moment.second -= days * kDaySeconds;
}

}  // namespace

bool is_time_format(std::string_view format) {
  constexpr std::array<std::string_view, 6> kNamed{"excel", "epoch-s", "epoch-ms",
                                                   "ISO",   "iso",     "iso-week"};
  if (std::find(kNamed.begin(), kNamed.end(), format) != kNamed.end()) return true;
  if (format.empty() || format.size() > 40 || format.find("YY") == std::string_view::npos) {
    return false;
  }
  bool quoted = false;
  for (const char c : format) {
    if (c == '\'') quoted = !quoted;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!quoted && letter && std::string_view("YMDHmsSWQzT").find(c) == std::string_view::npos) {
      return false;
    }
  }
  return !quoted;
}

bool is_zone(std::string_view zone) { return zone == kLocal || fixed_offset(zone).has_value(); }

std::optional<Moment> read_moment(const TableCell& cell, const TimeMapping& form) {
  if (form.formats.empty()) {
    return cell.kind == CellKind::kNumber ? std::nullopt : iso(cell.text);
  }
  for (const auto& one : form.formats) {
    if (auto moment = by_name(cell, one)) return moment;
  }
  return std::nullopt;
}

std::optional<std::int64_t> read_time_of_day(const TableCell& cell) {
  if (cell.kind == CellKind::kNumber && cell.number >= 0.0 && cell.number < 1.0) {
    return std::llround(cell.number * static_cast<double>(kDaySeconds));  // a part of a day
  }
  std::string_view text = cell.text;
  if (const auto t = text.find_first_of("T "); cell.kind == CellKind::kTime && t == 10) {
    text.remove_prefix(11);
  }
  for (const std::string_view form :
       {"HH:mm", "H:mm", "HH.mm", "H.mm", "HH:mm:ss", "H:mm:ss", "HHmm", "HHmmss", "HH", "H"}) {
    Parts parts;
    if (!take_form(form, text, parts)) continue;
    const auto minute = std::max<std::int64_t>(parts.minute, 0);
    const auto second = std::max<std::int64_t>(parts.second, 0);
    auto all = parts.hour * 3600 + minute * 60 + second;
    if (minute > 59 || second > 59 || all > kDaySeconds) return std::nullopt;
    return all;
  }
  return std::nullopt;
}

Moment later(Moment moment, Step step, int times) {
  if (step == Step::kDay) moment.day += times;
  if (step == Step::kWeek) moment.day += 7 * times;
  if (step == Step::kMonth || step == Step::kYear) {
    const date::year_month_day day{date::sys_days{date::days{moment.day}}};
    const auto month = date::year_month{day.year(), day.month()} +
                       date::months{step == Step::kYear ? 12 * times : times};
    const auto last = date::year_month_day{month / date::last}.day();
    const date::year_month_day fresh{month / std::min(day.day(), last)};
    moment.day = static_cast<Days>(date::sys_days{fresh}.time_since_epoch().count());
  }
  moment.second += plain_seconds(step) * times;
  normalise(moment);
  return moment;
}

Moment end_of(const Moment& moment) {
  if (moment.precision != Step::kNone) return later(moment, moment.precision, 1);
  Moment end = moment;
  end.second += moment.precision_seconds;
  normalise(end);
  return end;
}

std::variant<WrittenTime, TimeFault> instant_of(const Moment& moment, std::string_view zone) {
  const auto offset = moment.offset ? moment.offset : fixed_offset(zone);
  if (offset) {
    return WrittenTime{std::int64_t{moment.day} * kDaySeconds + moment.second - *offset, false};
  }
  Moment at = moment;
  normalise(at);
  const date::year_month_day day{date::sys_days{date::days{at.day}}};
  return from_local(
      static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
      static_cast<int>(static_cast<unsigned>(day.day())), static_cast<int>(at.second / 3600),
      static_cast<int>(at.second / 60 % 60), static_cast<int>(at.second % 60));
}

Moment moment_of(Seconds seconds, std::string_view zone) {
  const auto fixed = fixed_offset(zone);
  Moment moment;
  moment.second = seconds + (fixed ? *fixed : local_offset(seconds));
  normalise(moment);
  return moment;
}

Seconds stepped(Seconds seconds, Step step, int times, std::string_view zone) {
  if (const auto plain = plain_seconds(step); plain != 0) return seconds + plain * times;
  const auto instant = instant_of(later(moment_of(seconds, zone), step, times), zone);
  if (const auto* written = std::get_if<WrittenTime>(&instant)) return written->seconds;
  return seconds + std::int64_t{times} * kDaySeconds;  // a wall clock that was jumped over
}

std::string instant_text(const WrittenTime& time) {
  if (!time.repeated) return utc_text(time.seconds);
  return local_text(time.seconds);
}

std::string period_text(const Moment& moment) {
  const auto day = date_text(moment.day);
  if (moment.precision == Step::kYear) return day.substr(0, 4);
  return moment.precision == Step::kMonth ? day.substr(0, 7) : day;
}

}  // namespace tertil::collectors
