import type { EventInput } from '@tessera/plugin-api/wire'
import type { LoadedPlugin, RegistryMetric } from '@tessera/registry'
import type { ExistingSystems } from './existing-systems.ts'
import type { TestHost } from '../host/test-host.ts'
import type { TestTenant } from '../host/test-tenants.ts'

/** The plugin under examination, running. */
export interface Subject {
  readonly host: TestHost
  readonly plugin: LoadedPlugin
  /** Metrics it computes: its own, and those of other plugins that it supplies. */
  readonly metrics: readonly RegistryMetric[]
  /** Gets rows first. */
  readonly a: TestTenant
  /** Has none until the end. */
  readonly b: TestTenant
  /** Events to fill a tenant with; the demo where there is none. */
  readonly events: ((tenant: TestTenant) => readonly EventInput[]) | undefined
  /** Tables of other systems that it reads. */
  readonly existing: ExistingSystems | undefined
}

/** Puts a running plugin on the table. */
export function subjectOf(
  host: TestHost,
  id: string,
  { events, existing }: Partial<Pick<Subject, 'events' | 'existing'>> = {},
): Subject {
  const plugin = host.registry.plugin(id)
  if (!plugin) throw new Error(`plugin '${id}' does not run in this host`)
  const metrics = host.registry.metrics().filter((metric) => metric.sourcePlugin === id && metric.source !== null)
  const [a, b] = host.tenants
  return { host, plugin, metrics, a, b, events, existing }
}
