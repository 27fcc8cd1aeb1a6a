import {
  acts,
  attachDocument,
  jobs as caseJobs,
  createCase,
  ensureSopVersion,
  type RequestDraft,
} from '../../src/cases/index.ts';
import type { Db } from '../../src/db/index.ts';
import { createZone, jobs as dnsJobs } from '../../src/dns/index.ts';
import { storeUpload } from '../../src/files/index.ts';
import type { Actor } from '../../src/identity/index.ts';
import { drainJobs } from '../../src/jobs/index.ts';
import { jobs as letterJobs } from '../../src/letters/index.ts';
import { silentLog } from '../../src/lib/log.ts';
import { assignAddress } from '../../src/registry/index.ts';
import { hire, makeApplicant, morning, setUpOffice, zone } from './identity.ts';
import { act, makePlace, makeServer } from './registry.ts';

/** Everybody who has a part in a case, with the servers and the zone that it needs. Fictitious throughout. */
export type City = Awaited<ReturnType<typeof makeCity>>;

/** A city at work: the hosting office with all its posts, two applying offices, a server with room, a zone. */
export const makeCity = async (db: Db, dataDirectory: string) => {
  const { hostOfficeId, administrator } = await setUpOffice(db, { posts: [] });
  await ensureSopVersion(db, morning);
  const health = await makeApplicant(db);
  const transport = await makeApplicant(db, 'Dinas Perhubungan', 'DISHUB');
  const people = {
    applicantHead: await hire(db, health, 'Laila Rahmawati', ['applicant-head']),
    applicantStaff: await hire(db, health, 'Bimo Prakoso', ['applicant-staff']),
    otherHead: await hire(db, transport, 'Surya Wijaya', ['applicant-head']),
    agencyHead: await hire(db, hostOfficeId, 'Ratna Puspitasari', ['agency-head']),
    divisionHead: await hire(db, hostOfficeId, 'Hendra Gunawan', ['division-head']),
    applicationHead: await hire(db, hostOfficeId, 'Maya Anggraini', ['application-section-head']),
    infrastructureHead: await hire(db, hostOfficeId, 'Yusuf Ramadhan', ['infrastructure-section-head']),
    technician: await hire(db, hostOfficeId, 'Agus Salim', ['technician']),
    technicalTeam: await hire(db, hostOfficeId, 'Citra Kirana', ['technical-team']),
    auditor: await hire(db, hostOfficeId, 'Nur Aini', [], { auditor: true }),
  };
  const place = await makePlace(db);
  const serverId = await makeServer(db, place.siteId, { name: 'app-01', cpu: 8, memoryMb: 16_384, diskGb: 500 });
  await assignAddress(db, { ...act, networkId: place.networkId, address: 'next', serverId });
  await db.transaction().execute((tx) =>
    createZone(tx, {
      name: 'contoh.go.id',
      primaryServer: 'ns1.contoh.go.id',
      mailbox: 'hostmaster@contoh.go.id',
      nameServers: [{ name: 'ns1.contoh.go.id', addresses: ['10.20.30.2'] }],
      now: morning,
      doer: act.doer,
    }),
  );
  return { hostOfficeId, administrator, health, transport, ...people, ...place, serverId, dataDirectory };
};

/** A request that fits every rule; a test changes what it is about. */
export const goodRequest = (part: RequestDraft = {}): RequestDraft => ({
  application_name: 'SIAP Sehat',
  purpose: 'pelayanan pendaftaran daring pada puskesmas',
  subdomain: 'siapsehat',
  cpu: '2',
  memory_gb: '4',
  disk_gb: '50',
  language: 'PHP 8.4',
  framework: 'Laravel 13',
  database: 'PostgreSQL 18',
  audience: 'public',
  personal_data: 'yes',
  personal_data_note: 'nama, NIK, dan nomor telepon pasien',
  administrator_name: 'Bimo Prakoso',
  administrator_nip: '199003152015031002',
  administrator_title: 'Pranata Komputer Ahli Muda',
  administrator_phone: '0812 3456 7890',
  administrator_email: 'bimo@contoh.go.id',
  recommendation_number: '500.12/11/TT/XI/2026',
  recommendation_date: '2026-11-10',
  letter_number: '',
  ...part,
});

export const smallPdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
xref
0 4
0000000000 65535 f 
0000000009 00000 n 
0000000052 00000 n 
0000000101 00000 n 
trailer<</Size 4/Root 1 0 R>>
startxref
164
%%EOF
`;

/** Stores a small file as somebody's upload. */
export const uploadAs = async (
  db: Db,
  actor: Actor,
  name: string,
  purpose: string,
  content: string | Uint8Array = smallPdf,
  now = morning,
): Promise<string> => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const { uploadId } = await storeUpload(db, {
    stream: (async function* () {
      yield bytes;
    })(),
    name,
    purpose,
    uploadedBy: actor.accountId,
    now,
    limitBytes: 52_428_800,
  });
  return uploadId;
};

/** Runs every job that is due at this moment to its end. */
export const runJobs = (db: Db, city: Pick<City, 'dataDirectory'>, now: Temporal.Instant) =>
  drainJobs(
    {
      db,
      now: () => now,
      log: silentLog,
      config: {
        baseUrl: 'http://localhost',
        dataDirectory: city.dataDirectory,
        secret: 'a secret of forty characters for tests only',
      },
    },
    [...caseJobs, ...letterJobs, ...dnsJobs],
  );

/** One case in the hands of its people, with a clock that moves on a little at every act. */
export const openCase = async (db: Db, city: City, request: RequestDraft = goodRequest(), start = morning) => {
  let now = start;
  const later = (duration: Temporal.DurationLike = { minutes: 10 }): Temporal.Instant => {
    now = now.add(duration);
    return now;
  };
  const { id, number } = await db
    .transaction()
    .execute((tx) => createCase(tx, { actor: city.applicantHead, draft: request, now, timeZone: zone }));
  const handle = {
    id,
    number,
    now: () => now,
    later,
    /** Does one act in its own transaction, as the API does. */
    do: (actor: Actor, action: string, body: unknown = {}, seen: number | null = null) =>
      db.transaction().execute(async (tx) => {
        const entry = acts[action];
        if (!entry) throw new Error(`no act ${action}`);
        return entry.run(tx, { number, actor, now: later(), seen }, entry.body.parse(body));
      }),
    jobs: () => runJobs(db, city, now),
    attach: async (kind: string, name: string, content?: string | Uint8Array) => {
      const uploadId = await uploadAs(db, city.applicantHead, name, kind, content, now);
      return db
        .transaction()
        .execute((tx) => attachDocument(tx, { number, actor: city.applicantHead, kind, uploadId, now: later({ minutes: 1 }) }));
    },
    row: () => db.selectFrom('hosting_case').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  };
  return handle;
};
export type OpenCase = Awaited<ReturnType<typeof openCase>>;

const disposition = { instructions: ['process'], note: 'Mohon ditindaklanjuti.', nature: 'ordinary', due_on: null };

/** What the case's entry in the list of all applications lacks after the request. */
export const applicationFacts = {
  function: 'Pendaftaran pasien',
  outputs: 'Nomor antrean',
  service: 'Layanan kesehatan',
  base: 'web',
  license: 'open_source',
  developer_unit: 'Dinas Kesehatan',
  operator_unit: 'Dinas Kesehatan',
};

/** Each stretch of the road, by the state that it ends in. Every one begins where the one before ends. */
const stretches: readonly [
  state: string,
  walk: (city: City, open: OpenCase, db: Db, branch: 'capacity' | 'server') => Promise<unknown>,
][] = [
  [
    'disposition',
    async (city, open) => {
      await open.attach('recommendation', 'rekomendasi.pdf');
      await open.attach('appointment-letter', 'surat-penunjukan.pdf');
      await open.attach('installation-guide', 'petunjuk.md', '# Petunjuk\n\n1. Pasang paket\n2. Jalankan migrasi\n');
      await open.do(city.applicantHead, 'submit');
    },
  ],
  ['completeness-check', (city, open) => open.do(city.agencyHead, 'dispose', disposition)],
  [
    'capacity-check',
    async (city, open) => {
      const requirements = ['request-complete', 'recommendation', 'appointment-letter', 'installation-guide'];
      await open.do(city.divisionHead, 'check-requirement', {
        verdicts: requirements.map((requirement) => ({ requirement, verdict: 'complete' })),
      });
      await open.do(city.divisionHead, 'accept', disposition);
    },
  ],
  [
    'installation',
    async (city, open, _db, branch) => {
      if (branch === 'capacity') return open.do(city.applicationHead, 'capacity-available', { server_id: city.serverId });
      await open.do(city.applicationHead, 'capacity-unavailable', { note: 'Semua server penuh.' });
      await open.do(city.infrastructureHead, 'provide-server', {
        server: {
          name: `vm-${open.number.toLowerCase()}`,
          kind: 'virtual',
          hostId: city.hostId,
          networkId: city.networkId,
          address: 'next',
          cpu: 4,
          memoryMb: 8192,
          diskGb: 100,
          operatingSystem: 'Debian 13',
          acceptsApplications: true,
        },
      });
      await open.jobs();
      return open.do(city.infrastructureHead, 'confirm-documents');
    },
  ],
  [
    'application-documentation',
    async (city, open, db) => {
      await open.do(city.applicationHead, 'edit-installation', {
        add: [{ title: 'Pasang paket' }, { title: 'Jalankan migrasi' }],
      });
      const items = await db.selectFrom('install_item').select('id').where('case_id', '=', open.id).orderBy('position').execute();
      for (const item of items) {
        await open.do(city.technician, 'tick-item', { item_id: item.id, done: true, evidence: 'apt: 12 newly installed' });
      }
      await open.do(city.applicationHead, 'publish-subdomain');
      await open.jobs();
      await open.do(city.applicationHead, 'finish-installation');
    },
  ],
  [
    'reply-draft',
    async (city, open) => {
      await open.jobs();
      await open.do(city.applicationHead, 'describe-application', { fields: applicationFacts });
      await open.do(city.applicationHead, 'document-application');
    },
  ],
  ['reply-initial', (city, open) => open.do(city.applicationHead, 'draft-reply', { note: '' })],
  [
    'reply-signing',
    async (city, open) => {
      await open.jobs();
      await open.do(city.divisionHead, 'initial-reply');
    },
  ],
  [
    'sending',
    async (city, open) => {
      await open.jobs();
      await open.do(city.agencyHead, 'sign-reply');
    },
  ],
  ['completed', (_city, open) => open.jobs()],
];

/** Walks a fresh case along the road until it is in this state (one of the road's). */
export const walkTo = async (
  db: Db,
  city: City,
  state: string,
  options: { branch?: 'capacity' | 'server'; request?: RequestDraft; start?: Temporal.Instant } = {},
): Promise<OpenCase> => {
  const open = await openCase(db, city, options.request, options.start);
  for (const [reached, walk] of stretches) {
    await walk(city, open, db, options.branch ?? 'capacity');
    if (reached === state) return open;
  }
  throw new Error(`the road does not lead to ${state}`);
};
