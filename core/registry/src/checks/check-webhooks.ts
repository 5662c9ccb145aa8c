import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

const mostKilobytes = 4096

/** Every webhook has a title and somebody who verifies and handles it, and nobody handles one that is not declared. */
export function checkWebhooks({ contract, server }: LoadedPlugin): void {
  const declared = contract.webhooks ?? {}
  const handlers: Readonly<Record<string, { readonly verify?: unknown; readonly handle?: unknown } | undefined>> =
    server?.webhooks ?? {}
  for (const [webhook, { title, maxKilobytes = 256 }] of Object.entries(declared)) {
    const wrong = (reason: string) => registryErrors('webhook_wrong', { webhook, reason })
    if (typeof title !== 'string' || title.trim() === '') throw wrong('it has no title')
    if (!(Number.isInteger(maxKilobytes) && maxKilobytes >= 1 && maxKilobytes <= mostKilobytes)) {
      throw wrong(`its maxKilobytes are no whole number from 1 to ${mostKilobytes}`)
    }
    const { verify, handle } = handlers[webhook] ?? {}
    if (typeof verify !== 'function' || typeof handle !== 'function') {
      throw wrong('nobody verifies and handles it; add both under webhooks of the server door')
    }
  }
  const stray = Object.keys(handlers).find((webhook) => !Object.hasOwn(declared, webhook))
  if (stray !== undefined) {
    const reason = 'it is not in the contract; declare it there with webhook({ … })'
    throw registryErrors('webhook_wrong', { webhook: stray, reason })
  }
}
