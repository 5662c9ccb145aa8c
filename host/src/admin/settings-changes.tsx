import { List, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { SettingField, SettingsChange } from '@tessera/plugin-api/wire'
import { useTRPC } from '../api/trpc.ts'
import { useSession } from '../session/session-context.ts'
import { settingText } from './setting-words.ts'

function sentence({ changed }: SettingsChange, fields: readonly SettingField[]): string {
  const titleOf = (name: string) => fields.find((field) => field.name === name)?.title ?? name
  return Object.entries(changed)
    .map(([name, value]) => `${titleOf(name)}: ${value === null ? 'as usual' : settingText(value)}`)
    .join(', ')
}

/** The latest changes of a plugin's settings: when, who, and what. */
export function SettingsChanges({
  plugin,
  fields,
}: {
  readonly plugin: string
  readonly fields: readonly SettingField[]
}) {
  const trpc = useTRPC()
  const { tenant } = useSession()
  const changes = useQuery(trpc.admin.settingsChanges.queryOptions({ plugin }))
  const members = useQuery(trpc.admin.members.queryOptions())
  if (!changes.data || changes.data.length === 0) return null
  const when = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: tenant.timeZone })
  const nameOf = (id: string | null) =>
    id === null ? 'a key' : (members.data?.find((member) => member.id === id)?.name ?? 'somebody who left')
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        Changes
      </Title>
      <List size="sm" spacing={4} listStyleType="none">
        {changes.data.map((change) => (
          <List.Item key={change.changedAt}>
            {sentence(change, fields)}
            <Text size="xs" c="dimmed">
              {when.format(new Date(change.changedAt))}, {nameOf(change.changedBy)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}
