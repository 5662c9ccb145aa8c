import { unstorableText } from '@tessera/plugin-api/wire'
import { queryErrors } from './errors.ts'

/** A schema as zod makes it. */
interface Schema<T> {
  readonly safeParse: (input: unknown) =>
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
        }
      }
}

/** Checks what a caller asks. Refuses with `invalid_query`, naming the place. */
export function parseRequest<T>(schema: Schema<T>, input: T): T {
  const unstorable = unstorableText(input)
  if (unstorable) throw queryErrors('invalid_query', { reason: `${unstorable.path}: ${unstorable.reason}` })
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  throw queryErrors(
    'invalid_query',
    { reason: issues[0] ? `${issues[0].path}: ${issues[0].message}` : 'it is empty' },
    issues,
  )
}
