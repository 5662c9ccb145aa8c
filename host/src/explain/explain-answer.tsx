import { Code, Title } from '@mantine/core'
import { formatSpan } from '@tessera/ui'
import type { FrameMeta } from '@tessera/plugin-api/wire'
import { FactList } from './fact-list.tsx'

/** Which span an answer covers and what it was computed from. */
export function ExplainAnswer({ meta }: { readonly meta: FrameMeta }) {
  const { range, timeZone, grain, source, watermark, comparisons } = meta
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
          ['Source', source.kind === 'rollup' ? `rollup ${source.id ?? ''}` : 'raw rows'],
          ['Why', source.reason],
          ['Complete up to', watermark === null ? 'nothing was ever recorded' : <Code key="mark">{watermark}</Code>],
          ['Truncated', meta.truncated ? 'yes: there are more rows than shown' : null],
          ['Took', `${Math.round(meta.durationMs)} ms${meta.cache === 'hit' ? ', known from before' : ''}`],
          ['SQL digest', <Code key="digest">{meta.sqlDigest}</Code>],
        ]}
      />
    </section>
  )
}

function Instants({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <>
      <Code>{from}</Code> up to, not including <Code>{to}</Code>
    </>
  )
}
