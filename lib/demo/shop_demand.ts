/** When the demo shop's buyers order: by hour of day, day of week, and the mood of the day. */
import { between, type Random, seededRandom } from "./random.ts";
import { DAY, HOUR, koreanHour, koreanMidnight, koreanWeekday } from "./shop_time.ts";

/**
 * Orders on an average day: a large seller, so that at its natural pace one comes every ten to fifteen seconds by day.
 * A small shop sped up would move as much, but stand at many times yesterday's figures before long.
 */
export const ORDERS_PER_DAY = 5_000;

/** Weight of each hour from midnight: quiet before dawn, a peak before noon and a higher one after dinner. */
const HOURS = [
  ...[3.1, 1.9, 1.2, 0.7, 0.5, 0.5, 0.9, 1.8],
  ...[3.2, 4.6, 5.9, 6.4, 5.6, 5.2, 5.3, 5.2],
  ...[5.0, 4.8, 4.7, 5.3, 6.6, 7.3, 7.0, 5.2],
];
/** Sunday to Saturday: what was put off over the weekend is ordered on Monday. */
const WEEKDAYS = [0.96, 1.12, 1.05, 1.03, 1.0, 0.95, 0.87];
const DAY_MOOD = { low: 0.91, high: 1.09 };

const ALL_HOURS = HOURS.reduce((sum, weight) => sum + weight, 0);
const PEAK = rate(Math.max(...HOURS), Math.max(...WEEKDAYS) * DAY_MOOD.high);

function rate(hourWeight: number, dayFactor: number): number {
  return ORDERS_PER_DAY * dayFactor * hourWeight / ALL_HOURS;
}

/** Orders to be expected per hour, at the pace of the moment. */
export function ordersPerHour(at: number): number {
  const mood = between(seededRandom(koreanMidnight(at) / DAY), DAY_MOOD.low, DAY_MOOD.high);
  return rate(HOURS[Math.floor(koreanHour(at))]!, WEEKDAYS[koreanWeekday(at)]! * mood);
}

/**
 * When the next order comes after `from`: candidates come at the pace of the busiest hour, and each is kept with the
 * chance that the pace of its own hour has against that one.
 */
export function nextOrderAt(random: Random, from: number): number {
  let at = from;
  do at -= Math.log(1 - random()) * HOUR / PEAK; while (random() * PEAK >= ordersPerHour(at));
  return Math.ceil(at);
}
