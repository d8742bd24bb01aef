/// @file service/http/plan_item_words.hpp
/// @brief What the documentation says of the parts of plans: words, parameters, answers, examples.
#pragma once
#include <string>

#include "service/domain/plan_item.hpp"
#include "service/http/router.hpp"

namespace tertil::http::plan_item_words {

enum class Verb { kList, kCreate, kOne, kReplace, kRemove, kHistory, kUndo };

/// Fills summary, description, parameters, answers and bodies.
void describe(Route& route, PlanItemKind kind, Verb verb);
void describe_plan(Route& route);
void describe_suggestion(Route& route);

}  // namespace tertil::http::plan_item_words
