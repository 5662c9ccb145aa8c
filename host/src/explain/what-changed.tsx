import { Anchor, Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatValue } from '@tessera/ui'
import type { Cell, ChangePart, Decomposition, DimensionChange, MetricQuery } from '@tessera/plugin-api/wire'
import { asSentence, problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { changeReasons, effectText, effectVerdict } from './change-words.ts'

/** Most values of a dimension listed; the rest is one line. */
const listed = 5
/** Dimensions shown before one asks for more. */
const shownFirst = 3

type Change = Decomposition & { readonly currency: string }

/** What the change against a comparison is made of, dimension by dimension. */
export function WhatChanged(props: {
  readonly query: MetricQuery
  readonly metric: string
  readonly comparison: string
  readonly comparedWith: string
}) {
  const { query, metric, comparison, comparedWith } = props
  const trpc = useTRPC()
  const asked = { query, metric, comparison }
  const answer = useQuery(trpc.metrics.decompose.queryOptions(asked, { trpc: { abortOnUnmount: true } }))
  return (
    <section>
      <Title order={3} size="h5" mb="sm">
        What changed
      </Title>
      {answer.isPending && <Skeleton h={160} />}
      {answer.isError && (
        <Text size="sm" c="dimmed">
          {problemOf(answer.error).detail}
        </Text>
      )}
      {answer.data && (
        <Changed change={{ ...answer.data, currency: answer.data.meta.currency }} comparedWith={comparedWith} />
      )}
    </section>
  )
}

function Changed({ change, comparedWith }: { readonly change: Change; readonly comparedWith: string }) {
  const [all, setAll] = useState(false)
  const hidden = change.dimensions.length - shownFirst
  // why: bars of all dimensions are drawn to one scale, so that they can be compared
  const widest = Math.max(...change.dimensions.flatMap(({ parts }) => parts.map(largest)), 1e-12)
  const value = (of: number | null) => (of === null ? 'no value' : formatValue(of, { ...change, style: 'exact' }))
  if (change.change === null)
    return (
      <Text size="sm" c="dimmed">
        There is nothing to compare: {value(change.before.value)} then, {value(change.now.value)} now.
      </Text>
    )
  return (
    <>
      <Text size="sm" mb="sm">
        Over the whole range {value(change.now.value)}, after {value(change.before.value)} in the {comparedWith}:{' '}
        <strong className={`t-${effectVerdict(change.change, change)}`}>{effectText(change.change, change)}</strong>.
        {change.dimensions.length > 1 && ' What one value alone explains best comes first.'}
      </Text>
      {change.dimensions.slice(0, all ? undefined : shownFirst).map((dimension) => (
        <ByDimension key={dimension.dimension} of={dimension} {...{ change, widest }} />
      ))}
      {hidden > 0 && !all && (
        <Anchor component="button" type="button" size="sm" mt="sm" onClick={() => setAll(true)}>
          {hidden === 1 ? 'One more dimension' : `${hidden} more dimensions`}
        </Anchor>
      )}
      {change.refused.map(({ dimension, detail }) => (
        <Text key={dimension} size="xs" c="dimmed">
          {asSentence(detail)}
        </Text>
      ))}
      {change.dimensions.length === 0 && change.refused.length === 0 && (
        <Text size="sm" c="dimmed">
          The metric declares no dimension to split it by.
        </Text>
      )}
    </>
  )
}

function ByDimension(props: { readonly of: DimensionChange; readonly change: Change; readonly widest: number }) {
  const { of, change, widest } = props
  const shown = of.parts.slice(0, listed)
  const others = of.parts.slice(listed)
  const rest = others.reduce((sum, part) => sum + part.effect, of.rest?.effect ?? 0)
  const count = others.length + (of.rest?.values ?? 0)
  return (
    <div className="change-dimension">
      <h4>{of.title}</h4>
      <ul>
        {shown.map((part) => (
          <Part key={JSON.stringify(part.key)} {...{ part, change, widest }} label={labelOf(part.key, of)} />
        ))}
        {count > 0 && (
          <Line words={`${count} other ${count === 1 ? 'value' : 'values'}`} {...{ change }} effect={rest} />
        )}
        {of.overlap !== 0 && (
          <Line words="Counted in several groups at once, so in none alone" {...{ change }} effect={of.overlap} />
        )}
      </ul>
    </div>
  )
}

function Part(props: {
  readonly part: ChangePart
  readonly change: Change
  readonly widest: number
  readonly label: string
}) {
  const { part, change, widest, label } = props
  const reasons = changeReasons(label, part, change)
  if (reasons.length === 0) return <Line words={`${label}: no difference`} change={change} effect={0} />
  return reasons.map(({ words, effect, text }) => (
    <li key={words}>
      <span className="change-words">{words}</span>
      <span className="change-bar" aria-hidden="true">
        <span
          className={`t-${effectVerdict(effect, change)}`}
          data-side={effect < 0 ? 'down' : 'up'}
          style={{ width: `${(Math.abs(effect) / widest) * 50}%` }}
        />
      </span>
      <span className={`change-effect t-${effectVerdict(effect, change)}`}>{text}</span>
    </li>
  ))
}

function Line({ words, effect, change }: { readonly words: string; readonly effect: number; readonly change: Change }) {
  return (
    <li>
      <span className="change-words change-quiet">{words}</span>
      <span />
      <span className="change-effect change-quiet">{effectText(effect, change)}</span>
    </li>
  )
}

const largest = ({ effect, rate, mix }: ChangePart) =>
  rate === null || mix === null ? Math.abs(effect) : Math.max(Math.abs(rate), Math.abs(mix))

function labelOf(key: Cell, { labels }: DimensionChange): string {
  if (key === null || key === '') return '(none)'
  const text = String(key)
  return Object.hasOwn(labels, text) ? (labels[text] ?? text) : text
}
