import { Title } from '@mantine/core'
import { Link } from 'react-router'
import type { Frame, MetricInfo, MetricQuery, MetricRule, RuleInForce } from '@tessera/plugin-api/wire'
import { useSession } from '../session/session-context.ts'
import { BesideRule } from './beside-rule.tsx'
import { ruleValues, takesNumber } from './rule-values.ts'

/** The plugins whose rows an answer lacks, as they are off. */
export function ExplainSourcesOff({ meta: { sourcesOff = [] } }: { readonly meta: Frame['meta'] }) {
  return sourcesOff.map(({ plugin, title }) => (
    <p key={plugin} role="note">
      <b>{title} is off here</b>: what is derived from its rows is not in these figures.
    </p>
  ))
}

/** The rules an answer was reckoned by, each with what its first metric comes to under another. */
export function ExplainRules(props: {
  readonly meta: Frame['meta']
  readonly metrics: readonly MetricInfo[]
  readonly query: MetricQuery
}) {
  const { meta, metrics, query } = props
  const rules = meta.rules ?? []
  if (rules.length === 0) return null
  return (
    <section aria-labelledby="rules">
      <Title order={3} size="h5" mb="sm" id="rules">
        Rules in force
      </Title>
      <ul className="rules">
        {rules.map((rule) => (
          <li key={rule.id}>
            <Rule {...{ rule, metrics, query }} />
          </li>
        ))}
      </ul>
      <WhereSet />
    </section>
  )
}

function Rule(props: {
  readonly rule: RuleInForce
  readonly metrics: readonly MetricInfo[]
  readonly query: MetricQuery
}) {
  const { rule, metrics, query } = props
  const metric = metrics.find(({ id }) => rule.metrics.includes(id))
  const info = metric?.rules?.find(({ id }) => id === rule.id)
  return (
    <>
      <p>
        <b>{rule.title}</b>: {rule.phrase}
        {rule.asked === true && <i> (asked for here, whatever the tenant has set)</i>}
      </p>
      {metric && info && mayDiffer(info) && <BesideRule {...{ rule, info, metric, query }} />}
      {info?.stored === true && <p className="t-note">Rows are made by it as they come.</p>}
    </>
  )
}

const mayDiffer = (info: MetricRule) => ruleValues(info).length > 1 || takesNumber(info)

function WhereSet() {
  const { scopes } = useSession()
  if (!scopes.includes('admin')) return <p className="t-note">Admins set them under Plugins.</p>
  return (
    <p className="t-note">
      They are settings, under{' '}
      <Link to="/admin/plugins" className="link link-in-text">
        Plugins
      </Link>
      .
    </p>
  )
}
