import { maySeeNames } from '#dns/index.ts';
import { type Actor, mayAdminister, mayReadAudit } from '#identity/index.ts';
import { maySeeBooks } from '#letters/index.ts';
import type { Words } from '#lib/words.ts';
import { maySeeServers } from '#registry/index.ts';
import { hostingSop } from '#sop/index.ts';
import { paths } from '../paths.ts';

/** Marks the entry of the navigation that a page belongs to. */
export type Section = (typeof navigation)[number]['items'][number]['key'] | 'profile' | 'none';

type NavItem = { key: string; label: Words; icon: string; href: string; show: (actor: Actor) => boolean };
export type NavGroup = { label: Words | null; items: readonly NavItem[] };

/** Whether a post of the person's stands above others in the SOP. */
const leads = (actor: Actor): boolean =>
  actor.host && hostingSop.posts.some((post) => actor.posts.some((held) => held.role !== null && held.role === post.above));

const everybody = (): boolean => true;

/** The navigation. An area adds its entries here; `show` only tidies the menu, the page itself must check. */
const navigation = [
  {
    label: null,
    items: [
      { key: 'tasks', label: { id: 'Tugas', en: 'Tasks' }, icon: 'checklist', href: paths.home(), show: everybody },
      { key: 'board', label: { id: 'Papan', en: 'Board' }, icon: 'layout-kanban', href: paths.board(), show: everybody },
      { key: 'team', label: { id: 'Tim saya', en: 'My team' }, icon: 'users-group', href: paths.team(), show: leads },
      { key: 'cases', label: { id: 'Permohonan', en: 'Requests' }, icon: 'files', href: paths.cases(), show: everybody },
      {
        key: 'recommendations',
        label: { id: 'Rekomendasi', en: 'Recommendations' },
        icon: 'rubber-stamp',
        href: paths.recommendations(),
        show: everybody,
      },
      {
        key: 'figures',
        label: { id: 'Kinerja', en: 'Figures' },
        icon: 'chart-bar',
        href: paths.figures(),
        show: everybody,
      },
      { key: 'inbox', label: { id: 'Kotak masuk', en: 'Inbox' }, icon: 'inbox', href: paths.inbox(), show: everybody },
      { key: 'sop', label: { id: 'SOP', en: 'SOP' }, icon: 'sitemap', href: paths.sop(), show: everybody },
      { key: 'wiki', label: { id: 'Wiki', en: 'Wiki' }, icon: 'notebook', href: paths.wiki(), show: everybody },
      {
        key: 'forms',
        label: { id: 'Formulir kosong', en: 'Blank forms' },
        icon: 'forms',
        href: paths.forms(),
        show: everybody,
      },
    ],
  },
  {
    label: { id: 'Surat', en: 'Letters' },
    items: [
      {
        key: 'agenda',
        label: { id: 'Agenda masuk', en: 'Letters in' },
        icon: 'book-download',
        href: paths.agenda(),
        show: maySeeBooks,
      },
      {
        key: 'letters',
        label: { id: 'Agenda keluar', en: 'Letters out' },
        icon: 'book-upload',
        href: paths.letters(),
        show: maySeeBooks,
      },
      {
        key: 'dispatches',
        label: { id: 'Ekspedisi', en: 'Dispatch book' },
        icon: 'send',
        href: paths.dispatches(),
        show: maySeeBooks,
      },
      {
        key: 'retention',
        label: { id: 'Retensi arsip', en: 'Retention' },
        icon: 'archive',
        href: paths.retention(),
        show: maySeeBooks,
      },
    ],
  },
  {
    label: { id: 'Daftar', en: 'Register' },
    items: [
      {
        key: 'applications',
        label: { id: 'Aplikasi', en: 'Applications' },
        icon: 'apps',
        href: paths.applications(),
        show: everybody,
      },
      {
        key: 'register-work',
        label: { id: 'Kelengkapan', en: 'Completeness' },
        icon: 'clipboard-check',
        href: paths.registerWork(),
        show: everybody,
      },
      { key: 'servers', label: { id: 'Server', en: 'Servers' }, icon: 'server', href: paths.servers(), show: maySeeServers },
      {
        key: 'devices',
        label: { id: 'Perangkat', en: 'Devices' },
        icon: 'stack-2',
        href: paths.devices(),
        show: maySeeServers,
      },
      {
        key: 'capacity',
        label: { id: 'Kapasitas', en: 'Capacity' },
        icon: 'gauge',
        href: paths.capacity(),
        show: maySeeServers,
      },
      {
        key: 'networks',
        label: { id: 'Jaringan', en: 'Networks' },
        icon: 'network',
        href: paths.networks(),
        show: maySeeServers,
      },
      {
        key: 'topology',
        label: { id: 'Topologi', en: 'Topology' },
        icon: 'topology-star-3',
        href: paths.topology(),
        show: maySeeServers,
      },
      { key: 'names', label: { id: 'Nama domain', en: 'Names' }, icon: 'world', href: paths.names(), show: maySeeNames },
    ],
  },
  {
    label: { id: 'Administrasi', en: 'Administration' },
    items: [
      {
        key: 'offices',
        label: { id: 'Perangkat daerah', en: 'Offices' },
        icon: 'building-bank',
        href: paths.offices(),
        show: mayReadAudit,
      },
      { key: 'people', label: { id: 'Pegawai', en: 'People' }, icon: 'users', href: paths.people(), show: mayReadAudit },
      { key: 'posts', label: { id: 'Jabatan', en: 'Posts' }, icon: 'id-badge-2', href: paths.posts(), show: mayReadAudit },
      { key: 'accounts', label: { id: 'Akun', en: 'Accounts' }, icon: 'user-circle', href: paths.accounts(), show: mayReadAudit },
      {
        key: 'calendar',
        label: { id: 'Kalender kerja', en: 'Working calendar' },
        icon: 'calendar-month',
        href: paths.calendar(),
        show: mayReadAudit,
      },
      {
        key: 'numbers',
        label: { id: 'Nomor surat', en: 'Letter numbers' },
        icon: 'hash',
        href: paths.numbers(),
        show: mayReadAudit,
      },
      {
        key: 'filing',
        label: { id: 'Kode arsip', en: 'Archive codes' },
        icon: 'folders',
        href: paths.filings(),
        show: mayReadAudit,
      },
      {
        key: 'signing',
        label: { id: 'Tanda tangan', en: 'Signatures' },
        icon: 'signature',
        href: paths.signing(),
        show: mayAdminister,
      },
      {
        key: 'templates',
        label: { id: 'Templat surat', en: 'Letter templates' },
        icon: 'template',
        href: paths.letterTemplates(),
        show: mayReadAudit,
      },
      {
        key: 'settings',
        label: { id: 'Pengaturan', en: 'Settings' },
        icon: 'settings',
        href: paths.settings(),
        show: mayAdminister,
      },
      {
        key: 'webhooks',
        label: { id: 'Webhook', en: 'Webhooks' },
        icon: 'webhook',
        href: paths.webhooks(),
        show: mayAdminister,
      },
      {
        key: 'jobs',
        label: { id: 'Pekerjaan latar', en: 'Background jobs' },
        icon: 'refresh',
        href: paths.jobs(),
        show: mayReadAudit,
      },
      {
        key: 'audit',
        label: { id: 'Jejak audit', en: 'Audit trail' },
        icon: 'shield-check',
        href: paths.audit(),
        show: mayReadAudit,
      },
    ],
  },
] as const satisfies readonly NavGroup[];

/** The groups and entries that this person sees. */
export const navigationFor = (actor: Actor): readonly NavGroup[] =>
  (navigation as readonly NavGroup[])
    .map((group) => ({ ...group, items: group.items.filter((item) => item.show(actor)) }))
    .filter((group) => group.items.length > 0);
