import { Button, Checkbox, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import type { inferRouterOutputs } from '@trpc/server'
import { useState, type FormEvent } from 'react'
import type { AppRouter } from '../api/app-router.ts'
import { useSession } from '../session/session-context.ts'

type Right = inferRouterOutputs<AppRouter>['rights']['list'][number]

/** Asks for a name and the rights of a new key, of those the person may give. */
export function NewKeyForm(props: {
  readonly rights: readonly Right[]
  readonly busy: boolean
  readonly onCreate: (key: { name: string; scopes: string[] }) => void
}) {
  const { rights, busy, onCreate } = props
  const { plugins } = useSession()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(['metrics:read'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onCreate({ name: name.trim(), scopes: rights.map(({ id }) => id).filter((id) => chosen.includes(id)) })
    setName('')
  }
  const groups = [null, ...plugins.map(({ id }) => id)].flatMap((plugin) => {
    const own = rights.filter((right) => right.plugin === plugin)
    const title = plugins.find(({ id }) => id === plugin)?.title ?? null
    return own.length === 0 ? [] : [{ plugin, title, own }]
  })
  return (
    <Paper withBorder p="md" mb="md" component="form" onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description="Where it will be used"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          required
          withAsterisk={false}
          w={260}
        />
        <Checkbox.Group
          label="Rights"
          description="What it may be used for"
          value={[...chosen]}
          onChange={(next) => setChosen(next)}
        >
          <Stack gap="md" mt="sm">
            {groups.map(({ plugin, title, own }) => (
              <div key={plugin ?? ''}>
                {title !== null && (
                  <Text size="sm" fw={600} mb={6}>
                    {title}
                  </Text>
                )}
                <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
                  {own.map(({ id, title: label, description }) => (
                    <Checkbox key={id} value={id} label={label} description={description} />
                  ))}
                </SimpleGrid>
              </div>
            ))}
          </Stack>
        </Checkbox.Group>
      </Stack>
      <Button type="submit" mt="md" loading={busy} disabled={name.trim() === '' || chosen.length === 0}>
        Create key
      </Button>
    </Paper>
  )
}
