import { lazy } from '../lazy';
import { NotFound } from './not-found';

const Imports = lazy(() => import('./imports').then((page) => page.Imports));
const Run = lazy(() => import('./import-run').then((page) => page.Run));
const RunRows = lazy(() => import('./import-rows').then((page) => page.RunRows));
const Held = lazy(() => import('./import-held').then((page) => page.Held));
const Rerun = lazy(() => import('./import-rerun').then((page) => page.Rerun));
const Retract = lazy(() => import('./import-retract').then((page) => page.Retract));
const Reviews = lazy(() => import('./import-reviews').then((page) => page.Reviews));
const Wizard = lazy(() => import('./import-wizard').then((page) => page.Wizard));
const Sources = lazy(() => import('./admin-sources').then((page) => page.Sources));
const NewSource = lazy(() => import('./admin-new-source').then((page) => page.NewSource));
const Source = lazy(() => import('./admin-source').then((page) => page.Source));
const Administration = lazy(() =>
  import('./administration').then((page) => page.Administration),
);
const PlanPage = lazy(() => import('./plan').then((page) => page.PlanPage));
const MeasurePage = lazy(() => import('./plan-measure').then((page) => page.MeasurePage));
const GoalPage = lazy(() => import('./plan-goal').then((page) => page.GoalPage));

/** The pages for those who work with the data or the action plan; fetched by nobody else. */
export function Inner({ parts }: { parts: readonly string[] }) {
  const [area, page, id, part, ...more] = parts.map(decodeURIComponent);
  if (more.length > 0) return <NotFound />;
  if (area === 'handlingsplan') {
    if (page === undefined) return <PlanPage />;
    if (page === 'atgarder' && id && part === undefined) return <MeasurePage id={id} />;
    if (page === 'mal' && id && part === undefined) return <GoalPage id={id} />;
    return <NotFound />;
  }
  if (area === 'import') {
    if (page === undefined) return <Imports />;
    if (page === 'ny' && id === undefined) return <Wizard />;
    if (page === 'granskning' && id === undefined) return <Reviews />;
    if (page === 'korningar' && id) {
      if (part === undefined) return <Run id={id} />;
      if (part === 'rader') return <RunRows id={id} />;
      if (part === 'hallna') return <Held id={id} />;
      if (part === 'kor-om') return <Rerun id={id} />;
      if (part === 'angra') return <Retract id={id} />;
    }
    return <NotFound />;
  }
  if (part !== undefined) return <NotFound />;
  if (page !== 'kallor') return <Administration page={page} id={id} />;
  if (id === undefined) return <Sources />;
  return id === 'ny' ? <NewSource /> : <Source id={id} />;
}
