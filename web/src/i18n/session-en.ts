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
  with: (name: string) => `Sign in with ${name}`,
  orPassword: 'Or with a local account',
  refused: {
    again: 'Signing in was broken off or took too long. Try again.',
    cancelled: 'The sign-in service did not sign you in. Try again if that was not intended.',
    'no-group':
      'You are signed in at the sign-in service but have no rights here. Ask whoever is in charge of the service.',
    blocked: 'Your account is closed here. Ask whoever is in charge of the service.',
    busy: 'Signing in could not be finished right now. Wait a while and try again.',
    provider:
      'The sign-in service does not answer as it should. Try again in a while, or tell whoever is in charge of the service.',
    untrusted:
      'The answer of the sign-in service could not be trusted. Nobody has been signed in. Tell whoever is in charge of the service.',
    'too-many': 'Too many attempts. Wait a while and try again.',
  },
  /** The page of one's own account. */
  account: {
    title: 'My account',
    name: 'User name',
    role: 'Role',
    unit: 'Administration',
    change: 'Change password',
    changeLead: 'All your other logins end. You keep this one.',
    changed: 'The password has been changed.',
    elsewhere: 'The password is changed in the system that signs you in.',
    logins: 'Logins',
    loginsLead: 'Where you are signed in now. If there is one you do not know: end it and change your password.',
    since: 'Signed in',
    seen: 'Last used',
    until: 'At the latest until',
    here: 'This one',
    end: 'End',
    endThis: (since: string) => `End the login of ${since}`,
    ended: 'The login has ended.',
    endOthers: 'Sign out everywhere else',
    othersEnded: 'You are signed in only here now.',
    what: 'Action',
  },
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
