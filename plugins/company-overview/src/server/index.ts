import { defineServer } from '@tessera/plugin-api/server'
import { plugin } from '../plugin.ts'

export default defineServer(plugin, {})
