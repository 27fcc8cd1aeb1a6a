import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { system } from '#audit/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer, someday } from '../../../test/support/registry.ts';
import {
  createNetwork,
  getServer,
  guessMapping,
  type ImportKind,
  importFields,
  importKinds,
  importTable,
  listApplications,
  listServers,
  openTable,
  type RowVerdict,
} from '../index.ts';
import { readAmount, readChoice, readDay } from './values.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let host: ReturnType<typeof makeActor>;

beforeAll(async () => {
  database = await testDatabase();
  place = await makePlace(database.db);
  host = makeActor(await makeOffice(database.db, 'Dinas Kominfo', 'host'), { host: true });
  await makeOffice(database.db, 'Dinas Kesehatan');
});
afterAll(() => database.close());

/** A table with all its rows, sent in pieces that end anywhere. */
const readTable = async (content: Buffer) => {
  const pieces = Array.from({ length: Math.ceil(content.length / 7) }, (_, at) => content.subarray(7 * at, 7 * (at + 1)));
  const table = await openTable(() => pieces);
  return { ...table, rows: await Array.fromAsync(table.rows()) };
};

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8');

const bring = async (kind: ImportKind, content: Buffer | string, part: { commit?: boolean; mapping?: string[] } = {}) => {
  const table = await openTable(() => [typeof content === 'string' ? utf8(content) : content]);
  const mapping = part.mapping ?? guessMapping(kind, table.headers);
  const context = { now: someday, doer: system, because: 'uji.csv' };
  const rows: RowVerdict[] = [];
  const told = (some: readonly RowVerdict[]) => void rows.push(...some);
  const done = await database.db
    .transaction()
    .execute((tx) => importTable(tx, { kind, table, mapping, context, commit: part.commit ?? true, told }));
  return { ...done, rows: rows.sort((a, b) => a.row - b.row) };
};

const devices = `Nama Perangkat;Jenis;Lokasi;Rak;Posisi;Merk;No. Seri;Pemilik;Garansi;Keterangan
SW-AKSES-01;Switch;Ruang Server Lantai 7;A1;U12;Contoh;SN-1;Dinas Kesehatan;24 November 2027;lantai 2
fw-tepi;firewall;ruang server lantai 7;a1;13;Contoh;SN-2;DINASKESEHATAN;24/11/2027;=CMD("calc")
`;

describe('a table', () => {
  test.each([
    ['UTF-8 with its mark', utf8(`\ufeffnama,jenis\nsw-é,switch`), ',', 'sw-é'],
    ['UTF-16 as Excel writes it', Buffer.from('\ufeffnama\tjenis\nsw-é\tswitch', 'utf16le'), '\t', 'sw-é'],
    ['UTF-16 the other way round', Buffer.from('\ufeffnama;jenis\nsw-é;switch', 'utf16le').swap16(), ';', 'sw-é'],
    ['UTF-16 without a mark', Buffer.from('nama;jenis\nsw-é;switch', 'utf16le'), ';', 'sw-é'],
    ['Windows-1252', Buffer.from('nama;jenis\nsw-é;switch', 'latin1'), ';', 'sw-é'],
    ['a comma inside quotes', utf8('"nama, lengkap";jenis\nsw-1;"satu;dua"'), ';', 'sw-1'],
  ])('is read in %s', async (_, content, delimiter, first) => {
    const table = await readTable(content);
    expect(table).toMatchObject({ delimiter, rows: [{ no: 2 }] });
    expect(table.rows[0]?.cells[0]).toBe(first);
  });

  test('keeps the number that a row has in the file, over empty lines and lines within a cell', async () => {
    const { rows } = await readTable(utf8('nama,catatan\n\na,"dua\nbaris"\n\nb,x\n'));
    expect(rows.map(({ no, cells }) => [no, cells[0]])).toEqual([
      [4, 'a'],
      [6, 'b'],
    ]);
  });

  test.each([
    ['nothing', utf8('')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0])],
    ['headings only', utf8('nama;jenis\n')],
    ['a ZIP that is no workbook', Buffer.from('504b0304140000000800', 'hex')],
  ])('that is %s is refused', async (_, content) => {
    await expect(readTable(content)).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'file' }] });
  });

  test('is read from a workbook, its days as days and what looks like a formula as text', async () => {
    const day = { value: 46_350, type: Number, format: 'dd/mm/yyyy' };
    const text = (value: string) => ({ value, type: String });
    const data = [
      [text('nama'), text('garansi'), text('catatan')],
      [text('sw-x'), day, text('=1+1')],
    ];
    const content = await writeExcel(data, {}).toBuffer();
    const { format, rows } = await readTable(content);
    expect({ format, rows }).toEqual({ format: 'xlsx', rows: [{ no: 2, cells: ['sw-x', '2026-11-24', '=1+1'] }] });
  });
});

describe('a cell', () => {
  test.each([
    '24 November 2026',
    '24 Nopember 2026',
    'Selasa, 24 Nov 2026',
    '24/11/2026',
    '24-11-2026',
    '24.11.26',
    '2026-11-24',
  ])('may write a day as %s', (text) => {
    const read = readDay(text);
    expect('value' in read ? String(read.value) : read.fault.id).toBe('2026-11-24');
  });

  test.each(['31/02/2026', '24 Bulan 2026', 'besok', '11/24/2026', '2026-13-01'])('%s is no day', (text) => {
    expect(readDay(text)).toHaveProperty('fault');
  });

  test.each([
    ['16', 'plain', 16],
    ['1.024', 'plain', 1024],
    ['7,5', 'plain', 7.5],
    ['16 GB', 'mb', 16_384],
    ['2 TB', 'gb', 2000],
    ['8 vCPU', 'plain', 8],
  ] as const)('%s is a number', (text, unit, value) => {
    expect(readAmount(text, unit)).toEqual({ value });
  });

  test('names a choice by its words in either language, and says which there are when it is none', () => {
    const choices = [{ value: 'owned', label: { id: 'Milik sendiri', en: 'Owned' } }];
    expect(readChoice('milik SENDIRI', choices)).toEqual({ value: 'owned' });
    expect(readChoice('Owned', choices)).toEqual({ value: 'owned' });
    expect(readChoice('curian', choices)).toMatchObject({ fault: { id: '"curian" tidak dikenal. Pilihan: Milik sendiri.' } });
  });
});

describe('importing devices', () => {
  test('guesses the columns by their headings in both languages', () => {
    const english = [
      'Hostname',
      'Type',
      'Site',
      'Rack',
      'Position',
      'Manufacturer',
      'Serial Number',
      'Owner',
      'Warranty until',
      'x',
    ];
    const expected = [
      'name',
      'kind',
      'siteId',
      'rack',
      'rackUnit',
      'manufacturer',
      'serialNumber',
      'ownerOfficeId',
      'warrantyUntil',
      '',
    ];
    expect(guessMapping('devices', english)).toEqual(expected);
    const [headings = ''] = devices.split('\n');
    expect(guessMapping('devices', headings.split(';'))).toEqual([...expected.slice(0, -1), 'notes']);
    expect(guessMapping('devices', ['Aneh'], new Map([['aneh', 'model']]))).toEqual(['model']);
  });

  test.each(importKinds)('the headings of an empty table of %s are all known again, in both languages', (kind) => {
    for (const language of ['id', 'en'] as const) {
      const labels = importFields[kind].map(({ label }) => label[language]);
      expect(guessMapping(kind, labels)).toEqual(importFields[kind].map(({ key }) => key));
    }
  });

  test('a trial says what would be new and leaves nothing behind; the same again changes nothing', async () => {
    const tried = await bring('devices', devices, { commit: false });
    expect(tried).toMatchObject({ written: false, counts: { new: 2, fault: 0 } });
    expect((await listServers(database.db, host, { group: 'devices', search: 'sw-akses' })).total).toBe(0);
    expect(await bring('devices', devices)).toMatchObject({ written: true, counts: { new: 2, same: 0 } });
    const { rows } = await listServers(database.db, host, { group: 'devices', search: 'fw-tepi' });
    expect(rows).toMatchObject([{ rack: 'A1', rackUnit: 13, ownerOfficeName: 'Dinas Kesehatan', manufacturer: 'Contoh' }]);
    const entered = await getServer(database.db, host, rows[0]?.id ?? '');
    expect(entered).toMatchObject({ notes: '=CMD("calc")', warrantyUntil: Temporal.PlainDate.from('2027-11-24') });
    expect(await bring('devices', devices)).toMatchObject({ counts: { new: 0, change: 0, same: 2 } });
  });

  test('a change tells before and after, is kept in the journal with the file, and empty cells change nothing', async () => {
    const { rows } = await bring('devices', 'nama;rak;posisi;merk\nsw-akses-01;A1;20;\n');
    expect(rows).toEqual([{ row: 2, verdict: 'change', label: 'sw-akses-01', faults: [], changes: { rackUnit: [12, 20] } }]);
    const [device] = (await listServers(database.db, host, { group: 'devices', search: 'sw-akses' })).rows;
    expect(device).toMatchObject({ rackUnit: 20, manufacturer: 'Contoh' });
    const events = await database.ownerPool.query('select type, data from audit_event where subject_id = $1 order by seq', [
      device?.id,
    ]);
    expect(events.rows).toMatchObject([
      { type: 'server.created', data: { because: 'uji.csv' } },
      { type: 'server.changed', data: { because: 'uji.csv', changes: { rackUnit: [12, 20] } } },
    ]);
  });

  test('every fault is told with its row, and nothing of the file is written', async () => {
    const table = `nama;jenis;lokasi;rak;posisi;tinggi;garansi;no seri
sw-baik;switch;Ruang Server Lantai 7;B2;1;1;;
;switch;Ruang Server Lantai 7;;;;;
sw-tanpa-lokasi;switch;;;;;;
sw-lokasi-lain;switch;Antah Berantah;;;;;
sw-rak-lain;switch;Ruang Server Lantai 7;Z9;1;;;
sw-tinggi;switch;Ruang Server Lantai 7;B2;42;2;;
sw-bertumpuk;switch;Ruang Server Lantai 7;B2;1;1;;
sw-tanggal;switch;Ruang Server Lantai 7;;;;32 November 2026;
sw-jenis;kulkas;Ruang Server Lantai 7;;;;;
sw-baik;switch;Ruang Server Lantai 7;;;;;
sw-seri;switch;Ruang Server Lantai 7;;;;;SN-2
fw-tepi;switch;Ruang Server Lantai 7;;;;;
`;
    const { rows, written, counts } = await bring('devices', table);
    expect(written).toBe(false);
    expect(counts).toEqual({ new: 1, change: 0, same: 0, conflict: 2, fault: 9 });
    expect(rows.map(({ row, verdict, faults }) => [row, verdict, faults.map(({ field }) => field).join()])).toEqual([
      [2, 'new', ''],
      [3, 'fault', 'name'],
      [4, 'fault', 'siteId'],
      [5, 'fault', 'siteId'],
      [6, 'fault', 'rack'],
      [7, 'fault', 'rackUnit'],
      [8, 'fault', 'rackUnit'],
      [9, 'fault', 'warrantyUntil'],
      [10, 'fault', 'kind'],
      [11, 'fault', 'name'],
      [12, 'conflict', 'serialNumber'],
      [13, 'conflict', 'kind'],
    ]);
    expect((await listServers(database.db, host, { group: 'devices', search: 'sw-baik' })).total).toBe(0);
  });

  test('every row that the database refuses is named, however many; what they repeat is found over all of the file', async () => {
    const high = Array.from({ length: 620 }, (_, n) => `sw-atas-${n};switch;Ruang Server Lantai 7;A1;43`);
    const again = 'sw-atas-3;switch;Ruang Server Lantai 7;;';
    const { rows, counts } = await bring('devices', ['nama;jenis;lokasi;rak;posisi', ...high, again].join('\n'));
    expect(counts).toMatchObject({ fault: 621 });
    expect(new Set(rows.flatMap(({ faults }) => faults.map(({ field }) => field)))).toEqual(new Set(['rackUnit', 'name']));
    expect(rows.at(-1)).toMatchObject({ row: 622, faults: [{ message: { en: 'The same as row 5 of this file.' } }] });
  });

  test('a column for what every row needs must be chosen, and each field once', async () => {
    await expect(bring('devices', 'a;b\n1;2\n', { mapping: ['', 'kind'] })).rejects.toMatchObject({
      faults: [{ field: 'mapping' }],
    });
    await expect(bring('devices', 'a;b\n1;2\n', { mapping: ['name', 'name'] })).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('importing servers', () => {
  test('a host and what runs on it may stand in one file in any order; what does not fit is refused at its row', async () => {
    const servers = (size: number) => `Nama;Jenis;Server induk;Lokasi;vCPU;RAM;Disk;OS
vm-impor;VM;hv-impor;;4;8 GB;100;Debian 13
hv-impor;hypervisor;;Ruang Server Lantai 7;16;64;2 TB;Proxmox VE
vm-besar;VM;hv-impor;;${size};8;100;Debian 13
`;
    const refused = await bring('servers', servers(13));
    expect(refused).toMatchObject({ written: false, counts: { new: 2, fault: 1 } });
    expect(refused.rows[2]?.faults[0]?.message.id).toContain('hv-impor');
    expect(await bring('servers', servers(12))).toMatchObject({ written: true, counts: { new: 3 } });
    const [server] = (await listServers(database.db, host, { search: 'vm-impor' })).rows;
    expect(server).toMatchObject({
      hostName: 'hv-impor',
      siteName: 'Ruang Server Lantai 7',
      capacity: { total: { memoryMb: 8192 } },
    });
    expect(await bring('servers', servers(12))).toMatchObject({ counts: { same: 3 } });
  });
});

describe('importing addresses', () => {
  test('gives, reserves, and never takes what somebody has', async () => {
    await makeServer(database.db, place.siteId, { name: 'srv-alamat' });
    await createNetwork(database.db, {
      ...act,
      network: { siteId: place.siteId, name: 'Enam', prefix: '2001:db8:9::/64', zone: 'internal' },
    });
    const table = `IP,Hostname,Interface,Keterangan
10.20.30.50,srv-alamat,ens18,
10.20.30.51/32,,,Printer lantai 2
2001:DB8:9::00AA,srv-alamat,ens18,
`;
    expect(await bring('addresses', table)).toMatchObject({ written: true, counts: { new: 3 } });
    expect(await bring('addresses', table)).toMatchObject({ counts: { same: 3 } });
    const bad = `IP,Hostname,Keterangan
10.20.30.1,srv-alamat,
10.20.30.0,srv-alamat,
10.99.0.1,srv-alamat,
10.20.30.300,srv-alamat,
10.20.30.60,tidak-ada,
10.20.30.61,,
10.20.30.62,,satu
10.20.30.62,,dua
10.20.30.51,srv-alamat,
`;
    const { rows, written } = await bring('addresses', bad);
    expect(written).toBe(false);
    expect(rows.map(({ row, verdict }) => `${row} ${verdict}`)).toEqual([
      '2 conflict',
      '3 fault',
      '4 fault',
      '5 fault',
      '6 fault',
      '7 fault',
      '8 new',
      '9 fault',
      '10 conflict',
    ]);
  });
});

describe('importing applications', () => {
  test('are known by name and office; personal data is named, never quoted', async () => {
    const table = (phone: string) => `Nama Aplikasi;OPD;Uraian;Basis Aplikasi;Bahasa Pemrograman;PIC;NIP;No HP;URL;Tag
Antrean;Dinas Kesehatan;Antrean puskesmas;Web;PHP 8;Rina;198609262015052001;${phone};antrean.contoh.go.id;Layanan Publik, kritis
`;
    expect(await bring('applications', table('0812'))).toMatchObject({ written: true, counts: { new: 1 } });
    expect(await bring('applications', table('0812'))).toMatchObject({ counts: { same: 1 } });
    const changed = await bring('applications', table('0813'));
    expect(changed.rows[0]).toMatchObject({ verdict: 'change', changes: { administrator_phone: ['•••', '•••'] } });
    const { rows } = await listApplications(database.db, host, { tag: 'layanan-publik' });
    expect(rows).toMatchObject([{ name: 'Antrean', officeName: 'Dinas Kesehatan', url: 'https://antrean.contoh.go.id' }]);
    const { rows: events } = await database.ownerPool.query('select data::text as data from audit_event where subject_id = $1', [
      rows[0]?.id,
    ]);
    expect(events.map(({ data }) => data).join()).not.toMatch(/0813|1986/);
    const faults = await bring('applications', 'nama;opd;nip;url\nX;Dinas Angin;12;javascript:alert(1)\n');
    expect(faults.rows[0]?.faults.map(({ field }) => field).sort()).toEqual(['administrator_nip', 'office', 'url']);
  });
});

describe('importing what stands and lies where', () => {
  const twice = async (kind: ImportKind, table: string, count: number) => {
    expect(await bring(kind, table, { commit: false })).toMatchObject({ written: false, counts: { new: count, fault: 0 } });
    expect(await bring(kind, table)).toMatchObject({ written: true, counts: { new: count } });
    expect(await bring(kind, table)).toMatchObject({ counts: { new: 0, change: 0, same: count } });
  };

  test('racks: new, the same again, changed; one that is in use up there is not made lower', async () => {
    const table = (units: number) => `Nama Rak;Lokasi;Tinggi;OPD;Tag\nQ1;Ruang Server Lantai 7;${units};Dinas Kesehatan;lama\n`;
    await twice('racks', table(30), 1);
    expect((await bring('racks', table(20))).rows).toMatchObject([{ verdict: 'change', changes: { units: [30, 20] } }]);
    await bring('devices', 'nama;jenis;lokasi;rak;posisi\nsw-q;switch;Ruang Server Lantai 7;Q1;18\n');
    const low = await bring('racks', table(10));
    expect(low).toMatchObject({ written: false, rows: [{ verdict: 'fault', faults: [{ field: 'units' }] }] });
    const nowhere = await bring('racks', 'rak;lokasi\nQ2;Antah Berantah\n');
    expect(nowhere.rows[0]?.faults).toMatchObject([{ field: 'siteId' }]);
  });

  test('interfaces and cables: cables bring ports along, a port has one cable, and none is pulled for another', async () => {
    await bring(
      'devices',
      ['nama;jenis;lokasi', ...['a', 'b', 'c'].map((n) => `sw-k-${n};switch;Ruang Server Lantai 7`)].join('\n'),
    );
    await twice('interfaces', 'Perangkat;Port;Jenis;MAC;VLAN bertag\nsw-k-a;Te1;FO;001b.213c.4d5f;10, 20\n', 1);
    const table = `Dari;Port A;Ke;Port B;Jenis;Panjang
sw-k-a;Te1;sw-k-b;Te1;Serat optik;2,5
sw-k-a;Te2;sw-k-b;Te2;UTP;
`;
    await twice('cables', table, 2);
    const turned = await bring('cables', 'Dari;Port A;Ke;Port B;Label\nsw-k-b;Te1;sw-k-a;Te1;Uplink\n');
    expect(turned.rows).toMatchObject([{ verdict: 'change', changes: { label: ['', 'Uplink'] } }]);
    const bad = await bring('cables', 'Dari;Port A;Ke;Port B\nsw-k-c;x;sw-k-a;Te1\nsw-k-c;y;sw-k-c;z\nsw-k-c;w;sw-lain;1\n');
    expect(bad.rows.map(({ verdict, faults }) => [verdict, faults.map(({ field }) => field).join()])).toEqual([
      ['conflict', 'toInterface'],
      ['fault', 'toServerId'],
      ['fault', 'toServerId'],
    ]);
  });

  test('networks: containers and what lies in them in any order, gateways reserved, overlaps refused at their row', async () => {
    const table = `Subnet;Nama;Jenis;Lokasi;Zona;VLAN;Gateway
10.80.1.0/24;Layanan;;Ruang Server Lantai 7;internal;801;10.80.1.1
10.80.0.0/16;Semua;wadah;;;;
`;
    await twice('networks', table, 2);
    const { rows } = await database.ownerPool.query(
      `select n.name, c.name as around, (select reserved_for from address a where a.network_id = n.id) as gateway
       from network n join network c on c.id = n.parent_id where n.prefix = '10.80.1.0/24'`,
    );
    expect(rows).toEqual([{ name: 'Layanan', around: 'Semua', gateway: 'Gateway' }]);
    const bad = await bring(
      'networks',
      `Subnet;Lokasi;Zona;VRF;Jenis
10.80.1.128/25;Ruang Server Lantai 7;internal;;
10.81.0.1/24;Ruang Server Lantai 7;internal;;
10.82.0.0/24;;internal;;
10.83.0.0/24;Ruang Server Lantai 7;internal;Hilang;
10.80.1.0/24;Ruang Server Lantai 7;internal;;wadah
10.84.0.0/24;Ruang Server Lantai 7;internal;;
10.84.0.0/24;Ruang Server Lantai 7;dmz;;
`,
    );
    expect(bad.rows.map(({ verdict, faults }) => [verdict, faults.map(({ field }) => field).join()])).toEqual([
      ['fault', 'prefix'],
      ['fault', 'prefix'],
      ['fault', 'siteId'],
      ['fault', 'vrfId'],
      ['conflict', 'kind'],
      ['new', ''],
      ['fault', 'prefix'],
    ]);
  });
});
