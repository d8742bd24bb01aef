/// @file service/cli/figures_query.hpp
/// @brief What the commands that show figures have in common.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "service/cli/command.hpp"
#include "service/cli/installation.hpp"
#include "service/figures/ranking.hpp"

namespace tertil::cli {

/// An opened installation with the snapshot to ask.
struct FiguresQuery {
  std::unique_ptr<Installation> installation;
  std::shared_ptr<const figures::Snapshot> snapshot;  ///< Of the present, or as of a time.
  std::string region;                                 ///< site.region: whose table this is.
};

/// Opens what the options name; says why and gives the exit code if it cannot. `as_of` is RFC 3339
/// and not in the future, or empty for the present.
[[nodiscard]] tl::expected<FiguresQuery, ExitCode> open_for_query(
    const ConfigurationOptions& options, std::string_view as_of, const Context& context);

/// The options --scheme and --as-of. Both texts must outlive the command.
void add_figures_options(CLI::App& command, const Context& context, std::string& scheme,
                         std::string& as_of);

/// The key figure asked about, required: an id or a short name.
void add_key_figure_argument(CLI::App& command, const Context& context, std::string& key_figure);
/// A year, required.
void add_year_option(CLI::App& command, const Context& context, const std::string& name, int& year,
                     const Text& description);
/// --region: a county code; empty stands for the installation's own region.
void add_region_option(CLI::App& command, const Context& context, std::string& region);
/// --series: where the values come from; empty stands for the one with most regions.
void add_series_option(CLI::App& command, const Context& context, std::string& series);

/// "no key figure is called …; did you mean …?"
ExitCode complain_of_unknown_figure(const Context& context, const figures::Snapshot& snapshot,
                                    std::string_view typed);

/// "▲ Bästa tredjedelen", in its colour; empty without a class.
[[nodiscard]] Cell class_cell(std::optional<figures::RankClass> rank_class, figures::Scheme scheme,
                              Language language);

/// The colour of a class.
[[nodiscard]] Colour colour_of(figures::RankClass rank_class);

/// Writes a paragraph in lines of the terminal's width.
void write_wrapped(const Context& context, std::string_view text);

}  // namespace tertil::cli
