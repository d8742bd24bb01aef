/** Every page and every view that looks different, by what it is called in the checks. */
export const ADDRESSES = {
  'the overview': '/',
  'the overview of a region without printed ranks': '/?region=07',
  'the overview of deviations from the targets': '/?visa=avvikelse&sort=samst',
  'the list of key figures': '/nyckeltal',
  'a key figure with its strip plot': '/nyckeltal/fornybart?ar=2023&pin=14,12',
  'a key figure with its map': '/nyckeltal/fornybart?ar=2017&vy=karta',
  'a key figure with its map of squares':
    '/nyckeltal/antibiotika?ar=2022&vy=rutkarta&indelning=fjardedelar',
  'a key figure sorted by value': '/nyckeltal/fornybart?ar=2012&vy=tabell&sort=-varde',
  'a key figure that other regions lack': '/nyckeltal/energi',
  'a key figure without values': '/nyckeltal/elbilar',
  'a year without values': '/nyckeltal/fornybart?ar=2005',
  'the development of a key figure': '/nyckeltal/fornybart/utveckling?pin=14,12',
  'the development without a forecast': '/nyckeltal/fornybart/utveckling?prognos=nej',
  'what a key figure takes': '/nyckeltal/fornybart/vad-kravs?ar=2023',
  'what a key figure that other regions lack takes': '/nyckeltal/energi/vad-kravs',
  'what a key figure takes, in English': '/nyckeltal/antibiotika/vad-kravs?lang=en',
  'the measures': '/atgarder',
  'the comparison before regions are chosen': '/jamfor',
  'the comparison as a matrix': '/jamfor?region=13,07,10',
  'the comparison as lines': '/jamfor?region=13,07,10&nyckeltal=fornybart&vy=linjer',
  'the comparison as slopes':
    '/jamfor?region=13,07,10&nyckeltal=fornybart,antibiotika&vy=rangskifte',
  'the data page': '/data',
  'the accessibility statement': '/tillganglighet',
  'the page about the service': '/om',
  'the page on method': '/metod',
  'the overview in English': '/?lang=en',
  'a key figure in English': '/nyckeltal/fornybart?ar=2017&lang=en',
};

/** A page that is not there: answered with 404, so the browser writes an error of its own. */
export const NOWHERE = '/finns-inte';

/** The pages that need no script. */
export const PLAIN = {
  'the plain overview': '/enkel/',
  'a plain ranking': '/enkel/nyckeltal/fornybart',
};

/** All of them, for what must hold everywhere. */
export const EVERYWHERE = Object.entries({
  ...ADDRESSES,
  'the page for what is not there': NOWHERE,
  ...PLAIN,
});

/** A check of one kind for each of these pages: `sentence` is what follows the page's name. */
export const forEachPage = (pages, sentence, check) =>
  Object.fromEntries(
    pages.map(([name, address]) => [`${name} ${sentence}`, (visitor) => check(visitor, address)]),
  );
