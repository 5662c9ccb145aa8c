const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** A stretch of time in words: `under a second`, `4 s`, `3 min 5 s`, `2 h 10 min`. Milliseconds in. */
export function durationWords(ms: number): string {
  if (ms < second) return 'under a second'
  if (ms < minute) return `${Math.round(ms / second)} s`
  const [large, small, names] = ms < hour ? [minute, second, ['min', 's']] : [hour, minute, ['h', 'min']]
  const rest = Math.floor((ms % large) / small)
  return `${Math.floor(ms / large)} ${names[0]}${rest === 0 ? '' : ` ${rest} ${names[1]}`}`
}
