/** The Swedish labels of signing in. English must have exactly the same keys. */
export const sessionSv = {
  title: 'Logga in',
  lead: 'För dig som lämnar, granskar eller godkänner uppgifter. Publicerade nyckeltal läses utan inloggning.',
  name: 'Användarnamn',
  password: 'Lösenord',
  submit: 'Logga in',
  working: 'Loggar in …',
  missingName: 'Skriv ditt användarnamn.',
  missingPassword: 'Skriv ditt lösenord.',
  wrong: 'Användarnamnet eller lösenordet stämmer inte. Ingenting har ändrats.',
  tooMany: 'För många försök. Vänta en stund och försök igen.',
  help: 'Har du inget konto eller har glömt lösenordet? Be den som ansvarar för tjänsten om hjälp.',
  with: (name: string) => `Logga in med ${name}`,
  orPassword: 'Eller med ett lokalt konto',
  /** Varför den som kom tillbaka från ett annat system inte släpptes in. */
  refused: {
    again: 'Inloggningen avbröts eller tog för lång tid. Försök igen.',
    cancelled: 'Inloggningstjänsten loggade inte in dig. Försök igen om det inte var meningen.',
    'no-group':
      'Du är inloggad hos inloggningstjänsten men har ingen behörighet här. Be den som ansvarar för tjänsten om hjälp.',
    blocked: 'Ditt konto är avstängt här. Be den som ansvarar för tjänsten om hjälp.',
    busy: 'Inloggningen hann inte med just nu. Vänta en stund och försök igen.',
    provider:
      'Inloggningstjänsten svarar inte som den ska. Försök igen om en stund, eller säg till den som ansvarar för tjänsten.',
    untrusted:
      'Svaret från inloggningstjänsten gick inte att lita på. Ingen har loggats in. Säg till den som ansvarar för tjänsten.',
    'too-many': 'För många försök. Vänta en stund och försök igen.',
  },
  /** Sidan om det egna kontot. */
  account: {
    title: 'Mitt konto',
    name: 'Användarnamn',
    role: 'Roll',
    unit: 'Förvaltning',
    change: 'Byt lösenord',
    changeLead: 'Alla dina andra inloggningar avslutas. Den här behåller du.',
    changed: 'Lösenordet är bytt.',
    elsewhere: 'Lösenordet byts i det system som du loggar in med.',
    logins: 'Inloggningar',
    loginsLead: 'Här är du inloggad nu. Känner du inte igen någon: avsluta den och byt lösenord.',
    since: 'Inloggad',
    seen: 'Senast använd',
    until: 'Längst till',
    here: 'Den här',
    end: 'Avsluta',
    endThis: (since: string) => `Avsluta inloggningen från ${since}`,
    ended: 'Inloggningen är avslutad.',
    endOthers: 'Logga ut överallt annars',
    othersEnded: 'Du är bara inloggad här nu.',
    what: 'Åtgärd',
  },
  already: (name: string) => `Du är inloggad som ${name}.`,
  goOnTo: 'Fortsätt till sidan',
  off: 'Inloggning är inte påslagen på den här webbplatsen.',
  soon: 'Du loggas snart ut',
  soonText:
    'Om två minuter loggas du ut eftersom sidan inte har använts på en stund. Välj Fortsätt för att stanna kvar.',
  soonFinal:
    'Om två minuter loggas du ut eftersom inloggningen har nått sin längsta tid. Slutför det du håller på med och logga in igen.',
  goOn: 'Fortsätt',
  expired: 'Du har loggats ut.',
  needed: 'Logga in för att se sidan',
  neededText: 'Sidan visar uppgifter som inte är publicerade.',
  denied: 'Du har inte behörighet',
  deniedText: (role: string) =>
    `Rollen ${role} ger inte rätt till sidan. Be den som ansvarar för tjänsten om hjälp.`,
};

export type SessionWords = typeof sessionSv;
