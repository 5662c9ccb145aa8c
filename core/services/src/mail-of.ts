import type { PluginSpec } from '@tessera/plugin-api'
import type { Mail } from '@tessera/plugin-api/server'
import { serviceErrors } from './errors.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

const asText = (content: unknown) =>
  content instanceof Uint8Array ? Buffer.from(content).toString('latin1') : String(content)

/** How one plugin sends mail in a tenant. What it says lies in the database as it is: it holds no secret. */
export function mailOf(
  { mails, hidden }: Pick<ServiceParts, 'mails' | 'hidden'>,
  plugin: PluginSpec,
  tenantId: string,
): Mail {
  const send: Mail['send'] = async (mail) => {
    const { subject, text, html = '', attachments = [] } = mail
    const attached = attachments.flatMap(({ name, type, content }) =>
      type === 'image/png' ? name : [name, asText(content)],
    )
    if (hidden.isIn([subject, text, html, ...attached].join('\n'), tenantId)) throw serviceErrors('secret_in_mail', {})
    return mails.send(tenantId, plugin, mail)
  }
  return { send: outsideTransactions('mail.send', send) }
}
