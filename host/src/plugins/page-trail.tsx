import { Anchor, Breadcrumbs, Text } from '@mantine/core'
import { Link } from 'react-router'
import { plainPath } from '@tessera/registry/web'
import { useSession, type SignedInSession } from '../session/session-context.ts'
import { groupOf } from '../shell/by-domain.ts'

/** Where a page of a plugin lies: its part of the business, the page, and within it what the address names. */
export function PageTrail(props: {
  readonly page: SignedInSession['pages'][number]
  readonly params: Readonly<Record<string, string>>
}) {
  const { page, params } = props
  const { plugins } = useSession()
  const plain = plainPath(page.path)
  const inside = Object.values(params)
  const here = inside.length === 0
  return (
    <nav aria-label="Breadcrumb" className="page-trail">
      <Breadcrumbs separator="›" separatorMargin={6}>
        <Text size="sm" c="dimmed">
          {groupOf(page.plugin, plugins).title}
        </Text>
        {here || plain === null ? (
          <Text size="sm" {...(here ? { 'aria-current': 'page' as const } : { c: 'dimmed' })}>
            {page.title}
          </Text>
        ) : (
          <Anchor component={Link} to={`/p/${page.plugin}/${plain}`} size="sm">
            {page.title}
          </Anchor>
        )}
        {!here && (
          <Text size="sm" aria-current="page">
            {inside.join(' · ')}
          </Text>
        )}
      </Breadcrumbs>
    </nav>
  )
}
