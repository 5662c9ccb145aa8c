import { eventShares, lastDay, providers } from './world.ts'

const names = Object.keys(eventShares)

/** Events as a program would post them, never posted before: within the last hours of the data, or spread over a year. */
export function freshEvents(count: number, spread: 'recent' | 'year'): object[] {
  const end = Date.parse(`${lastDay}T00:00:00Z`)
  const span = spread === 'recent' ? 6 * 3_600_000 : 365 * 86_400_000
  return Array.from({ length: count }, (_, index) => ({
    id: crypto.randomUUID(),
    event: names[index % names.length],
    timestamp: new Date(end - Math.floor((span * (index + 0.5)) / count)).toISOString(),
    userId: `00000000-0000-4001-8000-${(index % 5000).toString(16).padStart(12, '0')}`,
    properties: { provider: providers[index % providers.length], amount: 10, ms: 200 },
  }))
}
