const baseMs = 300
const mostMs = 10_000

/** How long a server asks to be left alone, in milliseconds; null where it says nothing that can be read. */
export function retryAfterMs(value: string | null, now: number): number | null {
  if (value === null) return null
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** A pause before the next try: ever longer, and a random part of it, so that many do not come back at once. */
export function jitteredMs(attempt: number, random: () => number): number {
  return random() * Math.min(mostMs, baseMs * 2 ** attempt)
}
