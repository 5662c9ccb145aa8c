import { Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTRPC } from '../api/trpc.ts'
import { JobCard } from './job-card.tsx'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'
import { lookAgainMs, type ShownJob } from './shown-job.ts'
import { useJobAnswers } from './use-job-answers.ts'

/** The jobs of a plugin in this tenant: when they run, what became of the latest runs, and a way to have one run now. */
export function PluginJobsDrawer({ plugin, onClose }: { readonly plugin: NamedPlugin; readonly onClose: () => void }) {
  const trpc = useTRPC()
  const jobs = useQuery({
    ...trpc.jobs.list.queryOptions(),
    refetchInterval: ({ state }) => lookAgainMs(state.data),
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
  const answers = useJobAnswers(job, trpc.jobs.list.queryKey())
  const run = useMutation(trpc.jobs.run.mutationOptions(answers.run))
  const cancel = useMutation(trpc.jobs.cancel.mutationOptions(answers.cancel))
  return (
    <JobCard
      job={job}
      isAsking={run.isPending}
      onRun={() => run.mutate({ job: job.id })}
      onCancel={(id) => cancel.mutate({ run: id })}
    />
  )
}
