import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { events } from './events.ts'
import { fixtures } from './fixtures/fixtures.ts'
import { formulas } from './formulas.ts'
import { connectionsAndChats } from './migrations/0001-connections-and-chats.ts'
import { project } from './projection/project.ts'
import { reset } from './projection/reset.ts'

export default defineServer(plugin, {
  metrics: formulas,
  fixtures,
  migrations: { '0001-connections-and-chats': connectionsAndChats },
  events,
  project,
  projection: { version: 1, reset },
  // why: what makes demo rows is in memory only where there is a demo
  demo: async (context) => (await import('./demo/demo.ts')).demo(context),
})
