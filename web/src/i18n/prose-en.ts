import type { Prose } from './prose-sv';

/** The longer English texts of the supporting pages. */
export const proseEn: Prose = {
  about: {
    title: 'About the service',
    lead: 'tertil shows how the regions’ climate and environmental work develops, how each region stands against the others, and what remains to the targets.',
    sections: [
      {
        title: 'What the service does',
        text: [
          'The service gathers key figures of Sweden’s 21 regions, ranks them year by year and sets them against the region’s own targets.',
          'Every number can be followed to its source: choose the number in the table to see file, row, checksum and when it was recorded. Earlier versions are kept.',
        ],
      },
      {
        title: 'What the colours mean',
        text: [
          'The colour only shows the ranking against other regions, not whether the result is good or bad. Every colour also has a shape and a word.',
          'The status against target is another matter: it compares the region with its own target and is always given in words.',
        ],
      },
      {
        title: 'What is missing',
        text: [
          'Key figures without values are shown too, with how values are loaded. Where only the own region’s values exist no ranking can be computed; the ranks printed in the annual report are shown instead.',
        ],
      },
    ],
  },
  method: {
    title: 'Sources and method',
    lead: 'How rank, third and status against target are computed. The rules are the same everywhere in the service.',
    sections: [
      {
        title: 'Ranking',
        text: [
          'A ranking is made for one key figure, one year and one series, that is, one source. Values from different sources are never mixed in a ranking.',
          'The rank is one plus the number of regions with a strictly better value. Whether better means higher or lower is stated at each key figure. Values are compared as stored, not as the rounded numbers shown.',
          'A rank is always written "n of N", where N is the number of regions that have a value.',
        ],
      },
      {
        title: 'Shared ranks',
        text: [
          'Regions with equal values share rank and third. The next rank is then skipped: 1, 2, 2, 4.',
        ],
      },
      {
        title: 'Thirds and quarters',
        text: [
          'The best third is the first K ranks and the last third the last K, where K is N divided by three, rounded. With 21 distinct values that is 7, 7 and 7. Shared ranks may give for example 8, 6 and 7, so the sizes are always shown.',
          'With quarters, K is N divided by four. If fewer than nine regions have a value, ranks are shown but no classes.',
        ],
      },
      {
        title: 'Missing values',
        text: [
          'A region without a value is not ranked. It stands last with the reason in words: no value, not applicable, confidential, not yet published, not submitted or too small a base. A missing value is never zero, and the lines of the charts are broken where years are missing.',
          'Sweden as a whole is never ranked.',
        ],
      },
      {
        title: 'Printed and computed rank',
        text: [
          'A rank printed in an annual report and a rank computed from today’s values are two different facts. Both are kept and both are shown. They may differ because the source has revised values since the printing.',
          'Example: renewable fuels 2017 were printed as 17 of 21. With Kolada’s values of today the rank is 12.',
          'Where there is neither, the page says "Not ranked yet".',
        ],
      },
      {
        title: 'Status against target',
        text: [
          'Achieved: the value meets the target. Otherwise the share of the way gone, p, is compared with the share of the time passed, e.',
          'p is the difference between actual and base value divided by the difference between target and base value. e is the years since the base year divided by the years from base year to target year. The straight path is an even change from base year to target year.',
          'On track: p is at least e. At risk: p is at least half of e. Will miss the target: p is less. Cannot be assessed: p cannot be computed, for example when the base value was already better than the target.',
          'Example: energy 199 in 2017, 188 in 2024, target 176 in 2026. p is 11 of 23, 48 per cent; e is 7 of 9, 78 per cent. Status: At risk.',
        ],
      },
      {
        title: 'Sources',
        text: [
          'Values taken from Kolada are marked "Source: Kolada". Values from the region’s annual report are marked as printed. Ranks, classes, medians and status are own processing and must not be attributed to Kolada.',
          'The printed antibiotics values and Kolada’s N00404 come from different sources, about three per cent apart. They are kept in separate series.',
        ],
      },
    ],
  },
  data: {
    title: 'Data and API',
    lead: 'Everything on the pages is also available as data, without signing in.',
    sets: 'Datasets',
    setsCaption: 'Datasets and formats',
    set: 'Dataset',
    formats: 'Formats',
    items: {
      comparison: 'Key figure comparison of one region',
      ranking: 'Ranking of one key figure and year',
      series: 'Values over time',
      observations: 'Every version of each value, with its source',
      figures: 'Key figures and definitions',
      regions: 'Regions',
    },
    licence: 'Licence and attribution',
    licenceText: [
      'State "Källa: Kolada" (Source: Kolada) for values taken from there. The terms for those values are set by RKA, who own Kolada.',
      'Ranks, thirds, medians and status against target are own processing. Do not attribute them to Kolada.',
      'The map is based on MapSVG / svg-maps, CC BY 4.0.',
    ],
    use: 'How to use the API',
    useText: [
      'The base address is /api/v1. Answers are JSON in UTF-8. Lists take page (from 1) and limit (20 unless given, at most 1000).',
      'Tables are also available as CSV, XLSX and JSON-stat: add format=csv, format=xlsx or format=json-stat. CSV has semicolons and decimal commas; dialect=en gives commas and decimal points.',
      'A query can be saved as its address and follow new years: year=latest is the newest year with values, years=latest:4 the newest four. The catalogue for the national data portal is /datasets/dcat.',
      'asOf=<time> gives the answer as it was known at that time.',
      'Errors come as application/problem+json with a reference in the field instance.',
    ],
    limits: 'Limits and known limitations',
    limitsText: [
      'Too many requests in a short time are answered with 429 and Retry-After. Answers have an ETag: ask with If-None-Match to get 304 when nothing has changed.',
      'Not every key figure has values for every region. The field fetch of the key figure says what remains to be fetched.',
      'Rankings are made by year. Values for parts of a year are not ranked.',
    ],
    viewer: 'API description',
    viewerText: 'Every request, from the machine-readable description (OpenAPI).',
    parameters: 'Parameters',
    parameter: 'Parameter',
    description: 'Description',
    required: 'required',
    example: 'Example answer',
    responses: 'Answers',
    openapi: 'Get the OpenAPI description',
    none: 'No parameters',
  },
  accessibility: {
    title: 'Accessibility statement',
    intro: (organisation, service) =>
      `${organisation} is responsible for the service ${service}. We want as many people as possible to be able to use it. Here we describe how the service meets the Swedish act on accessibility of digital public services, which shortcomings we know of and how you can report problems to us.`,
    how: 'How accessible is the service?',
    compliance: {
      fully:
        'We know of no shortcomings, but do not promise that there are none. The service is partially compliant with the act on accessibility of digital public services.',
      partly:
        'The service is partially compliant with the act on accessibility of digital public services, because of the shortcomings described below.',
      not: 'The service is not compliant with the act on accessibility of digital public services. The shortcomings are described below.',
    },
    contact: 'What can you do if you cannot use parts of the service?',
    contactText: 'If you need content that is not accessible to you, tell us.',
    noContact: 'Where to report is not stated yet. Whoever runs the service states it with accessibility.contact_url.',
    contactLink: 'Report shortcomings in accessibility',
    email: 'E-mail',
    supervision: 'Supervision',
    supervisionText:
      'The Agency for Digital Government, Digg, supervises the act on accessibility of digital public services. If you are not satisfied with how we handle your views you can complain to Digg.',
    complaint: 'Complain to Digg',
    issues: 'Content that is not accessible',
    noIssues: 'No known shortcomings.',
    burden: 'Disproportionate burden (section 12)',
    noBurden: 'We claim no exception for disproportionate burden.',
    outside: 'Content outside the act (section 9)',
    noOutside: 'No content is listed.',
    method: 'How we have tested the service',
    assessed: (date) => `The latest assessment was made on ${date}.`,
    updated: (date) => `The statement was last updated on ${date}.`,
  },
};
