import { defineWeb } from '@tessera/plugin-api/web'
import { plugin } from '../plugin.ts'

export default defineWeb(plugin, {
  pages: {
    quotas: () => import('./pages/quotas.tsx'),
    new_quota: () => import('./pages/new-quota.tsx'),
  },
})
