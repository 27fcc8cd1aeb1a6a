import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { foldState, hostingSop } from '#sop/index.ts';
import { type Answer, type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { applicationFacts, goodRequest } from '../../../test/support/city.ts';

let api: TestApi;
let who: Record<'head' | 'staff' | 'agency' | 'division' | 'application' | 'infrastructure' | 'technician', Caller>;

beforeAll(async () => {
  api = await testApi();
  const { city, as } = api;
  who = {
    head: as(city.applicantHead),
    staff: as(city.applicantStaff),
    agency: as(city.agencyHead),
    division: as(city.divisionHead),
    application: as(city.applicationHead),
    infrastructure: as(city.infrastructureHead),
    technician: as(city.technician),
  };
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const played = new Set<string>();

/** One case in the hands of programs; each act must succeed and lead to the state that is named. */
const play = async (subdomain: string) => {
  const made = await who.staff.post('/cases', goodRequest({ subdomain }));
  expect(made).toMatchObject({ status: 201, body: { number: expect.stringMatching(/^K-2026-\d{4}$/), repeated: false } });
  const number = made.body.number as string;
  const act = async (by: Caller, action: string, state: string, body: unknown = {}): Promise<Answer> => {
    api.later();
    const { body: before } = await by.get(`/cases/${number}`);
    const answer = await by.act(number, action, { version: before.version, ...(body as object) });
    expect(answer, `${action}: ${answer.text}`).toMatchObject({
      status: 200,
      body: { number, state, version: (before.version as number) + 1, repeated: false },
    });
    played.add(action);
    return answer;
  };
  const attachAll = async (): Promise<void> => {
    const guide = '# Petunjuk\n\n1. Pasang paket\n2. Jalankan migrasi\n';
    expect((await who.staff.attach(number, 'recommendation')).status).toBe(201);
    expect((await who.staff.attach(number, 'appointment-letter')).status).toBe(201);
    expect((await who.staff.attach(number, 'installation-guide', 'petunjuk.md', guide)).status).toBe(201);
  };
  const read = async (by: Caller = who.application) => (await by.get(`/cases/${number}`)).body;
  return { number, act, attachAll, read };
};
type Play = Awaited<ReturnType<typeof play>>;

const requirements = ['request-complete', 'recommendation', 'appointment-letter', 'installation-guide'];
const complete = { verdicts: requirements.map((requirement) => ({ requirement, verdict: 'complete' })) };
const disposition = { instructions: ['process'], note: 'Mohon ditindaklanjuti.', due_on: '2026-12-24' };

const toCheck = async (open: Play): Promise<void> => {
  await open.attachAll();
  await open.act(who.head, 'submit', 'disposition');
  await open.act(who.agency, 'dispose', 'completeness-check', disposition);
};

const toCapacity = async (open: Play): Promise<void> => {
  await toCheck(open);
  await open.act(who.division, 'check-requirement', 'completeness-check', complete);
  await open.act(who.division, 'accept', 'capacity-check', disposition);
};

/** From the installation to the delivered answer; the draft goes back once from the initials and once from the signature. */
const toCompleted = async (open: Play): Promise<void> => {
  await open.act(who.application, 'edit-installation', 'installation', {
    add: [{ title: 'Pasang paket' }, { title: 'Jalankan migrasi', detail: 'php artisan migrate' }, { title: 'Keliru' }],
  });
  const wrong = ((await open.read()).installation as { id: string; title: string }[]).find((item) => item.title === 'Keliru');
  await open.act(who.application, 'edit-installation', 'installation', { remove: wrong?.id });
  const items = (await open.read(who.technician)).installation as { id: string; done: boolean }[];
  expect(items).toHaveLength(2);
  const log = await who.technician.upload('evidence', 'apt.log', 'apt: 12 newly installed\n');
  await open.act(who.technician, 'tick-item', 'installation', { item_id: items[0]?.id, done: true, upload_id: log });
  await open.act(who.technician, 'tick-item', 'installation', { item_id: items[1]?.id, done: true, evidence: 'Migrated: 41' });
  await open.act(who.application, 'publish-subdomain', 'installation');
  await api.jobs();
  await open.act(who.application, 'finish-installation', 'application-documentation');
  await api.jobs();
  await open.act(who.application, 'describe-application', 'application-documentation', { fields: applicationFacts });
  await open.act(who.application, 'document-application', 'reply-draft');
  await open.act(who.application, 'draft-reply', 'reply-initial', { note: 'Mohon diperiksa.' });
  await open.act(who.division, 'send-back-draft', 'reply-draft', { remarks: 'Perbaiki kalimat pembuka.' });
  await open.act(who.application, 'draft-reply', 'reply-initial');
  await api.jobs();
  await open.act(who.division, 'initial-reply', 'reply-signing');
  await open.act(who.agency, 'send-back-signing', 'reply-draft', { remarks: 'Sebutkan nama server.' });
  await open.act(who.application, 'draft-reply', 'reply-initial');
  await api.jobs();
  await open.act(who.division, 'initial-reply', 'reply-signing');
  await open.act(who.application, 'check-name', 'reply-signing');
  await open.act(who.agency, 'override-name', 'reply-signing', { reason: 'Server DNS sedang dipelihara.' });
  await api.jobs();
  await open.act(who.agency, 'sign-reply', 'sending');
  await api.jobs();
  expect(await open.read(who.head)).toMatchObject({ state: 'completed', step: null, missing: [], actions: [] });
};

describe('a whole case by programs alone', () => {
  test('with capacity: the server is found, held, and the case ends completed', async () => {
    const open = await play('dengan-kapasitas');
    await open.act(who.staff, 'save-draft', 'draft', { fields: { cpu: 2, memory_gb: '4', personal_data: true } });
    await toCapacity(open);
    const offered = await who.application.get('/capacity?cpu=2&memory_mb=4096&disk_gb=50');
    const [server] = offered.body.servers as { id: string; fits: boolean; accepts_applications: boolean }[];
    expect(server).toMatchObject({ id: api.city.serverId, fits: true, accepts_applications: true });
    await open.act(who.application, 'capacity-available', 'installation', { server_id: server?.id });
    await toCompleted(open);
    expect(await open.read()).toMatchObject({ server_id: api.city.serverId });
  }, 60_000);

  test('without capacity: a server is provided by names of the register, documented, and the case ends completed', async () => {
    const open = await play('tanpa-kapasitas');
    await toCapacity(open);
    await open.act(who.application, 'capacity-unavailable', 'server-provision', { note: 'Semua server penuh.' });
    const networks = (await who.infrastructure.get('/networks')).body.networks as { id: string }[];
    const servers = (await who.infrastructure.get('/servers')).body.servers as { id: string; kind: string }[];
    await open.act(who.infrastructure, 'provide-server', 'infrastructure-documentation', {
      server: {
        name: 'vm-tanpa-kapasitas',
        kind: 'virtual',
        host_id: servers.find((each) => each.kind === 'hypervisor')?.id,
        network_id: networks[0]?.id,
        address: 'next',
        interface: 'eth0',
        cpu: 4,
        memory_mb: 8192,
        disk_gb: 100,
        operating_system: 'Debian 13',
        accepts_applications: true,
      },
    });
    await open.act(who.infrastructure, 'make-infrastructure-documents', 'infrastructure-documentation');
    await api.jobs();
    await open.act(who.infrastructure, 'confirm-documents', 'installation');
    await toCompleted(open);
    const { letters } = await open.read();
    expect((letters as { kind: string }[]).map((letter) => letter.kind)).toEqual(
      expect.arrayContaining(['hosting-request', 'capacity-note', 'server-document', 'topology-document', 'reply']),
    );
  }, 60_000);

  test('returned, mended without typing anything twice, proposed for refusal, sent back, refused', async () => {
    const open = await play('dikembalikan');
    await toCheck(open);
    const before = await open.read(who.head);
    await open.act(who.division, 'return', 'returned', {
      reasons: ['document-unsigned'],
      missing: ['appointment-letter'],
      explanation: 'Surat penunjukan belum ditandatangani.',
    });
    const returned = await open.read(who.head);
    expect(returned).toMatchObject({
      due_at: null,
      request: before.request,
      returns: [{ final: false, reasons: ['document-unsigned'], missing: ['appointment-letter'] }],
    });
    await who.head.attach(open.number, 'appointment-letter');
    await open.act(who.head, 'submit', 'disposition');
    await open.act(who.agency, 'dispose', 'completeness-check', disposition);
    const refusal = { reasons: ['duplicate'], explanation: 'Sudah ada aplikasi umum.' };
    await open.act(who.division, 'refuse', 'refusal-signing', refusal);
    await open.act(who.agency, 'reject-refusal', 'completeness-check', { remarks: 'Periksa kembali.' });
    await open.act(who.division, 'refuse', 'refusal-signing', refusal);
    await open.act(who.agency, 'sign-refusal', 'refusal-sending');
    await api.jobs();
    expect(await open.read(who.head)).toMatchObject({ state: 'refused' });
  }, 60_000);

  test('withdrawn by its office', async () => {
    const open = await play('ditarik');
    await open.attachAll();
    await open.act(who.head, 'submit', 'disposition');
    await open.act(who.head, 'withdraw', 'withdrawn', { reason: 'Rencana berubah.' });
    expect(await open.read(who.head)).toMatchObject({ state: 'withdrawn', actions: [] });
  });
});

test('between them, the cases above were moved by every act that a person may do', () => {
  const human = hostingSop.actions.filter((action) => action.by.length > 0).map((action) => action.key);
  expect([...played].sort()).toEqual(human.sort());
});

test('what programs did is in the trail: every stored state is the folded one, and the chains hold', async () => {
  const { rows } = await api.database.pool.query<{ state: string; actions: string[] }>(
    `select c.state, array(select e.data->>'action' from audit_event e where e.subject_kind = 'case' and e.subject_id = c.id
       and e.data ? 'action' order by e.seq) as actions from hosting_case c`,
  );
  expect(rows).toHaveLength(4);
  for (const { state, actions } of rows) expect(foldState(hostingSop, actions)).toBe(state);
  expect(await verify(api.database.db)).toMatchObject({ broken: null });
});
