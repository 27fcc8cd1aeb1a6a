import type { z } from 'zod';
import { exampleSheet, exampleSigner } from '../shared/example.ts';
import type { schema } from './schema.ts';

const node = (x: number, y: number, label: string) =>
  `<rect x="${x}" y="${y}" width="150" height="44" rx="6" fill="#eef3fb" stroke="#1b4f8a"/><text x="${x + 75}" y="${y + 27}" text-anchor="middle" font-family="Arimo" font-size="13">${label}</text>`;

export const content: z.input<typeof schema> = {
  reference: 'K-2026-0042',
  scope: 'Ruang Server Lt. VII',
  diagram: `<svg xmlns="http://www.w3.org/2000/svg" width="520" height="240" viewBox="0 0 520 240"><path d="M260 60v40M260 80H105v60M260 100v40M260 80H415v60" fill="none" stroke="#444"/>${node(185, 16, 'fw-01')}${node(30, 140, 'hyper-01')}${node(185, 140, 'hyper-02')}${node(340, 140, 'antarpus-01')}</svg>`,
  nodes: [
    { name: 'fw-01', kind: 'device', on: '', addresses: ['10.20.30.1'] },
    { name: 'hyper-01', kind: 'hypervisor', on: '', addresses: ['10.20.10.11'] },
    { name: 'hyper-02', kind: 'hypervisor', on: '', addresses: ['10.20.10.12'] },
    { name: 'antarpus-01', kind: 'virtual', on: 'hyper-02', addresses: ['10.20.30.41', '2001:db8:20:30::41'] },
  ],
  networks: [
    { name: 'Manajemen', prefix: '10.20.10.0/24', vlan: 210, gateway: '10.20.10.1', zone: 'management' },
    { name: 'Aplikasi', prefix: '10.20.30.0/24', vlan: 230, gateway: '10.20.30.1', zone: 'dmz' },
  ],
  links: [
    { from: 'fw-01', to: 'hyper-01', label: '10 Gb/s' },
    { from: 'fw-01', to: 'hyper-02', label: '10 Gb/s' },
  ],
  notes: '',
};

export const sheet = exampleSheet({
  hal: 'Dokumentasi topologi jaringan Ruang Server Lt. VII',
  number: '',
  signature: { ...exampleSigner, title: 'Kepala Seksi Infrastruktur & Teknologi', name: 'Ratna Puspaningrum, S.T.' },
});
