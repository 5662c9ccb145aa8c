import { Button, Checkbox, Group, Paper, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'

type KeyScope = 'metrics:read' | 'rows:read_personal' | 'events:write' | 'admin'

const scopes: readonly { readonly value: KeyScope; readonly label: string }[] = [
  { value: 'metrics:read', label: 'Read metrics' },
  { value: 'rows:read_personal', label: 'See personal values in rows' },
  { value: 'events:write', label: 'Send events' },
  { value: 'admin', label: 'Administer' },
]

/** A right in words; rights nobody knows stay as they are. */
export function scopeWords(scope: string): string {
  return scopes.find(({ value }) => value === scope)?.label ?? scope
}

/** Asks for a name and the rights of a new key. */
export function NewKeyForm(props: {
  readonly busy: boolean
  readonly onCreate: (key: { name: string; scopes: KeyScope[] }) => void
}) {
  const { busy, onCreate } = props
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(['metrics:read'])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onCreate({ name: name.trim(), scopes: scopes.map(({ value }) => value).filter((value) => chosen.includes(value)) })
    setName('')
  }
  return (
    <Paper withBorder p="md" mb="md" component="form" onSubmit={submit}>
      <Group align="flex-end" gap="lg">
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
          <Group gap="md" mt="sm" mb={6}>
            {scopes.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
        <Button type="submit" loading={busy} disabled={name.trim() === '' || chosen.length === 0}>
          Create key
        </Button>
      </Group>
    </Paper>
  )
}
