import { unstorableText } from '@tessera/plugin-api/wire'
import { jobErrors } from './errors.ts'

/** Longest key, in characters. */
const longestKey = 500
/** Largest input, in characters of JSON. */
const mostInput = 1024 * 1024
const latest = Date.UTC(2200, 0, 1)

function jsonOf(job: string, input: unknown): unknown {
  const wrong = (reason: string) => jobErrors('job_input_wrong', { job, reason })
  let text: string | undefined
  try {
    text = JSON.stringify(input)
  } catch (error) {
    throw wrong((error as Error).message.split('\n', 1)[0] ?? '')
  }
  if (text === undefined) throw wrong(`a ${typeof input} is none`)
  if (text.length > mostInput) throw wrong(`it has ${text.length} characters, and ${mostInput} is the most`)
  const read: unknown = JSON.parse(text)
  const unstorable = unstorableText(read)
  if (unstorable) throw wrong([unstorable.path, unstorable.reason].filter((part) => part !== '').join(': '))
  return read
}

function dueOf(job: string, after: Date): Date | undefined {
  const at = after.getTime()
  if (Number.isNaN(at) || at > latest) throw jobErrors('job_time_wrong', { job })
  // why: the queue gives up what has been due for two weeks, counted from here on
  return at > Date.now() ? after : undefined
}

/** What of an order to the queue a caller wrote, as it can be kept. Refuses `job_input_wrong`, `job_key_wrong`, `job_time_wrong`. */
export function checkedEnqueue(
  job: string,
  {
    input,
    key,
    after,
  }: { readonly input: unknown; readonly key?: string | undefined; readonly after?: Date | undefined },
): { readonly input: unknown; readonly due: Date | undefined } {
  if (key !== undefined && (key.length > longestKey || unstorableText(key))) throw jobErrors('job_key_wrong', { job })
  return { input: jsonOf(job, input), due: after === undefined ? undefined : dueOf(job, after) }
}
