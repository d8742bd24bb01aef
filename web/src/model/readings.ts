const SWEDISH = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An instant as the clock on the wall showed it in Sweden. */
export function localParts(instant: string): {
  date: string;
  time: string;
  month: number;
  day: number;
} {
  const [date = '', time = ''] = SWEDISH.format(new Date(instant)).split(' ');
  return { date, time, month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}
