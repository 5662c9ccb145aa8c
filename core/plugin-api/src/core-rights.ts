import { freeze } from './freeze.ts'
import type { Role } from './permission.ts'

interface CoreRight {
  readonly title: string
  readonly description: string
  /** Roles whose signed-in people have it. */
  readonly roles: readonly Role[]
  /** Roles whose people may have keys with it. */
  readonly keys: readonly Role[]
}

/** Rights that every installation has, beside those of plugins. */
export const coreRights = freeze({
  'metrics:read': {
    title: 'Read metrics',
    description: 'Ask for the figures of all dashboards and of the catalogue.',
    roles: ['viewer', 'editor', 'admin'],
    keys: ['viewer', 'editor', 'admin'],
  },
  'rows:read_personal': {
    title: 'See personal values in rows',
    description: 'See who is behind a row of a figure, such as a person or an address, which others see masked.',
    roles: ['admin'],
    keys: ['admin'],
  },
  'events:write': {
    title: 'Send events',
    description: 'Post events to the tenant. Only keys have it, people do not.',
    roles: [],
    keys: ['admin'],
  },
  'records:read': {
    title: 'Read imported tables',
    description: 'Read the rows of tables that are imported as they are, personal values too.',
    roles: ['admin'],
    keys: ['admin'],
  },
  'records:write': {
    title: 'Write imported tables',
    description: 'Add, change and delete rows of tables that are imported.',
    roles: ['admin'],
    keys: ['admin'],
  },
  'dashboards:write': {
    title: 'Save dashboards',
    description: 'Save and change dashboards. Only people have it, keys do not.',
    roles: ['editor', 'admin'],
    keys: [],
  },
  'targets:write': {
    title: 'Set targets',
    description: 'Set and remove the targets of metrics for periods.',
    roles: ['editor', 'admin'],
    keys: ['editor', 'admin'],
  },
  admin: {
    title: 'Administer',
    description: 'Switch plugins, make and revoke keys, see members.',
    roles: ['admin'],
    keys: ['admin'],
  },
} as const satisfies Readonly<Record<string, CoreRight>>)

/** Id of a right that every installation has. */
export type CoreRightId = keyof typeof coreRights

/** Full id of a right that a plugin names: one of core's as it is, an own one with the plugin before it. */
export function rightId(plugin: string, name: string): string {
  return Object.hasOwn(coreRights, name) ? name : `${plugin}:${name}`
}
