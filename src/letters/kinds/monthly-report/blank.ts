import { type BlankForm, dots, rows } from '../shared/blank.ts';
import { content } from './example.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Laporan Bulanan Kinerja Layanan Hosting',
  content: {
    period: dots(16),
    overview: content.overview.map(({ label }) => ({ label, value: dots(8) })),
    standard: content.standard.map(({ label, published }) => ({ label, published, achieved: dots(24) })),
    steps: rows(9, {
      name: '',
      done: '',
      median: null,
      p90: null,
      standard: null,
      medianText: '',
      p90Text: '',
      standardText: '',
      late: '',
    }),
    reasons: rows(4, { label: dots(40), value: dots(6) }),
    delays: rows(3, { label: dots(40), value: dots(6) }),
    posts: rows(4, { name: '', done: '', open: '', late: '' }),
    offices: rows(8, { name: '', submitted: '', answered: '', late: '', share: '', median: '' }),
    capacity: content.capacity.map(({ name }) => ({ name, total: '', used: '', held: '', free: '', ahead: '' })),
    remarks: '',
  },
};
