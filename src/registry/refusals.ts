import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { type Resources, resourcesText } from './capacity.ts';

const loopedCable: Words = {
  id: 'Kabel tidak boleh kembali ke perangkat yang sama.',
  en: 'A cable cannot lead back to the device it starts from.',
};

/** What a broken constraint of the database means to the person who filled in the form. */
const faults: Record<string, FieldFault> = {
  server_name: {
    field: 'name',
    message: { id: 'Nama server ini sudah dipakai. Pilih nama lain.', en: 'This server name is in use. Choose another one.' },
  },
  server_site_id_fkey: { field: 'siteId', message: { id: 'Lokasi ini tidak ada.', en: 'This site does not exist.' } },
  server_host_id_fkey: { field: 'hostId', message: { id: 'Server induk ini tidak ada.', en: 'This host does not exist.' } },
  server_owner_office_id_fkey: {
    field: 'ownerOfficeId',
    message: { id: 'Perangkat daerah ini tidak ada.', en: 'This office does not exist.' },
  },
  site_name_key: {
    field: 'name',
    message: { id: 'Lokasi dengan nama ini sudah ada.', en: 'A site of this name exists already.' },
  },
  network_site_id_fkey: { field: 'siteId', message: { id: 'Lokasi ini tidak ada.', en: 'This site does not exist.' } },
  network_prefix_once: {
    field: 'prefix',
    message: { id: 'Rentang alamat ini sudah ada di VRF ini.', en: 'This VRF has this prefix already.' },
  },
  network_vrf_id_fkey: { field: 'vrfId', message: { id: 'VRF ini tidak ada.', en: 'This VRF does not exist.' } },
  network_owner_office_id_fkey: {
    field: 'ownerOfficeId',
    message: { id: 'Perangkat daerah ini tidak ada.', en: 'This office does not exist.' },
  },
  vrf_name: { field: 'name', message: { id: 'VRF dengan nama ini sudah ada.', en: 'A VRF of this name exists already.' } },
  vlan_number: {
    field: 'vid',
    message: { id: 'Nomor VLAN ini sudah ada di lokasi ini.', en: 'This site has a VLAN of that number.' },
  },
  vlan_site_id_fkey: { field: 'siteId', message: { id: 'Lokasi ini tidak ada.', en: 'This site does not exist.' } },
  address_range_excl: {
    field: 'first',
    message: {
      id: 'Rentang ini bertindihan dengan rentang cadangan lain.',
      en: 'This range overlaps with another reserved one.',
    },
  },
  network_prefix_excl: {
    field: 'prefix',
    message: {
      id: 'Rentang alamat ini tumpang tindih dengan jaringan yang sudah ada.',
      en: 'This prefix overlaps with a network that exists already.',
    },
  },
  address_server_id_fkey: { field: 'serverId', message: { id: 'Server ini tidak ada.', en: 'This server does not exist.' } },
  address_inside: {
    field: 'address',
    message: { id: 'Alamat ini berada di luar rentang jaringan.', en: 'This address lies outside the prefix of the network.' },
  },
  address_usable: {
    field: 'address',
    message: {
      id: 'Alamat pertama dan terakhir suatu jaringan tidak dapat diberikan kepada server.',
      en: 'The first and the last address of a network cannot be given to a server.',
    },
  },
  cable_to_itself: { field: 'toServerId', message: loopedCable },
  cable_end_taken: {
    field: 'toInterface',
    message: {
      id: 'Antarmuka ini sudah dipakai kabel lain. Lepas kabel itu lebih dahulu.',
      en: 'Another cable is plugged into this interface. Unplug that one first.',
    },
  },
  interface_name: {
    field: 'name',
    message: { id: 'Perangkat ini sudah memiliki antarmuka dengan nama itu.', en: 'This device has an interface of that name.' },
  },
  interface_server_id_fkey: { field: 'serverId', message: { id: 'Perangkat ini tidak ada.', en: 'This device does not exist.' } },
  rack_name: {
    field: 'name',
    message: { id: 'Rak dengan nama ini sudah ada di lokasi ini.', en: 'This site has a rack of that name.' },
  },
  rack_site_id_fkey: { field: 'siteId', message: { id: 'Lokasi ini tidak ada.', en: 'This site does not exist.' } },
  rack_owner_office_id_fkey: {
    field: 'ownerOfficeId',
    message: { id: 'Perangkat daerah ini tidak ada.', en: 'This office does not exist.' },
  },
  server_rack_place: {
    field: 'rackUnit',
    message: {
      id: 'Unit rak itu sudah ditempati perangkat lain pada sisi yang sama.',
      en: 'Another device stands in these units of the same face.',
    },
  },
  server_rack_unit: {
    field: 'rackUnit',
    message: { id: 'Sebutkan raknya bila unitnya diisi.', en: 'Name the rack when you give a unit.' },
  },
  server_virtual_has_no_rack: {
    field: 'rack',
    message: { id: 'Server virtual tidak berdiri di rak.', en: 'A virtual server stands in no rack.' },
  },
  server_rack: {
    field: 'rack',
    message: { id: 'Rak ini berada di lokasi lain.', en: 'This rack stands at another site.' },
  },
  server_size: {
    field: 'cpu',
    message: {
      id: 'Hanya server yang memiliki ukuran vCPU dan RAM dan dapat menerima aplikasi.',
      en: 'Only a server has a size in vCPU and RAM and accepts applications.',
    },
  },
  application_office_id_fkey: {
    field: 'officeId',
    message: { id: 'Perangkat daerah ini tidak ada.', en: 'This office does not exist.' },
  },
  deployment_server_id_fkey: { field: 'serverId', message: { id: 'Server ini tidak ada.', en: 'This server does not exist.' } },
  capacity_claim_server_id_fkey: {
    field: 'serverId',
    message: { id: 'Server ini tidak ada.', en: 'This server does not exist.' },
  },
};

export const notAccepting: Words = {
  id: 'Server ini tidak menerima aplikasi. Pilih server lain.',
  en: 'This server does not accept applications. Choose another one.',
};

type Refused = { code?: string; constraint?: string; detail?: string };

const amounts = (detail: string | undefined): { name: string } & Resources => {
  const { name, cpu, memory_mb, disk_gb } = JSON.parse(detail ?? '{}') as Record<string, number> & { name: string };
  return { name, cpu: cpu ?? 0, memoryMb: memory_mb ?? 0, diskGb: disk_gb ?? 0 };
};

const translate = (error: unknown, asked: Resources | null): unknown => {
  const { code, constraint, detail } = error as Refused;
  if (code === 'GC001') {
    const room = amounts(detail);
    return new AppError('no_capacity', {
      server: room.name,
      asked: asked ? resourcesText(asked) : '?',
      free: resourcesText(room),
    });
  }
  if (code === 'GC002') {
    const taken = resourcesText(amounts(detail));
    const message = {
      id: `Ukuran baru lebih kecil daripada yang sudah terpakai (${taken}).`,
      en: `The new size is less than what is already taken (${taken}).`,
    };
    return invalid([{ field: 'cpu', message }]);
  }
  if (code === 'GC003') {
    const message = {
      id: 'Server induk harus berupa hypervisor yang masih dipakai.',
      en: 'The host must be a hypervisor that is still in use.',
    };
    return invalid([{ field: 'hostId', message }]);
  }
  if (code === 'GC005') return invalid([{ field: 'toServerId', message: loopedCable }]);
  if (code === 'GC007') {
    const message = { id: 'Jenis perangkat tidak dapat diganti.', en: 'What a device is cannot be changed.' };
    return invalid([{ field: 'kind', message }]);
  }
  if (code === 'GC008') {
    const message = { id: `Rak ini hanya setinggi ${detail} unit.`, en: `This rack has ${detail} units only.` };
    return invalid([{ field: 'rackUnit', message }]);
  }
  if (code === 'GC009') {
    const message = {
      id: `Rak ini terpakai sampai unit ${detail}; tidak dapat lebih rendah dari itu.`,
      en: `This rack is in use up to unit ${detail} and cannot be lower than that.`,
    };
    return invalid([{ field: 'units', message }]);
  }
  if (code === 'GC010') {
    const message = {
      id: 'Jaringan tidak dapat berisi rentang lain: wadah harus melingkupi jaringan, bukan sebaliknya.',
      en: 'A network cannot hold another prefix: a container lies around networks, not inside one.',
    };
    return invalid([{ field: 'prefix', message }]);
  }
  if (code === 'GC012') {
    const message = {
      id: 'Wadah tidak memberi alamat; pilih jaringan di dalamnya.',
      en: 'A container gives no addresses; choose a network in it.',
    };
    return invalid([{ field: 'networkId', message }]);
  }
  if (code === 'GC013') {
    const message = {
      id: `Alamat ini berada dalam rentang yang dicadangkan: ${detail}.`,
      en: `This address lies in a reserved range: ${detail}.`,
    };
    return invalid([{ field: 'address', message }]);
  }
  if (code === 'GC014') {
    const message = {
      id: `Alamat ${detail} dalam rentang ini sudah diberikan.`,
      en: `The address ${detail} of this range is given already.`,
    };
    return invalid([{ field: 'first', message }]);
  }
  if (code === 'GC015') {
    const message = {
      id: 'Lokasi ini sudah dihentikan. Pilih lokasi lain.',
      en: 'This site is retired. Choose another one.',
    };
    return invalid([{ field: 'siteId', message }]);
  }
  if (code === 'GC004') return invalid([{ field: 'serverId', message: notAccepting }]);
  const fault = constraint ? faults[constraint] : undefined;
  return fault ? invalid([fault]) : error;
};

/**
 * Runs a statement and turns what the database refuses into an error of the closed list: `no_capacity` naming what is
 * free, or `invalid` at the field concerned. The caller's transaction is over then, as with every refusal.
 */
export const refusing = async <T>(statement: () => Promise<T>, asked: Resources | null = null): Promise<T> => {
  try {
    return await statement();
  } catch (error) {
    throw translate(error, asked);
  }
};

/** Whether an error is a unique violation of this index. */
export const isTaken = (error: unknown, index: string): boolean =>
  (error as Refused).code === '23505' && (error as Refused).constraint === index;
