import { Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTRPC } from '../api/trpc.ts'
import { Answered } from './answered.tsx'
import { JobCard } from './job-card.tsx'
import { lookAgainMs, type ShownJob } from './shown-job.ts'
import { useJobAnswers } from './use-job-answers.ts'

/** Jobs that run once for all tenants, for who is an admin of each of them. */
export function InstallationJobs() {
  const trpc = useTRPC()
  const answer = useQuery({
    ...trpc.installation.jobs.queryOptions(),
    refetchInterval: ({ state }) => lookAgainMs(state.data?.jobs),
  })
  return (
    <Answered answer={answer}>
      {({ isOperator, jobs }) =>
        jobs.length === 0 ? (
          <Text size="sm" c="dimmed">
            {isOperator
              ? 'No plugin has a job for the whole installation.'
              : 'They act on every tenant, so only somebody who is an admin in all of them sees them.'}
          </Text>
        ) : (
          <Stack gap="xl" className="panel-box padded">
            {jobs.map((job) => (
              <Job key={job.id} job={job} />
            ))}
          </Stack>
        )
      }
    </Answered>
  )
}

function Job({ job }: { readonly job: ShownJob }) {
  const trpc = useTRPC()
  const answers = useJobAnswers(job, trpc.installation.jobs.queryKey())
  const run = useMutation(trpc.installation.run.mutationOptions(answers.run))
  const cancel = useMutation(trpc.installation.cancel.mutationOptions(answers.cancel))
  return (
    <JobCard
      job={job}
      isAsking={run.isPending}
      onRun={() => run.mutate({ job: job.id })}
      onCancel={(id) => cancel.mutate({ run: id })}
    />
  )
}
