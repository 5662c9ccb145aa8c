import { pluginClient } from '@tessera/plugin-api/web'
import { formatValue } from '@tessera/ui'
import { Form, Page, PageLink, useSettings, useTenant } from '@tessera/ui/page'
import { plugin } from '../../plugin.ts'
import { quota } from '../../quota.ts'
import type { routes } from '../../server/routes.ts'

/** Sets the quota of one team and says what became of it. */
export default function NewQuotaPage() {
  const { name } = useTenant()
  const { largest } = useSettings(plugin)
  return (
    <Page
      title="Set a quota"
      about={`For ${name}, up to EUR ${formatValue(largest, { style: 'exact' })}.`}
      actions={
        <PageLink plugin={plugin} page="quotas">
          All quotas
        </PageLink>
      }
    >
      <Form
        schema={quota}
        submit="Set it"
        onSubmit={async (input) => {
          const { team } = await pluginClient<typeof routes>(plugin).set.mutate(input)
          return `${team} has its quota for ${input.year}.`
        }}
      />
    </Page>
  )
}
