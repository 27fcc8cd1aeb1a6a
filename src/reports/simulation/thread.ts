import { parentPort, workerData } from 'node:worker_threads';
import { runSimulation, type SimulationJob } from './run.ts';

// A large simulation, off the loop that answers pages.
parentPort?.postMessage(runSimulation(workerData as SimulationJob));
