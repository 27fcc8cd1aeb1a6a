import { type BlankForm, blankAnswered, blankCorrespondence, blankPerson, dots } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Tanggapan atas Permohonan Pembuatan Subdomain',
  content: {
    ...blankCorrespondence,
    request: blankAnswered,
    application: dots(40),
    domainName: dots(),
    service: '',
    activeOn: '',
    administrator: { name: blankPerson.name, nip: blankPerson.nip },
    changeWithinDays: null,
    remark: '',
  },
};
