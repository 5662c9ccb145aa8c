import { List, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { FormField, SettingsChange } from '@tessera/plugin-api/wire'
import { fieldText } from '@tessera/ui/page'
import { useTRPC } from '../api/trpc.ts'
import { useWhoAndWhen } from './use-who-and-when.ts'

function sentence({ changed }: SettingsChange, fields: readonly FormField[]): string {
  return Object.entries(changed)
    .map(([name, value]) => {
      const field = fields.find((each) => each.name === name)
      const back = field?.kind === 'secret' ? 'taken away' : 'as usual'
      return `${field?.title ?? name}: ${value === null ? back : fieldText(value)}`
    })
    .join(', ')
}

/** The latest changes of a plugin's settings: when, who, and what. */
export function SettingsChanges({
  plugin,
  fields,
}: {
  readonly plugin: string
  readonly fields: readonly FormField[]
}) {
  const trpc = useTRPC()
  const whoAndWhen = useWhoAndWhen()
  const changes = useQuery(trpc.admin.settingsChanges.queryOptions({ plugin }))
  if (!changes.data || changes.data.length === 0) return null
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
              {whoAndWhen(change.changedAt, change.changedBy)}
            </Text>
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}
