import { Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormField, PluginSettings } from '@tessera/plugin-api/wire'
import { FieldsForm, type DrawnField, type FieldValues } from '@tessera/ui/page'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import { FollowedSettings } from './followed-settings.tsx'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'
import { SecretInput } from './secret-input.tsx'
import { SettingsChanges } from './settings-changes.tsx'

/** The settings of a plugin in this tenant, as its contract declares them, and who changed them. */
export function PluginSettingsDrawer(props: { readonly plugin: NamedPlugin; readonly onClose: () => void }) {
  const { plugin, onClose } = props
  const trpc = useTRPC()
  const settings = useQuery(trpc.admin.settings.queryOptions({ plugin: plugin.id }))
  return (
    <PluginDrawer what="Settings" plugin={plugin} answer={settings} onClose={onClose}>
      {(stored) => (
        <SettingsForm key={JSON.stringify([stored.values, stored.secrets])} plugin={plugin} stored={stored} />
      )}
    </PluginDrawer>
  )
}

/** What differs from what is stored, by name; null for a field that was taken back to its default, and a secret that was taken away. */
function changeOf({ values, own, fields }: PluginSettings, typed: FieldValues): FieldValues {
  const changed = fields.filter(({ name }) => typed[name] !== (values[name] ?? null))
  const isBack = ({ name, usual, kind }: FormField) =>
    kind === 'secret' ? typed[name] === '' : own.includes(name) && typed[name] === usual
  return Object.fromEntries(changed.map((field) => [field.name, isBack(field) ? null : typed[field.name]]))
}

/** Draws secrets with when they were set, and other fields as usual. */
function secretsOf({ secrets }: PluginSettings) {
  return (input: DrawnField) =>
    input.field.kind === 'secret' ? <SecretInput {...input} state={secrets[input.field.name]} /> : undefined
}

function SettingsForm({ plugin, stored }: { readonly plugin: NamedPlugin; readonly stored: PluginSettings }) {
  const { tenant } = useSession()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const { mutateAsync: save } = useMutation(trpc.admin.setSettings.mutationOptions())
  const submit = async (typed: FieldValues) => {
    await save({ plugin: plugin.id, change: changeOf(stored, typed) })
    notifyDone(`The settings of ${plugin.title} are saved for ${tenant.name}`)
    await queries.invalidateQueries()
    return undefined
  }
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        They count for {tenant.name} at once, in figures, procedures, jobs and pages of this plugin.
      </Text>
      <FieldsForm
        fields={stored.fields}
        initial={stored.values}
        submit="Save"
        draw={secretsOf(stored)}
        isReady={(typed) => Object.keys(changeOf(stored, typed)).length > 0}
        onSubmit={submit}
      />
      <FollowedSettings stored={stored} />
      <SettingsChanges plugin={plugin.id} fields={stored.fields} />
    </Stack>
  )
}
