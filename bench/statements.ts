// Counts the statements and the bytes of each operation on MongoDB: one run of each, on clients of their own.

import { mongo } from 'mongoose';
import { type BenchmarkData, createOperationInputs } from './benchmark-data.js';
import { closeAfter, openSubject } from './open-subjects.js';
import type { BenchmarkOperation } from './operations.js';
import type { Statements } from './report/results.js';
import { mongoSubjects, subjectTitles } from './subjects.js';
import { openWireCounter } from './wire.js';

/** Opens connections and fills what the subjects keep, so that these are not counted. */
const runsBefore = 3;

export async function countStatements(
  uri: string,
  data: BenchmarkData,
  chosen: readonly BenchmarkOperation[],
  print: (line: string) => void,
): Promise<readonly Statements[]> {
  const counter = await openWireCounter(uri, await findPrimary(uri));
  if (counter === null) {
    print('statements: not counted, because the connection is encrypted or has to be looked up');
    return [];
  }
  return closeAfter(async (opened) => {
    opened(counter);
    const counted: Statements[] = [];
    for (const name of mongoSubjects) {
      print(`statements: ${subjectTitles[name]}`);
      const { subject } = opened(await openSubject(name, counter.uri, data));
      const inputs = createOperationInputs(data);
      for (const { title: what, run } of chosen) {
        const once = () => run(subject, data, inputs);
        for (let before = 0; before < runsBefore; before += 1) await once();
        counted.push({ what, subject: subjectTitles[name], ...(await counter.countDuring(once)) });
      }
    }
    return counted;
  });
}

/** The host and port of the server that takes writes. */
export async function findPrimary(uri: string): Promise<string> {
  const answer = await askServer(uri, { hello: 1 });
  return String(answer['primary']);
}

export async function readServerVersion(uri: string): Promise<string> {
  const answer = await askServer(uri, { buildInfo: 1 });
  return String(answer['version']);
}

async function askServer(uri: string, question: mongo.Document): Promise<mongo.Document> {
  const client = await new mongo.MongoClient(uri).connect();
  try {
    return await client.db('admin').command(question);
  } finally {
    await client.close();
  }
}
