import type { ComponentType } from 'preact';
import { Admin } from './admin';
import { Factors } from './admin-factors';
import { AdminFigure } from './admin-figure';
import { AdminFigures } from './admin-figures';
import { Keys } from './admin-keys';
import { Log } from './admin-log';
import { NewKey } from './admin-new-key';
import { NewUser } from './admin-new-user';
import { OperationState } from './admin-operation';
import { Organisation } from './admin-organisation';
import { Targets } from './admin-targets';
import { User } from './admin-user';
import { Users } from './admin-users';
import { NotFound } from './not-found';

/** By what stands in the address. */
const AREAS: Readonly<Record<string, ComponentType | undefined>> = {
  anvandare: Users,
  'api-nycklar': Keys,
  logg: Log,
  drift: OperationState,
  organisation: Organisation,
  mal: Targets,
  faktorer: Factors,
  nyckeltal: AdminFigures,
};

/** The pages of administration but for the sources: one part, for few people use them. */
export function Administration({
  page,
  id,
}: {
  page: string | undefined;
  id: string | undefined;
}) {
  if (page === undefined) return <Admin />;
  if (id === undefined) {
    const Area = AREAS[page];
    return Area ? <Area /> : <NotFound />;
  }
  if (page === 'anvandare') return id === 'ny' ? <NewUser /> : <User key={id} name={id} />;
  if (page === 'api-nycklar' && id === 'ny') return <NewKey />;
  if (page === 'nyckeltal') return <AdminFigure key={id} id={id} />;
  return <NotFound />;
}
