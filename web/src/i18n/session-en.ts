import type { SessionWords } from './session-sv';

export const sessionEn: SessionWords = {
  title: 'Sign in',
  lead: 'For those who send, review or approve data. Published key figures are read without signing in.',
  name: 'User name',
  password: 'Password',
  submit: 'Sign in',
  working: 'Signing in …',
  missingName: 'Enter your user name.',
  missingPassword: 'Enter your password.',
  wrong: 'The user name or the password is wrong. Nothing has changed.',
  tooMany: 'Too many attempts. Wait a while and try again.',
  help: 'No account, or forgotten the password? Ask whoever is in charge of the service.',
  already: (name: string) => `You are signed in as ${name}.`,
  goOnTo: 'Continue to the page',
  off: 'Signing in is not switched on for this site.',
  soon: 'You will soon be signed out',
  soonText:
    'In two minutes you will be signed out because the page has not been used for a while. Choose Continue to stay.',
  soonFinal:
    'In two minutes you will be signed out because the session has reached its longest time. Finish what you are doing and sign in again.',
  goOn: 'Continue',
  expired: 'You have been signed out.',
  needed: 'Sign in to see the page',
  neededText: 'The page shows data that are not published.',
  denied: 'You do not have permission',
  deniedText: (role: string) =>
    `The role ${role} does not give access to the page. Ask whoever is in charge of the service.`,
};
