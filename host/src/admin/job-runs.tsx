import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useSession } from '../session/session-context.ts'
import { runWords } from './run-words.ts'
import { isGoing, type ShownJob, type ShownRun } from './shown-job.ts'

const colors: Readonly<Record<ShownRun['state'], string>> = {
  waiting: 'gray',
  running: 'blue',
  retrying: 'yellow',
  done: 'green',
  failed: 'red',
  cancelled: 'gray',
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
            <Text size="sm" mt={2} className="any-text">
              {runWords(run)}
            </Text>
          </div>
          {isGoing(run) && (
            <Button variant="subtle" size="compact-xs" onClick={() => onCancel(run.id)}>
              Cancel
            </Button>
          )}
        </Group>
      ))}
    </Stack>
  )
}
