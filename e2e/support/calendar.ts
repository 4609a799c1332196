// Days as the forms want them.

/** So many days from today, as `YYYY-MM-DD`. */
export function daysFromNow(days: number): string {
  const day = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(day);
}
