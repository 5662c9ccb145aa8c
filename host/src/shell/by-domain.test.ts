import { expect, test } from 'vitest'
import { byDomain } from './by-domain.ts'

const plugins = [
  { id: 'hello', title: 'Hello', domain: null },
  { id: 'marketing', title: 'Campaigns', domain: 'marketing' },
  { id: 'quotas', title: 'Quotas', domain: 'sales' },
  { id: 'sales', title: 'Deals', domain: 'sales' },
  { id: 'integrations', title: 'Integrations', domain: 'integrations' },
] as const

test('dashboards and pages stand under their part of the business, in its order; plugins without one follow', () => {
  const dashboards = ['marketing', 'hello', 'sales', 'integrations'].map((plugin) => ({ plugin }))
  const pages = [
    { plugin: 'sales', name: 'late', order: 20 },
    { plugin: 'quotas', name: 'early', order: 3 },
    { plugin: 'hello', name: 'linked', order: null },
  ]
  const groups = byDomain({ dashboards, pages }, plugins)
  expect(groups.map(({ title, pages: inside }) => [title, inside.map(({ name }) => name)])).toEqual([
    ['Integrations', []],
    ['Sales', ['early', 'late']],
    ['Marketing', []],
    ['Hello', []],
  ])
  expect(groups[1]?.dashboards).toEqual([{ plugin: 'sales' }])
})

test('what belongs to a plugin the session does not know stands under its id', () => {
  expect(byDomain({ dashboards: [{ plugin: 'late' }], pages: [] }, plugins)).toMatchObject([{ title: 'late' }])
})
