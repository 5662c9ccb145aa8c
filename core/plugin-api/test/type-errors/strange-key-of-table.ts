import { definePlugin, importable } from '@tessera/plugin-api'
import { z } from 'zod'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  tables: { deals: importable({ title: 'Deals', key: ['deal'], columns: z.object({ deal_id: z.string() }) }) },
})
