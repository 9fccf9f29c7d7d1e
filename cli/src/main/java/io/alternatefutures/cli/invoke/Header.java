package io.alternatefutures.cli.invoke;

/** One header field. */
record Header(String name, String value) {}
