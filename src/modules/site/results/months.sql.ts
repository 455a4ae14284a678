// In which month of the entity's calendar something happened. Naming the month of each row (`to_char … at time zone`) cost ten
// microseconds a row, most of what counting cost: instead, each row is put between the first instants of the months.
import { type RawBuilder, sql } from "kysely";

const FIRST_YEAR = 2000;

/** When a result is read: what is late depends on the day, and what belongs to which month on the zone. */
export interface Moment {
  /** Day `YYYY-MM-DD` on the entity's calendar. */
  today: string;
  timeZone: string;
}

/** The number of the month of an instant, for `nameOfMonth`; nothing happened after today. */
export function numberOfMonth(instant: RawBuilder<unknown>, { today, timeZone }: Moment): RawBuilder<number> {
  return sql`width_bucket(${instant}, (select array_agg(m at time zone ${timeZone} order by m)
    from generate_series(make_date(${sql.lit(FIRST_YEAR)}, 1, 1)::timestamp, ${today}::timestamp, interval '1 month') m))`;
}

/** `YYYY-MM`. */
export function nameOfMonth(number: number): string {
  return new Date(Date.UTC(FIRST_YEAR, number - 1, 1)).toISOString().slice(0, 7);
}
