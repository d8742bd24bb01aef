import { lazy } from '../lazy';
import type { EnergyProps } from './energy-sections';

/** Fetched only where the key figure is energy use. */
export const Energy = lazy<EnergyProps>(
  () => import('./energy-sections').then((part) => part.EnergySections),
  'none',
);
