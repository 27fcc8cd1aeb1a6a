import { type BlankForm, blankCorrespondence, blankResources, dots } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Pemberitahuan Penghentian Layanan Hosting Aplikasi',
  content: {
    ...blankCorrespondence,
    application: dots(40),
    owner: dots(40),
    endedOn: '',
    reason: dots(76),
    domainName: dots(40),
    resources: blankResources,
    ownServers: 0,
  },
};
