package io.alternatefutures.control.function;

/** How writing a function ended. */
public sealed interface FunctionWrite {
  /** It is stored as {@code function}. */
  record Written(StoredFunction function) implements FunctionWrite {}

  /** Another function of the project has the name; nothing was stored. */
  record NameTaken() implements FunctionWrite {}

  /** Another function, of any project, has the slug; nothing was stored. */
  record SlugTaken() implements FunctionWrite {}

  /** The function to change is not there. */
  record NoSuchFunction() implements FunctionWrite {}
}
