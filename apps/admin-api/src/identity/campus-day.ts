/** The day that an instant belongs to in a time zone, YYYY-MM-DD. */
export const campusDay = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
