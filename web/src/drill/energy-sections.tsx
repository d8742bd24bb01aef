import type { Level } from '../api/drill-types';
import type { KeyFigure } from '../api/types';
import type { DrillState } from '../routing/drill-state';
import { may, useSession } from '../session/session';
import { IdleSection } from './idle-section';
import { SignatureSection } from './signature-section';
import { WhyChanged } from './why-changed';

export interface EnergyProps {
  figure: KeyFigure;
  owner: string;
  state: DrillState;
  level: Level | undefined;
}

/** What only energy use has on its way down: use to look at, signatures, why it changed. */
export function EnergySections({ figure, owner, state, level }: EnergyProps) {
  const { session } = useSession();
  const building = level === 'building' ? state.path.at(-1) : undefined;
  const detail = may(session, 'drilldown.detail');
  return (
    <>
      <WhyChanged figure={figure} owner={owner} state={state} />
      <IdleSection owner={owner} state={state} detail={detail} />
      {building && detail && (
        <SignatureSection owner={owner} building={building} year={state.year} />
      )}
    </>
  );
}
