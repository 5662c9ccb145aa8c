import { Code, Title } from '@mantine/core'
import { comparisonWords, formatDate, formatSpan } from '@tessera/ui'
import type { Frame, FrameMeta, MetricQuery } from '@tessera/plugin-api/wire'
import { Fragment } from 'react'
import { FactList, type Fact } from './fact-list.tsx'
import { Instants } from './instants.tsx'
import { useNarrowing } from './use-narrowing.ts'

/** Which span an answer covers and what it was computed from. */
export function ExplainAnswer({ frame, query }: { readonly frame: Frame; readonly query: MetricQuery }) {
  const { meta } = frame
  const narrowed = useNarrowing(query)
  const { range, timeZone, grain, watermark, comparisons } = meta
  const partial = meta.buckets.filter((bucket) => bucket.partial).length
  return (
    <section>
      <Title order={3} size="h5" mb="sm">
        This answer
      </Title>
      <FactList
        facts={[
          ['Range', `${formatSpan(range)}, days of ${timeZone}`],
          ['As instants', <Instants key="range" from={range.fromInstant} to={range.toInstant} />],
          ...narrowed,
          ...comparisons.map(({ key, range: other }): Fact => [
            'Compared with',
            <Fragment key={key}>
              {comparedWords(frame, key)}
              <br />
              <Instants from={other.fromInstant} to={other.toInstant} />
            </Fragment>,
          ]),
          ['Grain', grain ?? 'one total over the range'],
          ['Not complete', partial === 0 ? null : `${partial} of ${meta.buckets.length} periods`],
          ['Now', <Code key="now">{meta.now}</Code>],
          ...sourceFacts(meta),
          [
            'Complete up to',
            watermark === null ? 'nothing was ever recorded' : <Moment key="mark" at={watermark} timeZone={timeZone} />,
          ],
          ['Rows begin', meta.recorded && <Moment key="first" at={meta.recorded.first} timeZone={timeZone} />],
          ['Not read', unreadableWords(meta)],
          ['Truncated', meta.truncated ? 'yes: there are more rows than shown' : null],
          ['Took', `${Math.round(meta.durationMs)} ms${meta.cache === 'hit' ? ', known from before' : ''}`],
          ['SQL digest', <Code key="digest">{meta.sqlDigest}</Code>],
        ]}
      />
    </section>
  )
}

/** Rows that were left out of each metric and comparison; null when there are none. */
function unreadableWords({ unreadable = [] }: FrameMeta): string | null {
  const named = unreadable.map(
    ({ metric, comparison, rows }) => `${comparison === undefined ? metric : `${metric}:${comparison}`}: ${rows}`,
  )
  return named.length === 0 ? null : `rows left out because they hold no number to compute with: ${named.join(', ')}`
}

const sourceNames = { raw: 'raw rows', rollup: 'rollup', mixed: 'rollup and raw rows' } as const

/** Where the rows came from and why: once, or for each fact where there are several. */
function sourceFacts({ source, sources }: FrameMeta): readonly Fact[] {
  const words = ({ kind, id }: Omit<FrameMeta['source'], 'reason'>) => [sourceNames[kind], id].filter(Boolean).join(' ')
  const told = ({ reason, ...one }: FrameMeta['source']) =>
    reason.startsWith(words(one)) ? reason : `${words(one)}: ${reason}`
  if (sources.length < 2)
    return [
      ['Source', words(source)],
      ['Why', source.reason],
    ]
  return sources.map((one): Fact => [`Source of ${one.fact}`, told(one)])
}

/** What an answer is compared with, and its days where the words do not say them. */
function comparedWords(frame: Frame, key: string): string {
  const column = frame.columns.find((one) => one.role === 'comparison' && one.comparison === key)
  const range = frame.meta.comparisons.find((one) => one.key === key)?.range
  const days = range === undefined ? '' : formatSpan(range)
  const words = column === undefined ? '' : comparisonWords(frame, column)
  return words === days ? days : [words, days].filter((part) => part !== '').join(', ')
}

function Moment({ at, timeZone }: { readonly at: string; readonly timeZone: string }) {
  const style = { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' } as const
  return (
    <>
      {formatDate(at, style, { timeZone })}, <Code>{at}</Code>
    </>
  )
}
