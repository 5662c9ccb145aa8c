import { definePlugin, page } from '@tessera/plugin-api'
import type { PageOf } from '@tessera/plugin-api/web'

const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  pages: { deals: page({ title: 'Deals', path: 'deals/:dealId?' }), notes: page({ title: 'Notes', path: 'notes/:noteId' }) },
})
export const idOf = ({ params }: PageOf<typeof plugin, 'deals'>): string | undefined => params.dealId ?? params.noteId
