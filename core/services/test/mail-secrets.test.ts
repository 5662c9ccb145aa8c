import { definePlugin, secret } from '@tessera/plugin-api'
import { defineServer, pluginTrpc, type MailMessage } from '@tessera/plugin-api/server'
import { describeDatabases, openTestHost } from '@tessera/test-kit'
import { expect, test } from 'vitest'
import { z } from 'zod'

const plugin = definePlugin({
  id: 'sender',
  title: 'Sender',
  settings: z.object({ apiToken: secret({ title: 'API token' }) }),
  mail: { to: 'anybody' },
})
const { router, procedure } = pluginTrpc(plugin)
const server = defineServer(plugin, {
  routes: router({
    send: procedure.input(z.custom<MailMessage>()).query(async ({ ctx, input }) => {
      await ctx.secrets.read('apiToken')
      return ctx.mail.send(input)
    }),
  }),
})

describeDatabases('mail of a plugin that has read a secret', (open) => {
  test('holds it nowhere, attachments and their names included', async () => {
    const host = await openTestHost(open, [server])
    const [tenant] = host.tenants
    await host.setSettings(tenant, 'sender', { apiToken: 'hush-4711' })
    const send = (more: object) =>
      host.call(
        { tenant },
        { plugin: 'sender', name: 'send', input: { to: 'a@example.org', subject: 'Hi', text: 'Hello', ...more } },
      )
    const file = { name: 'a.csv', type: 'text/csv', content: 'a,hush-4711' }
    for (const more of [
      { text: 'it is hush-4711' },
      { attachments: [file] },
      { attachments: [{ ...file, content: new TextEncoder().encode(file.content) }] },
      { attachments: [{ ...file, content: '', name: 'hush-4711.csv' }] },
    ]) {
      await expect(send(more)).rejects.toMatchObject({ code: 'secret_in_mail' })
    }
    expect(await send({ attachments: [{ ...file, content: 'a,b' }] })).toEqual({ recipients: 1 })
    await host.close()
  })
})
