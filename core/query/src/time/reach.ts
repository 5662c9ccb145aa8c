import { queryErrors } from '../errors.ts'

/** Whether an ISO text names a year of four digits from 1 on: the times that texts of JavaScript and of PostgreSQL agree on. */
const isWithin = (text: string) => text.length > 4 && text[4] === '-' && !text.startsWith('0000')

/** The same text of a date or time. Refuses with `time_out_of_reach` one outside of the years 1 to 9999. */
export function withinReach(text: string): string {
  if (!isWithin(text)) throw queryErrors('time_out_of_reach', {})
  return text
}
