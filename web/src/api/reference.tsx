import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ApiInfo, KeyFigure, Region } from './types';

/** What every page needs to know: the service, the regions and the key figures. */
export interface Reference {
  info: ApiInfo;
  regions: Region[];
  keyFigures: KeyFigure[];
  /** Asks for the key figures anew: after one of them was given another definition. */
  reread: () => void;
}

const Context = createContext<Reference | null>(null);
export const ReferenceProvider = Context.Provider;

export function useReference(): Reference {
  const reference = useContext(Context);
  if (!reference) throw new Error('the reference data is not loaded');
  return reference;
}

export const findRegion = (reference: Reference, code: string): Region | undefined =>
  reference.regions.find((region) => region.code === code);
export const findBySlug = (reference: Reference, slug: string): KeyFigure | undefined =>
  reference.keyFigures.find((figure) => figure.slug === slug);
