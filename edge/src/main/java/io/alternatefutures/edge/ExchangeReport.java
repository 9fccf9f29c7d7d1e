package io.alternatefutures.edge;

/** What is known of a request when it is over; times and sizes as in {@link AccessRecord}. */
record ExchangeReport(
    ClientRequest request,
    String client,
    Decision decision,
    Outcome outcome,
    int status,
    long headNanos,
    long totalNanos,
    long cpuNanos,
    long requestBytes,
    long responseBytes) {}
