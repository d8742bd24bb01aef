/** The pages for those who are signed in, by what they are called in the checks. */
export const INNER = {
  'the import status': '/import',
  'the first step of handing in a file': '/import/ny',
  'the list of values to review': '/import/granskning',
  'the list of sources': '/admin/kallor',
  'a source with its mapping': '/admin/kallor/property-energy',
  'a new source': '/admin/kallor/ny',
  'what a key figure consists of': '/nyckeltal/energi/2025',
  'the import status in English': '/import?lang=en',
  'the list of reports': '/rapport',
  'one’s own account': '/konto',
  'an import that is not there': '/import/korningar/finns-inte',
};

/** What the others see there. */
export const OUTER = {
  'the page for signing in': '/logga-in',
  'the import status before one has signed in': '/import',
  'what a key figure consists of, for everybody': '/nyckeltal/energi/2025',
};
