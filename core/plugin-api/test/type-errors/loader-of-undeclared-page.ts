import { definePlugin } from '@tessera/plugin-api'
import { defineWeb } from '@tessera/plugin-api/web'

const plugin = definePlugin({ id: 'wrong', title: 'Wrong' })
export default defineWeb(plugin, { pages: { dels: async () => ({ default: () => null }) } })
