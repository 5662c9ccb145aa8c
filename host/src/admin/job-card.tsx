import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { JobRuns } from './job-runs.tsx'
import { JobSchedule } from './job-schedule.tsx'
import type { ShownJob } from './shown-job.ts'

/** A job: when it runs, what became of its latest runs, and a way to have one run now. */
export function JobCard(props: {
  readonly job: ShownJob
  /** It is being asked for. */
  readonly isAsking: boolean
  readonly onRun: () => void
  readonly onCancel: (run: string) => void
}) {
  const { job, isAsking, onRun, onCancel } = props
  const { title, description, schedule, follows, timeout, asPeople } = job
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={3} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {description === '' ? '' : `${description} `}
            <JobSchedule schedule={schedule} />
            {follows && ', and soon after rows come into the tables it follows'}; ended after {timeout}.
            {asPeople && ' It reads figures as single members, with the rights of each.'}
          </Text>
        </div>
        <Button
          variant="default"
          size="xs"
          loading={isAsking}
          aria-label={`Run now: ${title}`}
          flex="none"
          onClick={onRun}
        >
          Run now
        </Button>
      </Group>
      <JobRuns job={job} onCancel={onCancel} />
    </Stack>
  )
}
