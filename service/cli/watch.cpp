#include <fmt/format.h>
#include <unistd.h>

#include <csignal>
#include <ostream>
#include <thread>

#include "service/cli/command.hpp"
#include "service/cli/commands.hpp"
#include "service/cli/drop_watch.hpp"
#include "service/cli/installation.hpp"
#include "service/cli/terminal_text.hpp"
#include "service/ingest/folder_watch.hpp"
#include "service/reports/json_writer.hpp"

namespace tertil::cli {
namespace {

constexpr const char* kDirectory = "watch.directory";
constexpr timespec kBetweenLooks{0, 200'000'000};
constexpr int kLongestSettling = 86'400;

struct WatchOptions {
  bool once{false};
  std::optional<int> settle_seconds;
};

Text word_for(ingest::DropEvent::Kind kind) {
  switch (kind) {
    case ingest::DropEvent::Kind::kDone: return {"klar", "done"};
    case ingest::DropEvent::Kind::kFailed: return {"AVVISAD", "REFUSED"};
    case ingest::DropEvent::Kind::kLater: return {"väntar", "waits"};
    case ingest::DropEvent::Kind::kTrouble: return {"SE ÖVER", "MEND"};
  }
  return {};
}

void write_event(const ingest::DropEvent& event, const Context& context) {
  if (context.json) {
    reports::JsonWriter json;
    json.begin_object()
        .field("event", name_of(event.kind))
        .field("source", event.source)
        .field("file", printable(event.file))
        .field("message", event.message)
        .end_object();
    context.out() << json.take() << '\n';
  } else {
    write_line(context, fmt::format("{}  {}/{}: {}", context.in_words(word_for(event.kind)),
                                    event.source, event.file, context.in_words(event.message)));
  }
  context.out().flush();
}

std::string to_json(const ingest::DropRound& round) {
  reports::JsonWriter json;
  return json.begin_object()
      .field("done", round.done)
      .field("failed", round.failed)
      .field("later", round.later)
      .field("waiting", round.waiting)
      .field("trouble", round.trouble)
      .end_object()
      .take();
}

/// One look, for cron.
ExitCode look_once(ingest::DropFolder& folder, const std::stop_token& stop,
                   const Context& context) {
  if (const auto prepared = folder.prepare(); !prepared) return complain(context, prepared.error());
  const auto round = folder.round(stop);
  if (!round) return complain(context, round.error());
  if (context.json)
    context.out() << to_json(*round) << '\n';
  else if (round->waiting > 0)
    write_line(context,
               context.in_words({fmt::format("{} väntar på att bli orörda", round->waiting),
                                 fmt::format("{} wait to be left alone", round->waiting)}));
  if (round->trouble > 0 || round->later > 0) return ExitCode::kFailed;
  return round->findings ? ExitCode::kFindings : ExitCode::kOk;
}

/// SIGTERM and SIGINT end the watch after the file under way; a second one ends it at once.
class Ending {
 public:
  Ending() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
    listener_ = std::jthread{[this](const std::stop_token& over) {
      while (!over.stop_requested()) {
        if (sigtimedwait(&signals_, nullptr, &kBetweenLooks) < 0) continue;
        if (source_.stop_requested()) ::_exit(static_cast<int>(ExitCode::kFailed));
        source_.request_stop();
      }
    }};
  }
  Ending(const Ending&) = delete;
  ~Ending() {
    listener_.request_stop();
    listener_.join();
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

 private:
  sigset_t signals_{};
  sigset_t before_{};
  std::stop_source source_;
  std::jthread listener_;
};

ExitCode run_watch(const WatchOptions& options, const ConfigurationOptions& where,
                   const Context& context) {
  const auto configuration = load_or_complain(where, context);
  if (!configuration) return configuration.error();
  const auto& directory = configuration->text(kDirectory);
  if (directory.empty())
    return complain_of_usage(context, {"ange mappen: --directory MAPP, eller watch.directory",
                                       "name the folder: --directory DIR, or watch.directory"});
  const Ending ending;  // before any thread is made: none of them may be interrupted
  auto installation = open_installation(*configuration, context.process.environment);
  if (!installation) return complain(context, installation.error());
  const auto tell = [&](const ingest::DropEvent& event) {
    if (!context.json || !options.once) write_event(event, context);
  };
  auto folder = drop_folder(directory, **installation, tell, options.settle_seconds);
  if (options.once) return look_once(folder, ending.token(), context);
  if (!context.quiet && !context.json)
    write_line(context, context.in_words({"bevakar ", "watching "}) + directory);
  context.out().flush();
  ingest::watch(
      folder, [&](const Error& error) { complain(context, error); }, ending.token());
  return ExitCode::kOk;
}

}  // namespace

void add_watch(CLI::App& root, Context& context) {
  auto& command = add_command(
      root, context,
      {"watch",
       {"Bevakar en släppmapp och läser in filerna som läggs i incoming/KÄLLA; klara hamnar i "
        "done, "
        "avvisade i failed, med en rapport bredvid",
        "Watches a drop folder and imports the files put into incoming/SOURCE; stored ones go to "
        "done, refused ones to failed, each with a report beside it"},
       {"tertil watch --directory /srv/tertil/slapp", "tertil watch --once --json"}});
  const auto options = std::make_shared<WatchOptions>();
  const auto text = [&](const char* sv, const char* en) { return context.in_words({sv, en}); };
  command.add_flag(
      "--once", options->once,
      text("Tittar en gång och slutar, för cron; slutkod 3 om någon rad eller fil inte "
           "kunde tas emot",
           "Looks once and ends, for cron; exit code 3 if a row or file could not be "
           "taken"));
  command
      .add_option("--settle", options->settle_seconds,
                  text("Sekunder en fil ska ha lämnats orörd; annars vad källan säger (30)",
                       "Seconds a file must have been left alone; else what the source says (30)"))
      ->type_name(text("SEKUNDER", "SECONDS"))
      ->check(whole_number_between(context, 0, kLongestSettling));
  const auto where = ConfigurationOptions::add_to(command, context);
  where->add_key(
      command, "--directory", kDirectory, text("MAPP", "DIR"),
      text("Släppmappen (annars watch.directory)", "The drop folder (else watch.directory)"));
  add_json_option(command, context);
  on_chosen(command, context,
            [&context, options, where] { return run_watch(*options, *where, context); });
}

}  // namespace tertil::cli
