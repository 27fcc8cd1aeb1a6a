export { type AnyJob, defineJob, type Job, type JobContext, type JobServices } from './define.ts';
export { type Drained, drainJobs } from './drain.ts';
export { type EnqueueOptions, enqueue, enqueued } from './enqueue.ts';
export { countJobs, type JobRow, type JobState, listJobs, retryJob } from './list.ts';
export { runWorker, type Worker } from './worker.ts';
