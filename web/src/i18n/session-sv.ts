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
