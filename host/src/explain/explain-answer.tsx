import { Code, Title } from '@mantine/core'
import { formatSpan } from '@tessera/ui'
import type { FrameMeta } from '@tessera/plugin-api/wire'
import { FactList, type Fact } from './fact-list.tsx'
import { Instants } from './instants.tsx'

/** Which span an answer covers and what it was computed from. */
export function ExplainAnswer({ meta }: { readonly meta: FrameMeta }) {
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
          ...comparisons.map(
            ({ key, range: other }) =>
              [
                `Compared: ${key.replaceAll('_', ' ')}`,
                <Instants key={key} from={other.fromInstant} to={other.toInstant} />,
              ] as const,
          ),
          ['Grain', grain ?? 'one total over the range'],
          ['Not complete', partial === 0 ? null : `${partial} of ${meta.buckets.length} periods`],
          ['Now', <Code key="now">{meta.now}</Code>],
          ...sourceFacts(meta),
          ['Complete up to', watermark === null ? 'nothing was ever recorded' : <Code key="mark">{watermark}</Code>],
          ['Truncated', meta.truncated ? 'yes: there are more rows than shown' : null],
          ['Took', `${Math.round(meta.durationMs)} ms${meta.cache === 'hit' ? ', known from before' : ''}`],
          ['SQL digest', <Code key="digest">{meta.sqlDigest}</Code>],
        ]}
      />
    </section>
  )
}

const sourceNames = { raw: 'raw rows', rollup: 'rollup', mixed: 'rollup and raw rows' } as const

/** Where the rows came from and why: once, or for each fact where there are several. */
function sourceFacts({ source, sources }: FrameMeta): readonly Fact[] {
  const words = ({ kind, id }: FrameMeta['source']) => [sourceNames[kind], id].filter(Boolean).join(' ')
  if (sources.length < 2)
    return [
      ['Source', words(source)],
      ['Why', source.reason],
    ]
  return sources.map((one): Fact => [`Source of ${one.fact}`, `${words(one)}: ${one.reason}`])
}
