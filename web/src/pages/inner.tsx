import type { ComponentType } from 'preact';
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
const Admin = lazy(() => import('./admin').then((page) => page.Admin));
const Users = lazy(() => import('./admin-users').then((page) => page.Users));
const NewUser = lazy(() => import('./admin-new-user').then((page) => page.NewUser));
const User = lazy(() => import('./admin-user').then((page) => page.User));
const Keys = lazy(() => import('./admin-keys').then((page) => page.Keys));
const NewKey = lazy(() => import('./admin-new-key').then((page) => page.NewKey));
const Log = lazy(() => import('./admin-log').then((page) => page.Log));
const OperationState = lazy(() => import('./admin-operation').then((page) => page.OperationState));
const Organisation = lazy(() => import('./admin-organisation').then((page) => page.Organisation));
const Targets = lazy(() => import('./admin-targets').then((page) => page.Targets));
const Factors = lazy(() => import('./admin-factors').then((page) => page.Factors));
const AdminFigures = lazy(() => import('./admin-figures').then((page) => page.AdminFigures));
const PlanPage = lazy(() => import('./plan').then((page) => page.PlanPage));
const MeasurePage = lazy(() => import('./plan-measure').then((page) => page.MeasurePage));
const GoalPage = lazy(() => import('./plan-goal').then((page) => page.GoalPage));

/** The areas of administration by what stands in the address. */
const AREAS: Readonly<Record<string, ComponentType | undefined>> = {
  kallor: Sources,
  anvandare: Users,
  'api-nycklar': Keys,
  logg: Log,
  drift: OperationState,
  organisation: Organisation,
  mal: Targets,
  faktorer: Factors,
  nyckeltal: AdminFigures,
};

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
  if (page === undefined) return <Admin />;
  if (part !== undefined) return <NotFound />;
  if (id === undefined) {
    const Area = AREAS[page];
    return Area ? <Area /> : <NotFound />;
  }
  if (page === 'kallor') return id === 'ny' ? <NewSource /> : <Source id={id} />;
  if (page === 'anvandare') return id === 'ny' ? <NewUser /> : <User key={id} name={id} />;
  if (page === 'api-nycklar' && id === 'ny') return <NewKey />;
  return <NotFound />;
}
