/** How often each reason made an OAuth attempt fail. */
type Failures = Readonly<Record<string, number>>

/** What happens with one provider in one window of 30 days. Counts are users unless said otherwise. */
export interface ProviderWindow {
  /** Users who view it: those below who complete, fail or abandon, and as many more as are missing. */
  readonly viewed: number
  /** Connected users who authorize again. */
  readonly existing: number
  /** Users who connect for the first time, and how many of them leave within the window. */
  readonly newcomers: number
  readonly newcomersLost: number
  /** Users connected at the start who leave, and how many of them joined in the window before, less than 30 days ago. */
  readonly lost: number
  readonly lostYoung: number
  readonly failed: Failures
  /** Attempts that never come back. */
  readonly abandoned: number
  /** Of those who complete, how many then use it in a chat. */
  readonly used: number
  /** Connected users who use it without authorizing in the window. */
  readonly regulars: number
  /** Chats in which it is used. */
  readonly chats: number
  /** Uses by service; at least one per chat. */
  readonly uses: Readonly<Record<string, number>>
}

export interface ProviderPicture {
  readonly provider: string
  /** Connected at the start of the previous window. */
  readonly base: number
  /** Connected and gone before it. */
  readonly former: number
  readonly previous: ProviderWindow
  readonly current: ProviderWindow
}

export interface ChatTotals {
  /** Chats of connected users. */
  readonly connected: number
  /** Chats of users without a connection. */
  readonly others: number
}

/** A demo tenant as its dashboard shall show it. */
export interface Picture {
  readonly providers: readonly ProviderPicture[]
  readonly previousChats: ChatTotals
  readonly currentChats: ChatTotals
}

/** A window without anything in it, to spread the rest over. */
export const quiet: ProviderWindow = {
  viewed: 0,
  existing: 0,
  newcomers: 0,
  newcomersLost: 0,
  lost: 0,
  lostYoung: 0,
  failed: {},
  abandoned: 0,
  used: 0,
  regulars: 0,
  chats: 0,
  uses: {},
}
