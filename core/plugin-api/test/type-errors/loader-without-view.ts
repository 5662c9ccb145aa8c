import { definePlugin } from '@tessera/plugin-api'
import { defineWeb, type ViewLoader } from '@tessera/plugin-api/web'

declare const map: ViewLoader
const plugin = definePlugin({ id: 'wrong', title: 'Wrong' })
export default defineWeb(plugin, { views: { map } })
