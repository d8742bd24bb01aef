import { apiUrl, type Query } from '../api/client';
import { address } from '../routing/address';

/** What the log is filtered by, as its address says it. Dates are Swedish days. */
export interface AuditFilter {
  actor: string;
  action: string;
  object: string;
  from: string;
  to: string;
  page: number;
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;
const LIMIT = 50;

/** Whether it is a day that exists, written as `2026-11-22`. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

const wall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** When a Swedish day begins, `days` after the one named. */
export function beginningOf(date: string, days = 0): string {
  const utc = Date.parse(`${date}T00:00:00Z`) + days * DAY_MS;
  const local = Date.parse(`${wall.format(utc).replace(' ', 'T')}Z`);
  return new Date(utc - (local - utc)).toISOString();
}

export function filterIn(query: URLSearchParams): AuditFilter {
  const text = (name: string) => query.get(name) ?? '';
  const date = (name: string) => (isDate(text(name)) ? text(name) : '');
  const page = Number(text('sida'));
  return {
    actor: text('vem'),
    action: text('vad'),
    object: text('objekt'),
    from: date('fran'),
    to: date('till'),
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

export const filterAddress = (filter: AuditFilter): string =>
  address('/admin/logg', {
    vem: filter.actor || null,
    vad: filter.action || null,
    objekt: filter.object || null,
    fran: filter.from || null,
    till: filter.to || null,
    sida: filter.page > 1 ? String(filter.page) : null,
  });

const asked = (filter: AuditFilter): Query => ({
  actor: filter.actor,
  action: filter.action,
  object: filter.object,
  from: filter.from && beginningOf(filter.from),
  before: filter.to && beginningOf(filter.to, 1),
});

export const auditUrl = (filter: AuditFilter): string =>
  apiUrl('/audit', { ...asked(filter), page: filter.page, limit: LIMIT });
/** The whole choice as a file. */
export const auditFile = (filter: AuditFilter, lang: string): string =>
  apiUrl('/audit', { ...asked(filter), format: 'csv', lang });
export const pagesOf = (total: number): number => Math.max(1, Math.ceil(total / LIMIT));
