import { useQuery } from '@tanstack/react-query'
import type { MetricQuery } from '@tessera/plugin-api/wire'
import { useTRPC } from '../api/trpc.ts'
import { filterWords } from '../query/filter-words.ts'
import type { Fact } from './fact-list.tsx'

/** What narrows a question, in words: its filters, and each segment with what belongs to it. */
export function useNarrowing({ filters, segments = [] }: MetricQuery): readonly Fact[] {
  const trpc = useTRPC()
  const dimensions = useQuery(trpc.catalogue.dimensions.queryOptions(undefined, { enabled: filters !== undefined }))
  const known = useQuery(trpc.catalogue.segments.queryOptions(undefined, { enabled: segments.length > 0 }))
  const found = useQuery(trpc.catalogue.metrics.queryOptions(undefined, { enabled: filters !== undefined }))
  const members = new Map([...(dimensions.data ?? []), ...(found.data ?? [])].map((one) => [one.id, one]))
  const names = {
    nameOf: (member: string) => members.get(member)?.title ?? member,
    labelOf: (member: string, value: string | number | boolean | null) => {
      if (value === null) return '(none)'
      const labels = dimensions.data?.find(({ id }) => id === member)?.labels ?? {}
      return Object.hasOwn(labels, String(value)) ? (labels[String(value)] ?? String(value)) : String(value)
    },
  }
  return [
    ['Only where', filters === undefined ? null : filterWords(filters, names)],
    ...segments.map((id): Fact => {
      const segment = known.data?.find((one) => one.id === id)
      return ['Segment', segment === undefined ? id : `${segment.title}: ${segment.description}`]
    }),
  ]
}
