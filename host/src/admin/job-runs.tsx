import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import type { inferRouterOutputs } from '@trpc/server'
import type { AppRouter } from '../api/app-router.ts'
import { useSession } from '../session/session-context.ts'

/** A job as the server lists it. */
export type ShownJob = inferRouterOutputs<AppRouter>['jobs']['list'][number]
type Run = ShownJob['runs'][number]

const colors: Readonly<Record<Run['state'], string>> = {
  waiting: 'gray',
  running: 'blue',
  retrying: 'yellow',
  done: 'green',
  failed: 'red',
  cancelled: 'gray',
}

/** What became of a run, in a line: how far it came and how often it was tried, or why it failed. */
function about({ state, progress, note, attempts, error }: Run): string {
  const parts = [
    ...(state === 'running' && progress !== null ? [`${Math.round(progress * 100)}%`] : []),
    ...(note === null ? [] : [note]),
    ...(attempts > 1 ? [`tried ${attempts} times`] : []),
    ...(error === null ? [] : [error]),
  ]
  return parts.join(' · ')
}

/** The latest runs of a job. Those that are not over can be cancelled. */
export function JobRuns({ job, onCancel }: { readonly job: ShownJob; readonly onCancel: (run: string) => void }) {
  const { tenant } = useSession()
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  if (job.runs.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        It has not run yet.
      </Text>
    )
  }
  return (
    <Stack gap="md" component="ul" m={0} p={0} className="plain-list">
      {job.runs.map((run) => (
        <Group key={run.id} component="li" justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Group gap="xs">
              <Badge variant="dot" color={colors[run.state]} tt="none" className="plugin-state">
                {run.state}
              </Badge>
              <Text size="xs" c="dimmed">
                {when.format(new Date(run.startedAt ?? run.dueAt))}
              </Text>
            </Group>
            <Text size="sm" mt={2}>
              {about(run)}
            </Text>
          </div>
          {(run.state === 'waiting' || run.state === 'running' || run.state === 'retrying') && (
            <Button variant="subtle" size="compact-xs" onClick={() => onCancel(run.id)}>
              Cancel
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  )
}
