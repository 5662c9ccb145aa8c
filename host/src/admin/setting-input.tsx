import { Checkbox, JsonInput, NumberInput, Select, TextInput } from '@mantine/core'
import type { SettingField } from '@tessera/plugin-api/wire'
import { settingText } from './setting-words.ts'

/** What a field is for, what it is counted in, and what it is when nobody changes it. */
function describe({ description, unit, usual, kind }: SettingField): string {
  const usually =
    usual === null || usual === undefined || kind === 'json'
      ? ''
      : `Usually ${settingText(usual)}${unit ? ` ${unit}` : ''}.`
  return [description, usually].filter((part) => part !== '').join(' ')
}

/** The input of one setting. An empty one stands for the default. */
export function SettingInput(props: {
  readonly field: SettingField
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}) {
  const { field, value, onChange } = props
  const about = { label: field.title, description: describe(field) }
  switch (field.kind) {
    case 'boolean':
      return (
        <Checkbox {...about} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
      )
    case 'choice':
      return (
        <Select
          {...about}
          data={[...field.choices]}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => onChange(next ?? field.usual)}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
        />
      )
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...about}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : field.usual)}
          allowDecimal={field.kind === 'number'}
          {...(field.least === null ? {} : { min: field.least })}
          {...(field.most === null ? {} : { max: field.most })}
          clampBehavior="none"
          thousandSeparator=","
          {...(field.unit === null ? {} : { suffix: ` ${field.unit}` })}
        />
      )
    case 'text':
      return (
        <TextInput
          {...about}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value === '' ? field.usual : event.currentTarget.value)}
        />
      )
    case 'json':
      return (
        <JsonInput
          {...about}
          autosize
          minRows={3}
          formatOnBlur
          validationError="This is no JSON"
          defaultValue={JSON.stringify(value ?? null, null, 2)}
          onChange={(text) => {
            try {
              onChange(JSON.parse(text) as unknown)
            } catch {
              // why: while it is being written it is none yet; the input says so
            }
          }}
        />
      )
  }
}
