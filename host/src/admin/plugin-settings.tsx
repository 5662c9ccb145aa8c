import { Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PluginSettings, SettingField } from '@tessera/plugin-api/wire'
import { useState, type FormEvent } from 'react'
import { problemOf } from '../api/problem-of.ts'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone } from '../controls/notify.ts'
import { useSession } from '../session/session-context.ts'
import { PluginDrawer, type NamedPlugin } from './plugin-drawer.tsx'
import { SecretInput } from './secret-input.tsx'
import { SettingInput } from './setting-input.tsx'
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

type Values = Readonly<Record<string, unknown>>

/** What differs from what is stored, by name; null for a field that was taken back to its default, and a secret that was taken away. */
function changeOf({ values, own, fields }: PluginSettings, typed: Values): Values {
  const changed = fields.filter(({ name }) => typed[name] !== (values[name] ?? null))
  const isBack = ({ name, usual, kind }: SettingField) =>
    kind === 'secret' ? typed[name] === '' : own.includes(name) && typed[name] === usual
  return Object.fromEntries(changed.map((field) => [field.name, isBack(field) ? null : typed[field.name]]))
}

function SettingsForm({ plugin, stored }: { readonly plugin: NamedPlugin; readonly stored: PluginSettings }) {
  const { tenant } = useSession()
  const trpc = useTRPC()
  const queries = useQueryClient()
  const initial = Object.fromEntries(stored.fields.map(({ name }) => [name, stored.values[name] ?? null]))
  const [typed, setTyped] = useState<Values>(initial)
  const save = useMutation(
    trpc.admin.setSettings.mutationOptions({
      onSuccess: async () => {
        notifyDone(`The settings of ${plugin.title} are saved for ${tenant.name}`)
        await queries.invalidateQueries()
      },
    }),
  )
  const change = changeOf(stored, typed)
  const problem = save.isError ? problemOf(save.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ plugin: plugin.id, change })
  }
  return (
    <Stack gap="lg">
      <Stack component="form" gap="md" onSubmit={submit}>
        <Text size="sm" c="dimmed">
          They count for {tenant.name} at once, in figures, procedures and jobs of this plugin.
        </Text>
        {stored.fields.map((field) => {
          const input = {
            field,
            value: typed[field.name],
            onChange: (value: unknown) => setTyped({ ...typed, [field.name]: value }),
          }
          return field.kind === 'secret' ? (
            <SecretInput key={field.name} {...input} state={stored.secrets[field.name]} />
          ) : (
            <SettingInput key={field.name} {...input} />
          )
        })}
        {problem !== null && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem.detail}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={save.isPending} disabled={Object.keys(change).length === 0}>
            Save
          </Button>
        </Group>
      </Stack>
      <SettingsChanges plugin={plugin.id} fields={stored.fields} />
    </Stack>
  )
}
