import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { rulePhrase, type RuleValue } from '@tessera/plugin-api'
import type { MetricInfo, PluginSettings } from '@tessera/plugin-api/wire'
import { Link } from 'react-router'
import { useTRPC } from '../api/trpc.ts'
import { followersOf, type FollowedRule } from './followers-of.ts'

/** The settings that figures rest on: how each is said now, and the metrics that follow it. */
export function FollowedSettings({ stored }: { readonly stored: PluginSettings }) {
  const trpc = useTRPC()
  const { data: metrics = [] } = useQuery(trpc.catalogue.metrics.queryOptions())
  const followed = followersOf(stored.plugin, metrics)
  if (followed.length === 0) return null
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        Metrics that follow them
      </Title>
      <Text size="sm" c="dimmed">
        Cards, explanations and exports say these words beside the figures.
      </Text>
      <ul className="rules">
        {followed.map((one) => (
          <li key={one.rule.id}>
            <Followed {...one} value={stored.values[one.rule.id.slice(stored.plugin.length + 1)] as RuleValue} />
          </li>
        ))}
      </ul>
    </Stack>
  )
}

function Followed({ rule, metrics, value }: FollowedRule & { readonly value: RuleValue }) {
  return (
    <>
      <p>
        <b>{rule.title}</b>: “{rulePhrase(rule, value)}”
        {rule.stored === true && '; rows that come from now on are made by it'}
      </p>
      <details>
        <summary>{metrics.length === 1 ? '1 metric' : `${metrics.length} metrics`}</summary>
        <p>
          {metrics.map(({ id, title }: MetricInfo, at) => (
            <span key={id}>
              {at > 0 && ', '}
              <Link to={`/catalogue/${id}`} className="link link-in-text">
                {title}
              </Link>
            </span>
          ))}
        </p>
      </details>
    </>
  )
}
