import { LRUCache } from 'lru-cache'

/** Values that code has read and that nobody else may: taken out of what is logged and kept. */
export interface HiddenValues {
  readonly note: (value: string) => void
  /** A text without the values. */
  readonly hide: (text: string) => string
  /** Whether a text holds one of the values. */
  readonly isIn: (text: string) => boolean
  /** All of them, the longest first. */
  readonly all: () => readonly string[]
}

// why: shorter ones stand inside of ordinary words, and hiding them would make sentences unreadable
const shortest = 4

/** Keeps the latest thousand values in memory. */
export function hiddenValues(): HiddenValues {
  const values = new LRUCache<string, true>({ max: 1000 })
  const all = () =>
    [...values.keys()]
      .flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)])
      .toSorted((a, b) => b.length - a.length)
  return {
    note: (value) => {
      if (value.length >= shortest) values.set(value, true)
    },
    all,
    hide: (text) => all().reduce((shown, value) => shown.replaceAll(value, '***'), text),
    isIn: (text) => all().some((value) => text.includes(value)),
  }
}
