/** The longer Swedish texts of the supporting pages. English must have the same keys. */
export const proseSv = {
  about: {
    title: 'Om tjänsten',
    lead: 'tertil visar hur regionernas klimat- och miljöarbete utvecklas, hur varje region ligger till jämfört med de andra, och vad som återstår till målen.',
    sections: [
      {
        title: 'Vad tjänsten gör',
        text: [
          'Tjänsten samlar nyckeltal för Sveriges 21 regioner, rangordnar dem år för år och ställer dem mot regionens egna mål.',
          'Varje tal kan följas till sin källa: välj talet i tabellen, så visas fil, rad, kontrollsumma och när det lästes in. Tidigare versioner finns kvar.',
        ],
      },
      {
        title: 'Vad färgerna betyder',
        text: [
          'Färgen visar bara rangordning jämfört med andra regioner, inte om resultatet är bra eller dåligt. Varje färg har också en form och ett ord.',
          'Status mot mål är något annat: den jämför regionen med sitt eget mål och visas alltid i ord.',
        ],
      },
      {
        title: 'Vad som saknas',
        text: [
          'Nyckeltal utan värden visas ändå, med besked om hur värden läses in. Där bara den egna regionens värden finns kan ingen rangordning beräknas; då visas de platser som är tryckta i årsrapporten.',
        ],
      },
    ],
  },
  method: {
    title: 'Källor och metod',
    lead: 'Så räknas plats, tredjedel och status mot mål. Reglerna är desamma överallt i tjänsten.',
    sections: [
      {
        title: 'Rangordning',
        text: [
          'En rangordning gäller ett nyckeltal, ett år och en serie, det vill säga en källa. Värden från olika källor blandas aldrig i en rangordning.',
          'Platsen är ett plus antalet regioner som har ett strikt bättre värde. Om bättre betyder högre eller lägre står vid varje nyckeltal. Jämförelsen görs med värdena som de är lagrade, inte med de avrundade tal som visas.',
          'Plats skrivs alltid "n av N", där N är antalet regioner som har ett värde.',
        ],
      },
      {
        title: 'Delade platser',
        text: [
          'Regioner med lika värde delar plats och tredjedel. Nästa plats hoppas då över: 1, 2, 2, 4.',
        ],
      },
      {
        title: 'Tredjedelar och fjärdedelar',
        text: [
          'Bästa tredjedelen är de K första platserna och sista tredjedelen de K sista, där K är N delat med tre, avrundat. Med 21 olika värden blir det 7, 7 och 7. Delade platser kan ge till exempel 8, 6 och 7; antalen visas därför alltid.',
          'Med fjärdedelar är K i stället N delat med fyra. Har färre än nio regioner ett värde visas platser men inga grupper.',
        ],
      },
      {
        title: 'Saknade värden',
        text: [
          'En region utan värde rangordnas inte. Den står sist med skälet i ord: uppgift saknas, ej tillämplig, sekretess, ännu ej publicerad, ej inlämnad eller underlag för litet. Ett saknat värde är aldrig noll, och diagrammens linjer bryts där år saknas.',
          'Riket rangordnas aldrig.',
        ],
      },
      {
        title: 'Tryckt och beräknad plats',
        text: [
          'En plats som är tryckt i en årsrapport och en plats som beräknas av dagens värden är två olika uppgifter. Båda sparas och båda visas. De kan skilja sig därför att källan har reviderat värden efter tryckningen.',
          'Exempel: förnybara drivmedel 2017 är tryckt som plats 17 av 21. Med Koladas värden i dag blir platsen 12.',
          'Finns varken tryckt eller beräknad plats står det "Ej rangordnad ännu".',
        ],
      },
      {
        title: 'Status mot mål',
        text: [
          'Uppnått: värdet når målet. Annars jämförs hur stor del av vägen som är gången, p, med hur stor del av tiden som har gått, e.',
          'p är skillnaden mellan utfall och basvärde delad med skillnaden mellan målvärde och basvärde. e är åren sedan basåret delade med åren från basår till målår. Den raka vägen är en jämn förändring från basår till målår.',
          'På väg: p är minst e. Risk: p är minst hälften av e. Når inte målet: p är mindre än så. Kan inte bedömas: p går inte att räkna ut, till exempel när basvärdet redan var bättre än målet.',
          'Exempel: energi 199 år 2017, 188 år 2024, mål 176 år 2026. p är 11 av 23, 48 procent; e är 7 av 9, 78 procent. Status: Risk.',
        ],
      },
      {
        title: 'Källor',
        text: [
          'Värden som hämtats från Kolada anges med "Källa: Kolada". Värden ur regionens årsrapport anges som tryckta. Platser, grupper, medianer och status är egen bearbetning och ska inte tillskrivas Kolada.',
          'Antibiotikavärdena i trycket och Koladas N00404 kommer från olika källor, ungefär tre procent isär. De hålls därför i var sin serie.',
        ],
      },
    ],
  },
  data: {
    title: 'Data och API',
    lead: 'Allt som visas på sidorna finns också som data, utan inloggning.',
    sets: 'Datamängder',
    setsCaption: 'Datamängder och format',
    set: 'Datamängd',
    formats: 'Format',
    items: {
      comparison: 'Nyckeltalsjämförelse för en region',
      ranking: 'Rangordning för ett nyckeltal och år',
      series: 'Värden över tid',
      observations: 'Alla versioner av varje värde, med källa',
      figures: 'Nyckeltal och definitioner',
      regions: 'Regioner',
    },
    licence: 'Licens och källhänvisning',
    licenceText: [
      'Ange "Källa: Kolada" för värden som hämtats därifrån. Villkoren för de värdena bestäms av RKA, som äger Kolada.',
      'Platser, tredjedelar, medianer och status mot mål är egen bearbetning. Tillskriv dem inte Kolada.',
      'Kartan bygger på MapSVG / svg-maps, CC BY 4.0.',
    ],
    use: 'Så används API:et',
    useText: [
      'Basadressen är /api/v1. Svaren är JSON i UTF-8. Listor har parametrarna page (från 1) och limit (20 om inget anges, högst 1000).',
      'Tabeller finns även som CSV, XLSX och JSON-stat: lägg till format=csv, format=xlsx eller format=json-stat. CSV har semikolon och decimalkomma; dialect=en ger komma och decimalpunkt.',
      'En fråga kan sparas som sin adress och följa med när nya år kommer: year=latest är det senaste året med värden, years=latest:4 de fyra senaste. Katalogen för Sveriges dataportal är /datasets/dcat.',
      'asOf=<tid> ger svaret som det var känt vid den tiden.',
      'Fel ges som application/problem+json med en referens i fältet instance.',
    ],
    limits: 'Gränser och kända begränsningar',
    limitsText: [
      'För många anrop på kort tid ger svaret 429 med fältet Retry-After. Svar har ETag: fråga med If-None-Match, så blir svaret 304 när inget har ändrats.',
      'Alla nyckeltal har inte värden för alla regioner. Fältet fetch på nyckeltalet säger vad som återstår att hämta.',
      'Rangordning görs per år. Del- och kvartalsvärden rangordnas inte.',
    ],
    viewer: 'API-beskrivning',
    viewerText: 'Alla anrop, ur den maskinläsbara beskrivningen (OpenAPI).',
    parameters: 'Parametrar',
    parameter: 'Parameter',
    description: 'Beskrivning',
    required: 'krävs',
    example: 'Exempel på svar',
    responses: 'Svar',
    openapi: 'Hämta OpenAPI-beskrivningen',
    none: 'Inga parametrar',
  },
  accessibility: {
    title: 'Tillgänglighetsredogörelse',
    intro: (organisation: string, service: string) =>
      `${organisation} står bakom tjänsten ${service}. Vi vill att så många som möjligt ska kunna använda den. Här beskriver vi hur tjänsten uppfyller lagen om tillgänglighet till digital offentlig service, vilka brister vi känner till och hur du kan rapportera problem till oss.`,
    how: 'Hur tillgänglig är tjänsten?',
    compliance: {
      fully:
        'Vi känner inte till några brister, men lämnar inget löfte om att tjänsten är helt utan brister. Den är delvis förenlig med lagen om tillgänglighet till digital offentlig service.',
      partly:
        'Tjänsten är delvis förenlig med lagen om tillgänglighet till digital offentlig service, på grund av de brister som beskrivs nedan.',
      not: 'Tjänsten är inte förenlig med lagen om tillgänglighet till digital offentlig service. Bristerna beskrivs nedan.',
    },
    contact: 'Vad kan du göra om du inte kan använda delar av tjänsten?',
    contactText: 'Om du behöver innehåll som inte är tillgängligt för dig kan du meddela oss.',
    noContact: 'Var brister anmäls är inte angivet ännu. Den som driver tjänsten anger det med accessibility.contact_url.',
    contactLink: 'Rapportera brister i tillgängligheten',
    email: 'E-post',
    supervision: 'Tillsyn',
    supervisionText:
      'Myndigheten för digital förvaltning, Digg, ansvarar för tillsynen över lagen om tillgänglighet till digital offentlig service. Om du inte är nöjd med hur vi hanterar dina synpunkter kan du anmäla det till Digg.',
    complaint: 'Anmäl till Digg',
    issues: 'Innehåll som inte är tillgängligt',
    noIssues: 'Inga kända brister.',
    burden: 'Oskäligt betungande anpassning (12 §)',
    noBurden: 'Vi åberopar inget undantag för oskäligt betungande anpassning.',
    outside: 'Innehåll som inte omfattas av lagen (9 §)',
    noOutside: 'Inget innehåll är angivet.',
    method: 'Hur vi har testat tjänsten',
    assessed: (date: string) => `Senaste bedömningen gjordes den ${date}.`,
    updated: (date: string) => `Redogörelsen uppdaterades senast den ${date}.`,
  },
};

export type Prose = typeof proseSv;
