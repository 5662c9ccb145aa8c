import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import type { ShownJob } from './shown-job.ts'

/** What is said and looked at again when a job was asked to run, or a run of it was cancelled. */
export function useJobAnswers({ title }: Pick<ShownJob, 'title'>, listed: QueryKey) {
  const queries = useQueryClient()
  const look = () => queries.invalidateQueries({ queryKey: listed })
  return {
    run: {
      onSuccess: async ({ run }: { readonly run: string | null }) => {
        notifyDone(run === null ? `${title} waits or runs already` : `${title} is on its way`)
        await look()
      },
      onError: notifyProblem,
    },
    cancel: {
      onSuccess: async () => {
        notifyDone('The run is cancelled')
        await look()
      },
      onError: notifyProblem,
    },
  }
}
