import { LRUCache } from 'lru-cache'

/** Values that code has read and that nobody else may: taken out of what is logged and kept. */
export interface HiddenValues {
  readonly note: (value: string, tenantId: string) => void
  /** A text without the values. */
  readonly hide: (text: string) => string
  /** Whether a text holds one of the values of a tenant: what others keep secret is an ordinary word to it. */
  readonly isIn: (text: string, tenantId: string) => boolean
  /** All of them, the longest first. */
  readonly all: () => readonly string[]
}

// why: shorter ones stand inside of ordinary words, and hiding them would make sentences unreadable
const shortest = 4

/** Keeps the latest thousand values in memory. */
export function hiddenValues(): HiddenValues {
  const values = new LRUCache<string, { readonly value: string; readonly tenantId: string }>({ max: 1000 })
  const formsOf = (value: string) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]
  const all = () => [...values.values()].flatMap(({ value }) => formsOf(value)).toSorted((a, b) => b.length - a.length)
  return {
    note: (value, tenantId) => {
      if (value.length >= shortest) values.set(`${tenantId} ${value}`, { value, tenantId })
    },
    all,
    hide: (text) => all().reduce((shown, value) => shown.replaceAll(value, '***'), text),
    isIn: (text, tenantId) =>
      [...values.values()].some(
        (one) => one.tenantId === tenantId && formsOf(one.value).some((form) => text.includes(form)),
      ),
  }
}
