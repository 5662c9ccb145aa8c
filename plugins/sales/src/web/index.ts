import { defineWeb } from '@tessera/plugin-api/web'
import { plugin } from '../plugin.ts'

export default defineWeb(plugin, {
  pages: {
    pipeline: () => import('./pages/pipeline.tsx'),
    deal: () => import('./pages/deal.tsx'),
    reps: () => import('./pages/reps.tsx'),
    rep: () => import('./pages/rep.tsx'),
  },
})
