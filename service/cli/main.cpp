#include <csignal>

#include "service/cli/run.hpp"

int main(int argc, char* argv[]) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an error of a write, not our end
  return tertil::cli::run(argc, argv);
}
