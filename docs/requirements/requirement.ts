import type { tests } from './tests.ts'

/** Work that is planned, in words of the product. */
export const laterWork = {
  sales: 'sales plugin',
  marketing: 'marketing plugin',
  composing: 'composing of dashboards and metrics by people',
  privacy: 'administration of tenants, people and privacy',
  providers: 'integrations in depth',
  alerts: 'alerts',
  reports: 'reports',
  prediction: 'prediction',
  operations: 'operation by others',
} as const

/** What can be referred to, by kind. Ids without a dot are those of the section's plugin. */
export interface References {
  readonly metrics?: readonly string[]
  readonly panels?: readonly string[]
  readonly dashboards?: readonly string[]
  /** Short addresses of dashboards. */
  readonly addresses?: readonly `/${string}`[]
  readonly pages?: readonly string[]
  /** REST operations: method and path. */
  readonly rest?: readonly `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`[]
  readonly procedures?: readonly string[]
  /** Views of the schema `entity`. */
  readonly views?: readonly string[]
  readonly commands?: readonly string[]
  readonly settings?: readonly string[]
  /** Importable tables. */
  readonly tables?: readonly string[]
  readonly jobs?: readonly string[]
  readonly topics?: readonly string[]
  readonly webhooks?: readonly string[]
  /** Packages for other services. */
  readonly packages?: readonly `@tessera/${string}`[]
  /** Calls of the client package. */
  readonly calls?: readonly string[]
  /** Kinds of charts. */
  readonly charts?: readonly string[]
  /** Documents, below the root of the repository. */
  readonly guides?: readonly string[]
}

/** What a document asks for, in a line, and where it is met. */
export interface Requirement extends References {
  readonly asks: string
  readonly tests?: readonly (keyof typeof tests)[]
  /** Work that builds it, or what is left of it. */
  readonly later?: keyof typeof laterWork | readonly (keyof typeof laterWork)[]
  /** What of it no test looks at. */
  readonly untested?: string
  /** What is not there, in a sentence without its end. */
  readonly missing?: string
  /** Why it is met in another way, in a sentence without its end. */
  readonly note?: string
}

/** A part of a document. */
export interface Section {
  readonly title: string
  /** Plugin whose ids stand without its name. */
  readonly plugin?: string
  readonly requirements: readonly Requirement[]
}

/** A document of requirements. */
export interface RequirementDocument {
  readonly number: `00${number}`
  readonly title: string
  readonly sections: readonly Section[]
}
