import type { ReactNode } from 'react'

/** What a card shows in its body. */
export type CardState =
  /** `skeleton` stands in for the body: a `ViewSkeleton`. */
  | { readonly kind: 'loading'; readonly skeleton: ReactNode }
  | { readonly kind: 'data' }
  | {
      readonly kind: 'empty'
      /** Why there is nothing, and what to do. */
      readonly reason: string
      readonly action?: { readonly label: string; readonly onClick: () => void }
    }
  | {
      readonly kind: 'error'
      /** One sentence. */
      readonly message: string
      readonly code?: string
      readonly onRetry?: () => void
    }
  | {
      readonly kind: 'missing'
      /** What is not there: "The plugin 'sales' is disabled for this tenant." */
      readonly message: string
      readonly hint?: string
    }
