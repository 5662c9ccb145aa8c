import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'
import { revenue } from './migrations/0001-revenue.ts'
import { usage } from './migrations/0002-usage.ts'
import { publish } from './publish.ts'

export default defineServer(plugin, {
  migrations: { '0001-revenue': revenue, '0002-usage': usage },
  publish,
})
