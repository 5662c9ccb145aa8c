export { Button } from '@mantine/core'
export { DataTable, type RecordColumn } from './data-table.tsx'
export { EmptyState } from './empty-state.tsx'
export { FieldsForm, type FieldValues, type FormActions } from './form/fields-form.tsx'
export type { DrawnField } from './form/field-input.tsx'
export { fieldText } from './form/field-words.ts'
export { Form } from './form/form.tsx'
export { useCan, useMetricQuery, useSettings, useTenant, useTimeScope } from './hooks.ts'
export { pageAddress } from './page-address.ts'
export {
  PageHostContext,
  type Asked,
  type LinkProps,
  type PageHost,
  type ShownProblem,
  type Tenant,
  type TimeChange,
  type TimeScope,
} from './page-host.ts'
export { Panel } from './panel.tsx'
export { PageLink, usePageHref } from './page-link.tsx'
export { Page, Section } from './page.tsx'
