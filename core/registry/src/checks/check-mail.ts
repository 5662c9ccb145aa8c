import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'

/** A plugin that sends mail says to whom. */
export function checkMail({ contract: { mail } }: LoadedPlugin): void {
  if (mail === undefined) return
  const { to } = Object(mail) as Readonly<Record<string, unknown>>
  if (to !== 'members' && to !== 'anybody') throw registryErrors('mail_wrong', {})
}
