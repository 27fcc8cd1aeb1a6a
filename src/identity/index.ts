export type { Actor, HeldPost } from './actor.ts';
export { cleanNip, maskNip, nipFault } from './nip.ts';
