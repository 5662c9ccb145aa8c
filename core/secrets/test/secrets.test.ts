import { definePlugin, secret } from '@tessera/plugin-api'
import type { Database } from '@tessera/database'
import { coreMigrations } from '@tessera/database'
import { describeDatabases } from '@tessera/test-kit'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { hiddenValues, keyring, openVault, type Vault } from '../src/index.ts'

const plugin = definePlugin({
  id: 'shop',
  title: 'Shop',
  settings: z.object({
    apiToken: secret({ title: 'API token', description: 'It may read orders.' }),
    privateKey: secret({ title: 'Private key' }).optional(),
    country: z.string().default('DE'),
  }),
})
const other = definePlugin({ id: 'mail', title: 'Mail', settings: z.object({ apiToken: secret({ title: 'Token' }) }) })
const [acme, globex] = ['0a000000-0000-4000-8000-00000000000a', '0b000000-0000-4000-8000-00000000000b']
const first = 'the first secret of this installation'
const second = 'the second secret of this installation'

describeDatabases('secrets of plugins', (open) => {
  let database: Database
  let vault: Vault
  const vaultOf = (...secrets: [string, ...string[]]) =>
    openVault({ owner: database.owner, keys: keyring(secrets[0], secrets.slice(1)) })
  const set = (tenantId: string, values: Readonly<Record<string, string | null>>, id = 'shop') =>
    vault.change({ tenantId, plugin: id, values, by: null })
  const refusal = (reading: Promise<string>) =>
    reading.then(
      (value) => value,
      (error: { code: string; message: string }) => [error.code, error.message],
    )
  beforeAll(async () => {
    database = await open()
    await database.migrate('core', coreMigrations)
  })
  beforeEach(async () => {
    vault = vaultOf(first)
    await sql`delete from core.plugin_secrets`.execute(database.owner)
    await sql`delete from core.settings_changes`.execute(database.owner)
  })

  test('are read by their plugin and tenant as they were set, and are gone when taken away', async () => {
    await set(acme, { apiToken: 'tok-äcme', privateKey: '-----BEGIN\nkey' })
    await set(globex, { apiToken: 'tok-globex' })
    expect(await vault.read(acme, plugin, 'apiToken')).toBe('tok-äcme')
    expect(await vault.read(acme, plugin, 'privateKey')).toBe('-----BEGIN\nkey')
    expect(await vault.read(globex, plugin, 'apiToken')).toBe('tok-globex')
    await set(acme, { apiToken: null })
    expect(await refusal(vault.read(acme, plugin, 'apiToken'))).toEqual([
      'secret_missing',
      "'API token' of Shop is not set for this tenant; an admin sets it under Plugins, Shop, Settings",
    ])
    expect(await refusal(vault.read(acme, other, 'apiToken'))).toMatchObject(['secret_missing', /of Mail/])
    expect(await refusal(vault.read(acme, plugin, 'country'))).toMatchObject(['secret_unknown', /'country'/])
  })

  test('say when and by whom they were set, and leave neither value nor length in the history', async () => {
    await set(acme, { apiToken: 'tok-acme' })
    await set(acme, { apiToken: null, privateKey: 'key' })
    expect(Object.keys(await vault.states(acme, 'shop'))).toEqual(['privateKey'])
    expect((await vault.states(acme, 'shop'))['privateKey']).toMatchObject({ setBy: null })
    const { rows } = await sql<{ changed: unknown }>`
      select changed from core.settings_changes order by changed_at`.execute(database.owner)
    expect(rows.map(({ changed }) => changed)).toEqual([{ apiToken: 'set' }, { apiToken: null, privateKey: 'set' }])
  })

  test('lie sealed, differently each time, out of reach of what plugins send', async () => {
    await set(acme, { apiToken: 'tok-acme', privateKey: 'tok-acme' })
    const { rows } = await sql<{ sealed: Uint8Array }>`select sealed from core.plugin_secrets`.execute(database.owner)
    const [one = new Uint8Array(), two = new Uint8Array()] = rows.map(({ sealed }) => sealed)
    expect(Buffer.from(one).includes('tok-acme')).toBe(false)
    expect(Buffer.from(one)).not.toEqual(Buffer.from(two))
    const asPlugin = (text: string) => database.tenantTransaction(acme, (db) => sql.raw(text).execute(db))
    await expect(asPlugin('select * from core.plugin_secrets')).rejects.toThrow(/permission denied/)
    await expect(asPlugin('delete from core.plugin_secrets')).rejects.toThrow(/permission denied/)
  })

  test('do not open when the row was copied to another tenant, plugin or name, or a bit of it was changed', async () => {
    const copy = (what: string) =>
      sql`insert into core.plugin_secrets (tenant_id, plugin_id, name, key_id, sealed)
        select ${sql.raw(what)}, key_id, sealed from core.plugin_secrets
        where tenant_id = ${acme}::uuid and plugin_id = 'shop' and name = 'apiToken'`.execute(database.owner)
    await set(acme, { apiToken: 'tok-acme' })
    await copy(`'${globex}'::uuid, plugin_id, name`)
    await copy(`tenant_id, 'mail', name`)
    await copy(`tenant_id, plugin_id, 'privateKey'`)
    const damaged = ['secret_damaged', expect.stringMatching(/have an admin set it anew/)]
    expect(await refusal(vault.read(globex, plugin, 'apiToken'))).toEqual(damaged)
    expect(await refusal(vault.read(acme, other, 'apiToken'))).toEqual(damaged)
    expect(await refusal(vault.read(acme, plugin, 'privateKey'))).toEqual(damaged)
    for (const byte of [0, 12, 28]) {
      await set(acme, { apiToken: 'tok-acme' })
      await sql`update core.plugin_secrets set sealed = set_byte(sealed, ${byte}, get_byte(sealed, ${byte}) # 1)
        where name = 'apiToken' and tenant_id = ${acme}::uuid and plugin_id = 'shop'`.execute(database.owner)
      expect(await refusal(vault.read(acme, plugin, 'apiToken'))).toEqual(damaged)
    }
    await sql`update core.plugin_secrets set sealed = ''`.execute(database.owner)
    expect(await refusal(vault.read(acme, plugin, 'apiToken'))).toEqual(damaged)
  })

  test('of another installation secret are told apart, open with the one of before, and are sealed anew', async () => {
    await set(acme, { apiToken: 'tok-acme' })
    await set(globex, { apiToken: 'tok-globex' })
    const changed = vaultOf(second)
    expect(await refusal(changed.read(acme, plugin, 'apiToken'))).toMatchObject([
      'secret_sealed_otherwise',
      /TESSERA_SECRET_PREVIOUS/,
    ])
    expect(await changed.rotate()).toEqual({
      sealed: 0,
      left: [acme, globex].map((tenantId) => ({ tenantId, plugin: 'shop', name: 'apiToken' })),
    })
    const rotating = vaultOf(second, 'another', first)
    expect(await rotating.read(acme, plugin, 'apiToken')).toBe('tok-acme')
    expect(await rotating.rotate()).toEqual({ sealed: 2, left: [] })
    expect(await rotating.rotate()).toEqual({ sealed: 0, left: [] })
    expect(await changed.read(acme, plugin, 'apiToken')).toBe('tok-acme')
    expect(await changed.read(globex, plugin, 'apiToken')).toBe('tok-globex')
  })

  test('that were read are taken out of texts', async () => {
    const hidden = hiddenValues()
    const noting = openVault({ owner: database.owner, keys: keyring(first), hidden })
    await set(acme, { apiToken: 'a/b"c d', privateKey: 'abc' })
    await noting.read(acme, plugin, 'apiToken')
    await noting.read(acme, plugin, 'privateKey')
    expect(hidden.hide('401 of https://x?t=a%2Fb%22c%20d: a/b"c d, abc')).toBe('401 of https://x?t=***: ***, abc')
    const input = JSON.stringify({ token: 'a/b"c d' })
    expect([hidden.isIn(input, acme), hidden.isIn('{"token":"a"}', acme)]).toEqual([true, false])
    expect(hidden.isIn(input, globex), 'a word of another tenant’s').toBe(false)
  })
})
