import pg from 'pg';

/** Hears what transactions notify on a channel until it is closed; `lost` is called once when the connection breaks. */
export type Listen = (
  channel: string,
  heard: { notice: (payload: string) => void; lost: () => void },
) => Promise<() => Promise<void>>;

/** A listener with a connection of its own, outside of any pool: it must stay open while nobody asks anything. */
export const openListener =
  (connectionString: string): Listen =>
  async (channel, { notice, lost }) => {
    const client = new pg.Client({ connectionString });
    const state = { over: false };
    const over = (): void => {
      if (state.over) return;
      state.over = true;
      lost();
    };
    client.on('error', over);
    client.on('end', over);
    client.on('notification', ({ payload }) => notice(payload ?? ''));
    await client.connect();
    await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    return async () => {
      state.over = true;
      await client.end();
    };
  };
