import type { Recorder } from '@tessera/client'

/** Who asks, by ids of your own system. */
export interface Person {
  readonly userId?: string | number | null | undefined
  readonly accountId?: string | number | null | undefined
}

export interface MiddlewareOptions<Request> {
  readonly recorder: Recorder
  /** Who asks; asked when the answer is on its way. Nobody is recorded when it is left out, or answers nothing. */
  readonly user?: (request: Request) => Person | string | number | null | undefined
  /** Which requests are not recorded. */
  readonly skip?: (request: Request) => boolean
  /** What the request is called in place of its route's pattern. */
  readonly endpoint?: (request: Request) => string | null | undefined
  /** What is kept of an error's message. Nothing when left out: messages may hold what concerns people. */
  readonly errorMessage?: (error: unknown) => string | null | undefined
}

/** A request that has its answer. */
export interface Seen<Request> {
  readonly request: Request
  readonly method: string
  /** Its route as `/users/:id`; null where no route took it. */
  readonly route: string | null
  /** 499 where the caller left before the answer, and the framework knows it. */
  readonly statusCode: number
  readonly responseTimeMs?: number | undefined
  /** What was thrown. */
  readonly error?: unknown
}

/** What a request is called that no route took: raw addresses would hold ids, and be without end. */
const noRoute = '(no route)'
const most = { endpoint: 300, method: 10, id: 200, errorType: 200, message: 2000 }

const textOf = (value: unknown, longest: number): string | undefined => {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = String(value).replaceAll('\0', '').slice(0, longest).toWellFormed()
  return text === '' ? undefined : text
}

/** An id is whole or none: cut short it would be another's. */
const idOf = (value: unknown): string | undefined => {
  const text = textOf(value, most.id + 1)
  return text === undefined || text.length > most.id ? undefined : text
}

function personOf(said: Person | string | number | null | undefined) {
  const { userId, accountId } =
    typeof said === 'object' && said !== null ? said : { userId: said, accountId: undefined }
  const [user, account] = [idOf(userId), idOf(accountId)]
  return { ...(user === undefined ? {} : { userId: user }), ...(account === undefined ? {} : { accountId: account }) }
}

function errorTypeOf(error: unknown, statusCode: number): string {
  const { code, name } = Object(error) as { readonly code?: unknown; readonly name?: unknown }
  const type = typeof code === 'string' ? code : name
  return textOf(type, most.errorType) ?? `HTTP ${statusCode}`
}

/** Makes what records requests, for a middleware. What it makes never throws. */
export function createNote<Request>(options: MiddlewareOptions<Request>): (seen: Seen<Request>) => void {
  const { recorder, user, skip, endpoint: nameOf, errorMessage } = options
  const noteWhole = ({ request, method, route, statusCode, responseTimeMs, error }: Seen<Request>) => {
    if (skip?.(request)) return
    const at = new Date().toISOString()
    const person = user ? personOf(user(request)) : {}
    const endpoint = textOf(nameOf?.(request) ?? route, most.endpoint) ?? noRoute
    const isTimed = responseTimeMs !== undefined && responseTimeMs >= 0
    recorder.record('usage', {
      ...person,
      endpoint,
      method: method.slice(0, most.method),
      statusCode,
      at,
      ...(isTimed ? { responseTimeMs } : {}),
    })
    if (statusCode < 500) return
    const message = error === undefined ? undefined : textOf(errorMessage?.(error), most.message)
    const errorType = errorTypeOf(error, statusCode)
    recorder.record('error', { ...person, endpoint, errorType, at, ...(message ? { errorMessage: message } : {}) })
  }
  return (seen) => {
    try {
      noteWhole(seen)
    } catch {
      // why: the service answers whatever its recording does
    }
  }
}
