export { messageQueue, type MessageQueue } from './message-queue.ts'
export { watchVersions, type DataChange, type VersionWatch } from './watch-versions.ts'
