import { lazy } from '../lazy';
import { NotFound } from './not-found';

const PAGES = {
  jamfor: lazy(() => import('./compare').then((page) => page.Compare)),
  atgarder: lazy(() => import('./measures').then((page) => page.MeasuresPage)),
  'att-gora': lazy(() => import('./to-do').then((page) => page.ToDoPage)),
  data: lazy(() => import('./data').then((page) => page.Data)),
  tillganglighet: lazy(() => import('./accessibility').then((page) => page.AccessibilityPage)),
  om: lazy(() => import('./about').then((page) => page.About)),
  metod: lazy(() => import('./method').then((page) => page.Method)),
  konto: lazy(() => import('./account').then((page) => page.AccountPage)),
  'logga-in': lazy(() => import('./sign-in').then((page) => page.SignIn)),
};

const isKnown = (name: string): name is keyof typeof PAGES => Object.hasOwn(PAGES, name);

/** The pages beside the key figures: what the first page need not know of. */
export function Supporting({ name }: { name: string }) {
  if (!isKnown(name)) return <NotFound />;
  const Page = PAGES[name];
  return <Page />;
}
