package io.alternatefutures.model;

/**
 * One entry of a function's route map, as its owner wrote it.
 *
 * @param pattern path pattern, starting with {@code /}
 * @param target absolute {@code http} or {@code https} URL
 */
public record Route(String pattern, String target) {}
