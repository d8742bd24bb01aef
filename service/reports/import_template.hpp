/// @file service/reports/import_template.hpp
/// @brief An empty workbook for a target, to fill in and import as it is.
#pragma once
#include <string>

#include "collectors/schema.hpp"
#include "service/domain/result.hpp"
#include "service/domain/text.hpp"

namespace tertil::reports {

/// The bytes of an .xlsx file. The first sheet has the target's field names as its header and
/// nothing else: required fields are bold, choices are lists to choose from, dates and numbers are
/// checked as they are typed. The second sheet says what each field is. Equal targets and
/// languages give equal bytes. Blocks: call from the pool.
[[nodiscard]] Result<std::string> import_template(const collectors::Schema& schema,
                                                  Language language);

/// What a field of this type looks like, in words: "datum, ÅÅÅÅ-MM-DD".
[[nodiscard]] Text form_of(const collectors::Field& field);

}  // namespace tertil::reports
