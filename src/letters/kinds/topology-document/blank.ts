import { type BlankForm, dots, dottedLines, rows } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Dokumentasi Topologi Jaringan',
  content: {
    reference: dots(20),
    scope: dots(40),
    // Room to draw.
    diagram: '<svg xmlns="http://www.w3.org/2000/svg" width="520" height="420" viewBox="0 0 520 420"/>',
    nodes: rows(6, { name: '', kind: '', on: '', addresses: [] }),
    networks: rows(4, { name: '', prefix: '', vlan: null, gateway: '', zone: '' }),
    links: rows(5, { from: '', to: '', label: '' }),
    notes: dottedLines(2),
  },
};
