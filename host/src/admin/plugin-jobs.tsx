import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import { JobRuns, type ShownJob } from './job-runs.tsx'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'

const lookMs = 2_000
const isGoing = ({ runs }: ShownJob) =>
  runs.some(({ state }) => state === 'waiting' || state === 'running' || state === 'retrying')

/** The jobs of a plugin in this tenant: when they run, what became of the latest runs, and a way to have one run now. */
export function PluginJobsDrawer({ plugin, onClose }: { readonly plugin: NamedPlugin; readonly onClose: () => void }) {
  const trpc = useTRPC()
  const jobs = useQuery({
    ...trpc.jobs.list.queryOptions(),
    refetchInterval: ({ state }) => (state.data?.some(isGoing) ? lookMs : false),
  })
  return (
    <PluginDrawer what="Jobs" plugin={plugin} answer={jobs} onClose={onClose}>
      {(all) => {
        const own = all.filter((job) => job.plugin === plugin.id)
        return (
          <Stack gap="xl">
            {own.length === 0 && <Text size="sm">{`${plugin.title} is off here, and its jobs with it.`}</Text>}
            {own.map((job) => (
              <Job key={job.id} job={job} />
            ))}
          </Stack>
        )
      }}
    </PluginDrawer>
  )
}

function Job({ job }: { readonly job: ShownJob }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { title, description, schedule, timeout, asPeople } = job
  const look = () => queries.invalidateQueries({ queryKey: trpc.jobs.list.queryKey() })
  const run = useMutation(
    trpc.jobs.run.mutationOptions({
      onSuccess: async ({ run: id }) => {
        notifyDone(id === null ? `${title} waits or runs already` : `${title} is on its way`)
        await look()
      },
      onError: notifyProblem,
    }),
  )
  const cancel = useMutation(
    trpc.jobs.cancel.mutationOptions({
      onSuccess: async () => {
        notifyDone('The run is cancelled')
        await look()
      },
      onError: notifyProblem,
    }),
  )
  const when =
    schedule === null
      ? 'Runs when something asks for it'
      : // why: a schedule that breaks in the middle cannot be read
        `Runs at ${schedule.cron.replaceAll(' ', '\u00A0')} in ${schedule.zone}`
  return (
    <Stack gap="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={3} size="h5">
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {description === '' ? '' : `${description} `}
            {when}; ended after {timeout}.{asPeople && ' It reads figures as single members, with the rights of each.'}
          </Text>
        </div>
        <Button
          variant="default"
          size="xs"
          loading={run.isPending}
          aria-label={`Run now: ${title}`}
          flex="none"
          onClick={() => run.mutate({ job: job.id })}
        >
          Run now
        </Button>
      </Group>
      <JobRuns job={job} onCancel={(id) => cancel.mutate({ run: id })} />
    </Stack>
  )
}
