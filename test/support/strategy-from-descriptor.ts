export type { Descriptor, DescriptorHooks } from './descriptors/descriptor.ts'
export { retryFromDescriptor } from './descriptors/retry.ts'
export { stopFromDescriptor } from './descriptors/stop.ts'
export { waitFromDescriptor } from './descriptors/wait.ts'
