import { expect, test } from 'vitest'
import { installation, standing } from '../../test/installation.ts'

const sales = `permissions: {
  edit_quota: { title: 'Edit quotas', description: 'Set what is to be sold.', roles: ['editor'] },
  forget: { title: 'Forget', description: 'Delete deals for good.', roles: [] } },`

test('roles have the rights of plugins that name them, admins all, while the plugin is enabled and runs', async () => {
  const here = installation()
  here.plugin('sales', { contract: sales })
  const registry = await here.load()
  const on = new Set(['sales'])
  const own = (ids: ReadonlySet<string>) => [...ids].filter((id) => id.startsWith('sales:'))
  expect(own(registry.rightsOf('viewer', on))).toEqual([])
  expect(own(registry.rightsOf('editor', on))).toEqual(['sales:edit_quota'])
  expect(own(registry.rightsOf('admin', on))).toEqual(['sales:edit_quota', 'sales:forget'])
  expect(own(registry.keyRightsOf('editor', on))).toEqual(['sales:edit_quota'])
  expect(own(registry.rightsOf('admin', new Set()))).toEqual([])
  registry.fail('sales', 'run', new Error('gone'))
  expect(own(registry.rightsOf('admin', on))).toEqual([])
  expect(registry.rights().map(({ id }) => id)).toEqual([
    'metrics:read',
    'rows:read_personal',
    'events:write',
    'records:read',
    'records:write',
    'dashboards:write',
    'targets:write',
    'admin',
  ])
})

test.each([
  [`admin: { title: 'A', description: 'A.', roles: [] }`, "permission 'admin' is wrong: core has a right of that name"],
  [`edit: 'Edit quotas'`, "permission 'edit' is wrong: it has no title or no description"],
  [`edit: { title: 'E', description: 'E.' }`, "permission 'edit' is wrong: it says not which roles have it"],
  [`edit: { title: 'E', description: 'E.', roles: ['boss'] }`, "there is no role 'boss', only viewer, editor, admin"],
  [`'edit-quota': { title: 'E', description: 'E.', roles: [] }`, "permission 'edit-quota' is not snake_case"],
])('%s is refused', async (permission, says) => {
  const here = installation()
  here.plugin('sales', { contract: `permissions: { ${permission} },` })
  expect(standing(await here.load(), 'sales')).toContain(says)
})
