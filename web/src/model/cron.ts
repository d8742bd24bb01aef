export interface Times {
  /** 0 is Sunday; null: every day. */
  weekday: number | null;
  /** Of the month; null: every day. */
  day: number | null;
  time: string;
}

/** The schedules that have a plain name: at one time each day, week or month; else nothing. */
export function readCron(cron: string): Times | null {
  const found = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-7])$/.exec(cron.trim());
  if (!found) return null;
  const [, minute = '', hour = '', day = '', weekday = ''] = found;
  if (day !== '*' && weekday !== '*') return null;
  return {
    weekday: weekday === '*' ? null : Number(weekday) % 7,
    day: day === '*' ? null : Number(day),
    time: `${hour.padStart(2, '0')}.${minute.padStart(2, '0')}`,
  };
}
