import { Button, Group, Input, PasswordInput, Text } from '@mantine/core'
import type { SecretState, FormField } from '@tessera/plugin-api/wire'
import { useState } from 'react'
import { useWhoAndWhen } from './use-who-and-when.ts'

/**
 * The input of one secret. What is set is never shown, it can be replaced or taken away. Its value is null while it is left as it is,
 * empty when it is to be taken away, else what it is to be.
 */
export function SecretInput(props: {
  readonly field: FormField
  readonly state: SecretState | undefined
  readonly value: unknown
  readonly error: string | undefined
  readonly onChange: (value: string | null) => void
}) {
  const { field, state, value, error, onChange } = props
  const [isReplacing, setReplacing] = useState(false)
  const whoAndWhen = useWhoAndWhen()
  const about = { label: field.title, description: field.description, ...(error ? { error } : {}) }
  const keep = () => {
    setReplacing(false)
    onChange(null)
  }
  const keepButton = (
    <Button
      size={isReplacing ? 'sm' : 'compact-sm'}
      variant="default"
      onClick={keep}
      aria-label={`Keep ${field.title} as it is`}
    >
      Keep it
    </Button>
  )
  if (state === undefined || isReplacing) {
    return (
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <PasswordInput
          {...about}
          name={field.name}
          flex={1}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
          placeholder={isReplacing ? 'The new one' : 'Not set'}
          autoComplete="new-password"
          spellCheck={false}
          autoFocus={isReplacing}
        />
        {isReplacing && keepButton}
      </Group>
    )
  }
  return (
    <Input.Wrapper {...about} labelElement="div" role="group" aria-label={field.title}>
      <Group gap="xs" mt={4}>
        <Text size="sm" flex="1 1 12rem">
          {value === '' ? 'Taken away when you save' : `Set ${whoAndWhen(state.setAt, state.setBy)}`}
        </Text>
        {value === '' ? (
          keepButton
        ) : (
          <Group gap="xs" wrap="nowrap">
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => setReplacing(true)}
              aria-label={`Replace ${field.title}`}
            >
              Replace
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onChange('')}
              aria-label={`Take ${field.title} away`}
            >
              Take away
            </Button>
          </Group>
        )}
      </Group>
    </Input.Wrapper>
  )
}
