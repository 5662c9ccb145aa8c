import { definePlugin, page } from '@tessera/plugin-api'
import { defineWeb } from '@tessera/plugin-api/web'

const plugin = definePlugin({ id: 'wrong', title: 'Wrong', pages: { deals: page({ title: 'Deals', path: 'deals' }) } })
export default defineWeb(plugin, {})
