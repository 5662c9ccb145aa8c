import { Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { formatTarget, formatValue, targetVerdict } from '@tessera/ui'
import type { MetricQuery, TreeNode } from '@tessera/plugin-api/wire'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { useCarriedSearch } from '../state/use-view-state.ts'
import { effectIsNothing, effectText, effectVerdict, shareWords } from './change-words.ts'

/** What a metric is made of by its formula: each input with its value, change and target, and what it did to the change above it. */
export function MetricTreeView({ query }: { readonly query: MetricQuery }) {
  const trpc = useTRPC()
  const answer = useQuery(trpc.metrics.tree.queryOptions({ query }, { trpc: { abortOnUnmount: true } }))
  if (answer.isPending) return <Skeleton h={120} />
  if (answer.isError)
    return (
      <Text size="sm" c="dimmed">
        {problemOf(answer.error).detail}
      </Text>
    )
  const { root, meta } = answer.data
  return (
    <ul className="metric-tree">
      <Node node={root} above={null} currency={meta.currency} />
    </ul>
  )
}

function Node(props: { readonly node: TreeNode; readonly above: TreeNode | null; readonly currency: string }) {
  const { node, above, currency } = props
  const search = useCarriedSearch()
  const unit = node.unit ?? undefined
  const written = (value: number | null) => (value === null ? 'unknown' : formatValue(value, { unit, currency }))
  const part = node.input === 'numerator' || node.input === 'denominator' ? node.input : null
  return (
    <li>
      <div className="metric-tree-node">
        <span>
          {node.metric === null || above === null ? (
            node.title
          ) : (
            <Link to={{ pathname: `/catalogue/${node.metric}`, search }} className="link">
              {node.title}
            </Link>
          )}
          {part !== null && (
            <Text size="xs" c="dimmed" component="span" ml={6}>
              {part}
            </Text>
          )}
        </span>
        <strong>{written(node.now)}</strong>
        <Text size="sm" c="dimmed" component="span">
          {node.before === null ? 'unknown before' : `${written(node.before)} before`}
          {above === null && node.change !== null && (
            <Change change={node.change} of={{ unit: node.unit ?? 'count', direction: node.direction, currency }} />
          )}
        </Text>
        {node.target !== undefined && (
          <Text size="sm" c="dimmed" component="span">
            target {formatTarget(node.target, { unit, currency })}, {targetVerdict(node.now, node.target)}
          </Text>
        )}
        {above !== null && <Effect node={node} above={above} currency={currency} />}
      </div>
      {node.inputs.length > 0 && (
        <ul>
          {node.inputs.map((input) => (
            <Node key={input.input} node={input} above={node} currency={currency} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** What an input did to the change of what stands above it. */
function Effect(props: { readonly node: TreeNode; readonly above: TreeNode; readonly currency: string }) {
  const { node, above, currency } = props
  if (node.effect === null || above.unit === null)
    return (
      <Text size="sm" c="dimmed" component="span">
        effect unknown
      </Text>
    )
  const of = { unit: above.unit, direction: above.direction, currency }
  if (effectIsNothing(node.effect, of.unit))
    return (
      <Text size="sm" c="dimmed" component="span">
        no effect on {above.title}
      </Text>
    )
  const share = shareWords(node.effect, above.change)
  return (
    <span className={`t-${effectVerdict(node.effect, of)}`}>
      {effectText(node.effect, of)} of the change of {above.title}
      {share !== '' && ` (${share})`}
    </span>
  )
}

/** What a metric changed by. */
function Change({
  change,
  of,
}: {
  readonly change: number
  readonly of: Parameters<typeof effectVerdict>[1] & { readonly currency: string }
}) {
  return <span className={`t-${effectVerdict(change, of)}`}>, {effectText(change, of)}</span>
}
