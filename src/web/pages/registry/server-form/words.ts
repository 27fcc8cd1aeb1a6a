import type { Words } from '#lib/words.ts';

export const words = {
  new: { id: 'Tambah server', en: 'Add a server' },
  edit: { id: 'Ubah {name}', en: 'Edit {name}' },
  identity: { id: 'Identitas', en: 'Identity' },
  nameHint: {
    id: 'Huruf kecil, angka, dan tanda hubung; misalnya app-01.',
    en: 'Lower-case letters, digits and hyphens; for example app-01.',
  },
  hostHint: {
    id: 'Hanya untuk server virtual; lokasinya mengikuti server induk.',
    en: 'Only for a virtual server; its site is that of the host.',
  },
  siteHint: { id: 'Untuk hypervisor dan server fisik.', en: 'For a hypervisor or a bare-metal server.' },
  capacity: { id: 'Kapasitas', en: 'Capacity' },
  memoryGb: { id: 'RAM', en: 'RAM' },
  accepts: { id: 'Menerima aplikasi', en: 'Accepts applications' },
  acceptsHint: {
    id: 'Server ini ditawarkan saat kapasitas diperiksa (langkah 4).',
    en: 'This server is offered when capacity is checked (step 4).',
  },
  overcommit: { id: 'Alokasi lebih', en: 'Over-commit' },
  overcommitHint: {
    id: '1 berarti yang dibagikan tidak pernah melebihi yang ada. Angka lebih besar hanya untuk yang jarang terpakai penuh.',
    en: '1 means that never more is given out than there is. A larger factor is for what is seldom used to the full.',
  },
  technical: { id: 'Keterangan teknis dan aset', en: 'Technical and asset data' },
  newDevice: { id: 'Tambah perangkat', en: 'Add a device' },
  deviceAdded: { id: 'Perangkat {name} ditambahkan.', en: 'Device {name} added.' },
  storageHint: { id: 'Hanya untuk media penyimpanan.', en: 'Only for a storage.' },
  rackHint: { id: 'Rak di lokasi perangkat ini.', en: 'A rack at the site of this device.' },
  rackUnitHint: {
    id: 'Unit terbawah yang ditempati, dihitung dari lantai.',
    en: 'The lowest unit that it takes, counted from the floor.',
  },
  added: { id: 'Server {name} ditambahkan.', en: 'Server {name} added.' },
} as const satisfies Record<string, Words>;
