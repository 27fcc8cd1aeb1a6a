import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Tugas', en: 'Tasks' },
  mine: { id: 'Tugas saya', en: 'My tasks' },
  late: { id: 'Terlambat', en: 'Late' },
  soon: { id: 'Segera jatuh tempo', en: 'Due soon' },
  waiting: { id: 'Menunggu OPD lengkapi', en: 'Waiting for the office' },
  task: { id: 'Tugas', en: 'Task' },
  request: { id: 'Permohonan', en: 'Request' },
  office: { id: 'OPD', en: 'Office' },
  due: { id: 'Batas waktu', en: 'Due' },
  state: { id: 'Keadaan', en: 'State' },
  taken: { id: 'Anda ambil', en: 'You took it' },
  unnamed: { id: '(belum diberi nama)', en: '(no name yet)' },
  none: { id: 'Tidak ada tugas yang menunggu Anda', en: 'No task is waiting for you' },
  noneHow: {
    id: 'Tugas muncul di sini begitu suatu langkah menjadi giliran jabatan Anda.',
    en: 'A task appears here as soon as a step becomes the turn of your post.',
  },
  noPost: { id: 'Anda tidak memegang jabatan dalam SOP', en: 'You hold no post of the SOP' },
  noPostHow: {
    id: 'Tugas diberikan kepada pemegang jabatan. Bila seharusnya Anda memegang jabatan, hubungi administrator.',
    en: 'Tasks go to the holders of posts. If you should hold one, ask the administrator.',
  },
  own: { id: 'Permohonan kantor Anda yang berjalan', en: 'Your office’s open requests' },
  noOwn: { id: 'Belum ada permohonan yang berjalan', en: 'No open requests yet' },
  noOwnHow: {
    id: 'Siapkan rekomendasi Tim Teknis, surat penunjukan pengelola, dan petunjuk instalasi, lalu ajukan.',
    en: 'Have the technical team’s recommendation, the appointment letter and the installation guide ready, then apply.',
  },
  apply: { id: 'Ajukan permohonan', en: 'New request' },
  notices: { id: 'Pemberitahuan', en: 'Notices' },
  allNotices: { id: 'Semua pemberitahuan', en: 'All notices' },
  noNotices: { id: 'Belum ada pemberitahuan.', en: 'No notices yet.' },
  unread: { id: 'belum dibaca', en: 'unread' },
  step: { id: 'Langkah {no} dari {all}', en: 'Step {no} of {all}' },
  heldBy: { id: 'pada {post}', en: 'with {post}' },
} as const satisfies Record<string, Words>;
