-- Templates of wiki pages: what pages a record has and how they begin, and what a writer may begin a free page with. An office
-- edits them; what was in force stays as it was.

create table wiki_template (
  id uuid primary key,
  kind text not null check (kind in ('application', 'server', 'site', 'zone', 'sop', 'free')),
  part text not null default '' check (part ~ '^[a-z0-9-]{0,40}$'),   -- which page of a record's set; '' the main one; free: ''
  made_at timestamptz not null,
  made_by uuid references person (id),                -- null: it came with Griya
  check (kind <> 'free' or part = '')
);
create unique index wiki_template_part on wiki_template (kind, part) where kind <> 'free';

create table wiki_template_version (
  id uuid primary key,
  template_id uuid not null references wiki_template (id),
  no integer not null check (no > 0),
  status text not null check (status in ('draft', 'active', 'retired')),
  name text not null check (name ~ '\S'),             -- what keepers and writers see it as
  title text not null,                                -- how a page is called: {name} and other placeholders are filled in
  body text not null,
  required text[] not null default '{}',              -- headings under which something must be written
  space_id uuid references wiki_space (id),           -- where a record's page is made; free: where it is offered, null: everywhere
  for_office boolean not null default false,          -- whether the record's own office reads the page
  position integer not null default 0,
  reason text not null default '',
  based_on integer,
  made_by uuid references person (id),
  made_at timestamptz not null,
  activated_by uuid references person (id),
  activated_at timestamptz,
  retired_at timestamptz,
  version integer not null default 1,
  unique (template_id, no)
);
create unique index wiki_template_active on wiki_template_version (template_id) where status = 'active';
create unique index wiki_template_draft on wiki_template_version (template_id) where status = 'draft';

create function wiki_template_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a version of a wiki template that was in force is kept';
  end if;
  if (new.template_id, new.no, new.name, new.title, new.body, new.required, new.space_id, new.for_office, new.reason)
    is distinct from (old.template_id, old.no, old.name, old.title, old.body, old.required, old.space_id, old.for_office, old.reason) then
    raise exception 'a version of a wiki template that was in force is not changed';
  end if;
  return new;
end
$$;
create trigger wiki_template_kept before update or delete on wiki_template_version for each row
  when (old.status <> 'draft') execute function wiki_template_kept();

-- The version that a page was begun with; null: before templates were kept, or without one.
alter table wiki_page add column template_version_id uuid references wiki_template_version (id);

-- The spaces of the pages that belong to records; the first of a key stays as it is.
insert into wiki_space (id, key, name, description, access, needs_approval, created_at) values
  (gen_random_uuid(), 'aplikasi', 'Aplikasi', 'Satu himpunan halaman untuk setiap aplikasi yang dihosting.', 'internal', false, now()),
  (gen_random_uuid(), 'infrastruktur', 'Infrastruktur', 'Server, lokasi, dan zona DNS.', 'internal', false, now()),
  (gen_random_uuid(), 'sop', 'SOP', 'Penjelasan prosedur bagi semua perangkat daerah.', 'public', true, now())
  on conflict (key) do nothing;

with shipped as materialized (select gen_random_uuid() as id, v.* from (values
  ('application', '', 0, 'aplikasi', 'Halaman utama aplikasi', '{name}', true,
    array['Latar belakang', 'Dasar hukum', 'Deskripsi'],
    E'## Latar belakang\n\n{background}\n\n## Dasar hukum\n\n{legal_basis}\n\n## Deskripsi\n\n{description}\n\n## Kontak\n'),
  ('application', 'installation', 1, 'aplikasi', 'Dokumen instalasi', 'Instalasi {name}', false, array[]::text[],
    E'## Catatan instalasi\n'),
  ('application', 'operations', 2, 'aplikasi', 'Operasi aplikasi', 'Operasi {name}', false, array[]::text[],
    E'## Operasi\n\n## Pencadangan\n\n## Pemulihan\n\n## Masalah dikenal\n'),
  ('server', '', 0, 'infrastruktur', 'Halaman server', '{name}', false, array[]::text[],
    E'## Keterangan\n\n## Operasi\n\n## Pemulihan\n\n## Masalah dikenal\n'),
  ('site', '', 0, 'infrastruktur', 'Halaman lokasi', '{name}', false, array[]::text[],
    E'## Keterangan\n\n## Akses\n\n## Kontak\n\n## Masalah dikenal\n'),
  ('zone', '', 0, 'infrastruktur', 'Halaman zona DNS', '{name}', false, array[]::text[],
    E'## Keterangan\n\n## Operasi\n\n## Kontak\n'),
  ('sop', '', 0, 'sop', 'Halaman SOP', '{name}', false, array[]::text[],
    E'## Penjelasan\n\n## Pertanyaan yang sering diajukan\n'),
  ('free', '', 0, null, 'Notulen', 'Notulen {date}', false, array[]::text[],
    E'- Tanggal: {date}\n- Tempat:\n- Pimpinan:\n- Hadir:\n- Pencatat: {person}\n\n## Acara\n\n## Pembahasan\n\n## Keputusan\n\n## Tindak lanjut\n\n| Apa | Siapa | Sampai |\n|---|---|---|\n|  |  |  |\n'),
  ('free', '', 1, null, 'Runbook', 'Runbook: ', false, array[]::text[],
    E'## Kapan dipakai\n\n<!-- Gejala atau pekerjaan yang memerlukan langkah-langkah ini. -->\n\n## Sebelum mulai\n\n<!-- Hak akses, cadangan, siapa yang diberi tahu. -->\n\n## Langkah\n\n1. \n\n## Periksa hasilnya\n\n## Bila gagal\n\n<!-- Cara kembali ke keadaan semula, dan siapa yang dihubungi. -->\n'),
  ('free', '', 2, null, 'Laporan gangguan', 'Gangguan {date}: ', false, array[]::text[],
    E'## Ringkasan\n\n<!-- Apa yang terganggu, sejak kapan, bagi siapa. -->\n\n## Kronologi\n\n| Waktu | Kejadian | Siapa |\n|---|---|---|\n| {date} |  |  |\n\n## Dampak\n\n## Penyebab\n\n## Perbaikan\n\n## Pencegahan\n\n- [ ] \n')
) as v (kind, part, position, space, name, title, for_office, required, body)), made as (
  insert into wiki_template (id, kind, part, made_at) select id, kind, part, now() from shipped
)
insert into wiki_template_version
  (id, template_id, no, status, name, title, body, required, space_id, for_office, position, reason, made_at, activated_at)
select gen_random_uuid(), shipped.id, 1, 'active', shipped.name, title, body, required, wiki_space.id, for_office, position,
    'Bawaan Griya', now(), now()
  from shipped left join wiki_space on wiki_space.key = shipped.space;

-- Until now every page of a record was begun with these words.
update wiki_page p set template_version_id = v.id
  from wiki_template t join wiki_template_version v on v.template_id = t.id
  where t.kind = p.record_kind and t.part = p.part;
