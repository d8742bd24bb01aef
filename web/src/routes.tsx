import { lazy } from './lazy';
import { NotFound } from './pages/not-found';
import { Overview } from './pages/overview';
import { useRouter } from './routing/location';

const Figures = lazy(() => import('./pages/figures').then((page) => page.Figures));
const Figure = lazy(() => import('./pages/figure').then((page) => page.Figure));
const Trend = lazy(() => import('./pages/trend').then((page) => page.Trend));
const Supporting = lazy(() => import('./pages/supporting').then((page) => page.Supporting));
const Inner = lazy(() => import('./pages/inner').then((page) => page.Inner));
const Reports = lazy(() => import('./pages/reports').then((page) => page.Reports));
const Requires = lazy(() => import('./pages/requires').then((page) => page.Requires));
const Drill = lazy(() => import('./pages/drill').then((page) => page.Drill));

/** Which page an address means. */
export function Routes() {
  const { path } = useRouter();
  const parts = path.split('/').filter(Boolean);
  const [first, second, third, ...more] = parts;
  if (first === 'import' || first === 'admin' || first === 'handlingsplan')
    return <Inner parts={parts} />;
  if (first === 'rapport') return <Reports parts={parts} />;
  if (parts.length === 0) return <Overview />;
  if (parts.length === 1 && first)
    return first === 'nyckeltal' ? <Figures /> : <Supporting name={first} />;
  if (first === 'nyckeltal' && second) {
    if (third === undefined) return <Figure slug={second} />;
    if (third === 'utveckling' && more.length === 0) return <Trend slug={second} />;
    if (third === 'vad-kravs' && more.length === 0) return <Requires slug={second} />;
    if (/^[12]\d{3}$/.test(third)) return <Drill slug={second} year={Number(third)} path={more} />;
  }
  return <NotFound />;
}
