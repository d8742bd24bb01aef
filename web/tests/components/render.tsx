import { cleanup, render } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { afterEach } from 'vitest';
import type { Session } from '../../src/api/session-types';
import { ReferenceProvider, type Reference } from '../../src/api/reference';
import { en } from '../../src/i18n/en';
import { LanguageProvider, type Language } from '../../src/i18n/language';
import { sv } from '../../src/i18n/sv';
import { LocationProvider } from '../../src/routing/location';
import { SessionContext } from '../../src/session/session';
import { reference as standard } from '../fixtures';

afterEach(cleanup);

/** Renders a part of a page with everything a page has around it. */
export function show(
  part: ComponentChildren,
  {
    lang = 'sv',
    reference = standard(),
    session = null,
  }: { lang?: Language; reference?: Reference; session?: Session | null } = {},
) {
  return render(
    <LocationProvider>
      <LanguageProvider lang={lang} t={lang === 'sv' ? sv : en}>
        <ReferenceProvider value={reference}>
          <SessionContext value={{ session, setSession: () => undefined }}>{part}</SessionContext>
        </ReferenceProvider>
      </LanguageProvider>
    </LocationProvider>,
  );
}
