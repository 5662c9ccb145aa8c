import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { PageHeader } from '../controls/page-header.tsx'
import { usePageTitle } from '../controls/use-page-title.ts'
import { useSession } from '../session/session-context.ts'
import { Deliveries } from './deliveries.tsx'
import { InstallationJobs } from './installation-jobs.tsx'
import { RollupNights } from './rollup-nights.tsx'

/** What is done in the background and belongs to no page of its own, for admins. */
export function BackgroundPage() {
  usePageTitle('Background')
  const { tenant } = useSession()
  return (
    <>
      <PageHeader title="Background" about={`What is done for ${tenant.name} without anybody asking`} />
      <Stack gap="xl">
        <Part
          title="Jobs of the installation"
          about="What plugins do once for all tenants. Jobs of this tenant are on the page of plugins, beside their plugin."
        >
          <InstallationJobs />
        </Part>
        <Part
          title="What other systems sent"
          about="The latest 200 deliveries to webhooks of plugins in the last 30 days. Addresses are on the page of plugins."
        >
          <Deliveries />
        </Part>
        <Part
          title="Nightly comparison of rollups"
          about="Figures kept ready are compared with the rows they were made of. What differs is set aside, answered from the rows, and built anew."
        >
          <RollupNights />
        </Part>
      </Stack>
    </>
  )
}

function Part(props: { readonly title: string; readonly about: string; readonly children: ReactNode }) {
  const { title, about, children } = props
  return (
    <section aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mt={2} mb="sm">
        {about}
      </Text>
      {children}
    </section>
  )
}
