import { definePlugin, page, permission } from '@tessera/plugin-api'

export const plugin = definePlugin({
  id: 'wrong',
  title: 'Wrong',
  permissions: { edit: permission({ title: 'Edit', description: 'Edit it.', roles: ['editor'] }) },
  pages: {
    free: page({ title: 'Free', path: 'free', needs: 'metrics:read' }),
    deals: page({ title: 'Deals', path: 'deals', needs: 'edti' }),
  },
})
