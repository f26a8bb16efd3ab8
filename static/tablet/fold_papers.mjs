// What was asked for, taken, sealed and stopped: the same rule as inspect_app/domain/inspection/papers.py.

export const noPapers = () => ({ papers: { demands: [], receipts: [], samples: [], warrant: null, cautions: [], stops: [] } });

const add = (name, more = () => ({})) => (book, event, said) => { book.papers[name].push({ ...said(event), ...more() }); };

export const PAPERS = {
  demanded: add("demands"),
  paper: add("receipts", () => ({ moves: [] })),
  custody(book, event, said) {
    book.papers.receipts.filter((one) => one.receipt === event.value.receipt).at(-1)?.moves.push(said(event));
  },
  sampled: add("samples"),
  warrant: (book, event, said) => { book.papers.warrant = said(event); },
  cautioned: add("cautions"),
  stop_work: add("stops", () => ({ lifted: null })),
  stop_lifted(book, event, said) {
    for (const one of book.papers.stops) if (one.event === event.value.stop) one.lifted = said(event);
  },
};
