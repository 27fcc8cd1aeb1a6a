import { type BlankForm, dots, dottedLines, rows } from '../shared/blank.ts';

const amounts = { cpu: null, memoryGb: null, diskGb: null };

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Dokumentasi Perangkat/Server',
  content: {
    reference: dots(20),
    server: {
      ...amounts,
      name: '',
      kind: '',
      status: '',
      host: '',
      site: '',
      rack: '',
      operatingSystem: '',
      processor: '',
      usage: '',
      ownership: '',
      owner: '',
      serialNumber: '',
      assetNumber: '',
      warrantyUntil: '',
    },
    addresses: rows(4, { address: '', interface: '', mac: '', network: '', prefix: '', vlan: null, zone: '' }),
    uses: rows(4, { ...amounts, label: '', kind: '', owner: '', state: '' }),
    free: amounts,
    notes: dottedLines(2),
  },
};
