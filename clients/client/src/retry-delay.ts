const first = 250
const longest = 60_000

/** How long to wait before the next try, in milliseconds: a random part, at least half, of what doubles with each failure. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const most = Math.min(longest, first * 2 ** Math.min(failures - 1, 20))
  return Math.round(most * (0.5 + random() / 2))
}

/** What `Retry-After` says, seconds or a date, as milliseconds from now; null where it says nothing. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000
  return Number.isFinite(ms) ? Math.max(0, Math.round(ms)) : null
}
