import { ProblemError } from '@tessera/plugin-api'
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client'
import type { AnyTRPCRouter } from '@trpc/server'
import { observable } from '@trpc/server/observable'
import type { TestCaller } from '../host/call-procedure.ts'
import type { TestHost } from '../host/test-host.ts'

/** A client whose calls go through the gates of a test host, as JSON, and are refused as a server refuses them. */
export function hostClient(host: Pick<TestHost, 'call'>, caller: TestCaller) {
  const link: TRPCLink<AnyTRPCRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const answer = async () => {
          const [, plugin = '', ...steps] = op.path.split('.')
          try {
            const data = await host.call(caller, { plugin, name: steps.join('.'), input: asJson(op.input) })
            observer.next({ result: { type: 'data', data: asJson(data) } })
            observer.complete()
          } catch (error) {
            observer.error(TRPCClientError.from(refusal(error)))
          }
        }
        void answer()
      })
  return createTRPCClient<AnyTRPCRouter>({ links: [link] })
}

const asJson = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

function refusal(error: unknown) {
  const { code, status, message, issues } =
    error instanceof ProblemError ? error : { code: 'internal', status: 500, message: String(error), issues: [] }
  const problem = { code, status, detail: message, ...(issues.length > 0 ? { issues } : {}) }
  return { error: { code: -32_600, message, data: { code, httpStatus: status, problem } } }
}
