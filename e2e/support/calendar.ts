// Days as the forms want them.

/** So many days from today, as `YYYY-MM-DD`. */
export function daysFromNow(days: number): string {
  const day = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(day);
}

/** A day to come whose number is its month's, so that it is typed alike in every order: `DDMMYYYY`. */
export function twinDay(): { typed: string; day: string } {
  const today = daysFromNow(1);
  const year = Number(today.slice(0, 4));
  const twins = [year, year + 1].flatMap((year) =>
    Array.from({ length: 12 }, (_, at) => ({ two: String(at + 1).padStart(2, "0"), year })),
  );
  const next = twins.find(({ two, year }) => `${year}-${two}-${two}` >= today) ?? { two: "01", year: year + 1 };
  return { typed: `${next.two}${next.two}${next.year}`, day: `${next.year}-${next.two}-${next.two}` };
}
