import { formFields, type PluginSpec } from '@tessera/plugin-api'
import type { FormField } from '@tessera/plugin-api/wire'
import { z } from 'zod'

/** The fields of a plugin's settings as a form shows them, in the order they are declared. */
export function settingsForm({ settings }: Pick<PluginSpec, 'settings'>): FormField[] {
  return settings instanceof z.ZodObject ? formFields(settings) : []
}
