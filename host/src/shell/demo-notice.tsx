import { Notice } from '../controls/notice.tsx'
import { useSession } from '../session/session-context.ts'

/** Says that the demo is still being filled, with what, as long as it is. Figures come by themselves. */
export function DemoNotice() {
  const { laying, plugins, tenants } = useSession()
  if (!laying) return null
  const plugin = plugins.find(({ id }) => id === laying.plugin)?.title ?? laying.plugin
  const tenant = tenants.find(({ slug }) => slug === laying.tenant)?.name ?? laying.tenant
  return (
    <Notice tone="info" title="The demo is being filled">
      <p>
        {plugin} for {tenant} comes now. Figures that are not there yet appear by themselves.
      </p>
    </Notice>
  )
}
