import { lazy } from './lazy';
import { NotFound } from './pages/not-found';
import { Overview } from './pages/overview';
import { useRouter } from './routing/location';

const Figures = lazy(() => import('./pages/figures').then((page) => page.Figures));
const Figure = lazy(() => import('./pages/figure').then((page) => page.Figure));
const Trend = lazy(() => import('./pages/trend').then((page) => page.Trend));
const Compare = lazy(() => import('./pages/compare').then((page) => page.Compare));
const Data = lazy(() => import('./pages/data').then((page) => page.Data));
const Accessibility = lazy(() =>
  import('./pages/accessibility').then((page) => page.AccessibilityPage),
);
const About = lazy(() => import('./pages/about').then((page) => page.About));
const Method = lazy(() => import('./pages/method').then((page) => page.Method));
const SignIn = lazy(() => import('./pages/sign-in').then((page) => page.SignIn));
const Inner = lazy(() => import('./pages/inner').then((page) => page.Inner));
const Drill = lazy(() => import('./pages/drill').then((page) => page.Drill));

/** Which page an address means. */
export function Routes() {
  const { path } = useRouter();
  const parts = path.split('/').filter(Boolean);
  const [first, second, third, ...more] = parts;
  if (first === 'import' || first === 'admin') return <Inner parts={parts} />;
  if (parts.length === 0) return <Overview />;
  if (parts.length === 1) {
    switch (first) {
      case 'nyckeltal':
        return <Figures />;
      case 'jamfor':
        return <Compare />;
      case 'data':
        return <Data />;
      case 'tillganglighet':
        return <Accessibility />;
      case 'om':
        return <About />;
      case 'metod':
        return <Method />;
      case 'logga-in':
        return <SignIn />;
      default:
        return <NotFound />;
    }
  }
  if (first === 'nyckeltal' && second) {
    if (third === undefined) return <Figure slug={second} />;
    if (third === 'utveckling' && more.length === 0) return <Trend slug={second} />;
    if (/^[12]\d{3}$/.test(third)) return <Drill slug={second} year={Number(third)} path={more} />;
  }
  return <NotFound />;
}
