import { z } from 'zod'

const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Whether an instant lies outside of the years that ISO 8601 writes with four digits, taken at UTC: there it could be stored, and not written again. */
function isFarInstant(text: string): boolean {
  // why: only an offset leads out of these years, and only from their ends
  if (!/^(000[01]|9999)/.test(text)) return false
  const at = Date.parse(text)
  return !(at >= earliest && at <= latest)
}

/** PostgreSQL takes no other offsets, and no place on earth has one. */
const farOffset = /[+-](?:1[6-9]|2\d):\d\d$/

/** An instant in an input: ISO text with an offset below 16 hours, of the years 1 to 9999 at UTC. */
export const instantInput = z.iso
  .datetime({ offset: true })
  .refine((text) => !isFarInstant(text), 'lies outside of the years 1 to 9999')
  .refine((text) => !farOffset.test(text), 'write an offset below 16 hours')
