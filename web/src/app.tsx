import { useEffect, useMemo, useState } from 'preact/hooks';
import { ReferenceProvider } from './api/reference';
import type { ApiInfo, KeyFigure, Page, Region } from './api/types';
import { useResource } from './api/use-resource';
import { Announcer } from './components/announcer';
import { ErrorBoundary } from './components/error-boundary';
import { ErrorMessage } from './components/error-message';
import { ExampleBanner } from './components/example-banner';
import { Footer } from './components/footer';
import { Header } from './components/header';
import { Pending } from './components/pending';
import { LanguageProvider, useLanguage, type Language } from './i18n/language';
import { sv, type Dictionary } from './i18n/sv';
import { LocationProvider, useRouter } from './routing/location';
import { Routes } from './routes';
import { SessionProvider } from './session/session';

export function App() {
  return (
    <LocationProvider>
      <Localised />
    </LocationProvider>
  );
}

/** Swedish is here from the start; English is fetched when it is asked for. */
function Localised() {
  const { query } = useRouter();
  const lang: Language = query.get('lang') === 'en' ? 'en' : 'sv';
  const [english, setEnglish] = useState<Dictionary | null>(null);
  useEffect(() => {
    document.documentElement.lang = lang;
    if (lang === 'en' && !english)
      import('./i18n/en').then(
        ({ en }) => setEnglish(en),
        () => setEnglish(sv),
      );
  }, [lang, english]);
  const labels = lang === 'en' ? english : sv;
  if (!labels) return null;
  return (
    <LanguageProvider lang={lang} t={labels}>
      <Announcer>
        <Site />
      </Announcer>
    </LanguageProvider>
  );
}

function Site() {
  const info = useResource<ApiInfo>('/api/v1/api-info');
  const regions = useResource<Page<Region>>('/api/v1/regions?limit=1000');
  const figures = useResource<Page<KeyFigure>>('/api/v1/key-figures?limit=1000');
  const reference = useMemo(
    () =>
      info.data && regions.data && figures.data
        ? {
            info: info.data,
            regions: regions.data.items,
            keyFigures: figures.data.items,
            reread: figures.retry,
          }
        : null,
    [info.data, regions.data, figures.data, figures.retry],
  );
  const failed = info.error ?? regions.error ?? figures.error;
  if (failed)
    return (
      <main class="wrap site-main">
        <Unavailable error={failed} />
      </main>
    );
  if (!reference)
    return (
      <main class="wrap site-main">
        <Pending shape="page" />
      </main>
    );
  return (
    <ReferenceProvider value={reference}>
      <SessionProvider>
        <Frame />
      </SessionProvider>
    </ReferenceProvider>
  );
}

function Unavailable({ error }: { error: Parameters<typeof ErrorMessage>[0]['error'] }) {
  const { t } = useLanguage();
  return (
    <>
      <h1>{t.product}</h1>
      <ErrorMessage error={error} onRetry={() => window.location.reload()} />
    </>
  );
}

function Frame() {
  const { t } = useLanguage();
  const { path } = useRouter();
  return (
    <>
      <a class="skip" href="#innehall">
        {t.skip}
      </a>
      <Header />
      <ExampleBanner />
      <main id="innehall" class="wrap site-main" tabIndex={-1}>
        <ErrorBoundary place={path}>
          <Routes key={path} />
        </ErrorBoundary>
      </main>
      <Footer />
    </>
  );
}
