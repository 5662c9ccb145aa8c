import { defineWeb } from '@tessera/plugin-api/web'
import { plugin } from '../plugin.ts'

export default defineWeb(plugin, {})
