/** How far demo data is: the plugin whose rows of a tenant are being laid, and how many of that tenant's were before it. */
export interface DemoProgress {
  readonly tenant: string
  readonly plugin: string
  readonly at: number
}

/** Where it is kept how far demo data is; null while none is laid. */
export interface DemoLaying {
  progress: DemoProgress | null
}
