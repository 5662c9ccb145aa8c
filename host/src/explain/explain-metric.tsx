import { Code, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import type { Explanation } from '@tessera/plugin-api/wire'
import { useSession } from '../session/session-context.ts'
import { kindWords } from './kind-words.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { definitionWords, fixtureWords } from './definition-words.ts'
import { FactList } from './fact-list.tsx'
import { additivityWords, directionWords, tierWords, unitWords, targetWords } from './metric-words.ts'

/** What a metric means and who answers for it. */
export function ExplainMetric(props: {
  readonly metric: Explanation['metrics'][number]
  readonly currency: string | undefined
}) {
  const { metric, currency } = props
  const search = useCarriedSearch()
  const { plugins } = useSession()
  const { id, title, description, unit, direction, owner, tier, version, plugin, kind, additivity } = metric
  return (
    <section>
      <Title order={3} size="h5">
        {title}
      </Title>
      <Text size="sm" mb="sm">
        {description}
      </Text>
      <FactList
        facts={[
          ['Formula', metric.formula === '' ? null : <Code className="formula">{metric.formula}</Code>],
          [
            'Kind',
            kind === null ? null : (
              <Link key="kind" to={{ pathname: '/catalogue/kinds', search, hash: kind }} className="link">
                {kindWords(kind).title}
              </Link>
            ),
          ],
          ['Combining', additivity === null ? null : additivityWords[additivity]],
          ['Unit', unit === 'money' && currency !== undefined ? `money, in ${currency}` : unitWords[unit]],
          ['Direction', directionWords[direction]],
          ['Target', targetWords(metric, currency)],
          ['Owner', owner],
          ['Tier', tierWords[tier]],
          ['Version', `${version}`],
          ['Definition', definitionWords(metric.definition)],
          ['Proven by', fixtureWords(metric.fixtures)],
          ['Plugin', plugins.find((one) => one.id === plugin)?.title ?? plugin],
          [
            'Metric',
            <Link key="id" to={{ pathname: `/catalogue/${id}`, search }} className="link">
              {id}
            </Link>,
          ],
        ]}
      />
    </section>
  )
}
