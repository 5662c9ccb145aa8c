import type { DefinedJob } from '@tessera/jobs'
import { kitErrors } from '../errors.ts'

/** Does what a run of a job does, in one try, and fails as it fails. Refuses `job_unknown`. */
export async function runJob(
  jobs: readonly DefinedJob[],
  job: string,
  run: { readonly tenantId: string | null; readonly input: unknown },
): Promise<void> {
  const found = jobs.find(({ id }) => id === job)
  if (!found) throw kitErrors('job_unknown', { job, known: jobs.map(({ id }) => id).join(', ') })
  const signal = AbortSignal.timeout(found.timeoutSeconds * 1000)
  await found.run({ ...run, run: crypto.randomUUID(), attempt: 1, signal, progress: async () => {} })
}
