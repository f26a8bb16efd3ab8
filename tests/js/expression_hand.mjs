// Evaluates the trees it is sent, one JSON array a line, for the comparison with the server's engine.
import { createInterface } from "node:readline";

import { evaluate, toPlain } from "../../static/tablet/core/expression/evaluating.mjs";

for await (const line of createInterface({ input: process.stdin })) {
  const values = JSON.parse(line).map(({ ast, ...setting }) => toPlain(evaluate(ast, setting)));
  process.stdout.write(`${JSON.stringify(values)}\n`);
}
