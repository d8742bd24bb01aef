#include "service/http/routes.hpp"

#include "service/http/answer.hpp"
#include "service/http/api_info.hpp"
#include "service/http/audit_log.hpp"
#include "service/http/breakdown.hpp"
#include "service/http/certainty.hpp"
#include "service/http/comparison.hpp"
#include "service/http/definitions.hpp"
#include "service/http/factors.hpp"
#include "service/http/forecast.hpp"
#include "service/http/health.hpp"
#include "service/http/idle_use.hpp"
#include "service/http/import_decisions.hpp"
#include "service/http/import_template.hpp"
#include "service/http/imports.hpp"
#include "service/http/key_figure_targets.hpp"
#include "service/http/key_figures.hpp"
#include "service/http/keys.hpp"
#include "service/http/mappings.hpp"
#include "service/http/measure_edits.hpp"
#include "service/http/meters.hpp"
#include "service/http/movement.hpp"
#include "service/http/observations.hpp"
#include "service/http/open_data.hpp"
#include "service/http/openapi.hpp"
#include "service/http/operation.hpp"
#include "service/http/plain_pages.hpp"
#include "service/http/plan_analysis.hpp"
#include "service/http/plan_items.hpp"
#include "service/http/plan_workbook.hpp"
#include "service/http/plans.hpp"
#include "service/http/ranking.hpp"
#include "service/http/regions.hpp"
#include "service/http/report_edits.hpp"
#include "service/http/reports.hpp"
#include "service/http/scenarios.hpp"
#include "service/http/series.hpp"
#include "service/http/session.hpp"
#include "service/http/settings.hpp"
#include "service/http/similar_regions.hpp"
#include "service/http/sources.hpp"
#include "service/http/targets.hpp"
#include "service/http/to_do.hpp"
#include "service/http/users.hpp"
#include "service/http/what_if.hpp"

namespace tertil::http {

std::vector<Route> make_routes(const Backend& backend) {
  auto routes = all_of<Route>({api_info_routes(backend),
                               region_routes(backend),
                               key_figure_routes(backend),
                               definition_routes(backend),
                               comparison_routes(backend),
                               ranking_routes(backend),
                               series_routes(backend),
                               what_if_routes(backend),
                               certainty_routes(backend),
                               movement_routes(backend),
                               forecast_routes(backend),
                               similar_region_routes(backend),
                               observation_routes(backend),
                               breakdown_routes(backend),
                               factor_routes(backend),
                               meter_routes(backend),
                               idle_use_routes(backend),
                               import_routes(backend),
                               import_decision_routes(backend),
                               source_routes(backend),
                               mapping_routes(backend),
                               target_routes(),
                               import_template_routes(),
                               session_routes(backend),
                               plan_routes(backend),
                               measure_edit_routes(backend),
                               plan_item_routes(backend),
                               plan_workbook_routes(backend),
                               to_do_routes(backend),
                               plan_analysis_routes(backend),
                               scenario_routes(backend),
                               report_routes(backend),
                               report_edit_routes(backend),
                               key_figure_target_routes(backend),
                               user_routes(backend),
                               key_routes(backend),
                               audit_log_routes(backend),
                               operation_routes(backend),
                               setting_routes(backend),
                               plain_page_routes(backend),
                               open_data_routes(backend),
                               health_routes(backend)});
  add_openapi_route(routes, backend.site);
  return routes;
}

}  // namespace tertil::http
