/** The Swedish labels of certainty, movement and forecast. English must have exactly the same keys. */
export const foresightSv = {
  certainty: {
    title: 'Hur säker är färgen?',
    chart: (name: string, year: number) => `Så säkra är platserna: ${name} ${year}`,
    subtitle: (level: string, draws: string) =>
      `punkt = plats · streck = platser som ${level} av ${draws} simulerade tabeller gav`,
    axis: 'Plats',
    interval: (low: number, high: number, n: number, level: string) =>
      low === high
        ? `plats ${low} av ${n} (${level})`
        : `plats ${low}–${high} av ${n} (${level})`,
    range: (low: number, high: number) => (low === high ? `${low}` : `${low}–${high}`),
    rangeHead: (level: string) => `Intervall, ${level}`,
    probability: 'Sannolikhet för färgen',
    probabilityOf: (region: string) => `Sannolikhet för varje grupp, ${region}`,
    group: 'Grupp',
    colour: 'Färgen är',
    sure: 'säker',
    unsure: 'osäker',
    how: 'Så räknas säkerheten',
    method: (draws: string, level: string) =>
      `Tabellen görs om ${draws} gånger. Varje gång ändras varje regions värde slumpvis, så mycket som de kända felen kan ha ändrat det, och regionerna rangordnas på nytt. Intervallet är de platser som ${level} av tabellerna gav. Färgen kallas säker när minst 95 % av tabellerna gav samma grupp. Samma uppgifter ger alltid samma svar.`,
    limit:
      'Bara de fel som nämns räknas. Sådant som alla regioner delar, till exempel hur nyckeltalet definieras, syns inte här: en säker färg är inte ett bevis för ett rätt värde.',
  },
  movement: {
    title: 'Varför ändrades placeringen?',
    from: 'Från år',
    to: 'Till år',
    chart: (region: string, from: number, to: number) => `${region}: plats ${from} till ${to}`,
    subtitle: 'platser; åt vänster är bättre',
    start: (year: number) => `Plats ${year}`,
    parts: {
      own: 'Vår egen ändring',
      others: 'De andras ändring',
      revisions: 'Reviderade värden',
      membership: 'Vilka som är med',
    },
    part: 'Del',
    places: 'Platser',
    rank: 'Plats efter delen',
    better: (n: number) => (n === 1 ? '1 plats bättre' : `${n} platser bättre`),
    worse: (n: number) => (n === 1 ? '1 plats sämre' : `${n} platser sämre`),
    none: 'ingen ändring',
    sum: 'Summa',
    keyBetter: 'bättre plats',
    keyWorse: 'sämre plats',
    overtook: 'Vi gick om',
    overtakenBy: 'Gick om oss',
    joined: 'Kom med',
    left: 'Är inte med längre',
    revised: 'Värden som har reviderats',
    revisedFrom: (year: number, before: string, after: string) =>
      `${year}: först ${before}, nu ${after}`,
    nobody: 'Ingen',
    printedTitle: 'Platserna är tryckta',
    printedRow: (year: number) => `Tryckt plats ${year}`,
    published: (from: string, to: string) =>
      `Som det publicerades: plats ${from} och ${to}.`,
    today: (from: string, to: string) => `Med dagens uppgifter: plats ${from} och ${to}.`,
    tooFew: 'Minst två rangordnade år behövs för att säga varför placeringen ändrades.',
    how: 'Så delas ändringen upp',
    method:
      'Platsen räknas om med en sak ändrad i taget, i alla ordningar, och varje del får sitt genomsnitt (Shapleyvärdet). Delarna är hela platser och summerar alltid till ändringen. Minus är bättre.',
    unknown: 'okänd',
  },
  forecast: {
    title: 'Når vi målet?',
    value: (year: number) => `Prognos ${year}`,
    between: (low: string, high: string, level: string) => `${low}–${high} (${level} intervall)`,
    target: (year: number) => `Mål ${year}`,
    probability: 'Sannolikhet att nå målet',
    noTarget: 'Inget mål är satt',
    pace: 'Takt som krävs',
    paceNone: 'Ingen, målet är nått',
    means: 'Medelvärde',
    meanOf: (years: number, from: number, to: number) => `${years} år, ${from}–${to}`,
    perYear: (value: string) => `${value} per år`,
    since: (value: string, year: number) => `från ${value} år ${year}`,
    rank: (year: number) => `Plats ${year}`,
    rankNote: 'om de andra fortsätter som hittills',
    rankNone: 'Kan inte räknas',
    rankNoneText: 'De andra regionernas värden är inte inlästa.',
    method: 'Metod',
    points: (n: number) => `${n} värden`,
    break: (year: number) => `Bara värden från ${year}, efter brottet i serien, räknas.`,
    refused: 'Ingen prognos kan göras',
    how: 'Så valdes metoden',
    methods: 'Metodernas fel på kända år',
    methodHead: 'Metod',
    error: 'Medelfel',
    scaled: 'Jämfört med ett vanligt års ändring',
    chosen: 'Vald',
    comparedOn: (series: number, forecasts: number, from: number, to: number) =>
      `Varje metod fick förutsäga år som redan är kända, ${from}–${to}: ${forecasts} prognoser för ${series} serier.`,
    beats: 'Den valda metoden har haft mindre fel än att anta senaste värdet och än en rak linje.',
    notBeaten: (simpler: string) =>
      `Den valda metoden är inte bättre än ${simpler}. Då används den enklaste av dem som är lika bra.`,
    notBeatenUsed: (simpler: string) =>
      `Ingen metod har varit säkert bättre än ${simpler}: därför används den enklare.`,
    lastValue: 'att anta senaste värdet',
    straightLine: 'en rak linje',
    both: 'att anta senaste värdet eller än en rak linje',
    simpleLine:
      'En rak linje har haft mindre fel än senaste värdet, och ingen annan metod har varit säkert bättre än den.',
    noComparison:
      'För få serier finns inlästa för att jämföra metoderna: den enkla metoden används.',
    table: (region: string) => `Värden och prognos, ${region}`,
    low: 'Lägst',
    high: 'Högst',
    interval: (level: string) => `Intervall, ${level}`,
    outcome: 'utfall',
  },
  similar: {
    title: 'Vad gör liknande regioner?',
    red: (region: string) =>
      `${region} ligger i sista gruppen. Här är de regioner som liknar mest, och hur deras värden har ändrats.`,
    other: (region: string) =>
      `Regionerna som liknar ${region} mest, och hur deras värden har ändrats.`,
    greenOnes: (names: string) => `I bästa gruppen: ${names}.`,
    noneGreen: 'Ingen av dem är i bästa gruppen.',
    caption: (name: string, year: number) => `Liknande regioner, ${name} ${year}`,
    since: (year: number) => `Ändring sedan ${year}`,
    features: 'Likhet mäts med',
    missing: 'Skulle räknas om uppgifter fanns:',
    place: 'Ordning i likhet',
    none: 'Inga liknande regioner kan räknas fram.',
  },
  requires: 'Vad krävs för att nå målet eller en bättre grupp?',
};

export type ForesightWords = typeof foresightSv;
