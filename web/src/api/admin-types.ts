import type { Affected, RankMove } from './import-types';
import type { Polarity, Text } from './types';

export type RoleName = 'viewer' | 'contributor' | 'editor' | 'coordinator' | 'admin';

export interface Account {
  name: string;
  displayName: string;
  role: RoleName;
  roleName: Text;
  orgUnit: string | null;
  signIn: 'password' | 'oidc' | 'proxy';
  /** The system that vouches for the person; null for a local account. */
  issuer: string | null;
  blocked: boolean;
  blockedAt: string | null;
  createdAt: string;
  passwordAt: string | null;
  lastLoginAt: string | null;
  sessions: number;
  you: boolean;
}
export interface MachineKey {
  id: string;
  prefix: string;
  role: string;
  sources: string[];
  note: string | null;
  createdBy: string | null;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
  state: 'good' | 'expiring' | 'expired' | 'revoked';
  daysLeft: number;
}
export interface AuditEntry {
  seq: number;
  time: string;
  actor: string;
  role: string;
  action: string;
  object: string;
  note: string;
  request: string;
  hash: string;
}
export interface AuditPage {
  page: number;
  limit: number;
  total: number;
  sight: 'all' | 'region' | 'own';
  items: AuditEntry[];
}
export interface Verification {
  whole: boolean;
  entries: number;
  head: string | null;
  until: string | null;
  checkedAt: string;
  fault: { seq: number; message: Text } | null;
}
export interface Operation {
  version: string;
  now: string;
  store: {
    engine: string;
    writable: boolean;
    reason: string | null;
    sizeBytes: number;
    logBytes: number;
  };
  migrations: { applied: number; newest: string | null; pending: number };
  backup: { lastAt: string | null };
  disk: { freeBytes: number; totalBytes: number } | null;
  running: {
    source: string;
    fileName: string | null;
    phase: string;
    startedAt: string;
    rowsRead: number;
  }[];
  pulls: {
    source: string;
    outcome: 'never' | 'stored' | 'unchanged' | 'rejected' | 'failed';
    attemptedAt: string | null;
    succeededAt: string | null;
    failures: number;
    nextRunAt: string | null;
    message: Text | null;
  }[];
  audit: { entries: number; head: string | null };
}
export interface Checks {
  ok: boolean;
  checks: {
    name: string;
    result: 'ok' | 'warning' | 'failed';
    found: Text;
    remedy: Text | null;
  }[];
}
export interface OrgUnit {
  id: string;
  version: number;
  changedAt: string;
  code: string;
  name: Text;
  parent: string | null;
  kind: 'administration' | 'board' | 'unit';
  validFrom: string | null;
  validTo: string | null;
  source: { text: string | null; document: string | null } | null;
  example: boolean;
}
export interface DecidedTarget {
  keyFigure: string;
  region: string;
  year: number;
  value: number;
  baselineYear: number | null;
  baselineValue: number | null;
  path: 'linear' | 'step';
  decision: string | null;
  source: string;
  origin: string | null;
  import: string | null;
  recordedAt: string;
  supersededAt: string | null;
}
export interface Factor {
  item: string;
  measure: string;
  value: number;
  unit: string;
  validFrom: number | null;
  validTo: number | null;
  source: string;
  note: string | null;
  origin: string;
}
export interface Setting {
  name: string;
  value: string;
  choices: string[];
  label: Text;
  /** What a trial would change; null where nothing was tried. */
  effects: {
    affected: Affected[];
    affectedTotal: number;
    rankMoves: RankMove[];
    rankMovesTotal: number;
  } | null;
}
/** The words and rules of a key figure that a region may change. */
export interface DefinitionWords {
  name: Text;
  definition: Text;
  decimals: number;
  polarity: Polarity;
}
/** What is null in a version is as it comes with the program. */
export type DefinitionVersion = { [Part in keyof DefinitionWords]: DefinitionWords[Part] | null } & {
  recordedAt: string;
  /** Null for those who may not change it. */
  actor: string | null;
  reason: string;
};
export interface Definition extends DefinitionWords {
  keyFigure: string;
  unit: string;
  shipped: DefinitionWords;
  history: DefinitionVersion[];
  scope: { years: number; regions: number };
  effects: {
    affected: Affected[];
    affectedTotal: number;
    rankMoves: RankMove[];
    rankMovesTotal: number;
  } | null;
}
