export { messageQueue, type MessageQueue } from './message-queue.ts'
export { serverCarrier } from './server-carrier.ts'
export { topicHub, type Carrier, type Published, type TopicHub } from './topic-hub.ts'
export { watchVersions, type DataChange, type VersionWatch } from './watch-versions.ts'
