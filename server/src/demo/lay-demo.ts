import type { Services } from '../services.ts'
import { loadDemo } from './load-demo.ts'

/**
 * Fills the demo tenants, where there is to be a demo. `aside` answers when the rows of the first plugin in the first tenant are
 * there, whose dashboard people see first: the rest follows beside what they do. `rest` tells, at its end, whether there was anything.
 */
export async function layDemo(
  services: Services,
  { leaving, aside }: { readonly leaving: AbortSignal; readonly aside: boolean },
): Promise<{ readonly rest: Promise<boolean> }> {
  const nothing = { rest: Promise.resolve(false) }
  if (!services.demo) return nothing
  const { registry, laying, log } = services
  const first = registry.plugins().find(({ server }) => server?.demo)?.id
  await loadDemo(services, aside ? { leaving, plugins: first === undefined ? [] : [first], tenants: 1 } : { leaving })
  if (!aside) return nothing
  const onPart = (progress: NonNullable<typeof laying.progress>) => {
    laying.progress = progress
  }
  const rest = loadDemo(services, { leaving, onPart })
    .then(
      (loaded) => loaded.length > 0,
      (error: unknown) => {
        if (!leaving.aborted) log.error({ err: error }, 'demo data could not be laid; the next start goes on with it')
        return false
      },
    )
    .finally(() => {
      laying.progress = null
    })
  return { rest }
}
