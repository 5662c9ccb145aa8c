import { defineWeb } from '@tessera/plugin-api/web'
import { plugin } from '../plugin.ts'

export default defineWeb(plugin, {
  pages: {
    accounts: () => import('./pages/accounts.tsx'),
    account: () => import('./pages/account.tsx'),
  },
})
