#include "service/cli/context.hpp"

#include <ostream>

#include "service/cli/terminal_text.hpp"

namespace tertil::cli {

ExitCode complain(const Context& context, const Error& error) {
  context.err() << "tertil: " << printable(context.in_words(error.message)) << '\n';
  if (!error.where.empty()) context.err() << "        (" << printable(error.where) << ")\n";
  return exit_code_of(error.code);
}

void write_line(const Context& context, std::string_view line) {
  context.out() << printable(line) << '\n';
}

ExitCode complain_of_usage(const Context& context, const Text& message) {
  context.err() << "tertil: " << printable(context.in_words(message)) << '\n';
  return ExitCode::kUsage;
}

}  // namespace tertil::cli
