#include "service/http/openapi_schemas.hpp"

#include <array>

namespace tertil::http {
namespace {

/// Shapes state what is always there; answers may carry more (contract 4).
constexpr std::string_view kSchemas = R"({
"Object":{"type":"object"},
"Text":{"type":"object","required":["sv","en"],
"properties":{"sv":{"type":"string"},"en":{"type":"string"}}},
"Problem":{"type":"object","required":["type","title","status","detail","instance","errors"],
"properties":{"type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},
"detail":{"type":"string"},"instance":{"type":"string"},
"errors":{"type":"array","items":{"$ref":"#/components/schemas/ProblemItem"}},
"receipt":{"$ref":"#/components/schemas/Receipt"}}},
"ProblemItem":{"type":"object","required":["pointer","code","message"],
"properties":{"pointer":{"type":"string",
"description":"?namn för en frågeparameter, /rows/3 för en rad. ?name for a query parameter, /rows/3 for a row."},
"code":{"type":"string"},"message":{"$ref":"#/components/schemas/Text"}}},
"Class":{"type":["string","null"],"enum":["green","yellow","red",null]},
"SeriesName":{"type":["string","null"],"enum":["kolada","printed","own",null]},
"Status":{"type":["string","null"],"enum":["preliminary","final","revised","estimated",null]},
"MissingReason":{"type":["string","null"],
"enum":["missing","notApplicable","confidential","notPublished","notSubmitted","tooFew",null]},
"Printed":{"type":["object","null"],"required":["value","rank","of","class"],
"properties":{"value":{"type":["number","null"]},"rank":{"type":"integer"},
"of":{"type":"integer"},"class":{"$ref":"#/components/schemas/Class"}}},
"Computed":{"type":["object","null"],
"required":["series","value","rank","of","tied","class","scheme"],
"properties":{"series":{"$ref":"#/components/schemas/SeriesName"},"value":{"type":"number"},
"rank":{"type":"integer"},"of":{"type":"integer"},"tied":{"type":"integer"},
"class":{"$ref":"#/components/schemas/Class"},"scheme":{"type":"string"}}},
"Ranking":{"type":"object","required":["keyFigure","slug","name","unit","decimals","polarity",
"year","series","scheme","asOf","n","classSizes","limits","median","boundaries","riket","rows",
"missing","differs","availableYears","availableSeries","text","source","processing"],
"properties":{"keyFigure":{"type":"string"},"year":{"type":"integer"},"n":{"type":"integer"},
"series":{"$ref":"#/components/schemas/SeriesName"},
"rows":{"type":"array","items":{"$ref":"#/components/schemas/RankedRow"}},
"missing":{"type":"array","items":{"$ref":"#/components/schemas/UnrankedRow"}}}},
"RankedRow":{"type":"object","required":["region","name","shortName","value","status","rank",
"tied","class","toBetterClass","toWorseClass","previous","change","rankChange","printedRank",
"printed"],"properties":{"region":{"type":"string"},"value":{"type":"number"},
"status":{"$ref":"#/components/schemas/Status"},"rank":{"type":["integer","null"]},
"class":{"$ref":"#/components/schemas/Class"},
"printed":{"$ref":"#/components/schemas/Printed"}}},
"UnrankedRow":{"type":"object","required":["region","name","shortName","reason","printed"],
"properties":{"region":{"type":"string"},
"reason":{"$ref":"#/components/schemas/MissingReason"}}},
"Comparison":{"type":"object","required":["region","name","years","scheme","asOf","summary",
"rows","sources","processing"],"properties":{"region":{"type":"string"},
"years":{"type":"array","items":{"type":"integer"}},
"rows":{"type":"array","items":{"$ref":"#/components/schemas/ComparisonRow"}}}},
"ComparisonRow":{"type":"object","required":["keyFigure","slug","name","unit","decimals",
"polarity","cells","target","note"],"properties":{"keyFigure":{"type":"string"},
"cells":{"type":"array","items":{"$ref":"#/components/schemas/ComparisonCell"}},
"target":{"$ref":"#/components/schemas/TargetOutlook"}}},
"ComparisonCell":{"type":"object","required":["year","value","series","status",
"printed","computed"],"properties":{"year":{"type":"integer"},"value":{"type":["number","null"]},
"series":{"$ref":"#/components/schemas/SeriesName"},
"status":{"$ref":"#/components/schemas/Status"},
"reason":{"$ref":"#/components/schemas/MissingReason"},
"printed":{"$ref":"#/components/schemas/Printed"},
"computed":{"$ref":"#/components/schemas/Computed"}}},
"TargetOutlook":{"type":["object","null"],"required":["year","value","status","progress",
"elapsed","gap","text"],"properties":{"year":{"type":"integer"},"value":{"type":"number"},
"status":{"type":"string","enum":["achieved","onTrack","atRisk","offTrack","notAssessable"]}}},
"ValueSeries":{"type":"object","required":["keyFigure","from","to","series","asOf","regions",
"bands","riket","targets","breaks","source","processing"],
"properties":{"from":{"type":"integer"},"to":{"type":"integer"},
"regions":{"type":"array","items":{"type":"object",
"required":["region","name","shortName","values"]}}}},
"WhatIf":{"type":"object","required":["keyFigure","region","year","series","scheme","value","n",
"rank","tied","class","toBetterClass","toWorseClass","today","others","median","text"],
"properties":{"rank":{"type":"integer"},"class":{"$ref":"#/components/schemas/Class"},
"others":{"type":"object","required":["changedClass","changes"],"properties":{
"changedClass":{"type":"array","items":{"type":"string"}}}}}},
"Region":{"type":"object","required":["code","name","shortName","county","koladaId","iso",
"population"],"properties":{"code":{"type":"string","pattern":"^[0-9]{2}$"}}},
"RegionList":{"type":"object","required":["page","limit","total","items"],
"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Region"}}}},
"KeyFigure":{"type":"object","required":["id","slug","name","shortName","theme","unit",
"decimals","polarity","kind","definition","why","bounds","koladaId","inComparison","source",
"nextPublication","breaks","notes","series","fetch"],"properties":{"id":{"type":"string"},
"polarity":{"type":"string","enum":["low","high","none"]}}},
"KeyFigureList":{"type":"object","required":["page","limit","total","items"],
"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/KeyFigure"}}}},
"ObservationList":{"type":"object","required":["keyFigure","region","page","limit","total",
"items"],"properties":{"items":{"type":"array","items":{"type":"object","required":["year",
"period","category","series","value","reason","status","recordedAt","supersededAt","source",
"sourceText","origin","batch","row","fileName","sha256"]}}}},
"Receipt":{"type":"object","required":["id","source","sha256","state","rowsRead","stored",
"duplicate","quarantined","superseded","findings","affected"],
"properties":{"state":{"type":"string",
"enum":["running","stored","held","rejected","retracted"]},"rowsRead":{"type":"integer"},
"stored":{"type":"integer"},"duplicate":{"type":"integer"},"quarantined":{"type":"integer"},
"superseded":{"type":"integer"}}},
"ReceiptList":{"type":"object","required":["page","limit","total","items"],
"properties":{"items":{"type":"array","items":{"$ref":"#/components/schemas/Receipt"}}}},
"RejectList":{"type":"object","required":["page","limit","total","items"],
"properties":{"items":{"type":"array","items":{"type":"object",
"required":["row","column","raw","rule","message","record"]}}}},
"Retraction":{"type":"object","required":["id"],"properties":{"id":{"type":"string"}}},
"Session":{"type":"object","required":["user"],"properties":{
"user":{"type":["object","null"],"required":["name","displayName","role"],
"properties":{"name":{"type":"string"},"displayName":{"type":"string"},
"role":{"type":"string"}}},
"csrfToken":{"type":"string"},"idleExpiresAt":{"type":"string"},"expiresAt":{"type":"string"},
"may":{"type":"array","items":{"type":"string"}}}},
"TargetList":{"type":"array","items":{"type":"object",
"required":["target","name","fields","alternatives"]}},
"Source":{"type":"object","required":["id","name","target","owner","series","onBadRow","version",
"origin","transport","schedule","expectedEveryDays","state","lateDays","lastSuccess","lastAttempt",
"nextRun","rows","held"],"properties":{"name":{"$ref":"#/components/schemas/Text"},
"state":{"type":"string","enum":["current","late","failed","paused","never"]},
"origin":{"type":"string","enum":["shipped","stored","file"]}}},
"SourceList":{"type":"object","required":["page","limit","total","items"],"properties":{
"items":{"type":"array","items":{"$ref":"#/components/schemas/Source"}},
"problems":{"type":"array","items":{"type":"object",
"required":["where","line","column","message"]}}}},
"ApiInfo":{"type":"object","required":["name","version","status","dataVersion","released",
"documentation","site","exampleData","links","years"]},
"Readiness":{"type":"object","required":["ready","status","checks"]},
"Health":{"type":"object","required":["status"]}
})";

struct Shape {
  std::string_view pattern;
  Method method;
  std::string_view schema;
};

constexpr std::array kShapes{
    Shape{"/api/v1/api-info", Method::kGet, "ApiInfo"},
    Shape{"/api/v1/regions", Method::kGet, "RegionList"},
    Shape{"/api/v1/key-figures", Method::kGet, "KeyFigureList"},
    Shape{"/api/v1/key-figures/{id}", Method::kGet, "KeyFigure"},
    Shape{"/api/v1/key-figures/{id}/ranking", Method::kGet, "Ranking"},
    Shape{"/api/v1/key-figures/{id}/series", Method::kGet, "ValueSeries"},
    Shape{"/api/v1/key-figures/{id}/what-if", Method::kGet, "WhatIf"},
    Shape{"/api/v1/key-figures/{id}/observations", Method::kGet, "ObservationList"},
    Shape{"/api/v1/comparison", Method::kGet, "Comparison"},
    Shape{"/api/v1/imports", Method::kPost, "Receipt"},
    Shape{"/api/v1/imports", Method::kGet, "ReceiptList"},
    Shape{"/api/v1/imports/{id}", Method::kGet, "Receipt"},
    Shape{"/api/v1/imports/{id}/rejects", Method::kGet, "RejectList"},
    Shape{"/api/v1/imports/{id}/rerun", Method::kPost, "Receipt"},
    Shape{"/api/v1/imports/{id}/retract", Method::kPost, "Retraction"},
    Shape{"/api/v1/targets", Method::kGet, "TargetList"},
    Shape{"/api/v1/sources", Method::kGet, "SourceList"},
    Shape{"/api/v1/sources/{id}", Method::kGet, "Source"},
    Shape{"/api/v1/sources/{id}", Method::kPut, "Source"},
    Shape{"/api/v1/session", Method::kGet, "Session"},
    Shape{"/api/v1/session", Method::kPost, "Session"},
    Shape{"/readyz", Method::kGet, "Readiness"},
    Shape{"/healthz", Method::kGet, "Health"}};

}  // namespace

std::string_view schemas_json() { return kSchemas; }

std::string_view schema_of(const Route& route) {
  for (const auto& shape : kShapes)
    if (shape.pattern == route.pattern && shape.method == route.method) return shape.schema;
  return "Object";
}

}  // namespace tertil::http
