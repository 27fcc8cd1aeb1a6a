import { jobs as caseJobs } from '#cases/index.ts';
import { jobs as dnsJobs } from '#dns/index.ts';
import type { AnyJob } from '#jobs/index.ts';
import { jobs as letterJobs } from '#letters/index.ts';
import { jobs as notifyJobs } from '#notify/index.ts';
import { importJob } from '#registry/index.ts';
import { jobs as reportJobs } from '#reports/index.ts';
import { jobs as housekeepingJobs } from './housekeeping.ts';

/** Every job of every room. */
export const allJobs: readonly AnyJob[] = [
  ...letterJobs,
  ...dnsJobs,
  ...caseJobs,
  ...notifyJobs,
  ...reportJobs,
  importJob,
  ...housekeepingJobs,
];
